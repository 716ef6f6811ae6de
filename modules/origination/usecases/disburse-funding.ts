import { checkDuty } from '#authority'
import { contractOf } from '#contract'
import { assert, must } from '#lib/assert'
import { type Id, toId, toKey } from '#lib/id'
import type { Rate } from '#lib/rate'
import { refuseUnless } from '#lib/refusal'
import type { Context } from '#platform/context'
import type { Input, Output } from '#platform/operation'
import { upFrontCharges } from '#product'
import { parameterOn } from '#reference'
import { type NewLoan, openLoan } from '#servicing'
import { cityOfBranch } from '#team'
import type { api } from '../api.ts'
import { type ApplicationRow, applicationByKey, lockSubjects } from '../store/application.ts'
import { lastApproval } from '../store/deal.ts'
import { type FundingRow, fundingByKey, settleFunding } from '../store/funding.ts'
import { advance } from './advance.ts'
import { applicationForUpdate, moved } from './application-for-update.ts'
import { touchesBefore } from './approval-case.ts'
import { fundingChecks, refuseUnlessAll } from './check-funding.ts'
import { loadCase } from './load-case.ts'
import { tell } from './tell.ts'

/**
 * Pays an application's loan to the dealer (entrusted payment) and opens it in the books. The checks are made again, and
 * whoever brought the application in, decided on it or asked for the money cannot pay it.
 * @throws Refusal origination.funding_not_found, stale, state, same_person, contract_not_accepted, approval_expired, papers_missing, conditions_open, dealer_frozen, payee_changed, customer_blacklisted, vehicle_financed
 */
export async function disburseFunding(
  ctx: Context,
  input: Input<typeof api.disburseFunding>,
): Promise<Output<typeof api.disburseFunding>> {
  const { funding, row } = await requestForUpdate(ctx, input.id, input.version, 'disburse')
  const before = [row.ownerId, row.submittedBy, row.decidedBy, funding.requestedBy]
  refuseUnless(ctx.actor.key === null || !before.includes(ctx.actor.key), 'origination.same_person')
  await checkDuty(ctx, 'fund', await touchesBefore(ctx, row))
  // Two loans on one vehicle wait for each other, so that the second sees the first.
  await lockSubjects(ctx.sql, must(row.customerKey, 'a funded application has a customer'), row.vin)
  const one = await loadCase(ctx, row)
  refuseUnlessAll(await fundingChecks(ctx, one))
  const offer = must(one.offer, 'a funded application has an offer')
  const principal = must(row.principal, 'a funded application has a principal')
  const contract = must(await contractOf(ctx.sql, row.key), 'the checks found the contract')
  const { terms } = contract
  assert(terms.annualRate === offer.annualRate, 'the plan is made at the rate of the contract')
  const taken = await parameterOn(ctx.sql, 'disbursement.fees', ctx.today)
  const loanId = await openLoan(ctx, {
    applicationKey: row.key,
    contractKey: contract.key,
    customerKey: must(row.customerKey, 'a funded application has a customer'),
    nonRetail: one.customer?.kind === 'enterprise',
    productKey: must(row.productKey, 'a funded application has a product'),
    productVersion: offer.product.version,
    dealerKey: funding.dealerKey,
    ownerKey: row.ownerId,
    groupKey: row.groupId,
    originator: row.originatorId === null ? null : { key: row.originatorId, groupKey: row.originatorGroupId },
    decider: await lastApproval(ctx.sql, row.key),
    branchKey: must(row.branchId, 'a funded application has a branch'),
    // What the customer signed holds, not what has come into force since.
    annualRate: terms.annualRate,
    penaltyRate: terms.penaltyRate,
    penaltyMultiple: offer.deal.rules.penaltyMultiple as Rate,
    dayCount: offer.product.definition.dayCount,
    rounding: offer.product.definition.rounding,
    scale: offer.product.definition.scale,
    graceDays: terms.graceDays,
    order: terms.allocationOrder as NewLoan['order'],
    settlementFee: { ...terms.settlementFee, rate: terms.settlementFee.rate as Rate },
    floating: terms.floating,
    plan: offer.plan,
    subsidies: offer.deal.subsidies,
    subsidyLoss: offer.deal.subsidyLoss,
    charges: upFrontCharges(offer.product.definition, principal).map(charge => ({ ...charge, taken })),
    principal,
    disbursedOn: ctx.today,
    payee: { dealerKey: funding.dealerKey },
    number: row.number.replace(/^A-/, 'L-'),
    slices: {
      vehicle: { brand: row.brand, model: row.model, condition: row.condition },
      region: row.branchId === null ? null : await cityOfBranch(ctx.sql, row.branchId),
    },
  })
  await settleFunding(ctx, funding.key, { state: 'paid', loanKey: toKey(loanId), reason: null })
  const paid = await advance(ctx, row, 'disburse', {
    detail: { loanId },
    patch: { loan_id: toKey(loanId), disbursed_day: ctx.today },
  })
  ctx.about(input.id, loanId)
  await tell(ctx, paid, [row.ownerId, row.decidedBy], 'origination.notice.disbursed')
  return { id: input.id, loanId }
}

/** Returns a request with the reason; the application goes back to signing. @throws Refusal origination.funding_not_found, stale, state */
export async function returnFunding(
  ctx: Context,
  input: Input<typeof api.returnFunding>,
): Promise<Output<typeof api.returnFunding>> {
  const { funding, row } = await requestForUpdate(ctx, input.id, input.version, 'return-funding')
  await settleFunding(ctx, funding.key, { state: 'returned', loanKey: null, reason: input.reason })
  const returned = await advance(ctx, row, 'return-funding', { note: input.reason })
  ctx.about(input.id)
  await tell(ctx, returned, [row.ownerId], 'origination.notice.funding_returned', { note: input.reason })
  return moved(returned)
}

/** The open request and its application, both locked, in that order of application first so that nobody waits in a circle. */
async function requestForUpdate(
  ctx: Context,
  id: Id<'funding'>,
  version: number,
  action: 'disburse' | 'return-funding',
): Promise<{ funding: FundingRow; row: ApplicationRow }> {
  const seen = await fundingByKey(ctx.sql, toKey(id))
  refuseUnless(seen, 'origination.funding_not_found')
  const applicationId = toId('application', seen.applicationKey)
  const row = await applicationForUpdate(ctx, applicationId, 'origination.funding.disburse', { action })
  const funding = must(await fundingByKey(ctx.sql, seen.key, true), 'the request is there')
  refuseUnless(funding.version === version && funding.state === 'requested', 'origination.stale')
  return { funding, row: must(await applicationByKey(ctx.sql, row.key), 'the application is there') }
}
