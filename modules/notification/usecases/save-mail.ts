import { randomInt } from 'node:crypto'
import { must } from '#lib/assert'
import { refuseUnless } from '#lib/refusal'
import type { Context } from '#platform/context'
import type { Input, Output } from '#platform/operation'
import type { api } from '../api.ts'
import { askedToday, codeUntil } from '../mail.ts'
import { maskAddress } from '../message.ts'
import * as store from '../store/mail.ts'
import { codeOf, mailSeal } from './confirm-mail.ts'
import { mailRoom } from './mail-room.ts'
import { myMail } from './my-mail.ts'
import { sendMessage } from './send-message.ts'

/**
 * Gives an address for the actor's weekly digest; a code goes there, and nothing else until it is confirmed.
 * @throws Refusal notification.mail_off, mail_often, address
 */
export async function saveMail(
  ctx: Context,
  { address }: Input<typeof api.saveMail>,
): Promise<Output<typeof api.saveMail>> {
  refuseUnless(mailRoom(), 'notification.mail_off')
  const me = must(ctx.actor.key, 'who asks is a person')
  const asked = askedToday(await store.mailOf(ctx.sql, me, true), ctx.today)
  const code = String(randomInt(1_000_000)).padStart(6, '0')
  await store.saveMail(ctx.sql, {
    personKey: me,
    addressSealed: ctx.vault.seal(address, mailSeal),
    addressMasked: maskAddress('email', address),
    language: ctx.language,
    code: codeOf(ctx, me, code),
    codeUntil: codeUntil(ctx.now),
    askedOn: ctx.today,
    asked,
  })
  await sendMessage(ctx, {
    channel: 'email',
    to: address,
    template: 'notification.mail.code',
    facts: { code },
    language: ctx.language,
  })
  return myMail(ctx)
}
