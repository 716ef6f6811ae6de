import { createHash, randomBytes } from 'node:crypto'
import { type Id, toKey } from '#lib/id'
import { refuseUnless } from '#lib/refusal'
import type { Context } from '#platform/context'
import { type AttemptRow, attemptByKey } from '../store/attempt.ts'

/** A fresh secret for the window an exam is open in. */
export const newToken = () => randomBytes(18).toString('base64url')
/** What is kept of it. */
export const hashOf = (token: string) => createHash('sha256').update(token).digest('hex')

/**
 * The open attempt of the actor in this window.
 * @throws Refusal training.attempt_not_found, training.exam_closed, training.exam_other_window
 */
export async function attemptInWindow(
  ctx: Context,
  id: Id<'attempt'>,
  token: string,
  lock = false,
): Promise<AttemptRow> {
  const attempt = await ownAttempt(ctx, id, lock)
  refuseUnless(attempt.closedAt === null, 'training.exam_closed')
  refuseUnless(attempt.tokenHash === hashOf(token), 'training.exam_other_window')
  return attempt
}

/** An attempt of the actor's own. @throws Refusal training.attempt_not_found */
export async function ownAttempt(ctx: Context, id: Id<'attempt'>, lock = false): Promise<AttemptRow> {
  const attempt = await attemptByKey(ctx.sql, toKey(id), lock)
  refuseUnless(attempt && attempt.personKey === ctx.actor.key, 'training.attempt_not_found')
  return attempt
}
