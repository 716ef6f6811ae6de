import { addDays, addMonths, type Day, daysBetween } from '#lib/day'
import { Decimal } from '#lib/decimal'
import { fen, fromDecimal, type Money } from '#lib/money'
import { portion } from './deferral.ts'
import type { PerformancePart, TeamPool } from './incentive-plan.ts'
import { deferredOf, type NewLine, type PayLine } from './pay-line.ts'
import { firstOf, type Period } from './period.ts'
import { split } from './target.ts'

/** Where a person stood; `toDay` exclusive, null: still. */
export type Stay = { post: string; groupKey: bigint; branchKey: bigint; fromDay: Day; toDay: Day | null }

/** How many days of a period lie within a stay. */
export function daysWithin(stay: Pick<Stay, 'fromDay' | 'toDay'>, { from, to }: Period): number {
  const first = stay.fromDay > from ? stay.fromDay : from
  const end = stay.toDay !== null && stay.toDay <= to ? stay.toDay : addDays(to, 1)
  return first < end ? daysBetween(first, end) : 0
}

/** How many months of a period were worked: of each calendar month the days at work over all its days; half-up to 6 decimals. */
export function monthsWithin(stays: readonly Pick<Stay, 'fromDay' | 'toDay'>[], period: Period): Decimal {
  let months = new Decimal(0)
  for (let month = firstOf(period.from); month <= period.to; month = addMonths(month, 1)) {
    const next = addMonths(month, 1)
    const inside = {
      from: period.from > month ? period.from : month,
      to: period.to < next ? period.to : addDays(next, -1),
    }
    const days = stays.reduce((all, stay) => all + daysWithin(stay, inside), 0)
    months = months.plus(new Decimal(days).div(daysBetween(month, next)))
  }
  return months.toDecimalPlaces(6, Decimal.ROUND_HALF_UP)
}

/** What a score is worth: nothing below the floor, else a hundredth for each point up to the most that counts. */
export function scoreFactor({ floor, most }: Pick<PerformancePart, 'floor' | 'most'>, score: string): Decimal {
  const points = new Decimal(score)
  return points.lt(floor) ? new Decimal(0) : Decimal.min(points, most).div(100)
}

/** Performance pay of a period: so much a month × months at work × what the score is worth; half-up to the fen once, at the end. */
export function scorePay(part: PerformancePart, score: string, months: Decimal): Money {
  return fromDecimal(new Decimal(part.monthly).times(months).times(scoreFactor(part, score)).times(100), 'half-up')
}

/** Somebody who shares in a pool: how heavy the post is, the days in the group, and the score of the last cycle that is closed. */
export type PoolMember = { personKey: bigint; weight: number; days: number; score: string | null }
export type PoolShare = PoolMember & { counted: string; points: Decimal; amount: Money }

/**
 * Shares a pool out by weight × days × score, to the last fen. Who has no score yet counts with the mean of those who have one, and
 * 100 where nobody has, so that being new is neither punished nor rewarded.
 */
export function sharePool(amount: Money, members: readonly PoolMember[]): PoolShare[] {
  const scores = members.flatMap(member => (member.score === null ? [] : [new Decimal(member.score)]))
  const mean =
    scores.length === 0
      ? new Decimal(100)
      : scores
          .reduce((all, score) => all.plus(score), new Decimal(0))
          .div(scores.length)
          .toDecimalPlaces(2, Decimal.ROUND_HALF_UP)
  const weighed = members.map(member => {
    const counted = member.score === null ? mean : new Decimal(member.score)
    return { ...member, counted: counted.toFixed(2), points: counted.times(member.weight).times(member.days) }
  })
  const parts = split(
    amount,
    weighed.map(member => BigInt(member.points.times(100).toFixed(0))),
  )
  return weighed.map((member, at) => ({ ...member, amount: fen(parts[at]!) }))
}

/** How heavy each post is in a pool: the posts of the plan weigh the same where it says nothing else. */
export function poolWeights(pool: TeamPool, posts: readonly string[]): Map<string, number> {
  const said = pool.weights ?? []
  return new Map(said.length > 0 ? said.map(line => [line.post, line.weight]) : posts.map(post => [post, 1]))
}

/**
 * What closed gates take of a month's variable lines: of each line what is beyond `amount × factor` (half-up to the fen), from what is
 * not paid out yet, what waits before what is held. `lines` are the month's earned lines with everything that continues them.
 */
export function gateCuts(lines: readonly PayLine[], factor: Decimal): NewLine[] {
  if (factor.gte(1)) return []
  const children = Map.groupBy(
    lines.filter(line => line.parent !== null),
    line => line.parent!,
  )
  const waiting = new Map(deferredOf(lines).map(part => [part.line.key, part]))
  const cuts: NewLine[] = []
  for (const line of lines.filter(one => one.parent === null && (one.step === 'earn' || one.step === 'defer'))) {
    let left = line.amount - portion(line.amount, factor)
    const take = (step: NewLine['step'], most: bigint) => {
      const amount = fen(left < most ? left : most)
      if (amount <= 0n) return
      cuts.push({ step, amount, parent: line })
      left -= amount
    }
    if (line.step === 'earn') {
      const gone = (children.get(line.key) ?? []).filter(one => one.step === 'cancel-payable')
      take(
        'cancel-payable',
        gone.reduce((rest, one) => rest - one.amount, line.amount as bigint),
      )
      continue
    }
    const part = waiting.get(line.key)!
    take('cancel-deferred', part.waiting)
    take('cancel-held', part.held)
  }
  return cuts
}
