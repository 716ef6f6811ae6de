import { timingSafeEqual } from 'node:crypto'
import type { Vault } from '#platform/crypto'
import { runSystem, type Spine } from '#platform/write-path'
import * as store from '../store/mail.ts'

const mark = (vault: Vault, personKey: bigint) =>
  vault.fingerprint(personKey.toString(), 'notification.mail.unsubscribe')

/** What a mail's link carries: whose it is, and that this house wrote it. Whoever has it can stop the mail and nothing else. */
export const unsubscribeToken = (vault: Vault, personKey: bigint): string =>
  `${personKey}.${mark(vault, personKey).toString('hex')}`

/** Stops the mail of whom a token is for, without a sign-in; false for a token this house did not write. Again, it changes nothing. */
export async function unsubscribe(spine: Spine, token: string): Promise<boolean> {
  const found = /^(\d{1,19})\.([0-9a-f]{32})$/.exec(token)
  if (!found) return false
  const personKey = BigInt(found[1]!)
  if (!timingSafeEqual(mark(spine.vault, personKey), Buffer.from(found[2]!, 'hex'))) return false
  await runSystem(spine, 'notification.unsubscribe', async ctx => void (await store.removeMail(ctx.sql, personKey)))
  return true
}
