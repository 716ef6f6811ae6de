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
  /** The same without the loans the trust lost. */
  sound: { loans: number; share: string; deviation: string }
  buckets: Record<string, number>
}

/** What each loan owes with us now, by number. */
export async function outstandingOf(house: House) {
  const { rows } = await house.pool.query<{ number: string; outstanding: bigint; bucket: string; state: string }>(
    'SELECT number, outstanding, bucket, state FROM servicing.loan',
  )
  return new Map(rows.map(row => [row.number, row]))
}

/** Compares every loan's outstanding principal with the balance on the tape. */
export async function compareMonth(
  house: House,
  loans: TapeLoan[],
  chargedOff: ReadonlySet<string>,
  month: number,
  on: Day,
): Promise<MonthComparison> {
  const ours = await outstandingOf(house)
  const rows = [...ours.values()]
  const all = tally(loans, ours, month)
  const sound = tally(
    loans.filter(loan => !chargedOff.has(loan.number)),
    ours,
    month,
  )
  const buckets: Record<string, number> = {}
  for (const row of rows)
    if (row.state === 'active' || row.state === 'overdue') buckets[row.bucket] = (buckets[row.bucket] ?? 0) + 1
  return {
    month: on.slice(0, 7),
    loans: all.loans,
    within: all.within,
    share: all.share,
    ours: formatYuan(all.ours),
    tape: formatYuan(all.tape),
    deviation: all.deviation,
    sound: { loans: sound.loans, share: sound.share, deviation: sound.deviation },
    buckets,
  }
}

/** How much of the book is late, by balance, and how many late loans owe but a fragment of an installment. */
export type Arrears = {
  overdue: string
  nonPerforming: string
  loans: number
  fragments: number
  /** What tolerating small arrears would change. */
  tolerated: Tolerated[]
}

/** The arrears of the book as it stands; a fragment is less than a tenth of the installment on the tape. */
export async function arrearsOf(house: House, loans: readonly TapeLoan[], on: Day): Promise<Arrears> {
  const { rows } = await house.pool.query<{
    number: string
    outstanding: bigint
    late: boolean
    bad: boolean
    owed: bigint
  }>(
    `SELECT number, outstanding, state = 'overdue' AS late, class IN ('substandard', 'doubtful', 'loss') AS bad,
            overdue_principal + overdue_interest + overdue_fee AS owed
       FROM servicing.loan WHERE state IN ('active', 'overdue')`,
  )
  const installments = new Map(loans.map(loan => [loan.number, loan.installment]))
  const total = rows.reduce((sum, row) => sum + row.outstanding, 0n)
  const share = (some: readonly { outstanding: bigint }[]) =>
    percent(new Decimal(some.reduce((sum, row) => sum + row.outstanding, 0n).toString()).div((total || 1n).toString()))
  const late = rows.filter(row => row.late)
  return {
    overdue: share(late),
    nonPerforming: share(rows.filter(row => row.bad)),
    loans: late.length,
    tolerated: await toleratedOf(house, on),
    fragments: late.filter(row => row.owed * 10n < (installments.get(row.number) ?? 0n)).length,
  }
}

/** What a tolerance of small arrears would make of the book as it stands: days past due alone, without what the past holds. */
export type Tolerated = {
  /** Share of an installment, percent. */
  percent: number
  loans: number
  overdue: string
  /** More than 30 and more than 90 days past due. */
  m2: string
  nonPerforming: string
}

/** The book's arrears under several tolerances (`overdue.tolerance`), the strict reading first. */
async function toleratedOf(house: House, on: Day): Promise<Tolerated[]> {
  const found: Tolerated[] = []
  for (const percentage of [0, 1, 5, 10]) {
    const { rows } = await house.pool.query<{ outstanding: bigint; days: number }>(
      `SELECT l.outstanding, coalesce($1::date - f.due_on, 0) AS days
         FROM servicing.loan l
         LEFT JOIN LATERAL (
           SELECT min(y.due_on) AS due_on
             FROM (SELECT i.due_on, (i.principal + i.interest + i.fee) * $2::int AS tolerated,
                          100 * sum(i.principal - i.principal_paid + i.interest - i.interest_paid + i.fee - i.fee_paid) OVER (ORDER BY i.seq) AS owed
                     FROM servicing.installment i
                    WHERE i.loan_id = l.loan_id AND i.seq < l.next_seq
                      AND (i.principal > i.principal_paid OR i.interest > i.interest_paid OR i.fee > i.fee_paid)) y
            WHERE y.owed > y.tolerated) f ON true
        WHERE l.state IN ('active', 'overdue')`,
      [on, percentage],
    )
    const total = rows.reduce((sum, row) => sum + row.outstanding, 0n)
    const beyond = (days: number) => {
      const some = rows.filter(row => row.days > days)
      const balance = some.reduce((sum, row) => sum + row.outstanding, 0n)
      return { loans: some.length, share: percent(new Decimal(balance.toString()).div((total || 1n).toString())) }
    }
    const overdue = beyond(0)
    found.push({
      percent: percentage,
      loans: overdue.loans,
      overdue: overdue.share,
      m2: beyond(30).share,
      nonPerforming: beyond(90).share,
    })
  }
  return found
}

function tally(loans: readonly TapeLoan[], held: ReadonlyMap<string, { outstanding: bigint }>, month: number) {
  let within = 0
  let ours = 0n
  let tape = 0n
  for (const loan of loans) {
    const taped = loan.months[month - 1]!.balance ?? 0n
    const own = held.get(loan.number)?.outstanding ?? 0n
    ours += own
    tape += taped
    const gap = own > taped ? own - taped : taped - own
    if (gap * 100n <= taped || (own === 0n && taped <= 0n)) within += 1
  }
  return {
    loans: loans.length,
    within,
    ours: ours as Money,
    tape: tape as Money,
    share: percent(new Decimal(within).div(loans.length)),
    deviation: tape === 0n ? '—' : percent(new Decimal((ours - tape).toString()).div(tape.toString())),
  }
}

const percent = (share: Decimal) => `${share.times(100).toFixed(2)} %`
