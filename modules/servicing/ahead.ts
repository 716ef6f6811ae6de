import { addDays, addMonths, type Day, daysBetween, monthEnd, parts } from '#lib/day'
import { type Money, mulDiv, sum } from '#lib/money'
import { refuseUnless } from '#lib/refusal'
import { type Book, periodStart } from './book.ts'
import { type Installment, principalAhead } from './installment.ts'
import { isOpen } from './loan.ts'

/** An open loan's plan on a day: what is due by then, and what lies ahead. */
export type Ahead = {
  past: readonly Installment[]
  ahead: readonly [Installment, ...Installment[]]
  /** Unpaid principal that lies ahead. */
  balance: Money
  /** The day the running interest period began. */
  from: Day
}

/**
 * The plan cut on a day.
 * @throws Refusal servicing.loan_settled, servicing.nothing_ahead when every installment is due already
 */
export function aheadOf(book: Book, on: Day): Ahead {
  refuseUnless(isOpen(book.state), 'servicing.loan_settled', { state: `servicing.loan.${book.state}` })
  const at = book.installments.findIndex(row => row.dueOn > on)
  const [first, ...others] = at < 0 ? [] : book.installments.slice(at)
  refuseUnless(first, 'servicing.nothing_ahead')
  const ahead = [first, ...others] as const
  return {
    past: book.installments.slice(0, at),
    ahead: [...ahead],
    balance: sum(ahead.map(principalAhead)),
    from: periodStart(book, first.seq),
  }
}

/**
 * As `aheadOf`, but installments paid ahead, wholly or in part, count as past: they stay as the customer paid them.
 * @throws Refusal servicing.loan_settled, servicing.nothing_ahead, servicing.paid_ahead when money lies behind one not touched
 */
export function untouchedOf(book: Book, on: Day): Ahead {
  const { ahead } = aheadOf(book, on)
  const touched = (row: Installment) => row.principalPaid + row.interestPaid + row.feePaid > 0n
  const first = ahead.find(row => !touched(row))
  refuseUnless(first, 'servicing.nothing_ahead')
  const rest = [first, ...ahead.filter(row => row.seq > first.seq)] as const
  refuseUnless(!rest.some(touched), 'servicing.paid_ahead')
  return {
    past: book.installments.slice(0, first.seq - 1),
    ahead: [...rest],
    balance: sum(rest.map(row => row.principal)),
    from: periodStart(book, first.seq),
  }
}

/** Interest of the running period that its days up to a day have earned: the installment's own, by days, half-up. */
export function earnedBy(running: Installment, from: Day, on: Day): Money {
  const days = daysBetween(from, running.dueOn)
  return mulDiv(running.interest, BigInt(Math.min(days, Math.max(0, daysBetween(from, on)))), BigInt(days), 'half-up')
}

/** How far apart a plan's due days are: whole months, or days where it is paid more often. */
export type Pace = { months: number } | { days: number }

/** The pace of a plan, from its last two due days. */
export function paceOf(rows: readonly Installment[], disbursedOn: Day): Pace {
  const days = daysBetween(rows.at(-2)?.dueOn ?? disbursedOn, rows.at(-1)!.dueOn)
  return days < 27 ? { days: Math.max(1, days) } : { months: Math.max(1, Math.round(days / 30.44)) }
}

/** A due day so many periods later; one at a month's end keeps the date of the others where the month has it. */
export function later(row: Installment, pace: Pace, periods: number, rows: readonly Installment[]): Day {
  if ('days' in pace) return addDays(row.dueOn, pace.days * periods)
  const { date } = parts(row.dueOn)
  const anchor = row.dueOn === monthEnd(row.dueOn) ? Math.max(...rows.map(one => parts(one.dueOn).date)) : date
  return addMonths(row.dueOn, pace.months * periods, anchor)
}

/** Whether no two installments are due on one day, and each is due behind the one before it. */
export function isAscending(rows: readonly Installment[]): boolean {
  return rows.every((row, index) => index === 0 || row.dueOn > rows[index - 1]!.dueOn)
}

/** Rows numbered from 1. */
export function numbered(rows: readonly Installment[]): Installment[] {
  return rows.map((row, index) => (row.seq === index + 1 ? row : { ...row, seq: index + 1 }))
}
