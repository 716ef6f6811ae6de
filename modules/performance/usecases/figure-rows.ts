import { monthEnd as monthOf } from '#lib/day'
import { toId } from '#lib/id'
import type { Context } from '#platform/context'
import type { Input, Output } from '#platform/operation'
import { pastWall } from '#platform/wall'
import { personNames } from '#team'
import type { api } from '../api.ts'
import { figureOf, measuredIn, separationIn, shiftIn, type Tally, weighed } from '../figure.ts'
import type { MetricOnDay } from '../metric-version.ts'
import { checkPeriod } from '../period.ts'
import { frozenDifference, frozenMonths, frozenRows } from '../store/frozen.ts'
import { ask, type FigureRow, measureOne, measureRows } from '../store/measure.ts'
import { metricsOnDay } from './metrics-on-day.ts'
import { type Known, subjectFor } from './subject-for.ts'
import { frozenSpan, tellFigures } from './tell-figures.ts'

/**
 * Why this number: the figure again with the rows it is made of. Without a subject it is what lies within the reader's scope. A frozen
 * month shows the rows that were kept, and how they differ from what they are now.
 * @throws Refusal performance.period, performance.person_not_found, performance.subject_not_found, authority.*
 */
export async function figureRows(
  ctx: Context,
  input: Input<typeof api.figureRows>,
): Promise<Output<typeof api.figureRows>> {
  checkPeriod(input)
  const metric = (await metricsOnDay(ctx, input.to)).get(input.metric)!
  const whole = input.personId || input.groupId || input.branchId || input.company
  const answer = whole
    ? await ofSubject(ctx, metric, await subjectFor(ctx, input), input)
    : await withinReach(ctx, metric, input)
  return rowsView(ctx, metric, metric.number, answer)
}

/** A figure with its rows as they are written. */
export async function rowsView(
  ctx: Context,
  metric: MetricOnDay,
  version: number,
  answer: Answer,
): Promise<Output<typeof api.figureRows>> {
  const names = await personNames(
    ctx.sql,
    answer.rows.flatMap(row => (row.personKey === null ? [] : [row.personKey])),
  )
  const write = (text: string | null) => weighed(metric, text)
  return {
    metric: metric.code,
    version,
    definitionZh: metric.change?.definitionZh ?? null,
    definitionEn: metric.change?.definitionEn ?? null,
    unit: metric.unit,
    measuredIn: measuredIn(metric),
    asOf: answer.asOf,
    frozen: answer.frozen,
    difference: answer.difference,
    figure: answer.figure,
    separation: metric.how === 'ks' || metric.how === 'auc' ? separationView(answer.tally) : null,
    shift: metric.how === 'psi' ? (shiftIn(answer.tally)?.bands ?? null) : null,
    rows: answer.rows.map(row => ({
      about: row.prefix === null ? null : toId(row.prefix, row.key),
      number: row.number,
      personName: row.personKey === null ? null : (names.get(row.personKey) ?? null),
      day: row.day,
      measure: write(row.measure),
      part: write(row.part),
      counted: row.counted,
    })),
  }
}

/** Where good and bad differ most. */
function separationView(tally: Tally): Output<typeof api.figureRows>['separation'] {
  const found = separationIn(tally)
  if (!found) return null
  const { ks: _ks, auc: _auc, ...where } = found
  return where
}

type Answer = {
  figure: Output<typeof api.figureRows>['figure']
  /** What the figure was written from. */
  tally: Tally
  rows: FigureRow[]
  asOf: Output<typeof api.figureRows>['asOf']
  frozen: boolean
  difference: Output<typeof api.figureRows>['difference']
}
type Span = Pick<Input<typeof api.figureRows>, 'from' | 'to'>

async function ofSubject(ctx: Context, metric: MetricOnDay, known: Known, { from, to }: Span): Promise<Answer> {
  const span = { from, to }
  const [told] = await tellFigures(ctx, [metric], known, [span])
  const everything = await ask(ctx, 'everything')
  const empty = { value: null, numerator: null, denominator: null, rows: 0 }
  const none: Tally = { rows: 0, total: null, part: null, median: null }
  const base = {
    figure: told!.figure ?? empty,
    tally: told!.tally ?? none,
    asOf: told!.asOf,
    frozen: told!.frozen,
  }
  if (!told!.frozen)
    return { ...base, rows: await measureRows(everything, metric, span, known.subject), difference: null }
  const months = frozenSpan(span, await frozenMonths(ctx.sql))!
  // A position of several months is that of the last.
  const shown = metric.position ? months.slice(-1) : months
  const rows: FigureRow[] = []
  let difference = { gone: 0, come: 0, changed: 0 }
  for (const { month } of shown.toReversed()) {
    const own = metric.position ? span : { from: month, to: span.to < monthOf(month) ? span.to : monthOf(month) }
    const left = 1000 - rows.length
    const kept = () => frozenRows(ctx.sql, metric, month, known.subject, left)
    if (left > 0) rows.push(...(await pastWall(ctx.sql, kept)))
    const found = await pastWall(ctx.sql, () => frozenDifference(everything, metric, month, own, known.subject))
    difference = {
      gone: difference.gone + found.gone,
      come: difference.come + found.come,
      changed: difference.changed + found.changed,
    }
  }
  const now = figureOf(metric, await measureOne(everything, metric, span, known.subject))
  const same = difference.gone + difference.come + difference.changed === 0
  return { ...base, rows, difference: same ? null : { ...difference, now } }
}

async function withinReach(ctx: Context, metric: MetricOnDay, { from, to }: Span): Promise<Answer> {
  const reach = await ask(ctx)
  const span = { from, to }
  const tally = await measureOne(reach, metric, span, {})
  return {
    figure: figureOf(metric, tally),
    tally,
    rows: await measureRows(reach, metric, span, {}),
    asOf: ctx.now,
    frozen: false,
    difference: null,
  }
}
