import { produceContract as produce } from '#contract'
import { must } from '#lib/assert'
import { toId } from '#lib/id'
import { refuseUnless } from '#lib/refusal'
import type { Context } from '#platform/context'
import type { Input, Output } from '#platform/operation'
import type { api } from '../api.ts'
import { openConditions } from '../review.ts'
import { advance } from './advance.ts'
import { applicationForUpdate, moved } from './application-for-update.ts'
import { loadCase } from './load-case.ts'

/**
 * Produces the contract from what was approved, once the customer has read the cost.
 * @throws Refusal origination.application_not_found, state, stale, cost_not_acknowledged, approval_expired, conditions_open
 */
export async function produceContract(
  ctx: Context,
  input: Input<typeof api.produceContract>,
): Promise<Output<typeof api.produceContract>> {
  const row = await applicationForUpdate(ctx, input.id, 'origination.application.submit', {
    version: input.version,
    action: 'produce-contract',
  })
  refuseUnless(row.costAcknowledgedAt !== null, 'origination.cost_not_acknowledged')
  const validThrough = must(row.validThrough, 'an approved application has its last day')
  refuseUnless(ctx.today <= validThrough, 'origination.approval_expired', { day: validThrough })
  const one = await loadCase(ctx, row)
  const open = openConditions(row.conditions, 'signing', one.papersSince).map(condition => condition.text)
  refuseUnless(open.length === 0, 'origination.conditions_open', { conditions: open })
  const offer = must(one.offer, 'an approved application has an offer')
  const contractId = await produce(ctx, {
    applicationId: input.id,
    applicationNumber: row.number,
    customerId: toId('customer', must(row.customerKey, 'it has a customer')),
    dealerId: toId('dealer', must(row.dealerKey, 'it has a dealer')),
    ownerKey: row.ownerId,
    groupKey: row.groupId,
    branchKey: row.branchId,
    product: offer.product,
    principal: row.principal!,
    periods: row.periods!,
    annualRate: offer.annualRate,
    plan: offer.plan,
    cost: offer.cost,
    vehicle: row,
  })
  const signing = await advance(ctx, row, 'produce-contract')
  return { ...moved(signing), contractId }
}
