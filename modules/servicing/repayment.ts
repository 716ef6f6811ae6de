import { must } from '#lib/assert'
import type { Day } from '#lib/day'
import { formatYuan, type Money, min, zero } from '#lib/money'
import { Refusal, refuseUnless } from '#lib/refusal'
import { nextState } from '#lib/state'
import { type Book, isPaidUp, payableOn } from './book.ts'
import { isUnpaid, owedOn, payInstallment } from './installment.ts'
import { isOpen, loanTable, overdueDays, type Terms } from './loan.ts'
import { type Component, noParts, type Share, totalOf } from './share.ts'

/**
 * Spreads an amount over the plan, penalty counted to the value day: the oldest installment first, within it in the
 * contract's order; or, where the contract says so for a loan that late, one part across all that is due before the next.
 * What is left when the plan is paid comes back as `rest`.
 */
export function allocate(book: Book, amount: Money, on: Day): { book: Book; shares: Share[]; rest: Money } {
  const policy = orderOn(book, on)
  const pot = { left: amount }
  const taken = new Map<number, Share>()
  if (policy.across === 'parts') {
    const due = book.installments.filter(row => row.dueOn <= on)
    for (const component of policy.order)
      for (const row of due) take(pot, taken, row.seq, component, owedOn(row, on, book.terms)[component])
  }
  for (const row of book.installments) {
    if (pot.left === 0n) break
    const owed = owedOn(row, on, book.terms)
    const had = taken.get(row.seq) ?? noParts()
    for (const component of policy.order)
      take(pot, taken, row.seq, component, (owed[component] - had[component]) as Money)
  }
  const installments = book.installments.map(row => {
    const share = taken.get(row.seq)
    return share ? payInstallment(row, share, on, book.terms.graceDays) : row
  })
  const shares = [...taken.values()].sort((a, b) => a.seq - b.seq)
  return { book: { ...book, installments }, shares, rest: pot.left }
}

function take(pot: { left: Money }, taken: Map<number, Share>, seq: number, component: Component, owed: Money) {
  const part = min(pot.left, owed > 0n ? owed : zero)
  if (part === 0n) return
  const share = taken.get(seq) ?? { seq, ...noParts() }
  taken.set(seq, { ...share, [component]: share[component] + part })
  pot.left = (pot.left - part) as Money
}

/** The order in which money is taken on a day, by how late the loan is then. */
export function orderOn(book: Book, on: Day): { across: 'installments' | 'parts'; order: Terms['order'] } {
  const { order, lateOrders } = book.terms
  if (lateOrders.length === 0) return { across: 'installments', order }
  const oldest = book.installments.find(row => row.dueOn < on && isUnpaid(row))
  const days = overdueDays(oldest?.dueOn ?? null, on)
  return lateOrders.findLast(one => days >= one.from) ?? { across: 'installments', order }
}

/** The most a repayment may bring on its value day, and what becomes of it. @throws Refusal servicing.loan_settled, servicing.value_date, servicing.repayment_exceeds */
export function recordPayment(
  book: Book,
  payment: { valueDate: Day; amount: Money },
  today: Day,
): { book: Book; shares: Share[] } {
  refuseUnless(isOpen(book.state), 'servicing.loan_settled', { state: `servicing.loan.${book.state}` })
  checkValueDate(payment.valueDate, book.terms.disbursedOn, today)
  const payable = totalOf(payableOn(book, payment.valueDate))
  if (payment.amount > payable) throw exceeds(payment.amount, payable)
  const step = allocate(book, payment.amount, payment.valueDate)
  return { book: closeWhenPaid(step.book, payment.valueDate), shares: step.shares }
}

/** The value day of an action: not in the future, not before the loan. @throws Refusal servicing.value_date */
export function checkValueDate(valueDate: Day, disbursedOn: Day, today: Day) {
  refuseUnless(
    valueDate <= today && valueDate >= disbursedOn,
    'servicing.value_date',
    { from: disbursedOn, to: today },
    'valueDate',
  )
}

/** The book, settled when nothing is left to pay. */
export function closeWhenPaid(book: Book, on: Day): Book {
  if (!isOpen(book.state) || !isPaidUp(book, on)) return book
  return { ...book, state: must(nextState(loanTable, book.state, 'settle'), 'an open loan can be settled') }
}

/** The refusal of more money than the loan can take. */
export function exceeds(amount: Money, payable: Money): Refusal {
  return new Refusal(
    'servicing.repayment_exceeds',
    { amount: formatYuan(amount), payable: formatYuan(payable) },
    'amount',
  )
}
