import type { Metric } from './metric.ts'

const everyLevel = ['company', 'branch', 'group', 'person'] as const
const review = { version: 1, kpiOf: ['review'], owner: 'risk_director', levels: everyLevel } as const
const count = { how: 'count', unit: 'count' } as const
const share = { how: 'share', unit: 'share' } as const
const minutes = { measure: 'minutes', unit: 'minutes', better: 'less' } as const
const atOnce = { maturity: 'at-once', boards: [] } as const
const onTeam = { maturity: 'at-once', boards: ['team'] } as const
const decided = { source: 'reviews', day: 'decided_day' } as const
const atAge = {
  source: 'decidedAged',
  day: 'month_end',
  lateFrom: 31,
  maturity: 'at-age',
  measure: 'principal',
  partMeasure: 'exposure',
  counted: 'is_late',
  better: 'less',
  boards: [],
} as const

/** What credit review is measured by (domain.md §5.2): each decision counts for who took it, each loan for who approved it last. */
export const reviewMetrics: readonly Metric[] = [
  {
    ...review,
    ...count,
    code: 'in-hand',
    source: 'held',
    day: null,
    maturity: 'now',
    better: null,
    boards: ['team'],
  },
  { ...review, ...count, ...onTeam, ...decided, code: 'reviews', better: 'more' },
  {
    ...review,
    ...share,
    ...onTeam,
    ...decided,
    code: 'review-approval-rate',
    counted: 'is_approved',
    better: 'band',
  },
  { ...review, ...onTeam, ...decided, ...minutes, code: 'turnaround', how: 'median' },
  { ...review, ...atOnce, ...decided, ...minutes, code: 'turnaround-p90', how: 'p90' },
  {
    ...review,
    ...share,
    ...atOnce,
    ...decided,
    code: 'in-time',
    kpiOf: ['review', 'management'],
    counted: 'is_in_time',
    better: 'more',
  },
  {
    ...review,
    ...share,
    code: 'decided-fpd30',
    source: 'decidedFirstPayments',
    day: 'due_day',
    daysLater: 30,
    maturity: 'days-later',
    counted: 'is_defaulted',
    better: 'less',
    boards: [],
  },
  { ...review, ...share, ...atAge, code: 'decided-mob3', mob: 3 },
  { ...review, ...share, ...atAge, code: 'decided-mob6', mob: 6 },
  {
    ...review,
    ...share,
    ...atOnce,
    code: 'check-error',
    kpiOf: ['review', 'management'],
    source: 'checks',
    day: 'checked_day',
    counted: 'is_wrong',
    better: 'less',
  },
  {
    ...review,
    ...atOnce,
    code: 'defects',
    source: 'checks',
    day: 'checked_day',
    how: 'sum',
    measure: 'defects',
    unit: 'count',
    better: 'less',
  },
  {
    ...review,
    ...share,
    ...atOnce,
    ...decided,
    code: 'reopened',
    among: 'is_final',
    counted: 'is_reopened',
    better: 'less',
  },
]
