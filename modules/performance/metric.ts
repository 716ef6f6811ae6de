/**
 * A metric is a definition plus its rows: which source the rows come from, which day puts them into the period, which of
 * them count, and how they add up. Figure and drawer read the same rows, so the rows sum to the figure by construction.
 */
export type Metric = {
  code: MetricCode
  version: number
  /** Whose work the rows are: the person who brought the customer, or the one who decided. */
  source: 'leads' | 'applications' | 'held' | 'reviews' | 'loans' | 'dues' | 'receipts'
  /** The day that puts a row into the period; null: the position now, whatever the period. */
  day: 'submitted_day' | 'decided_day' | 'disbursed_day' | 'due_day' | 'posted_day' | 'oldest_unpaid_day' | null
  /** How many days after that day the row counts; default: on it. */
  daysLater?: number
  /** The moment within the day, where the day's course is shown hour by hour. */
  moment?: 'submitted_at' | 'disbursed_at' | 'received_at'
  /** Only rows where this holds are looked at. */
  among?: 'is_open' | 'is_decided' | 'is_approved'
  how: 'count' | 'sum' | 'share' | 'median'
  /** What is summed, weighed or ranked; for a share by number, none. */
  measure?: 'amount' | 'outstanding' | 'paid' | 'minutes'
  /** For a share: the rows of the numerator. */
  counted?: 'is_approved' | 'is_overdue'
  unit: 'count' | 'money' | 'share' | 'minutes'
  /** Which direction is good news; null: neither. */
  better: 'more' | 'less' | null
  /** Where it is shown. A figure on both is the same number on both. */
  boards: readonly Board[]
}

/** The team board: any period, by person and group. The wall board: today, live. */
export const boards = ['team', 'wall'] as const
export type Board = (typeof boards)[number]

export const metricCodes = [
  'leads',
  'in-progress',
  'applications',
  'approval-rate',
  'disbursed-amount',
  'overdue-rate',
  'decision-time',
  'in-hand',
  'reviews',
  'review-approval-rate',
  'turnaround',
  'approvals',
  'due-amount',
  'due-paid-amount',
  'collected-amount',
  'newly-overdue',
] as const
export type MetricCode = (typeof metricCodes)[number]

/** The registry. Definitions in words stand in `words.ts` under `performance.metric.<code>.definition`. */
export const metrics: readonly Metric[] = [
  {
    code: 'leads',
    version: 1,
    source: 'leads',
    day: null,
    how: 'count',
    unit: 'count',
    better: null,
    boards: ['team'],
  },
  {
    code: 'in-progress',
    version: 1,
    source: 'applications',
    day: null,
    among: 'is_open',
    how: 'count',
    unit: 'count',
    better: null,
    boards: ['team'],
  },
  {
    code: 'applications',
    version: 1,
    source: 'applications',
    day: 'submitted_day',
    moment: 'submitted_at',
    how: 'count',
    unit: 'count',
    better: 'more',
    boards: ['team', 'wall'],
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
    boards: ['team', 'wall'],
  },
  {
    code: 'disbursed-amount',
    version: 1,
    source: 'loans',
    day: 'disbursed_day',
    moment: 'disbursed_at',
    how: 'sum',
    measure: 'amount',
    unit: 'money',
    better: 'more',
    boards: ['team', 'wall'],
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
    boards: ['team'],
  },
  {
    code: 'reviews',
    version: 1,
    source: 'reviews',
    day: 'decided_day',
    how: 'count',
    unit: 'count',
    better: 'more',
    boards: ['team'],
  },
  {
    code: 'decision-time',
    version: 1,
    source: 'applications',
    day: 'decided_day',
    among: 'is_decided',
    how: 'median',
    measure: 'minutes',
    unit: 'minutes',
    better: 'less',
    boards: ['team'],
  },
  {
    code: 'in-hand',
    version: 1,
    source: 'held',
    day: null,
    how: 'count',
    unit: 'count',
    better: null,
    boards: ['team'],
  },
  {
    code: 'review-approval-rate',
    version: 1,
    source: 'reviews',
    day: 'decided_day',
    how: 'share',
    counted: 'is_approved',
    unit: 'share',
    better: null,
    boards: ['team'],
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
    boards: ['team'],
  },
  {
    code: 'approvals',
    version: 1,
    source: 'applications',
    day: 'decided_day',
    among: 'is_approved',
    how: 'count',
    unit: 'count',
    better: 'more',
    boards: ['wall'],
  },
  {
    code: 'due-amount',
    version: 1,
    source: 'dues',
    day: 'due_day',
    how: 'sum',
    measure: 'amount',
    unit: 'money',
    better: null,
    boards: ['wall'],
  },
  {
    code: 'due-paid-amount',
    version: 1,
    source: 'dues',
    day: 'due_day',
    how: 'sum',
    measure: 'paid',
    unit: 'money',
    better: 'more',
    boards: ['wall'],
  },
  {
    code: 'collected-amount',
    version: 1,
    source: 'receipts',
    day: 'posted_day',
    moment: 'received_at',
    how: 'sum',
    measure: 'amount',
    unit: 'money',
    better: 'more',
    boards: ['wall'],
  },
  {
    code: 'newly-overdue',
    version: 1,
    source: 'loans',
    day: 'oldest_unpaid_day',
    daysLater: 1,
    how: 'count',
    unit: 'count',
    better: 'less',
    boards: ['wall'],
  },
]

/** The metric of a code. */
export function metricOf(code: MetricCode): Metric {
  return metrics.find(metric => metric.code === code)!
}

/** The metrics of a board, in its order. */
export function metricsOn(board: Board): Metric[] {
  return metrics.filter(metric => metric.boards.includes(board))
}
