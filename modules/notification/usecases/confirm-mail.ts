import { timingSafeEqual } from 'node:crypto'
import { must } from '#lib/assert'
import { Refusal } from '#lib/refusal'
import type { Context } from '#platform/context'
import type { Input, Output } from '#platform/operation'
import type { api } from '../api.ts'
import { mayTry } from '../mail.ts'
import * as store from '../store/mail.ts'

/** How addresses of the team are sealed. */
export const mailSeal = 'notification.mail.address'

/** A code as it is kept: whoever reads the table cannot use it. */
export const codeOf = (ctx: Context, personKey: bigint, code: string): Buffer =>
  ctx.vault.fingerprint(`${personKey}:${code}`, 'notification.mail.code')

/**
 * Confirms the actor's address. A wrong code is an answer, not a refusal, so that the try is counted.
 * @throws Refusal notification.mail_code when there is no code that counts any more
 */
export async function confirmMail(
  ctx: Context,
  { code }: Input<typeof api.confirmMail>,
): Promise<Output<typeof api.confirmMail>> {
  const me = must(ctx.actor.key, 'who asks is a person')
  const own = await store.mailOf(ctx.sql, me, true)
  if (!mayTry(own, ctx.now)) throw new Refusal('notification.mail_code', {}, 'code')
  const confirmed = timingSafeEqual(own.code, codeOf(ctx, me, code))
  if (confirmed) await store.confirmMail(ctx.sql, me, ctx.now)
  else await store.countTry(ctx.sql, me)
  return { confirmed }
}
