import { must } from '#lib/assert'
import { addDays, type Day } from '#lib/day'
import type { Context } from '#platform/context'
import { type FloatingBase, type Point, type Reset, resetsDue } from '../floating.ts'
import type { LoanRow } from '../store/loan.ts'
import { ratesOf, type SetRate } from '../store/reset.ts'

/** The rates that stand in a loan's life, the resets that people took back, and what the published values ask for. */
export type RatesAsked = {
  standing: SetRate[]
  declined: SetRate[]
  /** Ascending; the first is the rate at disbursement. */
  wanted: [Reset, ...Reset[]]
}

/** What the values of a loan's base, as they are published now, ask of its rate up to a day. From a restructuring on its rate is what was agreed. */
export async function ratesAsked(
  ctx: Context,
  loan: LoanRow,
  looked: Day,
  published: Readonly<Record<FloatingBase, readonly Point[]>>,
): Promise<RatesAsked> {
  const floating = must(loan.floating, 'a loan to be corrected floats')
  const set = await ratesOf(ctx.sql, loan.key)
  const standing = set.filter(one => !one.declined)
  const agreed = standing.find(one => one.kind === 'restructuring')
  const through = agreed && agreed.on <= looked ? addDays(agreed.on, -1) : looked
  const points = published[floating.base]
  const { resets } = resetsDue(floating, loan.disbursedOn, addDays(loan.disbursedOn, 1), through, points)
  // What holds from the disbursement on is the contract's rate, whatever the base was by then.
  const known = points.findLast(point => point.from <= loan.disbursedOn) ?? must(points[0], 'the base is published')
  const first = {
    on: loan.disbursedOn,
    annualRate: loan.originalRate ?? loan.annualRate,
    value: known.value,
    publishedOn: known.from,
  }
  return { standing, declined: set.filter(one => one.declined && one.follows), wanted: [first, ...resets] }
}
