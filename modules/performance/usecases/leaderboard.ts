import { addDays, type Day } from '#lib/day'
import type { Context } from '#platform/context'
import type { Input, Output } from '#platform/operation'
import { parameterOn } from '#reference'
import { roster } from '#team'
import type { api } from '../api.ts'
import { figureOf } from '../figure.ts'
import { type BoardRole, boardMetrics, boardRoles, type Entry, leaderboard as order, streakOf } from '../leaderboard.ts'
import type { MetricOnDay } from '../metric-version.ts'
import { firstOf, type Period } from '../period.ts'
import { mondayOf } from '../pulse.ts'
import { ask, measure } from '../store/measure.ts'
import { thanksCounts, whoChose } from '../store/together.ts'
import { metricsOnDay } from './metrics-on-day.ts'

const streakWeeks = 12

/** Colleagues of one kind by one metric, where that says anything. */
export async function leaderboard(
  ctx: Context,
  input: Input<typeof api.leaderboard>,
): Promise<Output<typeof api.leaderboard>> {
  const rules = await parameterOn(ctx.sql, 'leaderboard.rules', ctx.today)
  const stays = await roster.stintsIn(ctx.sql, ctx.today, ctx.today)
  const own = stays.find(one => one.personKey === ctx.actor.key)?.function
  const role: BoardRole = input.role ?? boardRoles.find(one => one === own) ?? 'market'
  const codes: readonly MetricOnDay['code'][] = boardMetrics[role]
  const metrics = await metricsOnDay(ctx, ctx.today)
  const metric = metrics.get(input.metric && codes.includes(input.metric) ? input.metric : codes[0]!)!
  const span = spanOf(input.span, ctx.today)
  const base = {
    on: rules.listed === 'listed',
    role,
    metrics: [...codes],
    metric: metric.code,
    unit: metric.unit,
    ...span,
    least: rules.leastPeople,
  }
  const nothing = { ...base, verdict: 'few' as const, chance: null, rows: [], unlisted: 0 }
  if (!base.on) return nothing
  const kind = stays.filter(one => one.function === role)
  const near = kind.filter(one => one.branchKey === ctx.actor.branchKey)
  // Where one’s own branch has nobody of the kind, as at head office, it is everybody’s board.
  const people = near.length > 0 ? near : kind
  const hidden = await whoChose(ctx.sql, 'unlisted')
  const listed = people.filter(one => !hidden.has(one.personKey))
  const asked = await ask(ctx, 'everything')
  const tallies = new Map(
    (await measure(asked, [metric], [span], 'people')).flatMap(({ subjectKey, tally }) =>
      subjectKey === null ? [] : [[subjectKey, tally] as const],
    ),
  )
  const share = metric.how === 'share'
  const empty = { rows: 0, total: null, part: null, median: null }
  const tallyOf = (key: bigint) => tallies.get(key) ?? empty
  const entries = listed.flatMap(({ personKey: key }): Entry[] => {
    const tally = tallyOf(key)
    if (share && tally.rows < metric.leastRows) return []
    const value = Number(figureOf(metric, tally).value ?? 0)
    return [{ key, rows: tally.rows, counted: Number(tally.part ?? tally.rows), value }]
  })
  const better = metric.better === 'less' ? 'less' : 'more'
  const board = order(entries, { share, better, least: rules.leastPeople })
  const streaks = await streaksOf(ctx, role, metrics)
  const thanks = await thanksCounts(ctx.sql, span)
  const names = new Map(people.map(one => [one.personKey, one.name]))
  return {
    ...base,
    verdict: board.verdict,
    chance: board.chance === null ? null : board.chance.toFixed(2),
    rows: board.places.map(({ key, rank }) => ({
      rank,
      name: names.get(key) ?? '',
      mine: key === ctx.actor.key,
      figure: figureOf(metric, tallyOf(key)),
      streak: streaks(key),
      thanks: thanks.get(key) ?? 0,
    })),
    unlisted: people.length - listed.length,
  }
}

/** The month, quarter or year of a day, up to it. */
function spanOf(span: 'month' | 'quarter' | 'year', today: Day): Period {
  const month = Number(today.slice(5, 7))
  const first = span === 'month' ? month : span === 'quarter' ? month - ((month - 1) % 3) : 1
  return { from: firstOf(`${today.slice(0, 5)}${String(first).padStart(2, '0')}-01` as Day), to: today }
}

/** Good weeks in a row up to the last whole one: a loan paid out, or decisions that were all in time. One pass for everybody. */
export async function streaksOf(
  ctx: Context,
  role: BoardRole,
  metrics: Awaited<ReturnType<typeof metricsOnDay>>,
): Promise<(key: bigint) => number> {
  const monday = mondayOf(ctx.today)
  const weeks = Array.from({ length: streakWeeks }, (_, at): Period => {
    const from = addDays(monday, -7 * (streakWeeks - at))
    return { from, to: addDays(from, 6) }
  })
  const metric = metrics.get(role === 'market' ? 'disbursed-count' : 'in-time')!
  const found = Map.groupBy(
    (await measure(await ask(ctx, 'everything'), [metric], weeks, 'people')).filter(one => one.subjectKey !== null),
    one => one.subjectKey!,
  )
  return key => {
    const own = found.get(key) ?? []
    return streakOf(
      weeks.map((_, at) => {
        const tally = own.find(one => one.span === at)?.tally
        return tally !== undefined && tally.rows > 0 && (role === 'market' || tally.part === tally.total)
      }),
    )
  }
}
