import { must } from '#lib/assert'
import { type Day, daysBetween } from '#lib/day'
import { formatYuan, type Money, max, sum, zero } from '#lib/money'
import { refuseUnless } from '#lib/refusal'
import { planFor } from '#product'
import { earnedBy, numbered } from './ahead.ts'
import { type Book, dueOn, periodStart } from './book.ts'

import { carried, type Installment, isGrace, plannedInstallment, principalAhead } from './installment.ts'
import { isOpen } from './loan.ts'
import { restructuringOn } from './observation.ts'
import type { RestructuringTerms } from './restructuring-terms.ts'

/**
 * A new plan for everything that is unpaid (重组): principal, due or not, is repaid anew; interest and fees unpaid by the day are
 * not capitalised but asked with the new installments, and are income again when those fall due. Penalty must be paid or
 * waived first.
 * @throws Refusal servicing.loan_settled, servicing.restructuring_penalty, servicing.first_due, product.*
 */
export function restructure(book: Book, wanted: RestructuringTerms, on: Day): Book {
  refuseUnless(isOpen(book.state), 'servicing.loan_settled', { state: `servicing.loan.${book.state}` })
  const { penalty, compound } = dueOn(book, on)
  refuseUnless(penalty + compound === 0n, 'servicing.restructuring_penalty', { amount: formatYuan(penalty + compound) })
  const fallen = book.installments.filter(row => row.dueOn <= on)
  const ahead = book.installments.filter(row => row.dueOn > on)
  const principal = sum([...fallen.map(row => row.principal - row.principalPaid), ...ahead.map(principalAhead)])
  const [running] = ahead
  const interest = sum([
    ...fallen.map(row => row.interest - row.interestPaid),
    running
      ? max(zero, (earnedBy(running, periodStart(book, running.seq), on) - interestPaidOn(running)) as Money)
      : zero,
  ])
  const fee = sum(fallen.map(row => row.fee - row.feePaid))
  const kept = book.installments.map(row => paidPart(row, on, book)).filter(row => row !== null)
  const lastKept = kept.at(-1)?.dueOn ?? book.terms.disbursedOn
  refuseUnless(
    wanted.firstDueOn > on && wanted.firstDueOn > lastKept && daysBetween(on, wanted.firstDueOn) <= 366,
    'servicing.first_due',
    { day: on > lastKept ? on : lastKept },
    'firstDueOn',
  )
  const plan = planFor({
    principal,
    disbursedOn: on,
    firstDueOn: wanted.firstDueOn,
    annualRate: wanted.annualRate,
    periods: wanted.periods,
    method: wanted.method,
    interestOnlyPeriods: wanted.method === 'interest-only' ? 0 : wanted.interestOnlyPeriods,
    dayCount: book.terms.dayCount,
    rounding: 'half-up',
  }).installments
  const added = (amount: bigint, index: number): bigint => {
    const count = BigInt(plan.length)
    const last = index === plan.length - 1
    if (wanted.arrears === 'first') return index === 0 ? amount : 0n
    if (wanted.arrears === 'last') return last ? amount : 0n
    return last ? amount - (amount / count) * (count - 1n) : amount / count
  }
  const rows = plan.map((row, index) =>
    plannedInstallment({
      ...row,
      interest: (row.interest + added(interest, index)) as Money,
      fee: (row.fee + added(fee, index)) as Money,
    }),
  )
  const [first, ...others] = rows.map(row => row.dueOn)
  return {
    ...book,
    terms: { ...book.terms, annualRate: wanted.annualRate },
    installments: numbered([...kept, ...rows]),
    restructuring: wanted.distress
      ? restructuringOn(book.restructuring, on, [must(first, 'a plan has rows'), ...others])
      : book.restructuring,
  }
}

/** What the borrower has paid of a row's interest: of grace nothing. */
const interestPaidOn = (row: Installment) => (isGrace(row) ? zero : row.interestPaid)

/** What an old installment keeps: what has been paid on it, or has joined the principal; null when it holds nothing. */
function paidPart(row: Installment, on: Day, book: Book): Installment | null {
  if (isGrace(row)) return row.dueOn <= on ? row : null
  const to = carried(row, on, book.terms.graceDays)
  const penalty = to.principalProduct + to.interestProduct + to.penaltyBefore + to.compoundBefore
  if (to.principalPaid + to.interestPaid + to.feePaid + penalty === 0n) return null
  return { ...to, principal: to.principalPaid, interest: to.interestPaid, fee: to.feePaid }
}
