import { Decimal } from '#lib/decimal'

/** How many rows there are at a score: those that do not count (loans that stayed good, or were known before) and those that do (went bad, or are new). */
export type ScoreCount = readonly [score: number, others: number, counted: number]

/** How well scores tell good from bad: figures exact to six decimals, and where the gap is greatest. */
export type Separation = {
  ks: string
  auc: string
  good: number
  bad: number
  /** The score up to which the shares of good and bad differ most, and how many of either lie at or below it. */
  score: number
  goodBelow: number
  badBelow: number
}

const sixPlaces = (value: Decimal) => value.toFixed(6, Decimal.ROUND_HALF_UP)
const rising = (counts: readonly ScoreCount[]) => counts.toSorted((a, b) => a[0] - b[0])

/**
 * KS is the greatest gap between the shares of good and of bad at or below a score; of scores with the same gap the lowest. AUC is the
 * chance that a good one, drawn by lot, scores higher than a bad one drawn by lot, half of it where both score the same
 * (Mann–Whitney). Null without either of both.
 */
export function separationOf(counts: readonly ScoreCount[]): Separation | null {
  const total = (at: 1 | 2) => counts.reduce((sum, row) => sum + row[at], 0)
  const [good, bad] = [total(1), total(2)]
  if (good === 0 || bad === 0) return null
  // Gaps are compared as whole numbers: good share − bad share, times both totals.
  let widest = { gap: -1n, score: 0, goodBelow: 0, badBelow: 0 }
  let [goodBelow, badBelow, twiceAbove] = [0, 0, 0n]
  for (const [score, goods, bads] of rising(counts)) {
    twiceAbove += BigInt(goods) * (2n * BigInt(badBelow) + BigInt(bads))
    goodBelow += goods
    badBelow += bads
    const difference = BigInt(goodBelow) * BigInt(bad) - BigInt(badBelow) * BigInt(good)
    const gap = difference < 0n ? -difference : difference
    if (gap > widest.gap) widest = { gap, score, goodBelow, badBelow }
  }
  const pairs = new Decimal(good).times(bad)
  const { gap, ...where } = widest
  return {
    ks: sixPlaces(new Decimal(gap.toString()).div(pairs)),
    auc: sixPlaces(new Decimal(twiceAbove.toString()).div(pairs.times(2))),
    good,
    bad,
    ...where,
  }
}

/** A stretch of scores with how many of either kind lie in it; `to` null: without an end. */
export type ShiftBand = { from: number | null; to: number | null; base: number; now: number }
export type Shift = { psi: string; base: number; now: number; bands: ShiftBand[] }

const mostBands = 10

/**
 * How far the scores of now lie from those of before: PSI, Σ (now − base) × ln(now ÷ base) over the shares in bands that hold about a
 * tenth of the base each. A band in which one of them has nothing counts as half a row there, so that the logarithm says something.
 * Null without either of both.
 */
export function shiftOf(counts: readonly ScoreCount[]): Shift | null {
  const rows = rising(counts)
  const base = rows.reduce((sum, row) => sum + row[1], 0)
  const now = rows.reduce((sum, row) => sum + row[2], 0)
  if (base === 0 || now === 0) return null
  const bands: ShiftBand[] = [{ from: null, to: null, base: 0, now: 0 }]
  let below = 0
  for (const [score, olds, news] of rows) {
    const last = bands.at(-1)!
    // A band is full once the base below it has come to its tenth; what is above every score of the base belongs to the last one.
    if (last.base > 0 && olds > 0 && below * mostBands >= bands.length * base) {
      last.to = score
      bands.push({ from: score, to: null, base: olds, now: news })
    } else {
      last.base += olds
      last.now += news
    }
    below += olds
  }
  const share = (rowsIn: number, of: number) => new Decimal(rowsIn === 0 ? 0.5 : rowsIn).div(of)
  const psi = bands.reduce((sum, band) => {
    const [before, after] = [share(band.base, base), share(band.now, now)]
    return sum.plus(after.minus(before).times(after.div(before).ln()))
  }, new Decimal(0))
  return { psi: sixPlaces(psi), base, now, bands }
}
