import { refuseUnless } from '#lib/refusal'
import type { Context } from '#platform/context'
import type { Input, Output } from '#platform/operation'
import type { api } from '../api.ts'
import { advance } from './advance.ts'
import { applicationForUpdate, moved } from './application-for-update.ts'

/**
 * Puts an application that only the rules declined before a person (个人信息保护法 24).
 * @throws Refusal origination.application_not_found, state, stale, decided_by_person
 */
export async function requestReview(
  ctx: Context,
  input: Input<typeof api.requestReview>,
): Promise<Output<typeof api.requestReview>> {
  const row = await applicationForUpdate(ctx, input.id, 'origination.application.submit', {
    version: input.version,
    action: 'request-review',
  })
  refuseUnless(row.decidedBy === null, 'origination.decided_by_person')
  const waiting = await advance(ctx, row, 'request-review', {
    note: input.note,
    patch: { decided_day: null, submitted_by: ctx.actor.key },
  })
  return moved(waiting)
}
