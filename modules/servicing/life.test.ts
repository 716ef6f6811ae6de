import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { accounts } from '#ledger'
import { addDays, type Day, daysBetween } from '#lib/day'
import { fen, type Money, sum } from '#lib/money'
import type { Rate } from '#lib/rate'
import { Refusal } from '#lib/refusal'
import { anyBook, anyOrigin } from '../../tests/loans.ts'
import { type Action, type Deed, inOrder, restored, stored } from './action.ts'
import { type Book, dueOn, fallenBefore, figuresOf, postPenalty } from './book.ts'
import { deferralInterests, prepaymentKeeps } from './choice.ts'
import { claimableOn } from './claim.ts'
import { changeOf, type Effect, isNothing, noEffect, turned } from './effect.ts'
import {
  adjustmentEntries,
  balancesOf,
  disbursementEntries,
  type Entry,
  effectEntries,
  noTotals,
  payoutEntries,
  penaltyEntries,
  sumEntries,
} from './entry.ts'
import { isGrace } from './installment.ts'
import { act, type Life, live } from './life.ts'
import { isOpen } from './loan.ts'
import { arrearsPlaces, restructuringMethods } from './restructuring-terms.ts'
import { quoteSettlement } from './settlement.ts'
import { noParts, type Share, sumParts, totalOf } from './share.ts'

const runs = Number(process.env.CHEDAI_RUNS ?? 10_000)

/** An action as a wish: what it may become depends on where the loan stands on its day. */
type Wish = { days: number; back: number; share: number; kind: Deed['kind']; choice: number }
const anyWish: fc.Arbitrary<Wish> = fc.record({
  days: fc.integer({ min: 0, max: 40 }),
  back: fc.oneof({ weight: 2, arbitrary: fc.constant(0) }, { weight: 1, arbitrary: fc.integer({ min: 1, max: 60 }) }),
  share: fc.integer({ min: 1, max: 120 }),
  kind: fc.constantFrom<Deed['kind']>(
    'repayment',
    'repayment',
    'repayment',
    'prepayment',
    'settlement',
    'recovery',
    'refund',
    'waiver',
    'write-off',
    'tranche',
    'deferral',
    'due-day',
    'restructuring',
    'acceleration',
    'repricing',
    'subsidy-loss',
  ),
  choice: fc.integer({ min: 0, max: 59 }),
})

