import { addDays } from '#lib/day'
import { mail, notify } from '#notification'
import type { Context } from '#platform/context'
import { groupNodes, roster, withDescendants } from '#team'
import { standings } from '#training'
import { type DigestBody, digestCodes, digestMetrics, type WeekFigure } from '../digest.ts'
import { figureOf } from '../figure.ts'
import { type MetricCode, metricOf } from '../metric.ts'
import type { Period } from '../period.ts'
import { mondayOf } from '../pulse.ts'
import * as store from '../store/digest.ts'
import { overdueCounts } from '../store/health.ts'
import { ask, type By, measure } from '../store/measure.ts'
import { thanksCounts, whoChose } from '../store/together.ts'
import { streaksOf } from './leaderboard.ts'
import { metricsOnDay } from './metrics-on-day.ts'

/**
 * The digests of the last whole week for everybody at work who wants one: each fact is read for all of them at once. Run again for the same
 * week it keeps what was told and tells nobody twice.
 */
export async function makeDigests(ctx: Context): Promise<void> {
  const monday = mondayOf(ctx.today)
  const week = { from: addDays(monday, -7), to: addDays(monday, -1) }
  const before = { from: addDays(monday, -14), to: addDays(monday, -8) }
  const refused = await whoChose(ctx.sql, 'noDigest')
  const team = await roster.peopleOn(ctx.sql, ctx.today)
  const functions = new Map(
    (await roster.stintsIn(ctx.sql, ctx.today, ctx.today)).map(one => [one.personKey, one.function]),
  )
  const nodes = await groupNodes(ctx.sql, ctx.today)
  const below = new Map(nodes.map(node => [node.key, withDescendants(node.key, nodes)]))
  const tree = [...below].flatMap(([groupKey, members]) => members.map(memberKey => ({ groupKey, memberKey })))
  const ofPeople = await weekFigures(ctx, [before, week], 'people')
  const ofGroups = await weekFigures(ctx, [before, week], { tree })
  const metrics = await metricsOnDay(ctx, ctx.today)
  const streaks = { market: await streaksOf(ctx, 'market', metrics), review: await streaksOf(ctx, 'review', metrics) }
  const thanks = await thanksCounts(ctx.sql, week)
  const tasks = await store.taskCounts(ctx, week, addDays(monday, 6))
  const talks = await store.nextTalks(ctx.sql, ctx.today)
  const overdue = await overdueCounts(
    ctx,
    team.map(person => person.key),
  )
  const training = await standings.standingsOf(
    ctx,
    team.map(person => ({ key: person.key, post: person.post!, fromDay: person.fromDay! })),
  )
  const bodyOf = (person: (typeof team)[number]): DigestBody => {
    const role = functions.get(person.key)
    const own = role === 'market' || role === 'review' ? role : null
    const standing = training.get(person.key)!
    const mine = tasks.get(person.key)
    const members = below.get(person.groupKey!) ?? [person.groupKey!]
    const mates = team.filter(one => one.groupKey !== null && members.includes(one.groupKey))
    const reports = team.filter(one => one.reportsToKey === person.key)
    const sum = (people: typeof team, of: (key: bigint) => number) =>
      people.reduce((total, one) => total + of(one.key), 0)
    return {
      figures: ofPeople(person.key, [...(own ? digestMetrics[own] : []), ...digestMetrics.everyone]),
      streak: own ? streaks[own](person.key) : 0,
      thanks: thanks.get(person.key) ?? 0,
      tasksDone: mine?.done ?? 0,
      due: {
        tasks: mine?.due ?? 0,
        overdue: mine?.overdue ?? 0,
        certificates: standing.expiring,
        courses: standing.open,
        talkOn: talks.get(person.key) ?? null,
      },
      team: {
        name: person.groupName ?? '',
        people: mates.length,
        figures: ofGroups(person.groupKey!, digestCodes),
        thanks: sum(mates, key => thanks.get(key) ?? 0),
      },
      reports:
        reports.length === 0
          ? null
          : {
              people: reports.length,
              overdue: sum(reports, key => (overdue.get(key) ?? []).reduce((total, one) => total + one.count, 0)),
              certificates: sum(reports, key => training.get(key)!.expiring),
              courses: sum(reports, key => training.get(key)!.open),
            },
    }
  }
  const digests = team
    .filter(person => !refused.has(person.key))
    .map(person => ({ personKey: person.key, body: bodyOf(person) }))
  const told = await store.insertDigests(ctx, week.from, digests)
  await notify(ctx, {
    to: told,
    template: 'performance.notice.digest',
    facts: { from: week.from, to: week.to },
    once: `performance:digest:${week.from}`,
  })
  // Who wants it by e-mail gets what is due in numbers; figures, names and customers stay inside the house.
  const kept = new Set(told)
  const mails = digests.flatMap(({ personKey, body: { due, thanks: thanked, tasksDone } }) => {
    const { tasks, overdue, certificates, courses } = due
    const facts = { ...week, done: tasksDone, thanks: thanked, tasks, overdue, certificates, courses }
    return kept.has(personKey) ? [[personKey, facts] as const] : []
  })
  await mail.mailTo(ctx, 'performance.mail.digest', new Map(mails))
}

const none = { rows: 0, total: null, part: null, median: null }

/** The figures of two weeks for everybody or every group, and a way to pick one's own. */
async function weekFigures(ctx: Context, spans: readonly Period[], by: By) {
  const measured = await measure(await ask(ctx, 'everything'), digestCodes.map(metricOf), spans, by)
  const found = Map.groupBy(
    measured.filter(one => !one.isAll && one.subjectKey !== null),
    one => one.subjectKey!,
  )
  return (key: bigint, codes: readonly MetricCode[]): WeekFigure[] =>
    codes.map(code => {
      const of = (span: number) => {
        const tally = found.get(key)?.find(one => one.code === code && one.span === span)?.tally
        return figureOf(metricOf(code), tally ?? none).value
      }
      return { code, before: of(0), now: of(1) }
    })
}
