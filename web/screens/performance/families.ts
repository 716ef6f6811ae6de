import type { MetricCode } from './why-drawer.tsx'

/** The figures as people read them side by side: what is in hand, what was brought in, what was decided. */
export const families: readonly { key: 'work' | 'market' | 'review'; codes: readonly MetricCode[] }[] = [
  { key: 'work', codes: ['leads', 'in-progress', 'in-hand'] },
  { key: 'market', codes: ['applications', 'approval-rate', 'disbursed-amount', 'overdue-rate', 'decision-time'] },
  { key: 'review', codes: ['reviews', 'review-approval-rate', 'turnaround'] },
]
