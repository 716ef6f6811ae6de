import { addMonths, type Day, dayOf, daysBetween, latest, parts } from '#lib/day'
import { type Money, max, mulDiv, sum } from '#lib/money'
import { refuseUnless } from '#lib/refusal'
import { aheadOf, isAscending, paceOf } from './ahead.ts'
import type { Book } from './book.ts'
import { hasGrace, regrown } from './grace.ts'

/**
 * Moves the due day to another date of the month, from the next installment on (改还款日). The running installment's
 * interest follows its days, half-up; the others are as long as before and keep theirs, or follow the balance where it grows.
 * @throws Refusal servicing.loan_settled, servicing.nothing_ahead, servicing.due_day_pace, servicing.due_day_same
 */
export function moveDueDay(book: Book, date: number, on: Day): Book {
  const { past, ahead, from } = aheadOf(book, on)
  const inMonth = (day: Day) => dayOf(parts(day).year, parts(day).month, date)
  const [running] = ahead
  const behind = latest(on, from)
  const shift = inMonth(running.dueOn) > behind ? 0 : 1
  const moved = ahead.map(row => {
    const dueOn = shift === 0 ? inMonth(row.dueOn) : addMonths(row.dueOn, 1, date)
    return { ...row, dueOn, productThrough: dueOn }
  })
  const first = moved[0]!
  refuseUnless(
    'months' in paceOf(book.installments, book.terms.disbursedOn) && isAscending([...past, ...moved]),
    'servicing.due_day_pace',
    {},
    'date',
  )
  refuseUnless(
    moved.some((row, index) => row.dueOn !== ahead[index]!.dueOn),
    'servicing.due_day_same',
    { date },
    'date',
  )
  const interest = mulDiv(
    running.interest,
    BigInt(daysBetween(from, first.dueOn)),
    BigInt(daysBetween(from, running.dueOn)),
    'half-up',
  )
  if (hasGrace(ahead)) {
    const rows = regrown(moved, sum(ahead.map(row => row.principal)), interest)
    return { ...book, installments: [...past, ...rows] }
  }
  moved[0] = { ...first, interest: max(interest, running.interestPaid as Money) }
  return { ...book, installments: [...past, ...moved] }
}
