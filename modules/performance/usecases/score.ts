import { addMonths, type Day, monthEnd } from '#lib/day'
import { Decimal } from '#lib/decimal'
import { toId } from '#lib/id'
import type { Context } from '#platform/context'
import type { Input, Output } from '#platform/operation'
import { pastWall } from '#platform/wall'
import { calendarOf, isWorkday } from '#reference'
import { roster } from '#team'
import type { api } from '../api.ts'
import type { MetricRole } from '../metric.ts'
import type { MetricOnDay } from '../metric-version.ts'
import { firstOf, type Period } from '../period.ts'
import { type TargetRow, targetsIn } from '../store/target.ts'
import { targetOut } from '../target.ts'
import { metricsOnDay } from './metrics-on-day.ts'
import { aboutView, measuredBy, myself, subjectFor } from './subject-for.ts'
import { paceShape } from './target-board.ts'
import { samePeriod } from './target-place.ts'
import { addsInTime, type Told, tellFigures, toldTogether } from './tell-figures.ts'

type Score = Output<typeof api.score>['metrics'][number]

/**
 * One person's metrics as their post is measured by them: this month, quarter and year beside their targets, and the twelve months up to
 * now. Without a person, whoever asks. @throws Refusal performance.person_not_found, authority.*
 */
export async function score(ctx: Context, input: Input<typeof api.score>): Promise<Output<typeof api.score>> {
  const known = input.personId ? await subjectFor(ctx, input) : await myself(ctx)
  const day = input.day ?? ctx.today
  const wide = await measuredBy(ctx, known, day)
  const month = firstOf(day)
  const role = await roleOf(ctx, known.key, day)
  const all = await metricsOnDay(ctx, day)
  // What everybody is measured by stays a person's own.
  const aboutOf = (metric: MetricOnDay) => (metric.kpiOf.includes(role) ? wide : known)
  const metrics = [...all.values()]
    .filter(metric => metric.kpiOf.includes(role) || metric.kpiOf.includes('everyone'))
    .filter(metric => metric.levels.includes(aboutOf(metric).level) && (metric.source === null || metric.day !== null))
  const months = Array.from({ length: 12 }, (_, at) => monthOf(addMonths(month, at - 11)))
  const quarter = stretch(month, 3)
  const year = stretch(month, 12)
  const tell = async (some: readonly MetricOnDay[], spans: readonly Period[]) => [
    ...(await tellFigures(
      ctx,
      some.filter(metric => aboutOf(metric) === wide),
      wide,
      spans,
    )),
    ...(await tellFigures(
      ctx,
      some.filter(metric => aboutOf(metric) !== wide),
      known,
      spans,
    )),
  ]
  const trend = await tell(metrics, months)
  const find = (list: readonly Told[], metric: MetricOnDay, span: number) =>
    list.find(one => one.code === metric.code && one.span === span)!
  const whole = metrics.filter(metric => !addsInTime(metric))
  const asWhole = [await tell(whole, [quarter]), await tell(whole, [year])]
  const longer = (metric: MetricOnDay, span: Period, at: 0 | 1): Told => {
    const found = asWhole[at]!.find(one => one.code === metric.code)
    if (found) return found
    const inside = months.flatMap((one, place) =>
      one.from >= span.from && one.to <= span.to ? [find(trend, metric, place)] : [],
    )
    const told = toldTogether(metric, inside)
    // A stretch that goes on beyond the month asked for is not kept, whatever its months are.
    return span.to > months.at(-1)!.to ? { ...told, frozen: false, asOf: ctx.now } : told
  }
  // The person is open to the reader: targets set in a group before go with the person.
  const codes = metrics.map(metric => metric.code)
  const abouts = wide.level === 'person' ? [known] : [known, wide]
  const targets = await pastWall(
    ctx.sql,
    async () => (await Promise.all(abouts.map(about => targetsIn(ctx.sql, codes, year, about)))).flat(),
    ['performance.target', 'performance.target_counter'],
  )
  const calendar = await calendarOf(ctx.sql)
  const cell = (metric: MetricOnDay, span: Period, told: Told) =>
    cellOf(
      metric,
      span,
      told,
      targets.filter(target => target.level === aboutOf(metric).level),
      ctx.today,
      on => isWorkday(on, calendar),
    )
  return {
    personId: toId('person', known.key),
    name: known.name,
    post: known.post,
    asOf: ctx.now,
    month,
    metrics: metrics.map((metric): Score => {
      const cells = months.map((span, at) => cell(metric, span, find(trend, metric, at)))
      return {
        code: metric.code,
        version: metric.number,
        unit: metric.unit,
        better: metric.better,
        waitsFor: metric.waitsFor ?? null,
        role: metric.kpiOf.includes(role) ? role : 'everyone',
        about: aboutView(aboutOf(metric)),
        leastRows: metric.leastRows,
        maturity: metric.maturity,
        daysLater: metric.daysLater ?? null,
        mob: metric.mob ?? null,
        month: cells.at(-1)!,
        quarter: cell(metric, quarter, longer(metric, quarter, 0)),
        year: cell(metric, year, longer(metric, year, 1)),
        trend: cells,
      }
    }),
  }
}

const monthOf = (first: Day): Period => ({ from: first, to: monthEnd(first) })

/** The quarter or year a month lies in. */
function stretch(month: Day, length: 3 | 12): Period {
  const at = Number(month.slice(5, 7)) - 1
  const from = addMonths(month, -(at % length))
  return { from, to: monthEnd(addMonths(from, length - 1)) }
}

/** What a person's post is for on a day, which says by what it is measured. */
async function roleOf(ctx: Context, personKey: bigint, day: Day): Promise<MetricRole> {
  const stays = await roster.stintsIn(ctx.sql, day, day, personKey)
  const found = stays.at(-1)?.function
  const roles: readonly MetricRole[] = ['market', 'review', 'risk', 'service', 'collection', 'management']
  return roles.find(role => role === found) ?? 'everyone'
}

function cellOf(
  metric: MetricOnDay,
  span: Period,
  told: Told,
  targets: readonly TargetRow[],
  today: Day,
  works: (day: Day) => boolean,
) {
  const own = targets.filter(target => target.code === metric.code && samePeriod(target, span))
  const { figure, asOf, frozen, few } = told
  return {
    ...span,
    figure: figure && { ...figure, asOf, frozen, few },
    target: own.length === 0 ? null : aimOf(metric, span, own, figure?.value ?? null, today, works),
  }
}

/** A person who stood in two groups has a target in each: what adds up counts together, else the later group's. */
function aimOf(
  metric: MetricOnDay,
  span: Period,
  own: readonly TargetRow[],
  figure: string | null,
  today: Day,
  works: (day: Day) => boolean,
) {
  const adds = metric.how === 'count' || metric.how === 'sum'
  const value = adds ? own.reduce((sum, one) => sum.plus(one.value), new Decimal(0)).toFixed() : own.at(-1)!.value
  const upper = own.at(-1)!.upper
  const actual = figure === null ? null : new Decimal(figure).times(metric.unit === 'money' ? 100 : 1)
  return {
    value: targetOut(metric, value),
    upper: upper && targetOut(metric, upper),
    pace: paceShape(metric, { ...span, value }, actual, today, works),
  }
}
