import { Decimal } from '#lib/decimal'
import { formatYuan } from '#lib/money'
import type { Metric } from './metric.ts'

/** What a query gives for one metric and one subject, before it is written for people. */
export type Tally = { rows: number; total: string | null; part: string | null; median: string | null }

/** A figure as exact text: money in yuan, a share to six decimals half-up, minutes whole. */
export function figureOf(metric: Metric, tally: Tally) {
  const amount = (fenText: string | null) => (fenText === null ? null : formatYuan(BigInt(fenText)))
  const weigh = (text: string | null) => (metric.measure === undefined ? text : amount(text))
  switch (metric.how) {
    case 'count':
      return { value: String(tally.rows), numerator: null, denominator: null, rows: tally.rows }
    case 'sum':
      return { value: amount(tally.total ?? '0'), numerator: null, denominator: null, rows: tally.rows }
    case 'median':
      return {
        value: tally.median === null ? null : new Decimal(tally.median).toFixed(0, Decimal.ROUND_HALF_UP),
        numerator: null,
        denominator: null,
        rows: tally.rows,
      }
    case 'share': {
      const whole = new Decimal(tally.total ?? 0)
      const value = whole.isZero() ? null : new Decimal(tally.part ?? 0).div(whole).toFixed(6, Decimal.ROUND_HALF_UP)
      return { value, numerator: weigh(tally.part ?? '0'), denominator: weigh(tally.total ?? '0'), rows: tally.rows }
    }
  }
}
