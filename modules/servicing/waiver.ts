import type { Day } from '#lib/day'
import { type Money, min, zero } from '#lib/money'
import type { Book } from './book.ts'
import { growthFrom } from './claim.ts'
import { endGrace } from './grace.ts'
import { owedOn, payInstallment } from './installment.ts'
import { isOpen } from './loan.ts'
import { components, noParts, type Parts, type Share, totalOf } from './share.ts'

/** What may be waived: everything but principal. */
export const waivable = ['penalty', 'compound', 'interest', 'fee'] as const

/**
 * Lets the borrower off parts of what is due (减免), the oldest installment first. Where less is owed than was waived (an
 * earlier payment recorded late), only what is owed is.
 */
export function waive(book: Book, parts: Parts, on: Day): { book: Book; shares: Share[] } {
  const left = { ...parts }
  const shares: Share[] = []
  const installments = book.installments.map(row => {
    if (row.dueOn > on || !isOpen(book.state)) return row
    const owed = owedOn(row, on, book.terms)
    const share: Share = { seq: row.seq, ...noParts() }
    for (const component of waivable) {
      share[component] = min(left[component], owed[component] > 0n ? owed[component] : zero)
      left[component] = (left[component] - share[component]) as Money
    }
    if (totalOf(share) === 0n) return row
    shares.push(share)
    return payInstallment(row, share, on, book.terms.graceDays)
  })
  return { book: { ...book, installments }, shares }
}

/**
 * Takes a loan out of the books against its loss allowance (核销): all principal, and what is due of interest, fee and penalty.
 * The claim on the borrower stands and goes on growing outside the books (`claim.ts`); what comes in later is a recovery.
 */
export function writeOff(book: Book, on: Day): { book: Book; shares: Share[] } {
  const shares: Share[] = []
  const installments = endGrace(book, on).installments.map(row => {
    const owed = owedOn(row, on, book.terms)
    const all = row.dueOn < on ? owed : { ...noParts(), principal: owed.principal }
    const share: Share = { seq: row.seq, ...noParts() }
    for (const component of components) share[component] = all[component] > 0n ? all[component] : zero
    if (totalOf(share) === 0n) return row
    shares.push(share)
    return payInstallment(row, share, on, book.terms.graceDays)
  })
  const claim = shares.reduce((total, share) => (total + totalOf(share)) as Money, zero)
  return { book: { ...book, installments, state: 'written-off', claim, growth: growthFrom(shares, on) }, shares }
}
