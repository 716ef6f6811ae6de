import { isDeepStrictEqual } from 'node:util'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { accounts } from '#ledger'
import { addDays, type Day } from '#lib/day'
import { type Money, sum } from '#lib/money'
import { anyWish, deedOf, type Held, history, totalsOf } from '../../tests/lives.ts'
import { anyBook, anyOrigin } from '../../tests/loans.ts'
import { runs } from '../../tests/runs.ts'
import { inOrder, restored, stored } from './action.ts'
import { type Book, fallenBefore, figuresOf, postPenalty } from './book.ts'
import { type Effect, isNothing } from './effect.ts'
import { balancesOf, sumEntries } from './entry.ts'
import { isGrace } from './installment.ts'
import { act, live } from './life.ts'
import { sumParts, totalOf } from './share.ts'

const times = runs(2500)

const lives = fc.tuple(anyOrigin, fc.array(anyWish, { minLength: 1, maxLength: 10 }), fc.integer({ min: 1, max: 99 }))

/** What must hold; a condition costs nothing until it fails, which counts where thousands of lives are looked at. */
function holds(condition: boolean, what: string): void {
  if (!condition) expect.fail(what)
}
function same<T>(actual: T, expected: T): void {
  if (!isDeepStrictEqual(actual, expected)) expect(actual).toEqual(expected)
}

const seen = { applied: 0, done: 0, kinds: new Set<string>(), grown: 0, followed: 0, split: 0 }

/** What any life keeps. Each is looked at in every life that is made up: making one up is what takes the time. */
const promises: Record<string, (held: Held, percent: number) => void> = {
  'plan, entries and figures agree to the fen, whatever was done, recorded late or taken back'(held) {
    for (const action of held.actions) seen.kinds.add(action.kind)
    seen.done += held.actions.length
    const totals = totalsOf(held)
    same(sumEntries(held.entries).get(accounts.loans) ?? 0n, figuresOf(held.book).outstanding)
    if (held.book.installments.some(row => isGrace(row) && row.seq < held.book.nextSeq)) seen.grown += 1
    same(sumEntries([...held.entries]), balancesOf(held.book, totals))
    holds(totals.advances - totals.applied === held.book.advance, 'advances')
    // What waits is what every effect says it moved of it, also where it met something by itself.
    const moved = [...held.booked.values(), ...held.applied.values()].map(effect => effect.advance)
    holds(sum(moved) === held.book.advance, 'what effects moved of the advance')
    if (held.applied.size > 0) seen.applied += 1
    holds(totals.writtenOff - totals.recovered === held.book.claim, 'the claim')
  },

  'no amount owed is negative, no part is paid twice, and every payment is given in full'({ book, actions, booked }) {
    holds(book.advance >= 0n && book.claim >= 0n, 'an advance or a claim below zero')
    holds(sum(book.installments.map(row => row.principal)) === book.terms.principal, 'principal')
    for (const [index, row] of book.installments.entries()) {
      holds(row.seq === index + 1, 'numbers')
      holds(row.dueOn > (book.installments[index - 1]?.dueOn ?? book.terms.disbursedOn), 'due days in order')
      if (isGrace(row)) {
        expect(row).toMatchObject({ fee: 0n, principalPaid: -row.interest, interestPaid: -row.principal })
        continue
      }
      for (const part of ['principal', 'interest', 'fee'] as const)
        holds(row[part] >= 0n && row[`${part}Paid`] >= 0n && row[`${part}Paid`] <= row[part], part)
      holds(row.penaltyPaid >= 0n && row.penaltyPaid <= row.penaltyPosted, 'penalty')
      holds(row.compoundPaid >= 0n && row.compoundPaid <= row.compoundPosted, 'compound')
    }
    for (const action of actions) {
      const { shares, advance, settlementFee, recovered, grown } = booked.get(action.key)!
      if ('amount' in action && action.kind !== 'tranche' && action.kind !== 'refund')
        holds(totalOf(sumParts(shares)) + advance + settlementFee + recovered + grown === action.amount, action.kind)
    }
  },

  'of every subsidy what its payer owes is earned in all, never more than agreed, and only what was not earned goes back'({
    origin,
    book,
    actions,
  }) {
    for (const [index, one] of book.subsidies.entries()) {
      const agreed = sum(origin.subsidies[index]!.lines.map(line => line.due))
      const [due, earned] = [sum(one.lines.map(line => line.due)), sum(one.lines.map(line => line.earned))]
      same(earned, due)
      holds(earned >= 0n && earned <= agreed, 'more than agreed')
      holds(
        one.lines.every(line => line.earned >= 0n),
        'earned below zero',
      )
      if (one.atOnce && one.lostOn === null) same(due, agreed)
      if (!one.atOnce)
        holds(
          one.lines.every(line => line.due === line.earned),
          'earned as it falls due',
        )
      const days = new Set<string>(book.installments.map(row => row.dueOn))
      const last = inOrder(actions).at(-1)?.valueDate ?? origin.terms.disbursedOn
      const ahead = one.lines.filter(line => line.on > last)
      holds(
        ahead.every(line => days.has(line.on)),
        'lines on due days',
      )
      if (ahead.length > 0 && actions.some(action => action.kind === 'prepayment')) seen.followed += 1
    }
  },

  'it is the same recorded late as recorded in time, and lived action by action as lived at once'(held) {
    const { origin, actions, today, book, booked, applied } = held
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
    same(effects, booked)
    same(met, new Map([...applied].filter(([, effect]) => !isNothing(effect))))
    same(postPenalty(inTime, today).book, book)
  },

  'a payment split in two on one day changes nothing but their number'({ origin, actions, today }, percent) {
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
    same(live(origin, two, today).book, live(origin, spread, today).book)
    seen.split += 1
  },
}

describe('any life of a loan', () => {
  it('keeps every promise, whatever was done, recorded late or taken back', () => {
    fc.assert(
      fc.property(lives, ([origin, wishes, percent]) => {
        const held = history(origin, wishes)
        for (const [promise, keeps] of Object.entries(promises))
          try {
            keeps(held, percent)
          } catch (error) {
            throw new Error(`${promise}: ${(error as Error).message}`, { cause: error })
          }
      }),
      { numRuns: times },
    )
    // The promises mean nothing unless every kind comes to pass, grace, payments to split and subsidies to follow.
    expect([...seen.kinds].sort()).toHaveLength(14)
    expect(seen.done).toBeGreaterThan(times)
    expect(seen.applied).toBeGreaterThan(times / 20)
    expect(seen.grown).toBeGreaterThan(times / 20)
    expect(seen.split).toBeGreaterThan(times / 5)
    expect(seen.followed).toBeGreaterThan(0)
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
      { numRuns: times / 5 },
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
