import { contractOf, produceContract as produce } from '#contract'
import { must } from '#lib/assert'
import { toId } from '#lib/id'
import { refuseUnless } from '#lib/refusal'
import type { Context } from '#platform/context'
import type { Input, Output } from '#platform/operation'
import { agreedPayments } from '../agreed-payment.ts'
import type { api } from '../api.ts'
import { openConditions } from '../review.ts'
import { advance } from './advance.ts'
import { applicationForUpdate, moved } from './application-for-update.ts'
import { payeeChanged } from './check-funding.ts'
import { loadCase } from './load-case.ts'
import { checkRechecked } from './recheck.ts'
import { voidContractOf } from './void-contract.ts'

/**
 * Produces the contract from what was approved, once the customer has read the cost.
 * @throws Refusal origination.application_not_found, state, stale, cost_not_acknowledged, cost_changed, approval_expired, conditions_open, recheck_open, recheck_failed
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
  await checkRechecked(ctx, row.key)
  const one = await loadCase(ctx, row)
  const open = openConditions(row.conditions, 'signing', one.papersSince).map(condition => condition.text)
  refuseUnless(open.length === 0, 'origination.conditions_open', { conditions: open })
  const offer = must(one.offer, 'an approved application has an offer')
  refuseUnless(row.costFormSha256 === offer.cost.fingerprint, 'origination.cost_changed')
  // A signed contract that names an account the dealer no longer has is of no use: the customer signs another.
  if (payeeChanged(one, await contractOf(ctx.sql, row.key))) await voidContractOf(ctx, row, '收款账户已变更')
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
    balloon: row.balloon,
    payments: agreedPayments(row.payments),
    fiscalUsed: offer.fiscalUsed,
    plan: offer.plan,
    cost: offer.cost,
    vehicle: row,
  })
  const signing = await advance(ctx, row, 'produce-contract')
  return { ...moved(signing), contractId }
}
