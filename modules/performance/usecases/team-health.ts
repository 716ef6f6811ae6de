import { addDays, addMonths, type Day, daysBetween, latest, monthsBetween } from '#lib/day'
import { toId } from '#lib/id'
import type { Context } from '#platform/context'
import type { Input, Output } from '#platform/operation'
import { pastWall } from '#platform/wall'
import { parametersOn } from '#reference'
import { boardGroups, boardPeople, personById, roster } from '#team'
import { standings } from '#training'
import type { api } from '../api.ts'
import { figureOf } from '../figure.ts'
import { attritionOf, fallOf, loadOf, type SignFacts } from '../health.ts'
import type { MetricOnDay } from '../metric-version.ts'
import { mondayOf, toldPulse } from '../pulse.ts'
import * as store from '../store/health.ts'
import { ask, type Measured, measure } from '../store/measure.ts'
import { lastTalks } from '../store/talk.ts'
import { metricsOnDay } from './metrics-on-day.ts'
import { subjectFor } from './subject-for.ts'

type Answer = Output<typeof api.teamHealth>
type Person = Awaited<ReturnType<typeof boardPeople>>[number]
const permission = 'performance.health.read'
/** Quality and output are looked at over so many days, output also over as many before. */
const window = 90
const pulseWeeks = 8

/** How everybody within the reader's scope is doing: each fact read for all of them at once. */
export async function teamHealth(ctx: Context): Promise<Answer> {
  const people = await boardPeople(ctx, permission)
  const keys = people.map(person => person.key)
  const rules = await parametersOn(ctx.sql, ['health.norms', 'health.signs', 'health.levels'], ctx.today)
  const metrics = await metricsOnDay(ctx, ctx.today)
  const span = { from: addDays(ctx.today, 1 - window), to: ctx.today }
  const before = { from: addDays(span.from, -window), to: addDays(span.from, -1) }
  const asked = await ask(ctx, 'everything')
  const work = rules['health.norms'].map(norm => metrics.get(norm.work)!)
  const quality = (['check-error', 'papers-returned'] as const).map(code => metrics.get(code)!)
  const output = (['disbursed-count', 'reviews'] as const).map(code => metrics.get(code)!)
  const open = byPerson(await measure(asked, work, [span], 'people'))
  const checked = byPerson(await measure(asked, quality, [span], 'people'))
  const made = byPerson(await measure(asked, output, [before, span], 'people'))
  const overdue = await store.overdueCounts(ctx, keys)
  const training = await standings.standingsOf(ctx, people.map(learner))
  const facts = await signFacts(ctx, people)
  const counted = new Set(
    (await roster.stintsIn(ctx.sql, ctx.today, ctx.today))
      .filter(one => one.function === 'market' || one.function === 'review')
      .map(one => one.personKey),
  )
  return {
    asOf: ctx.now,
    businessDay: ctx.today,
    ...span,
    levels: rules['health.levels'],
    people: people.map(person => {
      const loadParts = rules['health.norms'].map(norm => ({
        work: norm.work,
        open: open.get(person.key)?.find(one => one.code === norm.work)?.tally.rows ?? 0,
        norm: norm.open,
      }))
      // Whoever brings or reviews files and has none open is free; of the others nothing is counted.
      const load = loadOf(loadParts) ?? (counted.has(person.key) ? 0 : null)
      const late = (kind: store.OverdueRow['kind']) =>
        overdue.get(person.key)?.find(one => one.kind === kind)?.count ?? 0
      const own = { tasks: late('task'), cases: late('case'), leads: late('lead') }
      const rowsOf = (at: number) =>
        (made.get(person.key) ?? []).reduce((sum, one) => sum + (one.span === at ? one.tally.rows : 0), 0)
      const known: SignFacts = {
        ...facts(person),
        overload: load,
        overdue: own.tasks + own.cases + own.leads,
        'output-fell': fallOf(rowsOf(0), rowsOf(1)),
      }
      return {
        id: person.id,
        name: person.name,
        post: person.post,
        groupId: person.groupKey === null ? null : toId('group', person.groupKey),
        groupName: person.groupName,
        branchName: person.branchName,
        onLeave: person.onLeave,
        load,
        loadParts,
        overdue: own,
        quality: qualityOf(quality, checked.get(person.key) ?? []),
        training: training.get(person.key)!,
        attrition:
          person.key === ctx.actor.key ? null : attritionOf(known, rules['health.signs'], rules['health.levels']),
      }
    }),
    pulse: await pulseWithin(ctx),
  }
}

