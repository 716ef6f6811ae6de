import fc from 'fast-check'
import { addDays, type Day, daysBetween } from '#lib/day'
import { fen, type Money, sum } from '#lib/money'
import type { Rate } from '#lib/rate'
import { Refusal } from '#lib/refusal'
import { type Action, actionKinds, type Deed } from '../modules/servicing/action.ts'
import { type Book, dueOn, figuresOf, postPenalty } from '../modules/servicing/book.ts'
import { deferralInterests, prepaymentKeeps } from '../modules/servicing/choice.ts'
import { claimableOn } from '../modules/servicing/claim.ts'
import { changeOf, type Effect, noEffect, turned } from '../modules/servicing/effect.ts'
import {
  adjustmentEntries,
  disbursementEntries,
  type Entry,
  effectEntries,
  noTotals,
  payoutEntries,
  penaltyEntries,
} from '../modules/servicing/entry.ts'
import { type Life, live } from '../modules/servicing/life.ts'
import { isOpen } from '../modules/servicing/loan.ts'
import { arrearsPlaces, restructuringMethods } from '../modules/servicing/restructuring-terms.ts'
import { quoteSettlement } from '../modules/servicing/settlement.ts'
import { noParts, type Share, sumParts, totalOf } from '../modules/servicing/share.ts'

/** Lives of loans for tests: wishes day by day, some recorded late, some taken back, booked as the use cases book them. */

/** An action as a wish: what it may become depends on where the loan stands on its day. */
export type Wish = { days: number; back: number; share: number; kind: Deed['kind']; choice: number }
export const anyWish: fc.Arbitrary<Wish> = fc.record({
  days: fc.integer({ min: 0, max: 40 }),
  back: fc.oneof({ weight: 2, arbitrary: fc.constant(0) }, { weight: 1, arbitrary: fc.integer({ min: 1, max: 60 }) }),
  share: fc.integer({ min: 1, max: 120 }),
  kind: fc.constantFrom<Deed['kind']>('repayment', 'repayment', ...actionKinds),
  choice: fc.integer({ min: 0, max: 59 }),
})

/** What a wish comes to on a day. */
export function deedOf(wish: Wish, book: Book, on: Day): Deed {
  const { share, choice } = wish
  const part = (amount: bigint) => ((amount * BigInt(share)) / 100n + 1n) as Money
  switch (wish.kind) {
    case 'repayment':
      return { kind: 'repayment', amount: part(totalOf(dueOn(book, addDays(on, 31)))) }
    case 'prepayment':
      return {
        kind: 'prepayment',
        amount: part(figuresOf(book).outstanding / 2n),
        keeps: prepaymentKeeps[choice % 2]!,
      }
    case 'settlement':
      return {
        kind: 'settlement',
        amount: isOpen(book.state) ? quoteSettlement(book, on).total : fen(1),
        feeWaived: false,
      }
    case 'recovery':
      return { kind: 'recovery', amount: part(claimableOn(book, on)) }
    case 'refund':
      return { kind: 'refund', amount: part(book.advance / 2n) }
    case 'waiver': {
      const due = dueOn(book, on)
      return { kind: 'waiver', parts: { ...noParts(), penalty: part(due.penalty), interest: part(due.interest / 3n) } }
    }
    case 'tranche':
      return { kind: 'tranche', amount: part(figuresOf(book).outstanding / 4n) }
    case 'deferral':
      return {
        kind: 'deferral',
        periods: (choice % 3) + 1,
        interest: deferralInterests[choice % deferralInterests.length]!,
      }
    case 'due-day':
      return { kind: 'due-day', date: (choice % 28) + 1 }
    case 'restructuring':
      return {
        kind: 'restructuring',
        periods: (choice % 12) + 1,
        firstDueOn: addDays(on, 20 + choice),
        annualRate: '0.036' as Rate,
        method: restructuringMethods[choice % 3]!,
        interestOnlyPeriods: 0,
        arrears: arrearsPlaces[choice % 3]!,
        distress: choice % 2 === 0,
      }
    case 'acceleration':
      return { kind: 'acceleration', payBy: addDays(on, (choice % 10) + 1) }
    case 'repricing':
      return { kind: 'repricing', annualRate: (0.02 + choice / 1000).toFixed(4) as Rate }
    case 'subsidy-loss':
      return { kind: 'subsidy-loss', cause: 'misuse' }
    case 'write-off':
      return { kind: 'write-off' }
  }
}

