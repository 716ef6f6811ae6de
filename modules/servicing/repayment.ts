import { must } from '#lib/assert'
import type { Day } from '#lib/day'
import { formatYuan, type Money, min, zero } from '#lib/money'
import { Refusal, refuseUnless } from '#lib/refusal'
import { nextState } from '#lib/state'
import { type Book, isPaidUp, payableOn } from './book.ts'
import { owedOn, payInstallment, unpaidAgain } from './installment.ts'
import { isOpen, loanTable } from './loan.ts'
import { components, noParts, type Share, totalOf } from './share.ts'

/** Money that came in: when it counts, and how much. `key` orders what came in on the same value day. */
export type Payment = { key: bigint; valueDate: Day; amount: Money }

/**
 * Spreads an amount over the plan: the oldest installment first, within it in the contract's order, penalty counted to
 * the value day. What is left when the plan is paid comes back as `rest`.
 */
export function allocate(book: Book, amount: Money, on: Day): { book: Book; shares: Share[]; rest: Money } {
  let rest = amount
  const shares: Share[] = []
  const installments = book.installments.map(row => {
    if (rest === 0n) return row
    const owed = owedOn(row, on, book.terms)
    const share: Share = { seq: row.seq, ...noParts() }
    for (const component of book.terms.order) {
      const part = min(rest, owed[component] > 0n ? owed[component] : zero)
      share[component] = part
      rest = (rest - part) as Money
    }
    if (totalOf(share) === 0n) return row
    shares.push(share)
    return payInstallment(row, share, on, book.terms.graceDays)
  })
  return { book: { ...book, installments }, shares, rest }
}

/**
 * Lives the loan's payments again from the first, in order of value day: what a payment recorded late, or one taken
 * back, makes of all the others.
 * @throws Refusal servicing.repayment_exceeds when they bring more than the loan can take
 */
export function replay(book: Book, payments: readonly Payment[]): { book: Book; shares: Map<bigint, Share[]> } {
  let current: Book = { ...book, installments: book.installments.map(unpaidAgain) }
  const shares = new Map<bigint, Share[]>()
  for (const payment of inOrder(payments)) {
    const step = allocate(current, payment.amount, payment.valueDate)
    if (step.rest > 0n) throw exceeds(payment.amount, (payment.amount - step.rest) as Money)
    current = step.book
    shares.set(payment.key, step.shares)
  }
  return { book: current, shares }
}

/** Payments in the order in which they count. */
export function inOrder(payments: readonly Payment[]): Payment[] {
  return [...payments].sort((a, b) =>
    a.valueDate === b.valueDate ? Number(a.key - b.key) : a.valueDate < b.valueDate ? -1 : 1,
  )
}

/** What recording one payment does: its own shares, and where earlier ones move because it came in late. */
export type Recorded = { book: Book; shares: Share[]; moved: { key: bigint; shares: Share[] }[] }

/**
 * Takes a payment in. Earlier payments with a later value day are lived again behind it.
 * @param earlier all payments on the loan that stand, needed only when one of them has a later value day
 * @throws Refusal servicing.loan_settled, servicing.value_date, servicing.repayment_exceeds
 */
export function recordPayment(book: Book, payment: Payment, earlier: readonly Payment[], today: Day): Recorded {
  refuseUnless(isOpen(book.state), 'servicing.loan_settled', { state: `servicing.loan.${book.state}` })
  checkValueDate(payment.valueDate, book.terms.disbursedOn, today)
  const later = earlier.filter(other => other.valueDate > payment.valueDate)
  if (later.length === 0) {
    const step = allocateWithin(book, payment)
    return { book: closeWhenPaid(step.book, payment.valueDate), shares: step.shares, moved: [] }
  }
  const before = replay(
    book,
    earlier.filter(other => other.valueDate <= payment.valueDate),
  )
  allocateWithin(before.book, payment)
  const after = replay(book, [...earlier, payment])
  return {
    book: closeWhenPaid(after.book, must(inOrder(later).at(-1), 'there is a later payment').valueDate),
    shares: must(after.shares.get(payment.key), 'the payment was replayed'),
    moved: later.map(other => ({ key: other.key, shares: after.shares.get(other.key) ?? [] })),
  }
}

/**
 * Takes a payment back: the others are lived again without it; a loan it had closed is open again.
 * @param others the payments that stand without it
 */
export function takeBack(book: Book, others: readonly Payment[]): { book: Book; moved: Map<bigint, Share[]> } {
  const state = isOpen(book.state) ? book.state : must(nextState(loanTable, book.state, 'reopen'), 'it can be reopened')
  const after = replay({ ...book, state }, others)
  return { book: after.book, moved: after.shares }
}

/**
 * The value day of money: not in the future, not before the loan.
 * @throws Refusal servicing.value_date
 */
export function checkValueDate(valueDate: Day, disbursedOn: Day, today: Day) {
  refuseUnless(
    valueDate <= today && valueDate >= disbursedOn,
    'servicing.value_date',
    { from: disbursedOn, to: today },
    'valueDate',
  )
}

function allocateWithin(book: Book, payment: Payment) {
  const payable = totalOf(payableOn(book, payment.valueDate))
  if (payment.amount > payable) throw exceeds(payment.amount, payable)
  return allocate(book, payment.amount, payment.valueDate)
}

function closeWhenPaid(book: Book, on: Day): Book {
  if (!isPaidUp(book, on)) return book
  return { ...book, state: must(nextState(loanTable, book.state, 'settle'), 'an open loan can be settled') }
}

function exceeds(amount: Money, payable: Money): Refusal {
  return new Refusal(
    'servicing.repayment_exceeds',
    { amount: formatYuan(amount), payable: formatYuan(payable) },
    'amount',
  )
}

/** Whether a text names a part an installment can owe. */
export function isOrder(order: readonly string[]): order is Book['terms']['order'] {
  return order.length === components.length && components.every(component => order.includes(component))
}