/** Who has a post has held it since some day. */
const learner = (person: Person) => ({ key: person.key, post: person.post!, fromDay: person.fromDay! })

const byPerson = (measured: readonly Measured[]) =>
  Map.groupBy(
    measured.filter(one => !one.isAll && one.subjectKey !== null),
    one => one.subjectKey!,
  )

/** The defects found in checks where the person's decisions are checked, else the files that came back for papers. */
function qualityOf(metrics: readonly MetricOnDay[], own: readonly Measured[]) {
  for (const metric of metrics) {
    const tally = own.find(one => one.code === metric.code)?.tally
    if (tally && tally.rows > 0)
      return { metric: metric.code, figure: figureOf(metric, tally), few: tally.rows < metric.leastRows }
  }
  return null
}

/** What the organisation and the appraisals know of each person, as signs read it. */
async function signFacts(ctx: Context, people: readonly Person[]) {
  const keys = people.map(person => person.key)
  const posts = await roster.postSince(ctx.sql, keys, ctx.today)
  const managers = await roster.managerSince(ctx.sql, keys, ctx.today)
  const leaves = await roster.lastLeave(ctx.sql, keys, ctx.today)
  const left = await store.lastLeavers(ctx.sql, addMonths(ctx.today, -12))
  const scores = await store.lastScores(ctx.sql, keys)
  const talks = await pastWall(ctx.sql, () =>
    lastTalks(
      ctx.sql,
      [...managers].map(([personKey, { managerKey }]) => ({ personKey, managerKey })),
    ),
  )
  const ago = (day: Day | undefined) => (day === undefined ? null : daysBetween(day, ctx.today))
  return (person: Person): Omit<SignFacts, 'overload' | 'overdue' | 'output-fell'> => {
    const since = posts.get(person.key)
    const manager = managers.get(person.key)
    const [now, past] = scores.get(person.key) ?? []
    return {
      'score-fell': now === undefined || past === undefined ? null : Math.round(Number(past) - Number(now)),
      'long-in-post': since === undefined ? null : monthsBetween(since, ctx.today),
      // Whoever has had the manager from the first day has not changed.
      'manager-changed': manager && manager.since > person.joinedOn ? ago(manager.since) : null,
      'colleagues-left': person.groupKey === null ? null : ago(left.get(person.groupKey)),
      'no-leave': ago(leaves.get(person.key) ?? person.joinedOn),
      'no-talk': manager ? ago(talks.get(person.key) ?? latest(manager.since, person.joinedOn)) : null,
    }
  }
}

/** What may be told of the last whole weeks, of the groups and branches within the reader's scope. */
async function pulseWithin(ctx: Context): Promise<Answer['pulse']> {
  const monday = mondayOf(ctx.today)
  const { 'pulse.least': least } = await parametersOn(ctx.sql, ['pulse.least'], ctx.today)
  const tallies = await store.pulseTallies(ctx.sql, addDays(monday, -7 * pulseWeeks), monday)
  const groups = await boardGroups(ctx.sql, ctx.today)
  const told = toldPulse(tallies, least).filter(
    ({ groupKey, branchKey }) =>
      ctx.rights.verdict(permission, { ownerId: null, groupId: groupKey, branchId: branchKey }).allow,
  )
  return {
    least,
    told: told.map(({ week, groupKey, branchKey, answers, mean }) => ({
      week,
      groupId: groupKey === null ? null : toId('group', groupKey),
      groupName: groups.find(group => group.key === groupKey)?.name ?? null,
      branchName: groups.find(group => group.branchKey === branchKey)?.branchName ?? '',
      answers,
      mean: mean.toFixed(2),
    })),
  }
}

/** What stands behind somebody's overdue work or training. @throws Refusal performance.person_not_found, authority.* */
export async function healthRows(
  ctx: Context,
  { personId, part }: Input<typeof api.healthRows>,
): Promise<Output<typeof api.healthRows>> {
  const known = await subjectFor(ctx, { personId }, permission)
  if (part === 'training') {
    const person = await personById(ctx.sql, personId, ctx.today)
    if (!person?.post) return []
    const lines = await standings.standingLines(ctx, learner(person))
    return lines.map(line => ({ ...line, about: null }))
  }
  const found = await store.overdueRows(ctx, known.key)
  return found.map(({ kind, key, number, personKey, authorKey, day }) => {
    const between = kind !== 'task' || personKey === ctx.actor.key || authorKey === ctx.actor.key
    return {
      kind,
      about: kind === 'case' ? toId('application', key) : kind === 'lead' ? toId('lead', key) : null,
      name: between ? number : null,
      day,
      late: true,
    }
  })
}
