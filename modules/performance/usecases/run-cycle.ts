import { randomInt } from 'node:crypto'
import { must } from '#lib/assert'
import { addDays } from '#lib/day'
import { Decimal } from '#lib/decimal'
import { toId, toKey } from '#lib/id'
import { Refusal, refuseUnless } from '#lib/refusal'
import { notify } from '#notification'
import { sharedFiles } from '#origination'
import type { Context } from '#platform/context'
import type { Input, Output } from '#platform/operation'
import { parameterOn } from '#reference'
import { boardPeople } from '#team'
import type { api } from '../api.ts'
import {
  attainment,
  checkCycle,
  checkMove,
  composed,
  drawPeers,
  gradeOf,
  type Missing,
  type Part,
  trimmedMean,
  weighted,
} from '../appraisal.ts'
import { checkPeriod } from '../period.ts'
import * as store from '../store/appraisal.ts'
import { metricsOnDay } from './metrics-on-day.ts'
import { tellFigures } from './tell-figures.ts'

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

/** Takes a cycle to its next state. @throws Refusal performance.cycle_not_found, stale, cycle_state, cycle_open_days, cycle_unsigned, cycle_nobody */
export async function moveCycle(
  ctx: Context,
  input: Input<typeof api.moveCycle>,
): Promise<Output<typeof api.moveCycle>> {
  const cycle = await store.cycleByKey(ctx.sql, toKey(input.id), 'change')
  if (!cycle) throw new Refusal('performance.cycle_not_found')
  refuseUnless(cycle.version === input.version, 'performance.stale')
  checkMove(cycle.state, input.to)
  const next = { ...cycle, state: input.to }
  if (input.to === 'open') {
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
  ctx.about(input.id)
  ctx.note({ from: cycle.state, to: input.to })
  return cycleView(ctx, must(await store.cycleByKey(ctx.sql, cycle.key), 'the cycle is there'))
}

async function enrol(ctx: Context, cycle: store.CycleRow): Promise<void> {
  const rules = must(cycle.rules, 'set on opening')
  const staff = await boardPeople(ctx, 'performance.cycle.write')
  const here = new Set(staff.map(one => one.key))
  const people = staff.filter(one => one.post !== null && cycle.body.posts.includes(one.post))
  refuseUnless(people.length > 0, 'performance.cycle_nobody')
  const shared = await sharedFiles(ctx.sql, cycle.from, cycle.to)
  for (const person of people) {
    const key = await store.insertAppraisal(ctx.sql, {
      cycleKey: cycle.key,
      personKey: person.key,
      post: must(person.post, 'filtered'),
      groupId: person.groupKey,
      branchId: person.branchKey,
      managerKey: person.reportsToKey,
    })
    const candidates = shared
      .filter(pair => pair.personKey === person.key && here.has(pair.otherKey))
      .map(pair => ({ personKey: pair.otherKey, files: pair.files }))
    const drawn = drawPeers(
      candidates,
      [person.key, person.reportsToKey],
      rules.askPeers,
      () => randomInt(2 ** 32) / 2 ** 32,
    )
    for (const peer of drawn) await store.insertAsk(ctx.sql, key, peer.personKey, peer.files)
    await notify(ctx, {
      to: [person.key],
      template: 'performance.notice.cycle',
      facts: { name: cycle.name, day: cycle.dueDay },
      about: toId('appraisal', key),
    })
  }
}

/** Reads the metrics once and composes every score; what is missing is left out and said. */
async function compose(ctx: Context, cycle: store.CycleRow): Promise<void> {
  const rules = must(cycle.rules, 'set on opening')
  const registry = await metricsOnDay(ctx, cycle.to)
  const answers = await store.answersOf(ctx.sql, cycle.key)
  for (const row of await store.appraisalsOf(ctx.sql, cycle.key)) {
    const wanted = cycle.body.metrics.filter(one => one.post === row.post)
    const metrics = wanted.flatMap(one => registry.get(one.code) ?? [])
    const known = {
      level: 'person' as const,
      key: row.personKey,
      name: null,
      subject: { personKey: row.personKey },
      post: row.post,
    }
    const told = await tellFigures(ctx, metrics, known, [{ from: cycle.from, to: cycle.to }])
    const lines = wanted.map(({ code, target, weight }) => {
      const figure = told.find(one => one.code === code)
      const better = registry.get(code)?.better
      const value = figure && !figure.few ? (figure.figure?.value ?? null) : null
      return {
        weight,
        score: value !== null && (better === 'more' || better === 'less') ? attainment(value, target, better) : null,
      }
    })
    const peers = answers.get(row.key) ?? []
    const agreed = row.goalsByPerson && row.goalsByManager && row.goals.length > 0
    const of: Record<Part, [Decimal | null, Missing]> = {
      metrics: [weighted(lines), 'no-figure'],
      goals: [
        agreed && row.manager
          ? weighted(
              row.goals.map((goal, at) => ({ weight: goal.weight, score: new Decimal(row.manager!.results[at] ?? 0) })),
            )
          : null,
        agreed ? 'not-given' : 'not-agreed',
      ],
      self: [row.self && new Decimal(row.self.score), 'not-given'],
      peer: [peers.length >= rules.leastPeers ? trimmedMean(peers) : null, 'too-few'],
      customer: [null, 'no-source'],
      manager: [row.manager && new Decimal(row.manager.score), 'not-given'],
    }
    const { score, parts } = composed(
      cycle.body.weights.map(({ part, weight }) => {
        const [found, missing] = of[part]
        return { part, weight, score: found, missing: found === null ? missing : null }
      }),
    )
    await store.saveAppraisal(ctx.sql, {
      ...row,
      result: parts,
      score,
      grade: score === null ? null : gradeOf(score, rules.bands),
    })
  }
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
  const rows = await store.appraisalsOf(ctx.sql, cycle.key)
  const { key, body, rules: _rules, ...told } = cycle
  return {
    ...told,
    id: toId('cycle', key),
    weights: [...body.weights],
    people: rows.length,
    waiting: rows.filter(row => owes(row, cycle.state)).length,
  }
}