/** What a wish comes to on a day. */
function deedOf(wish: Wish, book: Book, on: Day): Deed {
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
type Held = {
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
function history(origin: Book, wishes: readonly Wish[], takesBack = true): Held {
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

const totalsOf = (held: Held) => {
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

const lives = fc.tuple(anyOrigin, fc.array(anyWish, { minLength: 1, maxLength: 10 }))

describe('any life of a loan', () => {
  it('leaves plan, entries and figures agreeing to the fen, whatever was done, recorded late or taken back', {
    timeout: 120_000,
  }, () => {
    let done = 0
    let grown = 0
    const kinds = new Set<string>()
    fc.assert(
      fc.property(lives, ([origin, wishes]) => {
        const held = history(origin, wishes)
        for (const action of held.actions) kinds.add(action.kind)
        done += held.actions.length
        const totals = totalsOf(held)
        expect(sumEntries(held.entries).get(accounts.loans) ?? 0n).toBe(figuresOf(held.book).outstanding)
        if (held.book.installments.some(row => isGrace(row) && row.seq < held.book.nextSeq)) grown += 1
        expect(sumEntries([...held.entries])).toEqual(balancesOf(held.book, totals))
        expect(totals.advances - totals.applied).toBe(held.book.advance)
        expect(totals.writtenOff - totals.recovered).toBe(held.book.claim)
      }),
      { numRuns: runs },
    )
    // The property means nothing unless every kind comes to pass.
    expect([...kinds].sort()).toHaveLength(14)
    expect(done).toBeGreaterThan(runs)
    expect(grown).toBeGreaterThan(runs / 20)
  })

  it('owes no negative amount, pays no part twice, and gives every payment in full', () => {
    fc.assert(
      fc.property(lives, ([origin, wishes]) => {
        const { book, actions, booked } = history(origin, wishes)
        expect(book.advance >= 0n && book.claim >= 0n).toBe(true)
        expect(sum(book.installments.map(row => row.principal))).toBe(book.terms.principal)
        for (const [index, row] of book.installments.entries()) {
          expect(row.seq).toBe(index + 1)
          expect(row.dueOn > (book.installments[index - 1]?.dueOn ?? book.terms.disbursedOn)).toBe(true)
          if (isGrace(row)) {
            expect(row).toMatchObject({ fee: 0n, principalPaid: -row.interest, interestPaid: -row.principal })
            continue
          }
          for (const part of ['principal', 'interest', 'fee'] as const) {
            expect(row[part] >= 0n).toBe(true)
            expect(row[`${part}Paid`] >= 0n && row[`${part}Paid`] <= row[part]).toBe(true)
          }
          expect(row.penaltyPaid >= 0n && row.penaltyPaid <= row.penaltyPosted).toBe(true)
          expect(row.compoundPaid >= 0n && row.compoundPaid <= row.compoundPosted).toBe(true)
        }
        for (const action of actions) {
          const { shares, advance, settlementFee, recovered, grown } = booked.get(action.key)!
          if ('amount' in action && action.kind !== 'tranche' && action.kind !== 'refund')
            expect(totalOf(sumParts(shares)) + advance + settlementFee + recovered + grown).toBe(action.amount)
        }
      }),
      { numRuns: runs },
    )
  })

  it('earns of every subsidy what its payer owes in all, never more than agreed, and gives back only what was not earned', () => {
    let followed = 0
    fc.assert(
      fc.property(lives, ([origin, wishes]) => {
        const { book, actions } = history(origin, wishes)
        for (const [index, one] of book.subsidies.entries()) {
          const agreed = sum(origin.subsidies[index]!.lines.map(line => line.due))
          const [due, earned] = [sum(one.lines.map(line => line.due)), sum(one.lines.map(line => line.earned))]
          expect(earned).toBe(due)
          expect(earned >= 0n && earned <= agreed).toBe(true)
          expect(one.lines.every(line => line.earned >= 0n)).toBe(true)
          if (one.atOnce && one.lostOn === null) expect(due).toBe(agreed)
          if (!one.atOnce) expect(one.lines.every(line => line.due === line.earned)).toBe(true)
          const days = new Set<string>(book.installments.map(row => row.dueOn))
          const last = inOrder(actions).at(-1)?.valueDate ?? origin.terms.disbursedOn
          const ahead = one.lines.filter(line => line.on > last)
          expect(ahead.every(line => days.has(line.on))).toBe(true)
          if (ahead.length > 0 && actions.some(action => action.kind === 'prepayment')) followed += 1
        }
      }),
      { numRuns: runs / 5 },
    )
    expect(followed).toBeGreaterThan(0)
  })

  it('is the same recorded late as recorded in time, and lived action by action as lived at once', () => {
    fc.assert(
      fc.property(lives, ([origin, wishes]) => {
        const { actions, today, book, booked, applied } = history(origin, wishes)
        // In time: each action on its own value day, on the book as the days before it have left it.
        let inTime = origin
        const effects = new Map<bigint, Effect>()
        const met = new Map<Day, Effect>()
        const liveUntil = (day: Day) => {
          const life = live(inTime, [], day)
          for (const [on, effect] of life.applied) met.set(on, effect)
          inTime = life.book
        }
        for (const action of inOrder(actions)) {
          liveUntil(action.valueDate)
          const step = act(inTime, action)
          effects.set(action.key, step.effect)
          inTime = step.book
        }
        liveUntil(today)
        expect(effects).toEqual(booked)
        expect(met).toEqual(new Map([...applied].filter(([, effect]) => !isNothing(effect))))
        expect(postPenalty(inTime, today).book).toEqual(book)
      }),
      { numRuns: runs },
    )
  })

  it('does not depend on the date: with every day moved by as many days, every effect is the same', () => {
    fc.assert(
      fc.property(
        anyBook,
        fc.array(anyWish, { maxLength: 6 }),
        fc.integer({ min: 1, max: 4000 }),
        (origin, wishes, shift) => {
          const only = wishes.filter(one =>
            ['repayment', 'waiver', 'recovery', 'settlement', 'prepayment'].includes(one.kind),
          )
          const { actions, today } = history(origin, only)
          const later: Book = {
            ...origin,
            terms: { ...origin.terms, disbursedOn: addDays(origin.terms.disbursedOn, shift) },
            installments: origin.installments.map(row => ({
              ...row,
              dueOn: addDays(row.dueOn, shift),
              productThrough: addDays(row.dueOn, shift),
            })),
          }
          const moved = actions.map(action => ({ ...action, valueDate: addDays(action.valueDate, shift) }))
          const a = live(origin, actions, today)
          const b = live(later, moved, addDays(today, shift))
          expect([...b.effects]).toEqual([...a.effects])
        },
      ),
      { numRuns: runs / 5 },
    )
  })

  it('splits a payment in two on one day without changing anything but their number', () => {
    fc.assert(
      fc.property(lives, fc.integer({ min: 1, max: 99 }), ([origin, wishes], percent) => {
        const { actions, today } = history(origin, wishes)
        const at = actions.findIndex(one => one.kind === 'repayment')
        const payment = actions[at]
        if (payment?.kind !== 'repayment' || payment.amount < 2n) return
        const first = ((payment.amount * BigInt(percent)) / 100n || 1n) as Money
        // The second part has the place right behind the first, wherever others of that day stand.
        const spread = actions.map(one => ({ ...one, key: one.key * 2n }))
        const two = [
          ...spread.filter((_, index) => index !== at),
          { ...payment, key: payment.key * 2n, amount: first },
          { ...payment, key: payment.key * 2n + 1n, amount: (payment.amount - first) as Money },
        ]
        const once = live(origin, spread, today).book
        const twice = live(origin, two, today).book
        expect(twice).toEqual(once)
      }),
      { numRuns: runs },
    )
  })

  it('comes back from the database as it was stored', () => {
    fc.assert(
      fc.property(anyBook, anyWish, (origin, wish) => {
        const deed = deedOf(
          wish,
          fallenBefore(origin, addDays(origin.terms.disbursedOn, 40)),
          addDays(origin.terms.disbursedOn, 45),
        )
        expect(restored(deed.kind, JSON.parse(JSON.stringify(stored(deed))))).toEqual(deed)
      }),
    )
  })
})
