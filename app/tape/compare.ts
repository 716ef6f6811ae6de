import type { Day } from '#lib/day'
import { Decimal } from '#lib/decimal'
import { formatYuan, type Money } from '#lib/money'
import type { House } from '../house.ts'
import type { TapeLoan } from './abs-ee.ts'

/** Our book beside the tape at a month's end. */
export type MonthComparison = {
  month: string
  loans: number
  /** Loans whose balance is within one percent of the tape's (both zero counts). */
  within: number
  share: string
  ours: string
  tape: string
  deviation: string
  buckets: Record<string, number>
}

/** Compares every loan's outstanding principal with the balance on the tape. */
export async function compareMonth(house: House, loans: TapeLoan[], month: number, on: Day): Promise<MonthComparison> {
  const { rows } = await house.pool.query<{ number: string; outstanding: bigint; bucket: string; state: string }>(
    'SELECT number, outstanding, bucket, state FROM servicing.loan',
  )
  const ours = new Map(rows.map(row => [row.number, row]))
  let within = 0
  let oursTotal = 0n
  let tapeTotal = 0n
  for (const loan of loans) {
    const taped = loan.months[month - 1]!.balance ?? 0n
    const held = ours.get(loan.number)?.outstanding ?? 0n
    oursTotal += held
    tapeTotal += taped
    const gap = held > taped ? held - taped : taped - held
    if (gap * 100n <= taped || (held === 0n && taped === 0n)) within += 1
  }
  const buckets: Record<string, number> = {}
  for (const row of rows)
    if (row.state === 'active' || row.state === 'overdue') buckets[row.bucket] = (buckets[row.bucket] ?? 0) + 1
  return {
    month: on.slice(0, 7),
    loans: loans.length,
    within,
    share: percent(new Decimal(within).div(loans.length)),
    ours: formatYuan(oursTotal as Money),
    tape: formatYuan(tapeTotal as Money),
    deviation:
      tapeTotal === 0n ? '—' : percent(new Decimal((oursTotal - tapeTotal).toString()).div(tapeTotal.toString())),
    buckets,
  }
}

const percent = (share: Decimal) => `${share.times(100).toFixed(2)} %`
