import type { Day } from '#lib/day'
import { refuseUnless } from '#lib/refusal'
import { comparesScores, type Metric } from './metric.ts'

/** What a house may change of a metric; the way rows are found and added is the program's. */
export type MetricChange = {
  /** Null: as the program says. */
  definitionZh: string | null
  definitionEn: string | null
  /** The post that answers for it. */
  owner: string
  /** A share or a time over fewer rows is not told: it would be chance. Where two kinds of rows are compared, each must have so many. */
  leastRows: number
  /** Days after which a first payment counts as failed. */
  daysLater: number | null
  /** Days past due from which a loan is late, and at how many months on book it is looked at. */
  lateFrom: number | null
  mob: number | null
}

/** A change in force from a day on. */
export type DatedChange = { number: number; fromDay: Day; body: MetricChange }

/** A metric as it holds on a day. */
export type MetricOnDay = Metric & { number: number; leastRows: number; change: MetricChange | null }

/** Below so many rows a share or a typical time says more about chance than about anybody. */
const leastRowsAtFirst = 20

/** What the program itself says: the first version. */
export function firstBody(metric: Metric): MetricChange {
  const told = metric.how === 'share' || metric.how === 'median' || metric.how === 'p90' || comparesScores(metric)
  return {
    definitionZh: null,
    definitionEn: null,
    owner: metric.owner,
    leastRows: metric.leastRows ?? (told && metric.day !== null ? leastRowsAtFirst : 1),
    daysLater: metric.maturity === 'days-later' ? (metric.daysLater ?? null) : null,
    lateFrom: metric.lateFrom ?? null,
    mob: metric.mob ?? null,
  }
}

/** The metric as of a day: the last approved change that has begun, or as the program says. */
export function metricOn(metric: Metric, changes: readonly DatedChange[], day: Day): MetricOnDay {
  const change = changes.filter(one => one.fromDay <= day).sort((a, b) => b.number - a.number)[0] ?? null
  const body = change?.body ?? firstBody(metric)
  return {
    ...metric,
    owner: body.owner,
    ...(body.daysLater === null ? {} : { daysLater: body.daysLater }),
    ...(body.lateFrom === null ? {} : { lateFrom: body.lateFrom }),
    ...(body.mob === null ? {} : { mob: body.mob }),
    number: change?.number ?? metric.version,
    leastRows: body.leastRows,
    change: change?.body ?? null,
  }
}

/**
 * Checks a change: it changes something, and only what the metric has.
 * @throws Refusal performance.metric_unchanged, performance.metric_part
 */
export function checkChange(metric: Metric, now: MetricChange, next: MetricChange): void {
  const first = firstBody(metric)
  for (const part of ['daysLater', 'lateFrom', 'mob'] as const)
    refuseUnless((first[part] === null) === (next[part] === null), 'performance.metric_part', { part }, part)
  refuseUnless(JSON.stringify(now) !== JSON.stringify(next), 'performance.metric_unchanged')
}
