import { addDays, type Day, monthEnd } from '#lib/day'
import { Decimal } from '#lib/decimal'
import { toId } from '#lib/id'
import type { Context } from '#platform/context'
import type { Input, Output } from '#platform/operation'
import { calendarOf, isWorkday } from '#reference'
import { boardGroups, roster, withDescendants } from '#team'
import type { api } from '../api.ts'
import { figureOf, type Tally, together } from '../figure.ts'
import { addsUp, comparesScores, type Metric } from '../metric.ts'
import type { Period } from '../period.ts'
import { closedThrough } from '../store/frozen.ts'
import { ask, type Measured, measure } from '../store/measure.ts'
import { type TargetPlace, type TargetRow, targetsIn } from '../store/target.ts'
import { grainOf, grains, paceOf, partsOfTime, targetOut, workdaysIn } from '../target.ts'
import { metricsOnDay } from './metrics-on-day.ts'
import { isOwn, mayWrite, placed, samePeriod, samePlace } from './target-place.ts'

const mayRead = 'performance.metric.read'
type Node = Output<typeof api.targetBoard>['nodes'][number]
type Pace = NonNullable<Node['lines'][number]['pace']>

/** The targets of a metric in a year, from the company down to people, as far as the reader may see, with how far each is reached. */
export async function targetBoard(
  ctx: Context,
  input: Input<typeof api.targetBoard>,
): Promise<Output<typeof api.targetBoard>> {
  const metric = (await metricsOnDay(ctx, ctx.today)).get(input.code)!
  const year = { from: `${input.year}-01-01` as Day, to: `${input.year}-12-31` as Day }
  const known = await targetsIn(ctx.sql, [metric.code], year)
  const calendar = await calendarOf(ctx.sql)
  const look: Look = {
    ctx,
    metric,
    known,
    closed: await closedThrough(ctx.sql),
    actual: await actuals(ctx, metric, year),
    works: day => isWorkday(day, calendar),
  }
  const nodes = await places(ctx, metric, year, known)
  const maySet = (place: TargetPlace) => ctx.rights.verdict(mayWrite, { ...placed(place), ownerId: null }).allow
  const own = new Set<string>()
  for (const place of nodes) if (await isOwn(ctx, place)) own.add(keyOf(place))
  return {
    code: metric.code,
    unit: metric.unit,
    addsUp: addsUp(metric),
    better: metric.better,
    asOf: ctx.now,
    closedThrough: look.closed,
    nodes: nodes.map(({ name, ...place }) => ({
      ...nodeIds(place),
      name,
      canWrite: !own.has(keyOf(place)) && maySet(place),
      canSplit: maySet(place),
      canCounter: own.has(keyOf(place)) || ctx.rights.verdict('performance.target.counter', placed(place)).allow,
      lines: known.filter(target => samePlace(target, place)).map(target => lineOf(look, target)),
    })),
  }
}

type Look = {
  ctx: Context
  metric: Metric
  known: readonly TargetRow[]
  closed: Day | null
  actual: (place: TargetPlace, period: Period) => Tally | null
  works: (day: Day) => boolean
}

const keyOf = (place: TargetPlace) => [place.level, place.branchKey, place.groupKey, place.personKey].join('/')

function nodeIds(place: TargetPlace) {
  const above: Record<TargetPlace['level'], TargetPlace | null> = {
    company: null,
    branch: { level: 'company', branchKey: null, groupKey: null, personKey: null },
    group: { level: 'branch', branchKey: place.branchKey, groupKey: null, personKey: null },
    person: { level: 'group', branchKey: place.branchKey, groupKey: place.groupKey, personKey: null },
  }
  const parent = above[place.level]
  return {
    key: keyOf(place),
    parent: parent && keyOf(parent),
    level: place.level,
    branchId: place.branchKey === null ? null : toId('branch', place.branchKey),
    groupId: place.groupKey === null ? null : toId('group', place.groupKey),
    personId: place.personKey === null ? null : toId('person', place.personKey),
  }
}

/** The places the reader may see that the metric is about: where its people stood in the year, and where a target stands. */
async function places(ctx: Context, metric: Metric, year: Period, known: readonly TargetRow[]) {
  const role = metric.kpiOf[0]!
  const groups = await boardGroups(ctx.sql, ctx.today)
  const stays = await roster.stintsIn(ctx.sql, year.from, year.to < ctx.today ? year.to : ctx.today)
  const found = new Map<string, TargetPlace & { name: string | null }>()
  const add = (place: TargetPlace, name: string | null) => {
    if (!found.has(keyOf(place)) && ctx.rights.verdict(mayRead, placed(place)).allow)
      found.set(keyOf(place), { ...place, name })
  }
  add({ level: 'company', branchKey: null, groupKey: null, personKey: null }, null)
  const named = (key: bigint | null) => groups.find(group => group.key === key)
  const whole = [
    ...stays.filter(stay => role === 'everyone' || stay.function === role),
    ...known.flatMap(target =>
      stays.filter(stay => stay.personKey === target.personKey && stay.groupKey === target.groupKey),
    ),
  ].sort(
    (a, b) =>
      Number(a.branchKey - b.branchKey) || Number(a.groupKey - b.groupKey) || a.name.localeCompare(b.name, 'zh'),
  )
  for (const { branchKey, groupKey, personKey, name } of whole) {
    if (!named(groupKey)) continue
    add({ level: 'branch', branchKey, groupKey: null, personKey: null }, named(groupKey)!.branchName)
    add({ level: 'group', branchKey, groupKey, personKey: null }, named(groupKey)!.name)
    if (metric.levels.includes('person')) add({ level: 'person', branchKey, groupKey, personKey }, name)
  }
  return [...found.values()]
}

