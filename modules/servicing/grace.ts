import { must } from '#lib/assert'
import type { Day } from '#lib/day'
import { type Money, max, min, mulDiv, sum, zero } from '#lib/money'
import type { Book } from './book.ts'
import { type Installment, isGrace, plannedInstallment } from './installment.ts'

/**
 * The plan of a loan that is ended on a day within its grace: interest that has not joined the principal by then does so no
 * more, it is paid. The period that runs becomes one installment of all the principal as it stands; where a period ends on the
 * day itself, its interest is due and the principal lies on the next one. Outside grace the plan stays as it is.
 */
export function endGrace(book: Book, on: Day): Book {
  const { installments } = book
  const first = installments.find(row => isGrace(row) && row.dueOn >= on)
  if (!first) return book
  const ahead = installments.slice(first.seq - 1)
  const endsToday = first.dueOn === on
  const running = endsToday ? must(ahead[1], 'an installment comes behind grace') : first
  const paying = ahead.filter(row => !isGrace(row))
  const paid = (part: 'principalPaid' | 'interestPaid' | 'feePaid') => sum(paying.map(row => row[part]))
  const whole: Installment = {
    ...plannedInstallment({
      ...running,
      principal: sum(ahead.map(row => row.principal)),
      interest: max(running.interest, paid('interestPaid')),
      fee: max(running.fee, paid('feePaid')),
    }),
    principalPaid: paid('principalPaid'),
    interestPaid: paid('interestPaid'),
    feePaid: paid('feePaid'),
  }
  const due = endsToday ? [plannedInstallment({ ...first, principal: zero })] : []
  return { ...book, installments: [...installments.slice(0, first.seq - 1), ...due, whole] }
}

/** How many rows at the front are grace; a period whose interest rounds to nothing is one where more grace follows. */
function graceLength(rows: readonly Installment[]): number {
  const other = rows.findIndex(row => !isGrace(row) && (row.principal !== 0n || row.interest !== 0n || row.fee !== 0n))
  return (other < 0 ? rows : rows.slice(0, other)).findLastIndex(isGrace) + 1
}

/** Whether these rows begin within grace. */
export const hasGrace = (rows: readonly Installment[]): boolean => graceLength(rows) > 0

/** A plan cut behind its grace, made anew for another balance: what lies behind is still as it was. */
export type ThroughGrace = {
  grace: Installment[]
  behind: readonly Installment[]
  /** The balance behind the grace as it was planned, and as it becomes. */
  before: Money
  after: Money
}

/**
 * Rows from today's on for another balance, up to the end of their grace: interest of a period follows its balance (old × new
 * balance ÷ old balance, half-up) and joins it. Rows that begin without grace are all behind it.
 * @param first interest of the running row, if it is one of grace
 * @param rate the rate from now on, as a share of the one before
 */
export function throughGrace(
  rows: readonly Installment[],
  balance: Money,
  first: Money,
  rate: readonly [now: bigint, before: bigint] = [1n, 1n],
): ThroughGrace {
  let before: bigint = sum(rows.map(row => row.principal))
  let after: bigint = balance
  const grace: Installment[] = []
  for (const row of rows.slice(0, graceLength(rows))) {
    const interest = grace.length === 0 ? first : mulDiv(row.interest, after * rate[0], before * rate[1], 'half-up')
    grace.push(plannedInstallment({ ...row, principal: -interest as Money, interest }))
    before -= row.principal
    after += interest
  }
  return { grace, behind: rows.slice(grace.length), before: before as Money, after: after as Money }
}

/**
 * A plan within its grace for another balance or rate: what lies behind is repaid in the same proportions, interest follows
 * balance and rate, the last row takes the tail. Parameters as `throughGrace`.
 */
export function regrown(
  rows: readonly Installment[],
  balance: Money,
  first: Money,
  rate: readonly [now: bigint, before: bigint] = [1n, 1n],
): Installment[] {
  const { grace, behind, before: from, after: to } = throughGrace(rows, balance, first, rate)
  let before: bigint = from
  let after: bigint = to
  const repaying = behind.map((row, index) => {
    const interest = before === 0n ? row.interest : mulDiv(row.interest, after * rate[0], before * rate[1], 'half-up')
    const wanted = index === behind.length - 1 ? (after as Money) : mulDiv(row.principal, to, from, 'half-up')
    const principal = min(wanted, after as Money)
    before -= row.principal
    after -= principal
    return plannedInstallment({ ...row, principal, interest })
  })
  return [...grace, ...repaying]
}

/** Principal as it stands in the books on a day before it is closed: interest of grace that ends that day has not joined it yet. */
export function principalOn(rows: readonly Installment[], on: Day): Money {
  return sum(
    rows.map(row => (isGrace(row) ? (row.dueOn >= on ? row.principal : zero) : row.principal - row.principalPaid)),
  )
}
