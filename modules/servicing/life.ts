import { addDays, type Day } from '#lib/day'
import { formatYuan, type Money, max, min, sum, zero } from '#lib/money'
import { refuseUnless } from '#lib/refusal'
import { accelerate } from './acceleration.ts'
import { type Action, inOrder } from './action.ts'
import { earnedBy } from './ahead.ts'
import { type Book, dueOn, fallenBefore, payableOn, periodStart } from './book.ts'
import { recover } from './claim.ts'
import { defer } from './deferral.ts'
import { moveDueDay } from './due-day.ts'
import { type Effect, noEffect } from './effect.ts'
import { principalOn } from './grace.ts'
import { isOpen } from './loan.ts'
import { prepay } from './prepayment.ts'
import { allocate, closeWhenPaid } from './repayment.ts'
import { reprice } from './repricing.ts'
import { restructure } from './restructuring.ts'
import { quoteSettlement, settle } from './settlement.ts'
import { totalOf } from './share.ts'
import { endParts, endSubsidies, followPlan, loseSubsidy } from './subsidy.ts'
import { lendMore } from './tranche.ts'
import { waive, writeOff } from './waiver.ts'

/** A loan's life: where it stands after its actions, and what each of them moved. */
export type Life = {
  book: Book
  /** By the action's key. */
  effects: ReadonlyMap<bigint, Effect>
  /** What money paid in advance met, by the due day on which it did. */
  applied: ReadonlyMap<Day, Effect>
}

/** What one action makes of a book. */
export type Step = { book: Book; effect: Effect }

/**
 * Lives a loan from its disbursement through its actions in the order in which they count, up to a morning: everything due
 * before it has fallen due, and money paid in advance has met it. The same actions give the same life, whenever each was
 * recorded; so a correction is the life with the action put in or left out.
 * @param origin the book as disbursed: nothing paid, nothing fallen due
 * @throws Refusal of the action that is not possible where it stands
 */
export function live(origin: Book, actions: readonly Action[], morning: Day): Life {
  const effects = new Map<bigint, Effect>()
  const applied = new Map<Day, Effect>()
  let book = origin
  let from = origin.terms.disbursedOn
  for (const action of inOrder(actions)) {
    book = meetDue(book, from, action.valueDate, applied)
    const step = act(fallenBefore(book, action.valueDate), action)
    book = step.book
    effects.set(action.key, step.effect)
    from = action.valueDate
  }
  return { book: fallenBefore(meetDue(book, from, morning, applied), morning), effects, applied }
}

/** Lets money paid in advance meet what falls due from one day on and before another, each on its due day. */
function meetDue(book: Book, from: Day, before: Day, applied: Map<Day, Effect>): Book {
  if (book.advance === 0n) return book
  let current = book
  for (const { dueOn: on } of book.installments) {
    if (on < from || on >= before) continue
    const step = applyAdvance(fallenBefore(current, on), on)
    if (!step) continue
    current = step.book
    applied.set(on, step.effect)
  }
  return current
}

/** Money paid in advance meets what is due on a day, at its end; null when there is none of either. */
export function applyAdvance(book: Book, on: Day): Step | null {
  if (book.advance === 0n || !isOpen(book.state)) return null
  const amount = min(book.advance, totalOf(dueOn(book, on)))
  if (amount <= 0n) return null
  const step = allocate(book, amount, on)
  const advance = (book.advance - amount) as Money
  return {
    book: closeWhenPaid({ ...step.book, advance }, on),
    effect: { ...noEffect(), shares: step.shares, advance: -amount as Money },
  }
}

