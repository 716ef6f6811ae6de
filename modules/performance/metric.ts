import type { Id } from '#lib/id'
import { marketMetrics } from './catalogue-market.ts'
import { reviewMetrics } from './catalogue-review.ts'
import { riskMetrics } from './catalogue-risk.ts'
import { serviceMetrics } from './catalogue-service.ts'

/**
 * A metric is a definition plus its rows: which source the rows come from, which day puts them into the period, which of
 * them count, and how they add up. Figure and drawer read the same rows, so the rows sum to the figure by construction.
 */
export type Metric = {
  code: MetricCode
  /** The structure's own version; what a house may change of it (`MetricChange`) has numbers and days of its own. */
  version: number
  /** Whose work it measures: the first is where it is listed. */
  kpiOf: readonly MetricRole[]
  /** The post that answers for the definition. */
  owner: string
  /** Null: nothing to count yet, because the module that `waitsFor` names is not there. Never shown as zero. */
  source: SourceName | null
  waitsFor?: WaitsFor
  /** Whom it is told about. */
  levels: readonly Level[]
  /** When a row can be counted, so that nothing half grown is shown. */
  maturity: Maturity
  /** The day that puts a row into the period; null: the position now, whatever the period. */
  day: RowDay | null
  /** How many days after that day the row counts; default: on it. */
  daysLater?: number
  /** A position at a month's end: of a longer period only the last one counts. */
  position?: true
  /** Months on book at which a loan is looked at, and from how many days past due it is late. */
  mob?: number
  lateFrom?: number
  /** The moment within the day, where the day's course is shown hour by hour. */
  moment?: 'submitted_at' | 'disbursed_at' | 'received_at'
  /** Only rows where this holds are looked at. */
  among?:
    | 'is_known'
    | 'is_open'
    | 'is_decided'
    | 'is_approved'
    | 'is_final'
    | 'is_first'
    | 'from_m1'
    | 'from_m2'
    | 'from_m3'
  how: How
  /** What is summed, weighed, ranked or told apart; for a share by number, none. */
  measure?:
    | 'amount'
    | 'outstanding'
    | 'paid'
    | 'minutes'
    | 'principal'
    | 'opening'
    | 'overdue'
    | 'dealer'
    | 'defects'
    | 'full_points'
    | 'score'
    | 'margin'
  /** For a share whose numerator weighs something else than its denominator; for a sum, what each row shows beside what is summed. */
  partMeasure?: 'exposure' | 'collected' | 'points' | 'income'
  /** For a share the rows of the numerator, for what scores are compared by those of one kind (went bad, is new). */
  counted?:
    | 'is_approved'
    | 'is_overdue'
    | 'is_paid'
    | 'is_returned'
    | 'is_defaulted'
    | 'is_late'
    | 'is_late60'
    | 'is_bad'
    | 'is_in_time'
    | 'is_reopened'
    | 'is_wrong'
    | 'rolled'
    | 'is_satisfied'
    | 'is_warned'
    | 'went_bad'
    | 'is_new'
  unit: 'count' | 'money' | 'share' | 'minutes'
  /** Fewest rows at first, where each says more than one of many; a house may change it. */
  leastRows?: number
  /** Which direction is good news; `band`: neither too little nor too much; null: neither. */
  better: 'more' | 'less' | 'band' | null
  /** Where it is shown. A figure on both is the same number on both. */
  boards: readonly Board[]
}

/** How the rows of a metric come to its figure. The last three compare scores of two kinds of rows: how well they tell them apart, or how far they have moved. */
export const hows = ['count', 'sum', 'share', 'median', 'p90', 'distinct', 'ks', 'auc', 'psi'] as const
export type How = (typeof hows)[number]

/** What a metric without a source waits for: a module, or a record that nobody keeps yet. */
export const waits = ['crm', 'collection', 'fraud', 'add-on'] as const
export type WaitsFor = (typeof waits)[number]

/** The team board: any period, by person and group. The wall board: today, live. */
export const boards = ['team', 'wall'] as const
export type Board = (typeof boards)[number]