/** What a database would hold of one loan: standing actions with what was booked of each, and all entries. */
export type Held = {
  origin: Book
  book: Book
  today: Day
  actions: Action[]
  booked: Map<bigint, Effect>
  applied: Map<Day, Effect>
  entries: Entry[]
}

const lent = (amount: Money) => [...disbursementEntries(amount), ...payoutEntries(amount)]
const posted = (book: Book) => sum(book.installments.map(row => row.penaltyPosted + row.compoundPosted))

/** Books what a loan lived again makes of what is held, as the use cases do. */
function take(held: Held, life: Life, own: { action: Action; taken: boolean } | null): void {
  const before = held.book
  const shares: Share[] = []
  const book = (kind: Action['kind'] | 'application', effect: Effect) => {
    shares.push(...effect.shares)
    held.entries.push(...effectEntries(kind, effect, before.nextSeq))
  }
  for (const { key, kind } of held.actions) {
    const now = life.effects.get(key) ?? noEffect()
    const change =
      own?.taken && own.action.key === key
        ? turned(held.booked.get(key)!)
        : changeOf(held.booked.get(key) ?? noEffect(), now)
    held.booked.set(key, now)
    book(kind, change)
  }
  for (const on of new Set([...held.applied.keys(), ...life.applied.keys()])) {
    const now = life.applied.get(on) ?? noEffect()
    book('application', changeOf(held.applied.get(on) ?? noEffect(), now))
    held.applied.set(on, now)
  }
  if (own?.taken) {
    held.actions = held.actions.filter(one => one.key !== own.action.key)
    held.booked.delete(own.action.key)
  }
  if (own && !own.taken && own.action.kind === 'tranche') held.entries.push(...lent(own.action.amount))
  held.entries.push(...adjustmentEntries(before, life.book, shares, []))
  const after = postPenalty(life.book, held.today).book
  held.entries.push(...penaltyEntries((posted(after) - posted(before)) as Money))
  held.book = after
}

/** Lives random wishes day by day, some of them recorded late, some taken back; what is refused does not happen. */
export function history(origin: Book, wishes: readonly Wish[], takesBack = true): Held {
  const held: Held = {
    origin,
    book: origin,
    today: origin.terms.disbursedOn,
    actions: [],
    booked: new Map(),
    applied: new Map(),
    entries: lent(origin.terms.principal),
  }
  for (const [index, wish] of wishes.entries()) {
    held.today = addDays(held.today, wish.days)
    take(held, live(origin, held.actions, held.today), null)
    const back = Math.min(wish.back, daysBetween(origin.terms.disbursedOn, held.today))
    const valueDate = wish.kind === 'write-off' || wish.kind === 'settlement' ? held.today : addDays(held.today, -back)
    const target = held.actions.filter(one => one.kind !== 'refund' && one.kind !== 'tranche')[wish.choice]
    const own =
      takesBack && wish.choice < 6 && target
        ? { action: target, taken: true }
        : {
            action: { key: BigInt(index + 1), valueDate, ...deedOf(wish, held.book, valueDate) } as Action,
            taken: false,
          }
    const actions = own.taken ? held.actions.filter(one => one.key !== own.action.key) : [...held.actions, own.action]
    try {
      const life = live(origin, actions, held.today)
      if (!own.taken) held.actions = actions
      take(held, life, own)
    } catch (error) {
      if (!(error instanceof Refusal)) throw error
    }
  }
  return held
}

export const totalsOf = (held: Held) => {
  const totals = noTotals()
  for (const { key, kind } of held.actions) {
    const effect = held.booked.get(key)!
    const parts = sumParts(effect.shares)
    if (kind === 'waiver') totals.waived = sumParts([totals.waived, parts])
    if (kind === 'write-off') totals.writtenOff += totalOf(parts)
    totals.settlementFees += effect.settlementFee
    totals.recovered += effect.recovered
    totals.grown += effect.grown
    totals.advances += effect.advance
  }
  for (const effect of held.applied.values()) totals.applied += totalOf(sumParts(effect.shares))
  return totals
}
