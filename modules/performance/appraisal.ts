import type { Instant } from '#lib/day'
import { Decimal } from '#lib/decimal'
import type { Id } from '#lib/id'
import { refuseUnless } from '#lib/refusal'
import type { About, MetricCode } from './metric.ts'
import type { VoiceRules } from './voice.ts'

export const cycleStates = ['draft', 'open', 'calibrating', 'signing', 'closed'] as const
export type CycleState = (typeof cycleStates)[number]
export const parts = ['metrics', 'goals', 'self', 'peer', 'customer', 'manager'] as const
export type Part = (typeof parts)[number]

/**
 * A metric of the registry and its weight among the metrics of the post, with what is wanted of it, in its own unit; null: each
 * person's own target in the cascade.
 */
export type MetricTarget = { post: string; code: MetricCode; target: string | null; weight: number }
export type CycleBody = {
  posts: readonly string[]
  weights: readonly { part: Part; weight: number }[]
  metrics: readonly MetricTarget[]
}
/** A goal; one that names a metric is measured by the registry against the person's target, and nobody types what it came to. */
export type Goal = { text: string; weight: number; code?: MetricCode | null | undefined; measured?: Measured }
/** What a metric came to against its target in the cycle, as told at a moment; `frozen`: read off what was kept. */
export type Measured = {
  target: string | null
  value: string | null
  score: string | null
  missing: Missing | null
  asOf: Instant
  frozen: boolean
  /** The upper end of a target that is a band. */
  upper?: string | null | undefined
  /** Whom the figure is about, where it is not the person's own work. */
  about?: About | undefined
  /** Of days that are no frozen months: the figure kept with its rows when scores were computed. */
  figureId?: Id<'figure'> | undefined
}
export type MetricLine = Measured & { code: MetricCode; weight: number }
/** Dated rules of the house: `appraisal.rules`. */
export type AppraisalRules = {
  askPeers: number
  leastPeers: number
  appealDays: number
  bands: readonly { grade: string; from: number }[]
  /** How many days before the end whoever owes something is reminded; missing in cycles opened before there was such a rule. */
  remindDays?: readonly number[]
  /** How customers are asked; likewise. */
  customers?: VoiceRules
}
/** What one part came to: its weight in the cycle, the weight it carries after re-normalising, its score or why there is none. */
export type PartResult = {
  part: Part
  weight: number
  effective: string
  score: string | null
  missing: Missing | null
  /** Of the metrics: what each came to. */
  lines?: MetricLine[]
}
export const missingReasons = ['no-source', 'no-figure', 'no-target', 'not-agreed', 'not-given', 'too-few'] as const
export type Missing = (typeof missingReasons)[number]

/** A cycle goes forward one state at a time and never back. @throws Refusal performance.cycle_state */
export function checkMove(from: CycleState, to: CycleState): void {
  refuseUnless(cycleStates.indexOf(to) === cycleStates.indexOf(from) + 1, 'performance.cycle_state')
}

/** @throws Refusal performance.cycle_weights, performance.cycle_target */
export function checkCycle(body: CycleBody): void {
  checkWeights(body.weights, 'weights')
  refuseUnless(new Set(body.weights.map(one => one.part)).size === body.weights.length, 'performance.cycle_part', {})
  for (const [, own] of Map.groupBy(body.metrics, metric => metric.post)) checkWeights(own, 'metrics')
  for (const metric of body.metrics)
    refuseUnless(metric.target === null || new Decimal(metric.target).gt(0), 'performance.cycle_target', {}, 'metrics')
}

/** Weights are whole percents and total 100. @throws Refusal performance.cycle_weights */
export function checkWeights(lines: readonly { weight: number }[], field: string): void {
  const total = lines.reduce((all, line) => all + line.weight, 0)
  refuseUnless(total === 100, 'performance.cycle_weights', { total }, field)
}

/**
 * How far a figure reaches its target, 0 to 120: figure ÷ target, or, where less is better, 2 − figure ÷ target; ×100, half-up to 2
 * decimals. Of a band from target to `upper` all of it is 100, below its lower end figure ÷ target, above its upper end 2 − figure ÷ upper.
 */
export function attainment(
  value: string,
  target: string,
  better: 'more' | 'less' | 'band',
  upper: string | null = null,
): Decimal {
  const least = new Decimal(value).div(target)
  const above = upper === null ? new Decimal(1) : new Decimal(2).minus(new Decimal(value).div(upper))
  const ratio = { more: least, less: new Decimal(2).minus(least), band: Decimal.min(1, least, above) }[better]
  return Decimal.min(120, Decimal.max(0, ratio.times(100))).toDecimalPlaces(2, Decimal.ROUND_HALF_UP)
}

