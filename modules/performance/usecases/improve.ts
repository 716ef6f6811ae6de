import { must } from '#lib/assert'
import { toId, toKey } from '#lib/id'
import { Refusal, refuseUnless } from '#lib/refusal'
import { notify } from '#notification'
import type { Context } from '#platform/context'
import type { Input, Output } from '#platform/operation'
import { assignCourse } from '#training'
import type { api } from '../api.ts'
import { checkPeriod } from '../period.ts'
import * as appraisals from '../store/appraisal.ts'
import * as store from '../store/calibration.ts'

type Improvement = Output<typeof api.openImprovement>

/** Opens a plan of improvement. @throws Refusal performance.appraisal_not_found, appraisal_state, not_yours, improvement_grade, improvement_taken, period */
export async function openImprovement(
  ctx: Context,
  { id, from, to, goals }: Input<typeof api.openImprovement>,
): Promise<Improvement> {
  const { row, cycle } = await managed(ctx, id)
  refuseUnless(cycle.state === 'signing' || cycle.state === 'closed', 'performance.appraisal_state')
  refuseUnless(isLowest(row, cycle), 'performance.improvement_grade')
  checkPeriod({ from, to })
  const by = must(ctx.actor.key, 'people manage')
  const key = await store.insertImprovement(ctx.sql, { appraisalKey: row.key, from, to, goals, by, at: ctx.now })
  if (key === null) throw new Refusal('performance.improvement_taken')
  ctx.about(toId('improvement', key), id, toId('person', row.personKey))
  await notify(ctx, {
    to: [row.personKey],
    template: 'performance.notice.improvement',
    facts: { name: cycle.name, day: to },
    about: id,
  })
  return must(await improvementView(ctx, row.key), 'just opened')
}

/** Says how it goes. @throws Refusal performance.improvement_not_found, improvement_ended, not_yours */
export async function checkImprovement(
  ctx: Context,
  { id, onTrack, text }: Input<typeof api.checkImprovement>,
): Promise<Improvement> {
  const me = must(ctx.actor.key, 'people check')
  const { plan, row } = await openPlan(ctx, id, row => me === row.personKey || me === row.managerKey)
  const said = { day: ctx.today, onTrack, text, byKey: me, byName: ctx.actor.name, at: ctx.now }
  await store.insertCheck(ctx.sql, plan.key, said)
  ctx.about(id, toId('person', row.personKey))
  return must(await improvementView(ctx, row.key), 'it is there')
}

/** Says what it came to. @throws Refusal performance.improvement_not_found, improvement_ended, improvement_unchecked, not_yours, stale */
export async function endImprovement(
  ctx: Context,
  { id, version, met, outcome }: Input<typeof api.endImprovement>,
): Promise<Improvement> {
  const { plan, row } = await openPlan(ctx, id, row => ctx.actor.key === row.managerKey)
  refuseUnless(plan.version === version, 'performance.stale')
  refuseUnless((await store.checksOf(ctx.sql, plan.key)).length > 0, 'performance.improvement_unchecked')
  await store.endImprovement(ctx.sql, plan.key, { state: met ? 'met' : 'missed', outcome, at: ctx.now })
  ctx.about(id, toId('person', row.personKey))
  await notify(ctx, {
    to: [row.personKey],
    template: 'performance.notice.improvement-ended',
    facts: {},
    about: toId('appraisal', row.key),
  })
  return must(await improvementView(ctx, row.key), 'it is there')
}

/** Says what a person should learn and gives the course. @throws Refusal performance.appraisal_not_found, not_yours, need_taken, training.course_not_found */
export async function addNeed(ctx: Context, input: Input<typeof api.addNeed>): Promise<Output<typeof api.addNeed>> {
  const { row, cycle } = await managed(ctx, input.id)
  const { text, courseCode, doneBy } = input
  const by = { byKey: must(ctx.actor.key, 'people manage'), byName: ctx.actor.name, at: ctx.now }
  if (!(await store.insertNeed(ctx.sql, row.key, { text, courseCode, doneBy, ...by })))
    throw new Refusal('performance.need_taken', {}, 'courseCode')
  const reason = `${cycle.name}：${text}`
  await assignCourse(ctx, {
    personKeys: [row.personKey],
    courseCode,
    dueOn: doneBy,
    reason,
    source: 'plan',
    about: input.id,
  })
  ctx.about(input.id, toId('person', row.personKey))
  return store.needsOf(ctx.sql, row.key)
}

/** The plan of improvement of an appraisal with its checks. */
export async function improvementView(ctx: Context, appraisalKey: bigint): Promise<Improvement | null> {
  const plan = await store.improvementOf(ctx.sql, appraisalKey)
  if (!plan) return null
  const { key, appraisalKey: _, ...told } = plan
  return { ...told, id: toId('improvement', key), checkIns: await store.checksOf(ctx.sql, key) }
}

/** Whether a published appraisal came out at the lowest grade of the house. */
export function isLowest(row: appraisals.AppraisalRow, cycle: appraisals.CycleRow): boolean {
  const lowest = [...(cycle.rules?.bands ?? [])].sort((a, b) => a.from - b.from)[0]
  return row.grade !== null && row.grade === lowest?.grade
}

async function managed(ctx: Context, id: `appraisal_${string}`) {
  const row = await appraisals.appraisalByKey(ctx.sql, toKey(id))
  if (!row) throw new Refusal('performance.appraisal_not_found')
  refuseUnless(row.managerKey !== null && row.managerKey === ctx.actor.key, 'performance.not_yours')
  return { row, cycle: must(await appraisals.cycleByKey(ctx.sql, row.cycleKey), 'of the appraisal') }
}

/** A plan that still runs, for whom it is; others do not even hear that it ended. */
async function openPlan(ctx: Context, id: `improvement_${string}`, yours: (row: appraisals.AppraisalRow) => boolean) {
  const plan = await store.improvementForUpdate(ctx.sql, toKey(id))
  if (!plan) throw new Refusal('performance.improvement_not_found')
  const row = must(await appraisals.appraisalByKey(ctx.sql, plan.appraisalKey), 'of the plan')
  refuseUnless(yours(row), 'performance.not_yours')
  refuseUnless(plan.state === 'open', 'performance.improvement_ended')
  return { plan, row }
}
