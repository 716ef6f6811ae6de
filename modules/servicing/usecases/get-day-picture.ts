import { sum } from '#lib/money'
import type { Rate } from '#lib/rate'
import { shareText } from '#lib/share'
import type { Context } from '#platform/context'
import type { Input, Output } from '#platform/operation'
import type { api } from '../api.ts'
import { coverageOf, nonPerforming } from '../portfolio.ts'
import { loanClasses } from '../standing.ts'
import { monthStandings } from '../store/portfolio.ts'
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
  const rows = await lastTotals(ctx.sql, input.day ?? ctx.today)
  const month = await monthStandings(ctx, { permission: 'servicing.day.read', slice: {} }, input.day ?? ctx.today)
  const owed = (some: readonly SavedTotal[]) => sum(some.map(row => row.outstanding))
  const counted = (some: readonly SavedTotal[]) => ({
    loans: some.reduce((total, row) => total + Number(row.loans), 0),
    outstanding: owed(some),
  })
  const lossOf = (stage: number) =>
    month && sum(month.standings.filter(standing => standing.stage === stage).map(standing => standing.loss))
  return {
    day: rows[0]?.day ?? null,
    ...counted(rows),
    overdue: sum(rows.map(row => row.overdue)),
    accrued: sum(rows.map(row => row.accrued)),
    badRatio: shareText(owed(rows.filter(row => nonPerforming.includes(row.class))), owed(rows)) as Rate | null,
    classes: loanClasses.map(name => ({ class: name, ...counted(rows.filter(row => row.class === name)) })),
    stages: ([1, 2, 3] as const).map(stage => ({
      stage,
      ...counted(rows.filter(row => row.stage === stage)),
      loss: lossOf(stage),
    })),
    coverage: month && { monthEnd: month.monthEnd, ...coverageOf(month.standings) },
  }
}
