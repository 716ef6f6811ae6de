import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Day } from '#lib/day'
import { fen, type Money, parseYuan, sum } from '#lib/money'
import { type DeferralRule, earnedLines } from './deferral.ts'
import { balancesOf, type NewLine, vest } from './pay-line.ts'
import { holdPool, type PoolLine, type PoolSource, partsOfSources, releasePool, takeBackPool } from './pool-part.ts'
import { split } from './target.ts'

const yuan = (text: string) => parseYuan(text)!
const rule: DeferralRule = {
  share: '0.4',
  parts: [
    { afterMonths: 12, share: '0.3' },
    { afterMonths: 24, share: '0.3' },
    { afterMonths: 36, share: '0.4' },
  ],
}
const frozenMonth = '2026-01'

/** A pool in memory: `members` share `amount` out by weight; month 2026-01 is frozen, what comes later is open until it is paid. */
function poolOf(amount: Money, members: readonly bigint[], sources: readonly PoolSource[]) {
  const lines: PoolLine[] = []
  const months = new Map<bigint, string>()
  const write = (line: Omit<PoolLine, 'key' | 'part'>, month: string) => {
    const key = BigInt(lines.length + 1)
    months.set(key, month)
    lines.push({ key, part: 'pool', ...line })
  }
  const shares = split(amount, members)
  members.forEach((_, at) => {
    const line = { personKey: BigInt(at + 1), loanKey: null, parent: null, caseKey: null }
    for (const one of earnedLines(line, fen(shares[at]!), rule, '2026-01-31' as Day)) write(one, frozenMonth)
  })
  let cases = 0n
  const known = new Map<string, Set<bigint>>()
  const add = (news: readonly NewLine[], loanKey: bigint | null, caseKey: bigint | null, month = 'open') => {
    for (const { parent, ...line } of news)
      write({ ...line, personKey: parent.personKey, parent: parent.key, loanKey, caseKey, vestsOn: null }, month)
  }
  const pool = { sources, lines }
  return {
    lines,
    hold: (loanKey: bigint) => add(holdPool(pool, loanKey), loanKey, null),
    /** As a case opened by hand holds: for whom cases are open. */
    holdFor(loanKey: bigint, people: readonly bigint[]) {
      const about = people.flatMap(person => [...(known.get(`${loanKey}:${person}`) ?? [])])
      add(holdPool(pool, loanKey, { people: new Set(people), cases: new Set(about) }), loanKey, null)
    },
    release: (loanKey: bigint) => add(releasePool(pool, loanKey), loanKey, null),
    vest: (on: Day) => add(vest(lines, on), null, null),
    gate: (news: readonly NewLine[]) => add(news, null, null, frozenMonth),
    pay: () => {
      for (const [key, month] of months) if (month === 'open') months.set(key, frozenMonth)
    },
    find(loanKey: bigint, personKey: bigint, outcome: 'none' | 'partial' | 'full', share: string | null) {
      cases += 1n
      const own = known.get(`${loanKey}:${personKey}`) ?? new Set()
      known.set(`${loanKey}:${personKey}`, own.add(cases))
      const isPaidOut = (line: { key: bigint }) => months.get(line.key) !== 'open'
      add(takeBackPool(pool, { loanKey, personKey, outcome, share, cases: own, isPaidOut }), loanKey, cases)
    },
    of: (personKey: bigint) => balancesOf(lines.filter(line => line.personKey === personKey)),
  }
}