export const levels = ['company', 'branch', 'group', 'person'] as const
export type Level = (typeof levels)[number]

/** Whom a figure is about: a person, or the group, branch or company that somebody answers for. */
export type About = { level: Level; name: string | null; groupId: Id<'group'> | null; branchId: Id<'branch'> | null }

export const metricRoles = ['market', 'review', 'risk', 'service', 'collection', 'management', 'everyone'] as const
export type MetricRole = (typeof metricRoles)[number]

export const maturities = ['now', 'at-once', 'days-later', 'at-age', 'month-end', 'at-its-end'] as const
export type Maturity = (typeof maturities)[number]

export const sourceNames = [
  'leads',
  'applications',
  'held',
  'reviews',
  'checks',
  'loans',
  'lookedAfter',
  'firstPayments',
  'decidedFirstPayments',
  'aged',
  'decidedAged',
  'standings',
  'rolls',
  'credits',
  'dues',
  'receipts',
  'learnt',
  'leavers',
  'voices',
  'peerScores',
  'wentBad',
  'warnedOf',
  'scored',
  'margins',
] as const
export type SourceName = (typeof sourceNames)[number]

export type RowDay =
  | 'submitted_day'
  | 'decided_day'
  | 'ended_day'
  | 'checked_day'
  | 'disbursed_day'
  | 'due_day'
  | 'posted_day'
  | 'oldest_unpaid_day'
  | 'month_end'
  | 'day'
  | 'left_day'
  | 'bad_day'
  | 'grown_day'

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
  'disbursed-count',
  'active-dealers',
  'conversion',
  'new-customers',
  'papers-returned',
  'fpd30',
  'late-at-mob3',
  'late-at-mob6',
  'credited-amount',
  'add-on-rate',
  'turnaround-p90',
  'in-time',
  'decided-fpd30',
  'decided-mob3',
  'decided-mob6',
  'check-error',
  'defects',
  'reopened',
  'npl',
  'late-60',
  'late-balance',
  'roll-m1',
  'roll-m2',
  'roll-m3',
  'recovery-rate',
  'ptp-kept',
  'contact-rate',
  'collection-breaches',
  'visits-done',
  'csat',
  'complaints',
  'complaints-in-time',
  'first-call-resolution',
  'answered-in-20s',
  'model-ks',
  'model-auc',
  'model-psi',
  'alert-recall',
  'alert-precision',
  'fraud-loss',
  'margin-after-loss',
  'training-time',
  'staff-left',
  'teamwork',
] as const
export type MetricCode = (typeof metricCodes)[number]

/** The registry. Names, definitions and formulas in words stand in `metric-words.ts` under `performance.metric.<code>`. */
export const metrics: readonly Metric[] = [...marketMetrics, ...reviewMetrics, ...riskMetrics, ...serviceMetrics].sort(
  (a, b) => metricCodes.indexOf(a.code) - metricCodes.indexOf(b.code),
)

/** The metric of a code. */
export function metricOf(code: MetricCode): Metric {
  return metrics.find(metric => metric.code === code)!
}

/** The metrics of a board, in its order. */
export function metricsOn(board: Board): Metric[] {
  return metrics.filter(metric => metric.boards.includes(board))
}

/** Whether its figures of a past month can be told again and so be frozen: a position now cannot. */
export function isKept(metric: Metric): boolean {
  return metric.source !== null && metric.day !== null
}

/** Whether it is told of the whole company and of nobody in it. */
export function ofCompanyAlone({ levels: told }: Pick<Metric, 'levels'>): boolean {
  return told.every(level => level === 'company')
}

/** Whether it compares the scores of two kinds of rows: neither people nor months of it add up. */
export function comparesScores(metric: Pick<Metric, 'how'>): boolean {
  return metric.how === 'ks' || metric.how === 'auc' || metric.how === 'psi'
}

/** Whether parts of it add up to it, so that a target can be split: numbers and sums do, shares and times do not. */
export function addsUp(metric: Pick<Metric, 'how'>): boolean {
  return metric.how === 'count' || metric.how === 'sum'
}
