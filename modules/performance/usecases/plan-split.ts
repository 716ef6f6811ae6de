import { addMonths, type Day } from '#lib/day'
import { refuseUnless } from '#lib/refusal'
import type { Context } from '#platform/context'
import { calendarOf, isWorkday } from '#reference'
import { boardGroups, roster } from '#team'
import { addsUp, type Metric } from '../metric.ts'
import type { Period } from '../period.ts'
import { closedThrough } from '../store/frozen.ts'
import { ask, measure } from '../store/measure.ts'
import { type TargetPlace, type TargetRow, targetsIn } from '../store/target.ts'
import { daysInGroups, grainOf, grains, partsOfTime, split, workdaysIn } from '../target.ts'
import { samePeriod, samePlace } from './target-place.ts'

/** A part a target is split into, in the metric's units. */
export type SplitPart = Period & {
  place: TargetPlace
  name: string | null
  weight: bigint
  value: string
  was: TargetRow | null
  /** It is over: what it was set to, or came to, is taken off and the rest goes to the others. */
  kept: boolean
}

export type SplitChoice = { into: 'time' | 'people'; basis: 'days' | 'past' }

/**
 * What a target is split into: a year into quarters, a quarter into months; the company into branches, those into groups, those into
 * the people who stand in them, by working days or by what they came to a year before. What adds up is shared out to the last
 * unit; a share or a time holds for each part as it is.
 * @throws Refusal performance.target_past when what is over has taken it all, performance.target_nobody, performance.target_period
 */
export async function planSplit(
  ctx: Context,
  metric: Metric,
  target: TargetRow,
  { into, basis }: SplitChoice,
): Promise<{ parts: SplitPart[]; closed: bigint }> {
  const calendar = await calendarOf(ctx.sql)
  const works = (day: Day) => isWorkday(day, calendar)
  const bare =
    into === 'time'
      ? partsOfTime(target).map(part => ({
          ...part,
          place: target as TargetPlace,
          name: null,
          weight: BigInt(workdaysIn(part, works)),
        }))
      : await below(ctx, metric, target, works)
  refuseUnless(bare.length > 0, into === 'time' ? 'performance.target_period' : 'performance.target_nobody', {
    from: target.from,
  })
  const known = await targetsIn(ctx.sql, [metric.code], target)
  const closed = await closedThrough(ctx.sql)
  const parts = bare.map(part => ({
    ...part,
    was: known.find(one => samePlace(one, part.place) && samePeriod(one, part)) ?? null,
    kept: into === 'time' && (part.to < ctx.today || (closed !== null && part.to <= closed)),
  }))
  if (!addsUp(metric)) return { parts: parts.map(part => ({ ...part, value: target.value })), closed: 0n }
  const amount = BigInt(target.value)
  const over = new Map<SplitPart['from'], bigint>()
  for (const part of parts.filter(one => one.kept))
    over.set(part.from, part.was ? BigInt(part.was.value) : await cameTo(ctx, metric, part.place, part))
  const gone = [...over.values()].reduce((total, one) => total + one, 0n)
  const free = parts.filter(part => !part.kept)
  refuseUnless(amount > gone && free.length > 0, 'performance.target_past', {}, 'value')
  const weights =
    basis === 'days'
      ? free.map(part => part.weight)
      : await Promise.all(free.map(part => cameTo(ctx, metric, part.place, yearBefore(part))))
  const shares = split(amount - gone, weights)
  return {
    parts: parts.map(part => {
      const at = free.indexOf(part)
      return at < 0
        ? { ...part, value: String(over.get(part.from)) }
        : { ...part, weight: weights[at]!, value: String(shares[at]) }
    }),
    closed: gone,
  }
}

const yearBefore = ({ from, to }: Period): Period => ({
  from: addMonths(from, -12),
  to: addMonths(addMonths(from, -12), grains[grainOf({ from, to })]),
})

/** What a metric came to for a place in a period, in whole units. */
async function cameTo(ctx: Context, metric: Metric, place: TargetPlace, period: Period): Promise<bigint> {
  const subject = {
    ...(place.personKey === null ? {} : { personKey: place.personKey }),
    ...(place.groupKey === null ? {} : { groupKeys: [place.groupKey] }),
    ...(place.branchKey === null ? {} : { branchKey: place.branchKey }),
  }
  const [found] = await measure(await ask(ctx, 'everything'), [metric], [period], 'all', subject)
  return metric.how === 'count' ? BigInt(found?.tally.rows ?? 0) : BigInt(found?.tally.total ?? '0')
}

/** The places right below one, weighed by the working days of the people whose work the metric measures. */
async function below(ctx: Context, metric: Metric, target: TargetRow, works: (day: Day) => boolean) {
  if (target.level === 'person') return []
  const role = metric.kpiOf[0]!
  const stays = (await roster.stintsIn(ctx.sql, target.from, target.to)).filter(
    stay => role === 'everyone' || stay.function === role,
  )
  const groups = await boardGroups(ctx.sql, ctx.today)
  const counted = daysInGroups(stays, target, works).flatMap(one => {
    const stay = stays.find(other => other.personKey === one.personKey && other.groupKey === one.groupKey)!
    return [{ ...one, branchKey: stay.branchKey, name: stay.name }]
  })
  const period = { from: target.from, to: target.to }
  if (target.level === 'group')
    return counted
      .filter(one => one.groupKey === target.groupKey)
      .map(one => ({
        ...period,
        place: { level: 'person' as const, branchKey: one.branchKey, groupKey: one.groupKey, personKey: one.personKey },
        name: one.name,
        weight: one.days,
      }))
  const under = counted.filter(one => target.level === 'company' || one.branchKey === target.branchKey)
  const keyOf = (one: (typeof under)[number]) => (target.level === 'company' ? one.branchKey : one.groupKey)
  return [...Map.groupBy(under, keyOf)].map(([key, own]) => {
    const group = groups.find(one => (target.level === 'company' ? one.branchKey : one.key) === key)
    const place: TargetPlace =
      target.level === 'company'
        ? { level: 'branch', branchKey: key, groupKey: null, personKey: null }
        : { level: 'group', branchKey: target.branchKey, groupKey: key, personKey: null }
    return {
      ...period,
      place,
      name: (target.level === 'company' ? group?.branchName : group?.name) ?? null,
      weight: own.reduce((total, one) => total + one.days, 0n),
    }
  })
}
