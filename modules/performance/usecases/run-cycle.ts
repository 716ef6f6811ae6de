import { must } from '#lib/assert'
import { addDays, addMonths, monthEnd } from '#lib/day'
import { Decimal } from '#lib/decimal'
import { toId, toKey } from '#lib/id'
import { Refusal, refuseUnless } from '#lib/refusal'
import { notify } from '#notification'
import type { Context } from '#platform/context'
import type { Input, Output } from '#platform/operation'
import { pastWall } from '#platform/wall'
import { parameterOn } from '#reference'
import { boardPeople } from '#team'
import type { api } from '../api.ts'
import {
  checkCycle,
  checkMove,
  composed,
  type Goal,
  gradeOf,
  type Missing,
  type Part,
  trimmedMean,
  weighted,
} from '../appraisal.ts'
import { checkPeriod, firstOf } from '../period.ts'
import * as store from '../store/appraisal.ts'
import { plansOn } from '../store/plan.ts'
import { voicesOf } from '../store/voice.ts'
import { usualVoice } from '../voice.ts'
import { drawColleagues } from './draw-asks.ts'
import { keepMonth } from './freeze-figures.ts'
import { measureGoals } from './measure-goals.ts'
import { payScores } from './pay-scores.ts'
import { wholeHouse } from './subject-for.ts'

/** Every cycle with how many still owe something. */
export async function listCycles(ctx: Context): Promise<Output<typeof api.listCycles>> {
  return Promise.all((await store.cycles(ctx.sql)).map(row => cycleView(ctx, row)))
}

/** Writes a draft of a cycle. @throws Refusal performance.period, cycle_weights, cycle_part, cycle_target, cycle_taken */
export async function addCycle(ctx: Context, input: Input<typeof api.addCycle>): Promise<Output<typeof api.addCycle>> {
  const { name, from, to, dueDay, ...body } = input
  checkPeriod({ from, to })
  checkCycle(body)
  const key = await store.insertCycle(ctx.sql, { name, from, to, dueDay, body })
  if (key === null) throw new Refusal('performance.cycle_taken', {}, 'name')
  ctx.about(toId('cycle', key))
  return cycleView(ctx, must(await store.cycleByKey(ctx.sql, key), 'the cycle is there'))
}

/** Takes a cycle to its next state. @throws Refusal performance.cycle_not_found, stale, cycle_state, cycle_open_days, cycle_unsigned, cycle_nobody, cycle_overlap, cycle_plan */
export async function moveCycle(
  ctx: Context,
  input: Input<typeof api.moveCycle>,
): Promise<Output<typeof api.moveCycle>> {
  const cycle = await store.cycleByKey(ctx.sql, toKey(input.id), 'change')
  if (!cycle) throw new Refusal('performance.cycle_not_found')
  // A cycle is the whole house's: running it takes the right everywhere.
  ctx.rights.check('performance.cycle.write', wholeHouse)
  refuseUnless(cycle.version === input.version, 'performance.stale')
  checkMove(cycle.state, input.to)
  const next = { ...cycle, state: input.to }
  if (input.to === 'open') {
    await checkOpening(ctx, cycle)
    next.rules = await parameterOn(ctx.sql, 'appraisal.rules', ctx.today)
    await enrol(ctx, next)
  }
  if (input.to === 'calibrating') {
    refuseUnless(ctx.today > cycle.to, 'performance.cycle_open_days')
    await compose(ctx, next)
  }
  if (input.to === 'signing')
    next.appealUntil = addDays(ctx.today, must(cycle.rules, 'an open cycle has rules').appealDays)
  if (input.to === 'closed') await checkSigned(ctx, cycle)
  await store.saveCycle(ctx.sql, next)
  if (input.to === 'closed') ctx.note({ paid: await payScores(ctx, next) })
  ctx.about(input.id)
  ctx.note({ from: cycle.state, to: input.to })
  return cycleView(ctx, must(await store.cycleByKey(ctx.sql, cycle.key), 'the cycle is there'))
}

/**
 * A post is in one cycle at a time, since its score pays the cycle's months once; and where a plan pays by score, the metrics that
 * make the score are the ones the plan was approved with. @throws Refusal performance.cycle_overlap, cycle_plan
 */
async function checkOpening(ctx: Context, cycle: store.CycleRow): Promise<void> {
  const { posts, metrics } = cycle.body
  const rival = (await store.cycles(ctx.sql)).find(
    other =>
      other.state !== 'draft' &&
      other.from <= cycle.to &&
      cycle.from <= other.to &&
      other.body.posts.some(post => posts.includes(post)),
  )
  refuseUnless(!rival, 'performance.cycle_overlap', { name: rival?.name ?? '' })
  const sorted = (lines: readonly { code: string; weight: number }[]) =>
    lines
      .map(line => `${line.code}:${line.weight}`)
      .sort()
      .join()
  for (const plan of await plansOn(ctx.sql, ctx.today)) {
    const post = plan.body.posts.find(one => posts.includes(one))
    if (!plan.body.performance || !post) continue
    const own = sorted(metrics.filter(metric => metric.post === post))
    refuseUnless(own === sorted(plan.body.performance.weights), 'performance.cycle_plan', { plan: plan.name, post })
  }
}

