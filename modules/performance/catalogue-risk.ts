import type { Metric } from './metric.ts'

const everyLevel = ['company', 'branch', 'group', 'person'] as const
const risk = { version: 1, kpiOf: ['risk', 'management'], owner: 'risk_director', levels: everyLevel } as const
const share = { how: 'share', unit: 'share', better: 'less', boards: [] } as const
const monthEnd = { maturity: 'month-end', day: 'month_end' } as const
const standing = { ...monthEnd, source: 'standings', position: true, measure: 'outstanding' } as const
const rolling = { ...monthEnd, source: 'rolls', measure: 'opening', counted: 'rolled' } as const
const wall = { version: 1, kpiOf: ['risk'], owner: 'finance_manager', levels: everyLevel, boards: ['wall'] } as const
const none = { source: null, day: null, boards: [] } as const

/** What risk control is measured by (domain.md §2.2, §2.4, §5.2), and what the wall shows of the book's day. */
export const riskMetrics: readonly Metric[] = [
  { ...risk, ...share, ...standing, code: 'npl', counted: 'is_bad' },
  { ...risk, ...share, ...standing, code: 'late-60', counted: 'is_late60' },
  { ...risk, ...share, ...standing, code: 'late-balance', counted: 'is_overdue' },
  { ...risk, ...share, ...rolling, code: 'roll-m1', kpiOf: ['risk', 'collection'], among: 'from_m1' },
  { ...risk, ...share, ...rolling, code: 'roll-m2', kpiOf: ['risk', 'collection'], among: 'from_m2' },
  { ...risk, ...share, ...rolling, code: 'roll-m3', kpiOf: ['risk', 'collection'], among: 'from_m3' },
  {
    ...wall,
    code: 'due-amount',
    source: 'dues',
    day: 'due_day',
    maturity: 'at-once',
    how: 'sum',
    measure: 'amount',
    unit: 'money',
    better: null,
  },
  {
    ...wall,
    code: 'due-paid-amount',
    source: 'dues',
    day: 'due_day',
    maturity: 'at-once',
    how: 'sum',
    measure: 'paid',
    unit: 'money',
    better: 'more',
  },
  {
    ...wall,
    code: 'collected-amount',
    source: 'receipts',
    day: 'posted_day',
    moment: 'received_at',
    maturity: 'at-once',
    how: 'sum',
    measure: 'amount',
    unit: 'money',
    better: 'more',
  },
  {
    ...wall,
    code: 'newly-overdue',
    source: 'lookedAfter',
    day: 'oldest_unpaid_day',
    daysLater: 1,
    maturity: 'now',
    how: 'count',
    unit: 'count',
    better: 'less',
  },
  {
    ...risk,
    ...none,
    code: 'model-ks',
    kpiOf: ['risk'],
    waitsFor: 'model',
    maturity: 'month-end',
    how: 'share',
    unit: 'share',
    better: 'more',
    levels: ['company'],
  },
  {
    ...risk,
    ...none,
    code: 'alert-recall',
    kpiOf: ['risk'],
    waitsFor: 'alert',
    maturity: 'month-end',
    how: 'share',
    unit: 'share',
    better: 'more',
    levels: ['company'],
  },
  {
    ...risk,
    ...none,
    code: 'fraud-loss',
    kpiOf: ['risk'],
    waitsFor: 'alert',
    maturity: 'month-end',
    how: 'share',
    unit: 'share',
    better: 'less',
    levels: ['company'],
  },
  {
    ...risk,
    ...none,
    code: 'margin-after-loss',
    kpiOf: ['management'],
    waitsFor: 'pricing',
    maturity: 'month-end',
    how: 'sum',
    unit: 'money',
    better: 'more',
    levels: ['company', 'branch'],
  },
]
