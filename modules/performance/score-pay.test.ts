import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Day } from '#lib/day'
import { Decimal } from '#lib/decimal'
import { fen, sum } from '#lib/money'
import { balancesOf, type PayLine } from './pay-line.ts'
import { gateCuts, monthsWithin, scorePay, sharePool } from './score-pay.ts'

const part = { monthly: '3000', floor: 50, most: 120, weights: [] }
const day = (text: string) => text as Day

describe('pay by score', () => {
  it('pays nothing below the floor, no more than the most, and months by days at work', () => {
    const one = new Decimal(1)
    expect(['49.99', '50', '83', '130'].map(score => scorePay(part, score, one))).toEqual([
      0n,
      150000n,
      249000n,
      360000n,
    ])
    const quarter = { from: day('2026-01-01'), to: day('2026-03-31') }
    expect(monthsWithin([{ fromDay: day('2020-01-01'), toDay: null }], quarter).toString()).toBe('3')
    // Joined on the 15th of February: 14 of 28 days, and March.
    expect(monthsWithin([{ fromDay: day('2026-02-15'), toDay: null }], quarter).toString()).toBe('1.5')
    expect(monthsWithin([{ fromDay: day('2026-01-01'), toDay: day('2026-02-01') }], quarter).toString()).toBe('1')
  })

  it('shares a pool to the last fen, the newcomer by the mean of the others', () => {
    const member = fc.record({
      personKey: fc.bigInt(1n, 99n),
      weight: fc.integer({ min: 1, max: 5 }),
      days: fc.integer({ min: 1, max: 31 }),
      score: fc.option(fc.integer({ min: 0, max: 120 }).map(score => score.toFixed(2))),
    })
    fc.assert(
      fc.property(fc.bigInt(0n, 10_000_000n), fc.array(member, { minLength: 1, maxLength: 9 }), (amount, members) => {
        const shares = sharePool(fen(amount), members)
        expect(sum(shares.map(share => share.amount))).toBe(amount)
        expect(shares.every(share => share.amount >= 0n)).toBe(true)
      }),
    )
    const two = [
      { personKey: 1n, weight: 1, days: 30, score: '90.00' },
      { personKey: 2n, weight: 1, days: 30, score: null },
    ]
    expect(sharePool(fen(1001n), two).map(share => [share.counted, share.amount])).toEqual([
      ['90.00', 501n],
      ['90.00', 500n],
    ])
  })

  it('leaves by a gate exactly the factor of what was earned, and never takes twice', () => {
    const amounts = fc.array(fc.bigInt(1n, 1_000_000n), { minLength: 1, maxLength: 6 })
    fc.assert(
      fc.property(amounts, fc.integer({ min: 0, max: 100 }), (earned, percent) => {
        const factor = new Decimal(percent).div(100)
        const lines = earned.map(
          (amount, at): PayLine => ({
            key: BigInt(at + 1),
            personKey: 1n,
            loanKey: null,
            part: 'pool',
            step: at % 2 === 0 ? 'earn' : 'defer',
            amount: fen(amount),
            vestsOn: at % 2 === 0 ? null : day('2027-01-01'),
            parent: null,
          }),
        )
        const add = (cuts: ReturnType<typeof gateCuts>) =>
          cuts.map((cut, at): PayLine => ({ ...cut.parent, ...cut, key: BigInt(100 + at), parent: cut.parent.key }))
        const after = [...lines, ...add(gateCuts(lines, factor))]
        const left = lines.map(line => BigInt(new Decimal(line.amount.toString()).times(factor).toFixed(0, 4)))
        expect(-balancesOf(after).cost).toBe(sum(left))
        // Everything is gone after a gate of nothing, whatever an earlier one took.
        const twice = [...after, ...add(gateCuts(after, new Decimal(0)))]
        expect(balancesOf(twice)).toMatchObject({ cost: 0n, payable: 0n, deferred: 0n })
      }),
    )
  })
})
