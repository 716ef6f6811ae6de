import type { Day } from '#lib/day'
import type { MetricCode } from './metric.ts'

/** What a week is told by: for each kind of work, and for everybody. */
export const digestMetrics = {
  market: ['applications', 'approvals', 'disbursed-count', 'disbursed-amount'],
  review: ['reviews', 'in-time', 'defects'],
  everyone: ['training-time'],
} as const satisfies Record<string, readonly MetricCode[]>
export const digestCodes: readonly MetricCode[] = Object.values(digestMetrics).flat()

/** A figure of the week beside the week before, exact text; null: nothing to measure. */
export type WeekFigure = { code: MetricCode; now: string | null; before: string | null }

/** The facts of one person's week, as they are kept. */
export type DigestBody = {
  figures: WeekFigure[]
  streak: number
  thanks: number
  tasksDone: number
  due: { tasks: number; overdue: number; certificates: number; courses: number; talkOn: Day | null }
  /** What the group (with those below it) did. */
  team: { name: string; people: number; figures: WeekFigure[]; thanks: number }
  /** For who has reports: what of theirs wants a look. */
  reports: { people: number; overdue: number; certificates: number; courses: number } | null
}

/** Which way a figure went: good news, bad news, or neither; a figure that was or is not there went nowhere. */
export function turnOf({ now, before }: WeekFigure, better: 'more' | 'less' | 'band' | null): 'good' | 'bad' | 'same' {
  const by = Number(now ?? 0) - Number(before ?? 0)
  if (by === 0 || better === 'band' || better === null) return 'same'
  return by > 0 === (better === 'more') ? 'good' : 'bad'
}

/** Whether there is anything to tell of a figure: nothing in both weeks is no news. */
export const isNews = ({ now, before }: WeekFigure): boolean => Number(now ?? 0) !== 0 || Number(before ?? 0) !== 0
