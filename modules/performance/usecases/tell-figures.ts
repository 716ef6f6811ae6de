import { addMonths, type Day, type Instant, monthEnd } from '#lib/day'
import type { Context } from '#platform/context'
import { pastWall } from '#platform/wall'
import { figureOf, standsOn, type Tally, together } from '../figure.ts'
import { isKept } from '../metric.ts'
import type { MetricOnDay } from '../metric-version.ts'
import { firstOf, type Period } from '../period.ts'
import { type FrozenMonth, frozenFigures, frozenMonths, frozenTallies } from '../store/frozen.ts'
import { ask, measure } from '../store/measure.ts'
import type { Known } from './subject-for.ts'

/** A figure as it is told. */
export type Told = {
  code: MetricOnDay['code']
  /** Which of the asked spans. */
  span: number
  /** Null where nothing was measured: no source yet, no rows, or not grown up. */
  figure: ReturnType<typeof figureOf> | null
  /** What it was written from; null where nothing is measured. */
  tally: Tally | null
  asOf: Instant
  /** Kept as it was at that moment; else as the records say now. */
  frozen: boolean
  /** Fewer rows than the metric asks for: the figure is chance more than anything. */
  few: boolean
}

const nothing: Tally = { rows: 0, total: null, part: null, median: null }

/**
 * What metrics come to for one subject in some adjoining spans (ascending, such as the months of a year): the one way every screen, appraisal
 * and target reads a figure. A frozen month is told as it was kept, and so is a longer span of frozen months wherever months add up.
 */
export async function tellFigures(
  ctx: Context,
  metrics: readonly MetricOnDay[],
  known: Known,
  spans: readonly Period[],
): Promise<Told[]> {
  const measured = metrics.filter(metric => metric.source !== null && metric.levels.includes(known.level))
  const frozen = await frozenMonths(ctx.sql)
  const monthsOf = (span: Period) => frozenSpan(span, frozen)
  const wanted = [...new Set(spans.flatMap(span => monthsOf(span) ?? []))]
  const kept =
    wanted.length > 0
      ? await pastWall(ctx.sql, () =>
          frozenFigures(
            ctx.sql,
            wanted.map(month => month.month),
            known.level,
            known.key,
          ),
        )
      : []
  // Quantiles and numbers of different things over several frozen months are told from the rows of all of them.
  const severals = new Map<Period, Awaited<ReturnType<typeof frozenTallies>>>()
  for (const span of spans) {
    const months = monthsOf(span)
    if (!months || months.length === 1) continue
    const whole = measured.filter(metric => isKept(metric) && !metric.position && !addsInTime(metric))
    const read = () =>
      frozenTallies(
        ctx.sql,
        whole,
        months.map(month => month.month),
        known.subject,
      )
    severals.set(span, await pastWall(ctx.sql, read))
  }
  const asked = await ask(ctx, 'everything')
  // Entitled to the subject, the reader's wall is passed once for all of its sources.
  const live = await pastWall(ctx.sql, () => measure(asked, measured, spans, 'all', known.subject))
  return metrics.flatMap(metric =>
    spans.map((span, at): Told => {
      const base = { code: metric.code, span: at }
      if (!measured.includes(metric))
        return { ...base, figure: null, tally: null, asOf: ctx.now, frozen: false, few: false }
      const months = monthsOf(span)
      const tally = months && keptTally(metric, months, kept, severals.get(span) ?? [])
      const found = tally ?? live.find(one => one.code === metric.code && one.span === at)?.tally ?? nothing
      return {
        ...base,
        figure: written(metric, found),
        tally: found,
        asOf: tally ? months.at(-1)!.at : ctx.now,
        frozen: tally !== null,
        few: isFew(metric, found),
      }
    }),
  )
}

const isFew = (metric: MetricOnDay, tally: Tally) => tally.rows > 0 && standsOn(metric, tally) < metric.leastRows

/** A figure of a tally; nothing counted is no share and no typical time, but it is a number. Before a month end is closed nothing of it is. */
const written = (metric: MetricOnDay, tally: Tally) =>
  tally.rows === 0 && (metric.maturity === 'month-end' || (metric.how !== 'count' && metric.how !== 'sum'))
    ? null
    : figureOf(metric, tally)

/** Months told as one longer span, for metrics whose months add up (`addsInTime`): spares asking again. */
export function toldTogether(metric: MetricOnDay, months: readonly Told[]): Told {
  const tallies = months.flatMap(told => told.tally ?? [])
  const tally = together(tallies)
  const frozen = months.every(told => told.frozen)
  return {
    ...months.at(-1)!,
    span: 0,
    figure: tallies.length === 0 ? null : written(metric, tally),
    tally,
    asOf: months.findLast(told => told.frozen === frozen)!.asOf,
    frozen,
    few: isFew(metric, tally),
  }
}

/** Whether months of it add up to a longer span: quantiles and numbers of different things do not, nor do positions. */
export const addsInTime = (metric: MetricOnDay): boolean =>
  !metric.position && (metric.how === 'count' || metric.how === 'sum' || metric.how === 'share')

/** The frozen months a span is made of; null unless it is whole months and all of them are frozen. */
export function frozenSpan(span: Period, frozen: readonly FrozenMonth[]): FrozenMonth[] | null {
  if (span.from !== firstOf(span.from) || span.to !== monthEnd(span.to)) return null
  const months: FrozenMonth[] = []
  for (let month: Day = span.from; month <= span.to; month = addMonths(month, 1)) {
    const found = frozen.find(one => one.month === month)
    if (!found) return null
    months.push(found)
  }
  return months
}

/** What was kept of a metric in some months; null where a month did not keep it. `several`: of what does not add up, over all of them. */
function keptTally(
  metric: MetricOnDay,
  months: readonly FrozenMonth[],
  kept: readonly { month: Day; code: string; tally: Tally }[],
  several: readonly { code: string; tally: Tally }[],
): Tally | null {
  if (!isKept(metric) || months.some(month => !(metric.code in month.versions))) return null
  const of = (month: FrozenMonth) =>
    kept.find(one => one.month === month.month && one.code === metric.code)?.tally ?? nothing
  if (metric.position || months.length === 1) return of(months.at(-1)!)
  return addsInTime(metric)
    ? together(months.map(of))
    : (several.find(one => one.code === metric.code)?.tally ?? nothing)
}
