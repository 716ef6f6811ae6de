import { toId } from '#lib/id'
import type { Context } from '#platform/context'
import * as store from '../store/mail.ts'
import type { NoticeFacts } from '../template.ts'
import { mailSeal } from './confirm-mail.ts'
import { mailRoom } from './mail-room.ts'
import { sendMessage } from './send-message.ts'
import { unsubscribeToken } from './unsubscribe.ts'

/**
 * Mails people of the team who have given and confirmed an address, each in their language and with a way out: `url` and `unsubscribe`
 * stand in the template. Nobody gets anything where the house sends no mail.
 */
export async function mailTo(ctx: Context, template: string, people: ReadonlyMap<bigint, NoticeFacts>): Promise<void> {
  const room = mailRoom()
  if (!room || people.size === 0) return
  for (const { personKey, addressSealed, language } of await store.confirmedMails(ctx.sql, [...people.keys()])) {
    const token = unsubscribeToken(ctx.vault, personKey)
    await sendMessage(ctx, {
      channel: 'email',
      to: ctx.vault.open(addressSealed, mailSeal),
      template,
      facts: {
        ...people.get(personKey)!,
        url: room.baseUrl,
        unsubscribe: `${room.baseUrl}/api/unsubscribe?token=${token}`,
      },
      language,
      about: toId('person', personKey),
    })
  }
}