/** What a metric came to in each month of the year, by place; longer stretches are put together from their months where that can be. */
async function actuals(ctx: Context, metric: Metric, year: Period): Promise<Look['actual']> {
  if (metric.source === null || metric.day === null) return () => null
  const months = partsOfTime(year).flatMap(partsOfTime)
  const everything = await ask(ctx, 'everything')
  const groups = await boardGroups(ctx.sql, ctx.today)
  const [stays, branches, all] = [
    await measure(everything, [metric], months, 'stays'),
    await measure(everything, [metric], months, 'branches'),
    await measure(everything, [metric], months, 'all'),
  ]
  const quantile =
    metric.how === 'median' || metric.how === 'p90' || metric.how === 'distinct' || comparesScores(metric)
  return (place, period) => {
    const below = place.groupKey === null ? [] : withDescendants(place.groupKey, groups)
    const rows: readonly Measured[] = {
      company: all,
      branch: branches.filter(one => one.subjectKey === place.branchKey),
      group: stays.filter(one => one.groupKey !== null && below.includes(one.groupKey)),
      person: stays.filter(one => one.subjectKey === place.personKey && one.groupKey === place.groupKey),
    }[place.level]
    const own = rows.filter(one => months[one.span]!.from >= period.from && months[one.span]!.to <= period.to)
    if (own.length === 0) return null
    if (own.length === 1) return own[0]!.tally
    if (quantile) return null
    return metric.position
      ? together(own.filter(one => one.span === own.at(-1)!.span).map(one => one.tally))
      : together(own.map(one => one.tally))
  }
}

/** What a tally comes to in the metric's units, unrounded; null of nothing. */
export function amountOf(metric: Metric, tally: Tally | null): Decimal | null {
  if (metric.how === 'count') return new Decimal(tally?.rows ?? 0)
  if (metric.how === 'sum' || metric.how === 'distinct') return new Decimal(tally?.total ?? 0)
  if (metric.how === 'share')
    return tally?.total && tally.total !== '0' ? new Decimal(tally.part ?? 0).div(tally.total) : null
  if (!tally?.median) return null
  const text = comparesScores(metric) ? figureOf(metric, tally).value : tally.median
  return text === null ? null : new Decimal(text)
}

/** How far a target is reached on a day, as people read it. */
export function paceShape(
  metric: Metric,
  { value, ...period }: Period & { value: string },
  actual: Decimal | null,
  today: Day,
  works: (day: Day) => boolean,
): Pace | null {
  if (period.from > today) return null
  const days = workdaysIn(period, works)
  const last = period.to < today ? period.to : addDays(today, -1)
  const gone = last < period.from ? 0 : workdaysIn({ from: period.from, to: last }, works)
  const write = (amount: Decimal | null) => (amount === null ? null : written(metric, amount))
  if (actual === null)
    return { actual: null, reached: null, forecast: null, gap: null, perDay: null, daysGone: gone, days }
  const over = period.to < today
  const pace = addsUp(metric) ? paceOf(actual, new Decimal(value), gone, days) : null
  return {
    actual: write(actual),
    reached: actual.div(value).toFixed(4, Decimal.ROUND_HALF_UP),
    forecast: over || !pace ? null : write(pace.forecast),
    gap: write(over || !pace ? actual.minus(value) : pace.gap),
    perDay: over || !pace ? null : write(pace.perDay),
    daysGone: gone,
    days,
  }
}

function written(metric: Pick<Metric, 'unit'>, amount: Decimal): string {
  if (metric.unit === 'share') return amount.toFixed(6, Decimal.ROUND_HALF_UP)
  const whole = amount.toFixed(0, Decimal.ROUND_HALF_UP)
  return metric.unit === 'money' ? signed(whole) : whole
}
const signed = (fen: string) =>
  fen.startsWith('-') ? `-${targetOut({ unit: 'money' }, fen.slice(1))}` : targetOut({ unit: 'money' }, fen)

function lineOf({ ctx, metric, known, closed, actual, works }: Look, target: TargetRow): Node['lines'][number] {
  const gapOf = (parts: readonly TargetRow[]) =>
    parts.length === 0 || !addsUp(metric)
      ? null
      : written(metric, parts.reduce((sum, part) => sum.plus(part.value), new Decimal(0)).minus(target.value))
  const inTime = known.filter(
    one =>
      samePlace(one, target) &&
      grains[grainOf(one)] === grains[grainOf(target)] / (grainOf(target) === 'year' ? 4 : 3) &&
      one.from >= target.from &&
      one.to <= target.to,
  )
  const next = { company: 'branch', branch: 'group', group: 'person', person: null }[target.level]
  const below = known.filter(
    one =>
      one.level === next &&
      samePeriod(one, target) &&
      (target.level === 'company' || one.branchKey === target.branchKey) &&
      (target.level !== 'group' || one.groupKey === target.groupKey),
  )
  return {
    id: toId('target', target.key),
    from: target.from,
    to: target.to,
    grain: grainOf(target),
    number: target.number,
    value: targetOut(metric, target.value),
    upper: target.upper && targetOut(metric, target.upper),
    origin: target.origin,
    reason: target.reason,
    madeByName: target.madeByName,
    madeOn: target.madeOn,
    closed: target.to < ctx.today || (closed !== null && monthEnd(target.to) <= closed),
    pace: paceShape(metric, target, amountOf(metric, actual(target, target)), ctx.today, works),
    timeGap: gapOf(inTime),
    peopleGap: gapOf(below),
    counter: target.counter && {
      id: toId('targetcounter', target.counter.key),
      value: targetOut(metric, target.counter.value),
      reason: target.counter.reason,
      madeByName: target.counter.madeByName,
      mine: target.counter.madeBy === ctx.actor.key,
    },
  }
}
