/**
 * A metric is a definition plus its rows: which source the rows come from, which day puts them into the period, which of
 * them count, and how they add up. Figure and drawer read the same rows, so the rows sum to the figure by construction.
 */
export type Metric = {
  code: MetricCode
  version: number
  /** Whose work the rows are: the person who brought the customer, or the one who decided. */
  source: 'applications' | 'reviews' | 'loans'
  /** The day that puts a row into the period; null: the position now, whatever the period. */
  day: 'submitted_day' | 'decided_day' | 'disbursed_day' | null
  /** Only rows where this holds are looked at. */
  among?: 'is_open' | 'is_decided'
  how: 'count' | 'sum' | 'share' | 'median'
  /** What is summed, weighed or ranked; for a share by number, none. */
  measure?: 'amount' | 'outstanding' | 'minutes'
  /** For a share: the rows of the numerator. */
  counted?: 'is_approved' | 'is_overdue'
  unit: 'count' | 'money' | 'share' | 'minutes'
  /** Which direction is good news; null: neither. */
  better: 'more' | 'less' | null
}

export const metricCodes = [
  'in-progress',
  'applications',
  'approval-rate',
  'disbursed-amount',
  'overdue-rate',
  'reviews',
  'review-approval-rate',
  'turnaround',
] as const
export type MetricCode = (typeof metricCodes)[number]

/** The registry. Definitions in words stand in `words.ts` under `performance.metric.<code>.definition`. */
export const metrics: readonly Metric[] = [
  {
    code: 'in-progress',
    version: 1,
    source: 'applications',
    day: null,
    among: 'is_open',
    how: 'count',
    unit: 'count',
    better: null,
  },
  {
    code: 'applications',
    version: 1,
    source: 'applications',
    day: 'submitted_day',
    how: 'count',
    unit: 'count',
    better: 'more',
  },
  {
    code: 'approval-rate',
    version: 1,
    source: 'applications',
    day: 'decided_day',
    among: 'is_decided',
    how: 'share',
    counted: 'is_approved',
    unit: 'share',
    better: null,
  },
  {
    code: 'disbursed-amount',
    version: 1,
    source: 'loans',
    day: 'disbursed_day',
    how: 'sum',
    measure: 'amount',
    unit: 'money',
    better: 'more',
  },
  {
    code: 'overdue-rate',
    version: 1,
    source: 'loans',
    day: null,
    how: 'share',
    measure: 'outstanding',
    counted: 'is_overdue',
    unit: 'share',
    better: 'less',
  },
  { code: 'reviews', version: 1, source: 'reviews', day: 'decided_day', how: 'count', unit: 'count', better: 'more' },
  {
    code: 'review-approval-rate',
    version: 1,
    source: 'reviews',
    day: 'decided_day',
    how: 'share',
    counted: 'is_approved',
    unit: 'share',
    better: null,
  },
  {
    code: 'turnaround',
    version: 1,
    source: 'reviews',
    day: 'decided_day',
    how: 'median',
    measure: 'minutes',
    unit: 'minutes',
    better: 'less',
  },
]

/** The metric of a code. */
export function metricOf(code: MetricCode): Metric {
  return metrics.find(metric => metric.code === code)!
}
