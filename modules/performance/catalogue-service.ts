import type { Metric } from './metric.ts'

const everyLevel = ['company', 'branch', 'group', 'person'] as const
const base = { version: 1, levels: everyLevel, maturity: 'at-once', boards: [] } as const
const service = {
  ...base,
  kpiOf: ['service'],
  owner: 'team_manager',
  source: null,
  waitsFor: 'crm',
  day: null,
} as const
const collection = {
  ...base,
  kpiOf: ['collection'],
  owner: 'team_manager',
  source: null,
  waitsFor: 'collection',
  day: null,
} as const
const share = { how: 'share', unit: 'share' } as const
const count = { how: 'count', unit: 'count' } as const

/** What service and collection are measured by (domain.md §5.2), and what holds for everybody. */
export const serviceMetrics: readonly Metric[] = [
  {
    ...base,
    ...share,
    code: 'recovery-rate',
    kpiOf: ['collection', 'risk'],
    owner: 'risk_director',
    // Whose case it was is known to collection alone; until then it is told about groups of those who brought the loans, not about people.
    levels: ['company', 'branch', 'group'],
    source: 'rolls',
    day: 'month_end',
    maturity: 'month-end',
    measure: 'overdue',
    partMeasure: 'collected',
    better: 'more',
  },
  { ...collection, ...share, code: 'ptp-kept', better: 'more' },
  { ...collection, ...share, code: 'contact-rate', better: 'more' },
  { ...collection, ...count, code: 'collection-breaches', better: 'less' },
  { ...service, ...share, code: 'visits-done', better: 'more' },
  {
    ...base,
    ...share,
    code: 'csat',
    kpiOf: ['service', 'market', 'review', 'management'],
    owner: 'team_manager',
    source: 'voices',
    day: 'day',
    counted: 'is_satisfied',
    leastRows: 5,
    better: 'more',
  },
  {
    ...service,
    ...count,
    code: 'complaints',
    kpiOf: ['service', 'market', 'collection', 'management'],
    better: 'less',
  },
  { ...service, ...share, code: 'complaints-in-time', better: 'more' },
  { ...service, ...share, code: 'first-call-resolution', better: 'more' },
  { ...service, ...share, code: 'answered-in-20s', better: 'more' },
  {
    ...base,
    code: 'training-time',
    kpiOf: ['everyone'],
    owner: 'hr_officer',
    source: 'learnt',
    day: 'day',
    how: 'sum',
    measure: 'minutes',
    unit: 'minutes',
    better: 'more',
  },
  {
    ...base,
    ...count,
    code: 'staff-left',
    kpiOf: ['management'],
    owner: 'hr_officer',
    levels: ['company', 'branch', 'group'],
    source: 'leavers',
    day: 'left_day',
    better: 'less',
  },
  {
    ...base,
    ...share,
    code: 'teamwork',
    kpiOf: ['everyone'],
    owner: 'hr_officer',
    source: 'peerScores',
    day: 'day',
    maturity: 'at-its-end',
    measure: 'full_points',
    partMeasure: 'points',
    leastRows: 1,
    better: 'more',
  },
]
