import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type ScoreCount, separationOf, shiftOf } from './separation.ts'

type Row = { score: number; counted: boolean }
const rowsOf = (score: fc.Arbitrary<number>) =>
  fc.array(fc.record({ score, counted: fc.boolean() }), { minLength: 1, maxLength: 60 })
const anyRows = fc.oneof(rowsOf(fc.integer({ min: 300, max: 320 })), rowsOf(fc.integer({ min: 0, max: 1000 })))

const counted = (rows: readonly Row[]): ScoreCount[] =>
  [...Map.groupBy(rows, row => row.score)].map(([score, own]) => [
    score,
    own.filter(row => !row.counted).length,
    own.filter(row => row.counted).length,
  ])
const near = (text: string, value: number) => expect(Math.abs(Number(text) - value)).toBeLessThan(1e-6)

describe('how well scores tell good from bad', () => {
  it('is what looking at every score and every pair of rows says', () => {
    fc.assert(
      fc.property(anyRows, rows => {
        const good = rows.filter(row => !row.counted)
        const bad = rows.filter(row => row.counted)
        const found = separationOf(counted(rows))
        if (good.length === 0 || bad.length === 0) {
          expect(found).toBeNull()
          return
        }
        const below = (some: readonly Row[], score: number) => some.filter(row => row.score <= score).length
        const gap = (score: number) => Math.abs(below(good, score) / good.length - below(bad, score) / bad.length)
        near(found!.ks, Math.max(...rows.map(row => gap(row.score))))
        near(found!.ks, gap(found!.score))
        expect([found!.goodBelow, found!.badBelow]).toEqual([below(good, found!.score), below(bad, found!.score)])
        const wins = good.flatMap(one =>
          bad.map(other => (one.score > other.score ? 1 : one.score === other.score ? 0.5 : 0)),
        )
        near(found!.auc, wins.reduce((sum: number, one) => sum + one, 0) / wins.length)
      }),
    )
  })

  it('is everything where all bad lie below all good, nothing where they lie alike, and turned about where the score is', () => {
    expect(
      separationOf([
        [500, 0, 3],
        [600, 7, 0],
      ]),
    ).toEqual({ ks: '1.000000', auc: '1.000000', good: 7, bad: 3, score: 500, goodBelow: 0, badBelow: 3 })
    expect(
      separationOf([
        [500, 2, 1],
        [600, 4, 2],
      ]),
    ).toMatchObject({ ks: '0.000000', auc: '0.500000' })
    expect(
      separationOf([
        [500, 4, 0],
        [600, 0, 5],
      ]),
    ).toMatchObject({ ks: '1.000000', auc: '0.000000' })
    expect(separationOf([])).toBeNull()
  })
})

describe('how far scores have moved', () => {
  it('puts every row into one band of about a tenth, and says nothing of a move where there is none', () => {
    fc.assert(
      fc.property(anyRows, rows => {
        const counts = counted(rows)
        const found = shiftOf(counts)
        const [base, now] = [rows.filter(row => !row.counted), rows.filter(row => row.counted)]
        if (base.length === 0 || now.length === 0) {
          expect(found).toBeNull()
          return
        }
        const bands = found!.bands
        const inside = (some: readonly Row[], { from, to }: (typeof bands)[number]) =>
          some.filter(row => (from === null || row.score >= from) && (to === null || row.score < to)).length
        for (const band of bands) expect([band.base, band.now]).toEqual([inside(base, band), inside(now, band)])
        expect(bands.reduce((sum, band) => sum + band.base, 0)).toBe(base.length)
        expect(bands.reduce((sum, band) => sum + band.now, 0)).toBe(now.length)
        expect(bands.length).toBeLessThanOrEqual(10)
        // A band holds a tenth of the base, and beyond it at most what stands at its last score.
        const most = Math.max(...counts.map(([, olds]) => olds))
        for (const band of bands) expect(band.base).toBeLessThanOrEqual(base.length / 10 + most)
        const share = (n: number, of: number) => (n || 0.5) / of
        const sum = bands.reduce((total, band) => {
          const [before, after] = [share(band.base, base.length), share(band.now, now.length)]
          return total + (after - before) * Math.log(after / before)
        }, 0)
        near(found!.psi, sum)
        expect(Number(shiftOf(counts.map(([score, olds]) => [score, olds, olds]))!.psi)).toBe(0)
      }),
    )
  })

  it('is what a textbook says of two bands', () => {
    // (0.6 − 0.5) × ln(0.6 ÷ 0.5) + (0.4 − 0.5) × ln(0.4 ÷ 0.5) = 0.018232 + 0.022314.
    expect(
      shiftOf([
        [500, 50, 60],
        [600, 50, 40],
      ])?.psi,
    ).toBe('0.040547')
  })
})
