import { type ContractSummary, contractOf } from '#contract'
import { Refusal } from '#lib/refusal'
import type { Context } from '#platform/context'
import { papersMissing } from '../document.ts'
import { openConditions } from '../review.ts'
import { missingLabel } from '../sentence.ts'
import { financedVehicle } from './financed-vehicle.ts'
import type { Case } from './load-case.ts'

/** One thing that must hold before money moves. */
export type Check = { code: string; ok: boolean; facts: Record<string, string | readonly string[]> }

/** What must hold before money is asked for, and still before it is paid: looked at together, so that nothing is found one by one. */
export async function fundingChecks(ctx: Context, one: Case): Promise<Check[]> {
  const { row, papers, dealer, customer } = one
  const contract = await contractOf(ctx.sql, row.key)
  const missing = papersMissing(row, 'funding', papers).map(kind => missingLabel(`paper.${kind}`, ctx.language))
  const conditions = openConditions(row.conditions, 'funding', one.papersSince).map(condition => condition.text)
  const financed = await financedVehicle(ctx, row, customer?.idNumberFingerprint ?? null)
  return [
    { code: 'origination.contract_not_accepted', ok: contract?.state === 'accepted', facts: {} },
    {
      code: 'origination.approval_expired',
      ok: row.validThrough !== null && ctx.today <= row.validThrough,
      facts: { day: row.validThrough ?? '' },
    },
    { code: 'origination.papers_missing', ok: missing.length === 0, facts: { names: missing } },
    { code: 'origination.conditions_open', ok: conditions.length === 0, facts: { conditions } },
    { code: 'origination.payee_changed', ok: !payeeChanged(one, contract), facts: {} },
    { code: 'origination.dealer_frozen', ok: dealer !== null && dealer.state !== 'frozen', facts: {} },
    { code: 'origination.customer_blacklisted', ok: customer !== null && customer.blacklisted === null, facts: {} },
    { code: 'origination.vehicle_financed', ok: financed.others === 0, facts: {} },
  ]
}

/** Whether the dealer's account was changed after the contract that names it was made: the customer has not agreed to that one. */
export function payeeChanged({ dealer }: Pick<Case, 'dealer'>, contract: Pick<ContractSummary, 'producedAt'> | null) {
  return dealer !== null && contract !== null && (dealer.accountChangedAt ?? '') > contract.producedAt
}

/** @throws Refusal of the first check that does not hold */
export function refuseUnlessAll(checks: readonly Check[]): void {
  const failed = checks.find(check => !check.ok)
  if (failed) throw new Refusal(failed.code, failed.facts)
}
