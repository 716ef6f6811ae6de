import { must } from '#lib/assert'
import { toId } from '#lib/id'
import type { Context } from '#platform/context'
import type { Input, Output } from '#platform/operation'
import type { api } from '../api.ts'
import { insertFunding } from '../store/funding.ts'
import { advance } from './advance.ts'
import { applicationForUpdate, moved } from './application-for-update.ts'
import { fundingChecks, refuseUnlessAll } from './check-funding.ts'
import { loadCase } from './load-case.ts'

/**
 * Asks for the money of a signed application.
 * @throws Refusal origination.application_not_found, state, stale, contract_not_accepted, approval_expired, papers_missing, conditions_open, dealer_frozen, payee_changed, customer_blacklisted, vehicle_financed
 */
export async function requestFunding(
  ctx: Context,
  input: Input<typeof api.requestFunding>,
): Promise<Output<typeof api.requestFunding>> {
  const row = await applicationForUpdate(ctx, input.id, 'origination.application.submit', {
    version: input.version,
    action: 'request-funding',
  })
  refuseUnlessAll(await fundingChecks(ctx, await loadCase(ctx, row)))
  const asked = await advance(ctx, row, 'request-funding')
  const key = await insertFunding(ctx, {
    applicationKey: row.key,
    amount: must(row.principal, 'a signed application has a principal'),
    dealerKey: must(row.dealerKey, 'a signed application has a dealer'),
    dueAt: must(asked.dueAt, 'a request has its clock'),
  })
  const fundingId = toId('funding', key)
  ctx.about(fundingId)
  return { ...moved(asked), fundingId }
}
