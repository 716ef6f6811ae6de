import type { Day } from '#lib/day'
import { type Id, toId } from '#lib/id'
import type { Context } from '#platform/context'
import { pastWall } from '#platform/wall'
import { attainment, type Measured } from '../appraisal.ts'
import { figureOf } from '../figure.ts'
import { addsUp, type MetricCode } from '../metric.ts'
import type { MetricOnDay } from '../metric-version.ts'
import type { Period } from '../period.ts'
import { type KeptFor, keepFigure } from '../store/kept.ts'
import { ask } from '../store/measure.ts'
import { type TargetRow, targetsIn } from '../store/target.ts'
import { targetOut, targetOver } from '../target.ts'
import { metricsOnDay } from './metrics-on-day.ts'
import { aboutView, type Known, measuredBy, ofLevel } from './subject-for.ts'
import { type Told, tellFigures } from './tell-figures.ts'

/** A metric somebody is measured by; `target` null: the person's own in the cascade. */
export type Wanted = { code: MetricCode; target: string | null }

/**
 * What metrics came to for a person over a period, against the targets of the cascade (or those given): read by the registry, frozen
 * where the months are, and never typed. In the order asked. `keep`: somebody is graded by it, so what is told of days that are no
 * frozen months is kept with its rows.
 */
export async function measureGoals(
  ctx: Context,
  person: { personKey: bigint; post: string; groupId: bigint | null; branchId: bigint | null },
  period: Period,
  wanted: readonly Wanted[],
  keep = false,
): Promise<Measured[]> {
  if (wanted.length === 0) return []
  const registry = await metricsOnDay(ctx, period.to)
  const codes = [...new Set(wanted.map(one => one.code))]
  const own = { ...(await ofLevel(ctx, 'person', person.personKey)), post: person.post }
  const wide = await measuredBy(ctx, own, period.to < ctx.today ? period.to : ctx.today)
  const metrics = codes.flatMap(code => registry.get(code) ?? [])
  const told: Told[] = []
  const evidence = new Map<MetricCode, Evidence>()
  const targets: TargetRow[] = []
  const years = { from: `${period.from.slice(0, 4)}-01-01` as Day, to: `${period.to.slice(0, 4)}-12-31` as Day }
  // What everybody is measured by stays a person's own, whatever the post answers for.
  for (const about of wide === own ? [own] : [own, wide]) {
    const some = metrics.filter(metric => wide === own || metric.kpiOf.includes('everyone') === (about === own))
    if (some.length === 0) continue
    const found = await tellFigures(ctx, some, about, [period])
    told.push(...found)
    if (keep)
      for (const [code, kept] of await keepTold(ctx, found, some, person, period, about)) evidence.set(code, kept)
    // The appraisal is open to its reader: its person's targets go with it, wherever they were set.
    const set = () =>
      targetsIn(
        ctx.sql,
        some.map(metric => metric.code),
        years,
        about,
      )
    targets.push(...(await pastWall(ctx.sql, set, ['performance.target', 'performance.target_counter'])))
  }
  return wanted.map(({ code, target: given }) => {
    const metric = registry.get(code)!
    const lines = targets.filter(one => one.code === code)
    const set = targetOver(addsUp(metric), lines, period)
    const target = given ?? (set === null ? null : targetOut(metric, set))
    const found = told.find(one => one.code === code)
    const kept = evidence.get(code)
    const value = kept ? kept.value : found && !found.few ? (found.figure?.value ?? null) : null
    const { better } = metric
    const end = given === null ? (lines.find(one => one.value === set)?.upper ?? null) : null
    const upper = better === 'band' && end !== null ? targetOut(metric, end) : null
    const about = wide === own || metric.kpiOf.includes('everyone') ? own : wide
    const able = value !== null && target !== null && better !== null
    return {
      target,
      value,
      score: able ? attainment(value, target, better, upper).toFixed(2) : null,
      missing: able ? null : target === null ? 'no-target' : 'no-figure',
      asOf: found?.asOf ?? ctx.now,
      frozen: kept !== undefined || (found?.frozen ?? false),
      upper,
      ...(about === own ? {} : { about: aboutView(about) }),
      ...(kept ? { figureId: kept.figureId } : {}),
    }
  })
}

type Evidence = { value: string | null; figureId: Id<'figure'> }

/** Keeps what was told of days that are not kept already; the figure is read off the rows that are kept. */
async function keepTold(
  ctx: Context,
  told: readonly Told[],
  metrics: readonly MetricOnDay[],
  person: KeptFor,
  period: Period,
  about: Known,
): Promise<Map<MetricCode, Evidence>> {
  const kept = new Map<MetricCode, Evidence>()
  const asked = await ask(ctx, 'everything')
  for (const metric of metrics) {
    const found = told.find(one => one.code === metric.code)
    if (!found || found.frozen || found.few || (found.figure?.value ?? null) === null) continue
    const { key, tally } = await keepFigure(asked, metric, period, person, about)
    kept.set(metric.code, { value: figureOf(metric, tally).value, figureId: toId('figure', key) })
  }
  return kept
}
