import { Decimal } from '#lib/decimal'
import { type Money, sum } from '#lib/money'
import type { Rate } from '#lib/rate'
import type { Context } from '#platform/context'
import type { Input, Output } from '#platform/operation'
import type { api } from '../api.ts'
import { badRank } from '../hold.ts'
import { loanClasses } from '../standing.ts'
import { lastTotals, type SavedTotal } from '../store/totals.ts'

/**
 * The whole book at the end of a closed day, default the last: five classes, stages, interest accrued, and what was
 * expected to be lost at the last month's end with its coverage of bad loans then.
 */
export async function getDayPicture(
  ctx: Context,
  input: Input<typeof api.getDayPicture>,
): Promise<Output<typeof api.getDayPicture>> {
  ctx.rights.check('servicing.day.read')
  const rows = await lastTotals(ctx.sql, input.day ?? ctx.today, false)
  const month = await lastTotals(ctx.sql, input.day ?? ctx.today, true)
  const owed = (some: readonly SavedTotal[]) => sum(some.map(row => row.outstanding))
  const counted = (some: readonly SavedTotal[]) => ({
    loans: some.reduce((total, row) => total + Number(row.loans), 0),
    outstanding: owed(some),
  })
  const isBad = (row: SavedTotal) => loanClasses.indexOf(row.class as (typeof loanClasses)[number]) >= badRank
  const lossOf = (some: readonly SavedTotal[]) => sum(some.map(row => row.loss ?? (0n as Money)))
  const first = month[0]
  return {
    day: rows[0]?.day ?? null,
    ...counted(rows),
    overdue: sum(rows.map(row => row.overdue)),
    accrued: sum(rows.map(row => row.accrued)),
    badRatio: ratio(owed(rows.filter(isBad)), owed(rows)),
    classes: loanClasses.map(name => ({ class: name, ...counted(rows.filter(row => row.class === name)) })),
    stages: ([1, 2, 3] as const).map(stage => ({
      stage,
      ...counted(rows.filter(row => row.stage === stage)),
      loss: first ? lossOf(month.filter(row => row.stage === stage)) : null,
    })),
    loss: first
      ? { monthEnd: first.day, amount: lossOf(month), coverage: ratio(lossOf(month), owed(month.filter(isBad))) }
      : null,
  }
}

/** A share with four decimals, half-up; null of nothing. */
function ratio(part: bigint, whole: bigint): Rate | null {
  return whole === 0n ? null : (Decimal(part.toString()).div(whole.toString()).toDecimalPlaces(4).toFixed() as Rate)
}
