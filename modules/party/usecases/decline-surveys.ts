import { toId, toKey } from '#lib/id'
import { refuseUnless } from '#lib/refusal'
import type { Context } from '#platform/context'
import type { Input, Output } from '#platform/operation'
import type { api } from '../api.ts'
import { checkNoting } from '../customer.ts'
import * as store from '../store/customer.ts'
import { insertSurveyRefusal } from '../store/standing.ts'

export { surveyRefusals as refused } from '../store/standing.ts'

/**
 * Notes that a customer said on the phone not to be asked any more how they were served.
 * @throws Refusal party.customer_not_found, party.surveys_own, party.surveys_declined
 */
export async function declineSurveys(
  ctx: Context,
  { id, note }: Input<typeof api.declineSurveys>,
): Promise<Output<typeof api.declineSurveys>> {
  const row = await store.customerById(ctx.sql, id)
  refuseUnless(row, 'party.customer_not_found')
  ctx.rights.check('party.customer.write', row)
  checkNoting(ctx.actor.key, row.ownerId)
  refuseUnless(await insertSurveyRefusal(ctx, toKey(id), 'phone', note), 'party.surveys_declined')
  ctx.about(id)
  ctx.note({ reason: note })
  return { id }
}

/** A customer said so by the link of a question; said again, it changes nothing. */
export async function declineByLink(ctx: Context, customerKey: bigint): Promise<void> {
  if (await insertSurveyRefusal(ctx, customerKey, 'link', '')) ctx.note({ declined: toId('customer', customerKey) })
}
