import { Decimal } from '#lib/decimal'
import { formatYuan } from '#lib/money'
import { comparesScores, type Metric } from './metric.ts'
import { type ScoreCount, separationOf, shiftOf } from './separation.ts'

/**
 * What a query gives for one metric and one subject, before it is written for people: `median` is the quantile asked for, and where
 * scores are compared the rows at each score, `[[score, others, counted], …]`.
 */
export type Tally = { rows: number; total: string | null; part: string | null; median: string | null }

/** What a metric measures of each row; null where each counts as one. Points are hundredths. */
export function measuredIn(metric: Pick<Metric, 'measure'>): 'money' | 'minutes' | 'points' | 'count' | 'score' | null {
  switch (metric.measure) {
    case undefined:
    case 'dealer':
      return null
    case 'minutes':
      return 'minutes'
    case 'full_points':
      return 'points'
    case 'defects':
      return 'count'
    case 'score':
      return 'score'
    default:
      return 'money'
  }
}

/** A figure as exact text: money in yuan, a share to six decimals half-up, minutes whole. */
export function figureOf(metric: Metric, tally: Tally) {
  const weigh = (text: string | null) => weighed(metric, text)
  switch (metric.how) {
    case 'count':
      return { value: String(tally.rows), numerator: null, denominator: null, rows: tally.rows }
    case 'sum':
      return { value: weigh(tally.total ?? '0'), numerator: null, denominator: null, rows: tally.rows }
    case 'distinct':
      return { value: tally.total ?? '0', numerator: null, denominator: null, rows: tally.rows }
    case 'median':
    case 'p90':
      return {
        value: tally.median === null ? null : new Decimal(tally.median).toFixed(0, Decimal.ROUND_HALF_UP),
        numerator: null,
        denominator: null,
        rows: tally.rows,
      }
    case 'ks':
    case 'auc':
      return { value: separationIn(tally)?.[metric.how] ?? null, numerator: null, denominator: null, rows: tally.rows }
    case 'psi':
      return { value: shiftIn(tally)?.psi ?? null, numerator: null, denominator: null, rows: tally.rows }
    case 'share': {
      const whole = new Decimal(tally.total ?? 0)
      const value = whole.isZero() ? null : new Decimal(tally.part ?? 0).div(whole).toFixed(6, Decimal.ROUND_HALF_UP)
      return { value, numerator: weigh(tally.part ?? '0'), denominator: weigh(tally.total ?? '0'), rows: tally.rows }
    }
  }
}

const countsIn = ({ median }: Tally): ScoreCount[] => (median === null ? [] : JSON.parse(median))

/** How well the scores of a tally tell good from bad. */
export const separationIn = (tally: Tally) => separationOf(countsIn(tally))

/** How far the scores of a tally have moved. */
export const shiftIn = (tally: Tally) => shiftOf(countsIn(tally))

/** On how many rows a figure stands: all of them, and where two kinds are compared those of the kind that has fewer. */
export function standsOn(metric: Pick<Metric, 'how'>, tally: Tally): number {
  if (!comparesScores(metric)) return tally.rows
  const counted = countsIn(tally).reduce((sum, row) => sum + row[2], 0)
  return Math.min(counted, tally.rows - counted)
}

/** A measure as people read it: money in yuan, points with two decimals, else as it is. */
export function weighed(metric: Pick<Metric, 'measure'>, text: string | null): string | null {
  const kind = measuredIn(metric)
  return text !== null && (kind === 'money' || kind === 'points') ? formatYuan(BigInt(text)) : text
}

/** Tallies of adjoining spans as one: what counts and sums adds up; a quantile does not and is left out. */
export function together(tallies: readonly Tally[]): Tally {
  const sum = (of: (tally: Tally) => string | null) => {
    const known = tallies.flatMap(tally => of(tally) ?? [])
    return known.length === 0 ? null : known.reduce((total, text) => total + BigInt(text), 0n).toString()
  }
  return {
    rows: tallies.reduce((total, tally) => total + tally.rows, 0),
    total: sum(tally => tally.total),
    part: sum(tally => tally.part),
    median: null,
  }
}