describe('what of a pool stems from a commission', () => {
  it('holds and takes back the part of one loan from both who shared, and leaves the other’s', () => {
    // 480 shared alike; two loans brought 2,400 each.
    const book = poolOf(
      yuan('480'),
      [1n, 1n],
      [
        { loanKey: 7n, personKey: 1n, amount: yuan('2400') },
        { loanKey: 8n, personKey: 1n, amount: yuan('2400') },
      ],
    )
    book.hold(7n)
    expect(book.of(2n)).toMatchObject({ payable: 14400n, deferred: 4800n, held: 4800n })
    book.find(7n, 1n, 'partial', '0.5')
    // Half of 120 is 60: the 48 held go first, 12 were paid out already.
    for (const person of [1n, 2n])
      expect(book.of(person)).toMatchObject({ cost: -18000n, deferred: 4800n, held: 0n, claim: -1200n })
    book.find(7n, 1n, 'full', null)
    for (const person of [1n, 2n]) expect(book.of(person)).toMatchObject({ cost: -12000n, claim: -7200n })
    book.find(7n, 1n, 'full', null)
    expect(book.of(1n).cost).toBe(-12000n)
  })

  it('lets go of what it held when the loan is cured, or nobody is at fault', () => {
    const book = poolOf(yuan('480'), [1n, 1n], [{ loanKey: 7n, personKey: 1n, amount: yuan('4800') }])
    book.hold(7n)
    book.hold(7n)
    expect(book.of(1n)).toMatchObject({ held: 9600n, deferred: 0n })
    book.release(7n)
    expect(book.of(1n)).toMatchObject({ held: 0n, deferred: 9600n })
    book.hold(7n)
    book.find(7n, 1n, 'none', null)
    expect(book.of(1n)).toMatchObject({ cost: -24000n, held: 0n, deferred: 9600n })
  })

  it('holds by hand what stems from the commission in question, from all who shared, to the fen; a second case and the close hold the rest', () => {
    // 100.01 shared by two; loan 7 brought 1,000 to one of them and 500 to another, loan 8 brought 500.
    const book = poolOf(
      yuan('100.01'),
      [2n, 1n],
      [
        { loanKey: 7n, personKey: 1n, amount: yuan('1000') },
        { loanKey: 7n, personKey: 2n, amount: yuan('500') },
        { loanKey: 8n, personKey: 1n, amount: yuan('500') },
      ],
    )
    // Two fifths of 66.67 and 33.34 wait: 26.67 and 13.34, half of which stems from the first commission, rounded down part by part.
    const [first, second] = [book.of(1n).deferred, book.of(2n).deferred]
    expect([first, second]).toEqual([2667n, 1334n])
    book.holdFor(7n, [1n])
    book.holdFor(7n, [1n])
    expect([book.of(1n).held, book.of(2n).held]).toEqual([1333n, 667n])
    book.holdFor(7n, [1n, 2n])
    const both = [book.of(1n).held, book.of(2n).held]
    expect(both).toEqual([2000n, 1000n])
    book.hold(7n)
    expect([book.of(1n).held, book.of(2n).held]).toEqual(both)
    // Nobody was at fault in the first case: its part is let go, the other stays; half of it taken, a new case holds the other half.
    book.find(7n, 1n, 'none', null)
    expect([book.of(1n).held, book.of(2n).held]).toEqual([667n, 333n])
    book.find(7n, 2n, 'partial', '0.5')
    expect([book.of(1n).held, book.of(2n).held]).toEqual([0n, 0n])
    const left = [book.of(1n).deferred, book.of(2n).deferred]
    book.holdFor(7n, [1n])
    expect([book.of(1n).held, book.of(2n).held]).toEqual([1333n, 667n])
    book.release(7n)
    expect([book.of(1n).deferred, book.of(2n).deferred]).toEqual(left)
  })

  it('takes no more than a gate has left', () => {
    const book = poolOf(yuan('100'), [1n], [{ loanKey: 7n, personKey: 1n, amount: yuan('1000') }])
    const [earn] = book.lines
    book.gate([{ step: 'cancel-payable', amount: yuan('30'), parent: earn! }])
    book.find(7n, 1n, 'full', null)
    expect(book.of(1n)).toMatchObject({ cost: 0n, deferred: 0n, claim: -3000n })
  })

  const sources = fc
    .uniqueArray(fc.tuple(fc.bigInt(1n, 6n), fc.bigInt(1n, 2n)), { minLength: 1, maxLength: 6, selector: String })
    .chain(keys =>
      fc
        .array(fc.bigInt(1n, 1_000_000n), { minLength: keys.length, maxLength: keys.length })
        .map(amounts =>
          keys.map(([loanKey, personKey], at): PoolSource => ({ loanKey, personKey, amount: fen(amounts[at]!) })),
        ),
    )

  it('adds up to the amount', () => {
    fc.assert(
      fc.property(fc.bigInt(0n, 10_000_000n), sources, (amount, all) => {
        const parts = partsOfSources(fen(amount), all)
        expect(sum(parts)).toBe(amount)
        expect(parts.every(part => part >= 0n)).toBe(true)
      }),
    )
  })

  const step = fc.oneof(
    fc.record({ do: fc.constantFrom('hold' as const, 'release' as const), at: fc.nat(5) }),
    fc.record({ do: fc.constant('vest' as const), year: fc.integer({ min: 2027, max: 2029 }) }),
    fc.record({ do: fc.constant('pay' as const) }),
    fc.record({ do: fc.constant('gate' as const), at: fc.nat(20), amount: fc.bigInt(1n, 50_000n) }),
    fc.record({ do: fc.constant('find' as const), at: fc.nat(5), share: fc.constantFrom('0', '0.3', '0.5', '1') }),
  )

  it('nets to exactly nothing for everybody once all of it is taken back, and never takes what stems from another loan', () => {
    fc.assert(
      fc.property(
        fc.bigInt(1n, 5_000_000n),
        fc.array(fc.bigInt(1n, 500n), { minLength: 1, maxLength: 4 }),
        sources,
        fc.array(step, { maxLength: 25 }),
        (amount, weights, all, steps) => {
          const book = poolOf(fen(amount), weights, all)
          const members = weights.map((_, at) => BigInt(at + 1))
          let begun = false
          for (const one of steps) {
            const source = all[('at' in one ? one.at : 0) % all.length]!
            if (one.do === 'hold') book.hold(source.loanKey)
            if (one.do === 'release') book.release(source.loanKey)
            if (one.do === 'vest') book.vest(`${one.year}-12-31` as Day)
            if (one.do === 'pay') book.pay()
            // Gates close when the month is frozen, before a loan can come back to the pool.
            if (one.do === 'gate' && !begun) {
              const earned = book.lines.filter(line => line.step === 'earn' && line.parent === null)
              const line = earned[one.at % Math.max(1, earned.length)]
              const left = line && balancesOf(book.lines.filter(own => own === line || own.parent === line.key)).payable
              if (line && one.amount < left!)
                book.gate([{ step: 'cancel-payable', amount: fen(one.amount), parent: line }])
            } else begun = true
            if (one.do === 'find') {
              const outcome = one.share === '0' ? 'none' : one.share === '1' ? 'full' : 'partial'
              book.find(source.loanKey, source.personKey, outcome, outcome === 'partial' ? one.share : null)
            }
            for (const member of members) {
              const now = book.of(member)
              expect(Object.values(now).reduce((total, own) => total + own, 0n)).toBe(0n)
              for (const account of ['payable', 'deferred', 'held'] as const) expect(now[account] >= 0n).toBe(true)
              expect(now.cost <= 0n && now.claim <= 0n).toBe(true)
            }
          }
          // One loan, every commission of it in full: what is left of the pool stems from the others alone.
          const first = all[0]!.loanKey
          const costOf = () => sum(members.map(member => -book.of(member).cost))
          for (const source of all.filter(own => own.loanKey === first))
            book.find(first, source.personKey, 'full', null)
          const rest = costOf()
          const takings = book.lines.filter(
            line => line.loanKey === first && (line.step.startsWith('cancel') || line.step === 'claim'),
          )
          const stems = book.lines
            .filter(line => line.parent === null)
            .map(line => {
              const gone = book.lines.filter(own => own.parent === line.key && own.loanKey === null)
              const kept = line.amount - sum(gone.filter(own => own.step.startsWith('cancel')).map(own => own.amount))
              return sum(partsOfSources(fen(kept), all).filter((_, at) => all[at]!.loanKey === first))
            })
          expect(sum(takings.map(line => line.amount))).toBe(sum(stems))
          book.hold(first)
          book.release(first)
          for (const source of all.filter(own => own.loanKey === first))
            book.find(first, source.personKey, 'full', null)
          expect(costOf()).toBe(rest)
          for (const source of all) book.find(source.loanKey, source.personKey, 'full', null)
          for (const member of members) expect(book.of(member)).toMatchObject({ cost: 0n, deferred: 0n, held: 0n })
        },
      ),
      { numRuns: 300 },
    )
  })
})
