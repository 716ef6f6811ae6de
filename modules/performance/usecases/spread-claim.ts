import { must } from '#lib/assert'
import type { Day } from '#lib/day'
import { type Money, parseYuan } from '#lib/money'
import type { Context } from '#platform/context'
import { parameterOn } from '#reference'
import { planRecovery, type RecoveryLaw } from '../recovery.ts'
import { plannedOf, planSteps } from '../store/claim.ts'
import { wagesOn } from '../store/pay.ts'

/** What may be taken from a month's wage, as the law stands on a day. */
export async function recoveryLaw(ctx: Context, on: Day): Promise<RecoveryLaw> {
  const { mostShare, leastWage } = await parameterOn(ctx.sql, 'pay.recovery', on)
  return { mostShare, leastWage: must(parseYuan(leastWage), 'an amount') }
}

/** What is left of a claim, and how much of it a month is to take at most where that was agreed. */
type Left = { caseKey: bigint; personKey: bigint; left: Money; first: Day; most?: Money }

/**
 * Spreads what is left of a claim over months from `first` on, beside what other claims take; planned before is planned anew. Without a
 * wage, or room in it, nothing is planned: the claim stays open to be repaid or agreed on.
 */
export async function spreadClaim(ctx: Context, { caseKey, personKey, left, first, most }: Left): Promise<void> {
  const [wage] = await wagesOn(ctx.sql, ctx.today, [personKey])
  const planned = await plannedOf(ctx.sql, caseKey, personKey, first)
  const steps = wage ? planRecovery(left, wage.monthly, await recoveryLaw(ctx, ctx.today), first, planned, most) : null
  await planSteps(ctx.sql, caseKey, personKey, first, steps ?? [])
}
