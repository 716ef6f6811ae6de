import { type Day, daysBetween } from '#lib/day'
import { type Money, mulDiv, sum } from '#lib/money'
import type { Rate } from '#lib/rate'
import { refuseUnless } from '#lib/refusal'
import { planFor } from '#product'
import { aheadOf, earnedBy, paceOf } from './ahead.ts'
import { type Book, periodStart } from './book.ts'
import { type Installment, rateUnits } from './installment.ts'

/**
 * The loan at another rate from a day on (重定价). The running installment bears the old rate for the days before and the new
 * one behind; where the installments are equal they are solved again for what is left, otherwise principal stays as planned
 * and interest follows the rate, half-up. Installments that have been paid ahead, wholly or in part, stay as they were paid.
 * @throws Refusal servicing.loan_settled, servicing.nothing_ahead, servicing.rate_zero
 */
export function reprice(book: Book, annualRate: Rate, on: Day): Book {
  const { ahead } = aheadOf(book, on)
  const running = ahead.find(row => !isTouched(row))
  refuseUnless(running, 'servicing.nothing_ahead')
  const past = book.installments.slice(0, running.seq - 1)
  const others = ahead.filter(row => row.seq > running.seq)
  const from = periodStart(book, running.seq)
  const before = rateUnits(book.terms.annualRate)
  refuseUnless(before > 0n, 'servicing.rate_zero')
  const now = rateUnits(annualRate)
  const follows = (interest: bigint) => mulDiv(interest, now, before, 'half-up')
  const earned = earnedBy(running, from, on)
  const first = { ...running, interest: (earned + follows(running.interest - earned)) as Money }
  const terms = { ...book.terms, annualRate }
  const pace = paceOf(book.installments, book.terms.disbursedOn)
  if (!isLevel(others) || 'days' in pace || others.some(isTouched)) {
    const rows = others.map(row => (isTouched(row) ? row : { ...row, interest: follows(row.interest) }))
    return { ...book, terms, installments: [...past, first, ...rows] }
  }
  const plan = planFor({
    principal: sum(others.map(row => row.principal)),
    disbursedOn: running.dueOn,
    annualRate,
    periods: others.length,
    every: { count: pace.months, unit: 'month' },
    method: 'equal-installment',
    dayCount: 'period',
    rounding: 'half-up',
  }).installments
  const rows = others.map((row, index) => ({
    ...row,
    principal: plan[index]!.principal,
    interest: plan[index]!.interest,
  }))
  return { ...book, terms, installments: [...past, first, ...rows] }
}

const isTouched = (row: Installment) => row.principalPaid + row.interestPaid + row.feePaid > 0n

/** Whether installments are equal but for the last, which takes the tail of rounding. */
function isLevel(rows: readonly Installment[]): boolean {
  if (rows.length < 2 || rows.some(row => row.principal === 0n)) return false
  const payment = (row: Installment) => row.principal + row.interest
  const first = payment(rows[0]!)
  const tail = payment(rows.at(-1)!) - first
  return (
    rows.slice(0, -1).every(row => payment(row) === first) &&
    tail <= BigInt(rows.length) &&
    tail >= -BigInt(rows.length) &&
    daysBetween(rows[0]!.dueOn, rows.at(-1)!.dueOn) > 0
  )
}