/** What an action makes of a book on its value day. @throws Refusal when it is not possible there */
export function act(book: Book, action: Action): Step {
  const on = action.valueDate
  const planned = (changed: Book): Step => ({ book: following(book, changed, on), effect: noEffect() })
  switch (action.kind) {
    case 'repayment':
      return pay(book, action.amount, on)
    case 'prepayment':
      return payAhead(book, action, on)
    case 'settlement': {
      // Lived again where less was owed than was paid then, the rest waits as paid in advance; recording one asks for the fen.
      const { total } = quoteSettlement(book, on, action.feeWaived)
      const rest = max(zero, (action.amount - total) as Money)
      const { book: settled, quote } = settle(book, (action.amount - rest) as Money, on, action.feeWaived)
      const { shares, settlementFee } = quote
      const subsidies = endSubsidies(book.subsidies, on, true)
      return {
        book: { ...settled, subsidies, advance: (settled.advance + rest) as Money },
        effect: { ...noEffect(), shares, settlementFee, advance: (rest - quote.advance) as Money },
      }
    }
    case 'waiver': {
      const waived = waive(book, action.parts, on)
      return { book: closeWhenPaid(waived.book, on), effect: { ...noEffect(), shares: waived.shares } }
    }
    case 'write-off': {
      refuseUnless(isOpen(book.state), 'servicing.loan_settled', { state: `servicing.loan.${book.state}` })
      const { book: gone, shares } = writeOff(book, on)
      const subsidies = endSubsidies(book.subsidies, on, false)
      return { book: { ...gone, subsidies }, effect: { ...noEffect(), shares } }
    }
    case 'recovery': {
      const { book: back, recovered, grown } = recover(book, action.amount, on)
      // What is more than the claim and its growth, all of it when the write-off was taken back, is money like any other.
      const step = pay(back, (action.amount - recovered - grown) as Money, on)
      return { book: step.book, effect: { ...step.effect, recovered, grown } }
    }
    case 'refund':
      refuseUnless(
        action.amount <= book.advance,
        'servicing.refund_exceeds',
        { amount: formatYuan(action.amount), advance: formatYuan(book.advance) },
        'amount',
      )
      return {
        book: { ...book, advance: (book.advance - action.amount) as Money },
        effect: { ...noEffect(), advance: -action.amount as Money },
      }
    case 'tranche':
      return planned(lendMore(book, action.amount, on))
    case 'deferral':
      return planned(defer(book, action.periods, action.interest, on))
    case 'due-day':
      return planned(moveDueDay(book, action.date, on))
    case 'restructuring':
      return planned(restructure(alone(book, on), action, on))
    case 'acceleration':
      return planned(accelerate(alone(book, on), action.payBy, on))
    case 'repricing':
      return planned(reprice(book, action.annualRate, on))
    case 'subsidy-loss': {
      const { subsidies, rows } = loseSubsidy(book.subsidies, book.installments, on)
      return { book: { ...book, subsidies, installments: rows }, effect: noEffect() }
    }
  }
}

/** A plan made anew with its subsidies behind it. */
function following(before: Book, after: Book, on: Day): Book {
  const { terms, installments } = before
  const subsidies = followPlan(
    after.subsidies,
    { rows: installments, principal: terms.principal },
    { rows: after.installments, principal: after.terms.principal },
    terms.disbursedOn,
    on,
  )
  return { ...after, subsidies }
}

/** The book without what would come with later installments: the new plan asks the borrower for all of it. */
const alone = (book: Book, on: Day): Book => ({ ...book, subsidies: endParts(book.subsidies, on) })

/** Money in: what is due and the next installment take it, the rest waits as paid in advance. A closed loan takes none. */
function pay(book: Book, amount: Money, on: Day): Step {
  const payable = isOpen(book.state) ? min(amount, totalOf(payableOn(book, on))) : zero
  const rest = (amount - payable) as Money
  const step = payable > 0n ? allocate(book, payable, on) : { book, shares: [] }
  return {
    book: closeWhenPaid({ ...step.book, advance: (book.advance + rest) as Money }, on),
    effect: { ...noEffect(), shares: step.shares, advance: rest },
  }
}

/**
 * Principal paid ahead of the plan. Where, seen again, something was due then, that is met first; where no principal would be
 * left to prepay, or the plan can take none that day, it counts as an ordinary repayment.
 */
function payAhead(book: Book, action: Extract<Action, { kind: 'prepayment' }>, on: Day): Step {
  const due = isOpen(book.state) ? min(action.amount, totalOf(dueOn(book, on))) : zero
  const met = due > 0n ? pay(book, due, on) : { book, effect: noEffect() }
  const running = met.book.installments.find(row => row.dueOn > on)
  const earned = running ? earnedBy(running, periodStart(met.book, running.seq), on) : zero
  const principal = (action.amount - due - earned) as Money
  const ahead = met.book.installments.filter(row => row.dueOn > on)
  const possible =
    running !== undefined &&
    isOpen(met.book.state) &&
    principal > 0n &&
    principal < sum(ahead.map(row => row.principal)) &&
    principal < principalOn(met.book.installments, on) &&
    ahead.every(row => row.principalPaid + row.interestPaid + row.feePaid === 0n) &&
    running.dueOn > addDays(on, 1)
  if (!possible) return pay(book, action.amount, on)
  const { book: made, payment } = prepay(met.book, principal, action.keeps, on)
  const step = pay(following(met.book, made, on), payment, on)
  return { book: step.book, effect: { ...step.effect, shares: [...met.effect.shares, ...step.effect.shares] } }
}