/** The mean by weight of what is there; null when nothing is. Half-up to 2 decimals. */
export function weighted(lines: readonly { weight: number; score: Decimal | null }[]): Decimal | null {
  const there = lines.filter(line => line.score !== null && line.weight > 0)
  const weight = there.reduce((all, line) => all + line.weight, 0)
  if (weight === 0) return null
  return there
    .reduce((all, line) => all.plus(line.score!.times(line.weight)), new Decimal(0))
    .div(weight)
    .toDecimalPlaces(2, Decimal.ROUND_HALF_UP)
}

/**
 * What colleagues' scores come to: the mean after the lowest and the highest fifth (rounded up, so at least one each from three
 * answers on) are left out; fewer than three: the mean of all. One hostile or doting answer moves nothing beyond what the others
 * span. Half-up to 2 decimals.
 */
export function trimmedMean(scores: readonly number[]): Decimal {
  const sorted = [...scores].sort((a, b) => a - b)
  const cut = scores.length < 3 ? 0 : Math.ceil(scores.length / 5)
  const kept = sorted.slice(cut, sorted.length - cut)
  return new Decimal(kept.reduce((all, score) => all + score, 0))
    .div(kept.length)
    .toDecimalPlaces(2, Decimal.ROUND_HALF_UP)
}

/** Re-normalises the weights over the parts that are there and says of each what it carries; the score is null when none is. */
export function composed(
  found: readonly {
    part: Part
    weight: number
    score: Decimal | null
    missing: Missing | null
    lines?: MetricLine[]
  }[],
): {
  score: string | null
  parts: PartResult[]
} {
  const there = found.filter(one => one.score !== null).reduce((all, one) => all + one.weight, 0)
  return {
    score: weighted(found)?.toFixed(2) ?? null,
    parts: found.map(one => ({
      ...one,
      effective: one.score === null || there === 0 ? '0.00' : new Decimal(one.weight).times(100).div(there).toFixed(2),
      score: one.score?.toFixed(2) ?? null,
    })),
  }
}

/**
 * How generous each manager is: the mean of what they gave beside the mean of all, so that a calibration sees who judges hard and who
 * mildly before it compares their people. Who assessed fewer than three says nothing. Half-up to 2 decimals, most generous first.
 */
export function leniency(said: readonly { manager: bigint; score: number }[]) {
  const mean = (scores: readonly number[]) =>
    scores.reduce((all, score) => all.plus(score), new Decimal(0)).div(Math.max(1, scores.length))
  const all = mean(said.map(one => one.score))
  return [...Map.groupBy(said, one => one.manager)]
    .filter(([, own]) => own.length >= 3)
    .map(([manager, own]) => {
      const given = mean(own.map(one => one.score))
      const shown = (value: Decimal) => value.toFixed(2, Decimal.ROUND_HALF_UP)
      return { manager, people: own.length, mean: shown(given), above: shown(given.minus(all)) }
    })
    .sort((a, b) => Number(b.above) - Number(a.above))
}

/** The grade of a score: that of the highest band it reaches; the lowest band's below all. */
export function gradeOf(score: string, bands: AppraisalRules['bands']): string {
  const falling = [...bands].sort((a, b) => b.from - a.from)
  return (falling.find(band => new Decimal(score).gte(band.from)) ?? falling.at(-1)!).grade
}

/**
 * The score a grade chosen by hand stands for: the edge of its band that lies nearest to the score as it was, so that a calibration
 * changes no more than it says. Bands reach from their own bound up to a hundredth below the next one.
 */
export function scoreOfGrade(grade: string, score: string | null, bands: AppraisalRules['bands']): number {
  const rising = [...bands].sort((a, b) => a.from - b.from)
  const at = rising.findIndex(band => band.grade === grade)
  const next = rising[at + 1]
  const low = new Decimal(rising[at]!.from)
  const high = next ? new Decimal(next.from).minus('0.01') : new Decimal(120)
  return Decimal.min(high, Decimal.max(low, score ?? low)).toNumber()
}

/** So many of them, all equally likely. `random` gives a number from 0 up to 1. */
export function drawn<One>(all: readonly One[], count: number, random: () => number): One[] {
  const pool = [...all]
  const found: One[] = []
  while (found.length < count && pool.length > 0) found.push(...pool.splice(Math.floor(random() * pool.length), 1))
  return found
}

/** Draws who is asked about a person among those who worked on the same files: nobody barred, such as the person and the manager. */
export function drawPeers<Candidate extends { personKey: bigint; files: number }>(
  candidates: readonly Candidate[],
  barred: readonly (bigint | null)[],
  count: number,
  random: () => number,
): Candidate[] {
  const able = candidates.filter(one => one.files > 0 && !barred.includes(one.personKey))
  return drawn(able, count, random)
}
