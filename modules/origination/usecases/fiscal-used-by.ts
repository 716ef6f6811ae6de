import { fiscalUsed } from '#contract'
import { type Money, sum } from '#lib/money'
import type { Context } from '#platform/context'
import { subsidyMoney } from '#servicing'

/**
 * What of the treasury's cap a customer has used up, by calendar year and under `program` in all, other than by one application:
 * what their loans still bring as they stand, and what contracts state that no loan was made on yet.
 */
export async function fiscalUsedBy(
  ctx: Context,
  customerKey: bigint,
  exceptApplication: bigint,
): Promise<Record<string, Money>> {
  const { byYear, contracts } = await subsidyMoney.fiscalOfLoans(ctx.sql, customerKey, exceptApplication)
  const signed = await fiscalUsed(ctx.sql, customerKey, exceptApplication, contracts)
  const years = [...new Set([...Object.keys(byYear), ...Object.keys(signed)])]
  const used = Object.fromEntries(years.map(year => [year, sum([byYear[year] ?? 0n, signed[year] ?? 0n])]))
  return { ...used, program: sum(Object.values(used)) }
}
