import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { day } from '#lib/day'
import { fen, type Money } from '#lib/money'
import { type Installment, plannedInstallment } from './installment.ts'
import { firstOverdue, noTolerance, type Tolerance } from './tolerance.ts'

/** Installments of 1,000.00 of which so many fen are unpaid. */
const owing = (...unpaid: number[]): Installment[] =>
  unpaid.map((left, index) => ({
    ...plannedInstallment({
      seq: index + 1,
      dueOn: day('2026-01-15'),
      principal: fen(90_000),
      interest: fen(10_000),
      fee: fen(0),
    }),
    principalPaid: fen(Math.min(90_000, 100_000 - left)),
    interestPaid: fen(Math.max(0, 10_000 - left)),
  }))
const tenth: Tolerance = { amount: fen(0), shareUnits: 1_000_000_000n }
const seqOf = (rows: Installment[], tolerance: Tolerance) => firstOverdue(rows, tolerance)?.seq ?? null

describe('small arrears', () => {
  it('count from the first fen when nothing is tolerated, as the law reads', () => {
    expect(seqOf(owing(0, 1, 100_000), noTolerance)).toBe(2)
    expect(seqOf(owing(0, 0), noTolerance)).toBeNull()
  })

  it('count beyond the amount and the share, whichever is more', () => {
    expect(seqOf(owing(10_000), tenth)).toBeNull()
    expect(seqOf(owing(10_001), tenth)).toBe(1)
    expect(seqOf(owing(10_001), { ...tenth, amount: fen(10_001) })).toBeNull()
    expect(seqOf(owing(10_002), { ...tenth, amount: fen(10_001) })).toBe(1)
  })

  it('add up over installments, and what is paid in between does not begin them', () => {
    expect(seqOf(owing(6_000, 0, 3_000, 2_000, 100_000), tenth)).toBe(4)
    const small = owing(9_000, 100_000).map((row, index) =>
      index === 1 ? { ...row, principal: fen(1_000), interest: fen(0), principalPaid: fen(1_000) } : row,
    )
    expect(seqOf(small, tenth)).toBeNull()
  })

  it('never make a loan overdue earlier than the strict reading, nor hide more than they tolerate', () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 0, max: 100_000 }), { maxLength: 8 }),
        fc.integer({ min: 0, max: 30_000 }),
        fc.bigInt({ min: 0n, max: 10n ** 10n }),
        (unpaid, amount, shareUnits) => {
          const rows = owing(...unpaid)
          const tolerance = { amount: fen(amount) as Money, shareUnits }
          const [strict, lenient] = [seqOf(rows, noTolerance), seqOf(rows, tolerance)]
          if (lenient !== null) expect(lenient).toBeGreaterThanOrEqual(strict!)
          const before = unpaid
            .slice(0, lenient === null ? undefined : lenient - 1)
            .reduce((sum, left) => sum + left, 0)
          const most = Math.max(amount, Math.floor(Number((100_000n * shareUnits) / 10n ** 10n)))
          expect(before).toBeLessThanOrEqual(most)
        },
      ),
    )
  })
})