async function enrol(ctx: Context, cycle: store.CycleRow): Promise<void> {
  const staff = await boardPeople(ctx, 'performance.cycle.write')
  const people = staff.filter(one => one.post !== null && cycle.body.posts.includes(one.post))
  refuseUnless(people.length > 0, 'performance.cycle_nobody')
  for (const person of people) {
    const key = await store.insertAppraisal(ctx.sql, {
      cycleKey: cycle.key,
      personKey: person.key,
      post: must(person.post, 'filtered'),
      groupId: person.groupKey,
      branchId: person.branchKey,
      managerKey: person.reportsToKey,
    })
    await notify(ctx, {
      to: [person.key],
      template: 'performance.notice.cycle',
      facts: { name: cycle.name, day: cycle.dueDay },
      about: toId('appraisal', key),
    })
  }
  await drawColleagues(ctx, cycle)
}

/**
 * Reads the metrics once and composes every score; what is missing is left out and said. The whole months of the cycle are frozen first,
 * rows and all: what grades somebody stands from this moment on, whatever is corrected later.
 */
async function compose(ctx: Context, cycle: store.CycleRow): Promise<void> {
  for (let month = firstOf(cycle.from); monthEnd(month) <= cycle.to; month = addMonths(month, 1))
    if (month >= cycle.from) await keepMonth(ctx, month)
  const rules = must(cycle.rules, 'set on opening')
  const answers = await store.answersOf(ctx.sql, cycle.key)
  const voices = await voicesOf(ctx.sql, cycle.key)
  const { least } = rules.customers ?? usualVoice
  for (const row of await store.appraisalsOf(ctx.sql, cycle.key)) {
    const wanted = cycle.body.metrics.filter(one => one.post === row.post)
    const named = row.goals.flatMap(goal => (goal.code ? [{ code: goal.code, target: null }] : []))
    const measured = await measureGoals(ctx, row, cycle, [...wanted, ...named], true)
    const lines = wanted.map(({ code, weight }, at) => ({ code, weight, ...measured[at]! }))
    const came = measured.slice(wanted.length)
    const goals = row.goals.map(goal => (goal.code ? { ...goal, measured: came.shift()! } : goal))
    const peers = answers.get(row.key) ?? []
    const customers = voices.get(row.key) ?? []
    const agreed = row.goalsByPerson && row.goalsByManager && row.goals.length > 0
    const of: Record<Part, [Decimal | null, Missing]> = {
      metrics: [
        weighted(
          lines.map(line => ({ weight: line.weight, score: line.score === null ? null : new Decimal(line.score) })),
        ),
        lines.length > 0 && lines.every(line => line.missing === 'no-target') ? 'no-target' : 'no-figure',
      ],
      goals: [
        agreed ? weighted(goals.map((goal, at) => reached(goal, row.manager?.results[at]))) : null,
        agreed ? 'not-given' : 'not-agreed',
      ],
      self: [row.self && new Decimal(row.self.score), 'not-given'],
      peer: [peers.length >= rules.leastPeers ? trimmedMean(peers) : null, 'too-few'],
      customer: [
        customers.length >= least ? trimmedMean(customers.map(score => score * 20)) : null,
        row.customersAsked === 0 ? 'no-figure' : 'too-few',
      ],
      manager: [row.manager && new Decimal(row.manager.score), 'not-given'],
    }
    const { score, parts } = composed(
      cycle.body.weights.map(({ part, weight }) => {
        const [found, missing] = of[part]
        return {
          part,
          weight,
          score: found,
          missing: found === null ? missing : null,
          ...(part === 'metrics' ? { lines } : {}),
        }
      }),
    )
    await store.saveAppraisal(ctx.sql, {
      ...row,
      goals,
      result: parts,
      score,
      grade: score === null ? null : gradeOf(score, rules.bands),
    })
  }
}

/** What a goal came to: by the registry where it names a metric, else as the manager says; nothing said is no score. */
function reached(goal: Goal, result: number | null | undefined) {
  const said = goal.code ? goal.measured?.score : result
  return { weight: goal.weight, score: said === null || said === undefined ? null : new Decimal(said) }
}

async function checkSigned(ctx: Context, cycle: store.CycleRow): Promise<void> {
  const over = ctx.today > must(cycle.appealUntil, 'set when signing began')
  const open = (await store.appraisalsOf(ctx.sql, cycle.key)).filter(
    row =>
      (row.appeal !== null && row.appealAnswer === null) || (!over && !(row.signedByPerson && row.signedByManager)),
  )
  refuseUnless(open.length === 0, 'performance.cycle_unsigned', { count: open.length })
}

/** Whether an appraisal still owes something of the present state. */
export function owes(row: store.AppraisalRow, state: store.CycleRow['state']): boolean {
  if (state === 'open')
    return !row.self || !row.manager || !(row.goalsByPerson && row.goalsByManager) || row.peersAnswered < row.peersAsked
  return state === 'signing' && !(row.signedByPerson && row.signedByManager)
}

async function cycleView(ctx: Context, cycle: store.CycleRow): Promise<Output<typeof api.addCycle>> {
  // Counted for whoever runs cycles, all of them.
  const rows = await pastWall(ctx.sql, () => store.appraisalsOf(ctx.sql, cycle.key))
  const { key, body, rules: _rules, ...told } = cycle
  return {
    ...told,
    id: toId('cycle', key),
    weights: [...body.weights],
    people: rows.length,
    waiting: rows.filter(row => owes(row, cycle.state)).length,
  }
}
