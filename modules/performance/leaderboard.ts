import { chiSquareTail } from './chance.ts'
import type { MetricCode } from './metric.ts'

/** What people of a kind can be listed by. */
export const boardMetrics = {
  market: ['disbursed-count', 'disbursed-amount', 'conversion'],
  review: ['reviews', 'in-time', 'check-error'],
} as const satisfies Record<string, readonly MetricCode[]>
export const boardRoles = ['market', 'review'] as const
export type BoardRole = (typeof boardRoles)[number]

/** One person's result: how many rows it rests on, how many of them count (a share; else the same), and what is shown. */
export type Entry = { key: bigint; rows: number; counted: number; value: number }
export type BoardVerdict = 'few' | 'noise' | 'some'
export type Board = { verdict: BoardVerdict; chance: number | null; places: { key: bigint; rank: number | null }[] }

/**
 * The order of a leaderboard. Below the least number of people nobody is listed. Where people who are all equally good would differ as
 * much as these do in one of twenty cases or more, the ranking is noise: nobody gets a rank, and the order says nothing (by key). Counts are
 * told apart by a chi-square test of dispersion (Poisson), shares by one of heterogeneity (binomial); sums of money by how many
 * things they are sums of. Equal values share the better rank.
 */
export function leaderboard(
  entries: readonly Entry[],
  { share, better, least }: { share: boolean; better: 'more' | 'less'; least: number },
): Board {
  if (entries.length < least) return { verdict: 'few', chance: null, places: [] }
  const chance = share ? heterogeneity(entries) : dispersion(entries.map(one => one.rows))
  if (chance >= 0.05) {
    const places = entries.map(({ key }) => ({ key, rank: null })).sort((a, b) => (a.key < b.key ? -1 : 1))
    return { verdict: 'noise', chance, places }
  }
  const sorted = [...entries].sort((a, b) => (better === 'more' ? b.value - a.value : a.value - b.value))
  return {
    verdict: 'some',
    chance,
    places: sorted.map(one => ({ key: one.key, rank: sorted.findIndex(other => other.value === one.value) + 1 })),
  }
}

/** The chance that equals differ as much as these counts, Fisher's index of dispersion: Σ(x − mean)² ÷ mean. */
export function dispersion(counts: readonly number[]): number {
  const mean = counts.reduce((sum, one) => sum + one, 0) / counts.length
  if (counts.length < 2 || mean === 0) return 1
  return chiSquareTail(
    counts.reduce((sum, one) => sum + (one - mean) ** 2 / mean, 0),
    counts.length - 1,
  )
}

function heterogeneity(entries: readonly Entry[]): number {
  const rows = entries.reduce((sum, one) => sum + one.rows, 0)
  const p = rows === 0 ? 0 : entries.reduce((sum, one) => sum + one.counted, 0) / rows
  if (entries.length < 2 || p === 0 || p === 1) return 1
  const x = entries.reduce(
    (sum, one) => sum + (one.rows === 0 ? 0 : (one.counted - one.rows * p) ** 2 / (one.rows * p * (1 - p))),
    0,
  )
  return chiSquareTail(x, entries.length - 1)
}

/** How many weeks in a row, up to the last one, went well; the oldest week first. */
export function streakOf(weeks: readonly boolean[]): number {
  const broken = weeks.lastIndexOf(false)
  return weeks.length - 1 - broken
}
