import type { ParameterValue } from '#reference'
import { type DecisionFacts, exact } from './fact.ts'

export type ScoreCard = ParameterValue<'score.card'>
export type ScoreBand = ScoreCard['bands'][number]['grade']

/** What one figure gave: the points of the highest line it reaches; `value` null where nobody knows it. */
export type ScoreLine = { fact: ScoreCard['lines'][number]['fact']; value: string | null; points: number }
export type Score = { points: number; band: ScoreBand; lines: ScoreLine[] }

/**
 * The score of a case by the card of its day: the points to begin with, and for each figure those of the highest line whose bound
 * it reaches (bounds included). What nobody knows gets the card's points for the unknown, which are never good; a figure below every
 * line the points of the lowest. The band is the best one whose bound the score reaches, the last one below all.
 */
export function scoreOf(card: ScoreCard, facts: DecisionFacts): Score {
  const lines = [...Map.groupBy(card.lines, line => line.fact)].map(([fact, rows]): ScoreLine => {
    const value = facts[fact] ?? null
    if (typeof value !== 'string' && typeof value !== 'number') return { fact, value: null, points: card.unknown }
    const rising = rows.toSorted((a, b) => (exact(a.from) < exact(b.from) ? -1 : 1))
    const reached = rising.findLast(row => exact(row.from) <= exact(value)) ?? rising[0]!
    return { fact, value: String(value), points: reached.points }
  })
  const points = lines.reduce((sum, line) => sum + line.points, card.base)
  const band = card.bands.find(one => points >= one.from) ?? card.bands.at(-1)!
  return { points, band: band.grade, lines }
}
