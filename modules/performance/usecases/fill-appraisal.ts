import { must } from '#lib/assert'
import { Decimal } from '#lib/decimal'
import { toId, toKey } from '#lib/id'
import { Refusal, refuseUnless } from '#lib/refusal'
import { surveys } from '#party'
import type { Context } from '#platform/context'
import type { Input, Output } from '#platform/operation'
import { pastWall } from '#platform/wall'
import { boardGroups, personNames } from '#team'
import type { api } from '../api.ts'
import { type CycleState, checkWeights, gradeOf } from '../appraisal.ts'
import type { MetricCode } from '../metric.ts'
import * as store from '../store/appraisal.ts'
import { needsOf } from '../store/calibration.ts'
import { lastAsked } from '../store/voice.ts'
import { usualVoice } from '../voice.ts'
import { improvementView, isLowest } from './improve.ts'
import { measureGoals } from './measure-goals.ts'
import { metricsOnDay } from './metrics-on-day.ts'
import { owes } from './run-cycle.ts'
import { measuredBy, ofLevel } from './subject-for.ts'

type View = Output<typeof api.getAppraisal>
type Found = { row: store.AppraisalRow; cycle: store.CycleRow }

/** Who is where, for those one may see. */
export async function listAppraisals(
  ctx: Context,
  input: Input<typeof api.listAppraisals>,
): Promise<Output<typeof api.listAppraisals>> {
  const found = await store.appraisalsFor(ctx, input.cycleId ? toKey(input.cycleId) : null)
  const cycles = new Map((await store.cycles(ctx.sql)).map(cycle => [cycle.key, cycle]))
  const names = await personNames(
    ctx.sql,
    found.flatMap(row => [row.personKey, row.managerKey ?? row.personKey]),
  )
  const groups = await groupNames(ctx)
  const declined = await declinedBy(
    ctx,
    found.map(row => row.key),
  )
  return found.map(row => progress(ctx, row, cycles.get(row.cycleKey)!, { people: names, groups, declined }))
}

/** One appraisal, for the person, the manager and who may read it. @throws Refusal performance.appraisal_not_found */
export async function getAppraisal(ctx: Context, input: Input<typeof api.getAppraisal>): Promise<View> {
  const row = await store.appraisalByKey(ctx.sql, toKey(input.id))
  if (!row) throw new Refusal('performance.appraisal_not_found')
  checkReader(ctx, row)
  return view(ctx, row.key)
}

/** Writes the goals. @throws Refusal performance.appraisal_not_found, stale, appraisal_state, not_yours, cycle_weights, appraisal_assessed, goal_metric */
export async function setGoals(ctx: Context, input: Input<typeof api.setGoals>): Promise<View> {
  const { row } = await loadAppraisal(ctx, input, 'open')
  const person = side(ctx, row) === 'person'
  checkWeights(input.goals, 'goals')
  await checkMetrics(ctx, row, input.goals)
  refuseUnless(row.manager === null, 'performance.appraisal_assessed')
  return save(ctx, { ...row, goals: input.goals, goalsByPerson: person, goalsByManager: !person })
}

/** Agrees to the goals. @throws Refusal performance.appraisal_not_found, stale, appraisal_state, not_yours, appraisal_no_goals */
export async function agreeGoals(ctx: Context, input: Input<typeof api.agreeGoals>): Promise<View> {
  const { row } = await loadAppraisal(ctx, input, 'open')
  refuseUnless(row.goals.length > 0, 'performance.appraisal_no_goals')
  return save(ctx, { ...row, ...(side(ctx, row) === 'person' ? { goalsByPerson: true } : { goalsByManager: true }) })
}

/** @throws Refusal performance.appraisal_not_found, stale, appraisal_state, not_yours */
export async function assessSelf(ctx: Context, { score, text, ...input }: Input<typeof api.assessSelf>): Promise<View> {
  const { row } = await loadAppraisal(ctx, input, 'open')
  refuseUnless(row.personKey === ctx.actor.key, 'performance.not_yours')
  return save(ctx, { ...row, self: { score, text } })
}

/** @throws Refusal performance.appraisal_not_found, stale, appraisal_state, not_yours, appraisal_results */
export async function assessPerson(ctx: Context, input: Input<typeof api.assessPerson>): Promise<View> {
  const { score, text, results } = input
  const { row } = await loadAppraisal(ctx, input, 'open')
  refuseUnless(row.managerKey === ctx.actor.key, 'performance.not_yours')
  const said = results.length === row.goals.length && row.goals.every((goal, at) => goal.code || results[at] !== null)
  refuseUnless(said, 'performance.appraisal_results', {}, 'results')
  const typed = results.map((result, at) => (row.goals[at]!.code ? null : result))
  return save(ctx, { ...row, manager: { score, text, results: typed } })
}

/** A goal names only what the registry can tell of a person, with a good direction. @throws Refusal performance.goal_metric */
async function checkMetrics(
  ctx: Context,
  { personKey, post }: store.AppraisalRow,
  goals: readonly { code?: MetricCode | null | undefined }[],
): Promise<void> {
  const registry = await metricsOnDay(ctx, ctx.today)
  const { level } = await measuredBy(ctx, { ...(await ofLevel(ctx, 'person', personKey)), post }, ctx.today)
  for (const [at, { code }] of goals.entries()) {
    const metric = code ? registry.get(code) : null
    const able = metric?.source && metric.day && metric.levels.includes(level) && metric.better !== null
    refuseUnless(!metric || able, 'performance.goal_metric', {}, `goals.${at}.code`)
  }
}

/** Whom one is asked about. */
export async function listPeerAsks(ctx: Context): Promise<Output<typeof api.listPeerAsks>> {
  // Whom one is asked about is no reader's list: colleagues, by name, and nothing of their appraisals.
  const asks = await pastWall(ctx.sql, () => store.openAsks(ctx.sql, ctx.actor.key ?? 0n))
  const names = await personNames(
    ctx.sql,
    asks.map(ask => ask.personKey),
  )
  return asks.map(({ key, personKey, ...ask }) => ({
    ...ask,
    id: toId('peerask', key),
    personName: names.get(personKey) ?? '',
  }))
}

/** Answers about a colleague. The audit line says that it was answered and nothing of what. @throws Refusal performance.peer_not_found, peer_answered, appraisal_state */
export async function answerPeer(
  ctx: Context,
  input: Input<typeof api.answerPeer>,
): Promise<Output<typeof api.answerPeer>> {
  const ask = await store.askForUpdate(ctx.sql, toKey(input.id))
  if (!ask || ask.reviewerKey !== ctx.actor.key) throw new Refusal('performance.peer_not_found')
  refuseUnless(!ask.answered, 'performance.peer_answered')
  const cycle = must(await store.cycleByKey(ctx.sql, ask.cycleKey, 'hold'), 'of the appraisal')
  refuseUnless(cycle.state === 'open', 'performance.appraisal_state')
  await store.answer(ctx.sql, toKey(input.id), ask.appraisalKey, input.score)
  return {}
}

/** Changes a score with a reason. @throws Refusal performance.appraisal_not_found, stale, appraisal_state, own_appraisal */
export async function calibrate(ctx: Context, input: Input<typeof api.calibrate>): Promise<View> {
  const found = await loadAppraisal(ctx, input, 'calibrating', 'performance.appraisal.calibrate')
  refuseUnless(found.row.personKey !== ctx.actor.key, 'performance.own_appraisal')
  refuseUnless(found.row.score !== null, 'performance.appraisal_state')
  return rescore(ctx, found, input.score, input.reason, null)
}

/** Signs as whoever one is. @throws Refusal performance.appraisal_not_found, stale, appraisal_state, not_yours, appraisal_appealed */
export async function signAppraisal(ctx: Context, input: Input<typeof api.signAppraisal>): Promise<View> {
  const { row } = await loadAppraisal(ctx, input, 'signing')
  const as = side(ctx, row)
  refuseUnless(row.appeal === null || row.appealAnswer !== null, 'performance.appraisal_appealed')
  return save(ctx, { ...row, ...(as === 'person' ? { signedByPerson: ctx.now } : { signedByManager: ctx.now }) })
}

/** @throws Refusal performance.appraisal_not_found, stale, appraisal_state, not_yours, appeal_late, appraisal_appealed */
export async function appealAppraisal(ctx: Context, input: Input<typeof api.appealAppraisal>): Promise<View> {
  const { row, cycle } = await loadAppraisal(ctx, input, 'signing')
  refuseUnless(row.personKey === ctx.actor.key, 'performance.not_yours')
  refuseUnless(row.appeal === null, 'performance.appraisal_appealed')
  const until = must(cycle.appealUntil, 'set when signing began')
  refuseUnless(ctx.today <= until, 'performance.appeal_late', { until })
  return save(ctx, { ...row, appeal: input.text, signedByPerson: null, signedByManager: null })
}

/** @throws Refusal performance.appraisal_not_found, stale, appraisal_state, own_appraisal, appeal_worse */
export async function answerAppeal(ctx: Context, input: Input<typeof api.answerAppeal>): Promise<View> {
  const found = await loadAppraisal(ctx, input, 'signing', 'performance.appraisal.appeal')
  const { row } = found
  refuseUnless(row.appeal !== null && row.appealAnswer === null && row.score !== null, 'performance.appraisal_state')
  const judged = (await store.changesOf(ctx.sql, row.key)).flatMap(change => [
    change.byKey,
    ...(change.attended ?? []).map(one => toKey(one.id as `person_${string}`)),
  ])
  refuseUnless(![row.personKey, row.managerKey, ...judged].includes(ctx.actor.key), 'performance.own_appraisal')
  refuseUnless(new Decimal(input.score).gte(row.score), 'performance.appeal_worse', {}, 'score')
  return rescore(ctx, found, input.score, input.text, input.text)
}

/** Changes a score with a reason, in a sitting or not; the grade follows. Returns the sheet. */
export async function rescore(
  ctx: Context,
  { row, cycle }: Found,
  score: number,
  reason: string,
  appealAnswer: string | null,
  sittingKey: bigint | null = null,
): Promise<View> {
  const after = new Decimal(score).toFixed(2)
  await store.insertChange(ctx.sql, row.key, {
    before: must(row.score, 'checked'),
    after,
    onAppeal: appealAnswer !== null,
    reason,
    byKey: must(ctx.actor.key, 'people judge'),
    byName: ctx.actor.name,
    at: ctx.now,
    sittingKey,
  })
  return save(ctx, {
    ...row,
    score: after,
    grade: gradeOf(after, must(cycle.rules, 'set on opening').bands),
    appealAnswer: appealAnswer ?? row.appealAnswer,
  })
}

/** An appraisal for a change, in the state asked for. @throws Refusal performance.appraisal_not_found, stale, appraisal_state */
export async function loadAppraisal(
  ctx: Context,
  input: { id: `appraisal_${string}`; version: number },
  state: CycleState,
  permission: string | null = null,
): Promise<Found> {
  const row = await store.appraisalByKey(ctx.sql, toKey(input.id), true)
  if (!row) throw new Refusal('performance.appraisal_not_found')
  if (permission) ctx.rights.check(permission, placed(row))
  else checkReader(ctx, row)
  const cycle = must(await store.cycleByKey(ctx.sql, row.cycleKey, 'hold'), 'of the appraisal')
  refuseUnless(row.version === input.version, 'performance.stale')
  refuseUnless(cycle.state === state, 'performance.appraisal_state')
  return { row, cycle }
}

const placed = (row: store.AppraisalRow) => ({ ownerId: row.personKey, groupId: row.groupId, branchId: row.branchId })

/** The manager reads whom the cycle put under them, whatever the scope. */
function checkReader(ctx: Context, row: store.AppraisalRow): void {
  if (row.managerKey !== ctx.actor.key) ctx.rights.check('performance.appraisal.read', placed(row))
}

function side(ctx: Context, row: store.AppraisalRow): 'person' | 'manager' {
  refuseUnless(row.personKey === ctx.actor.key || row.managerKey === ctx.actor.key, 'performance.not_yours')
  return row.personKey === ctx.actor.key ? 'person' : 'manager'
}

async function save(ctx: Context, row: store.AppraisalRow): Promise<View> {
  await store.saveAppraisal(ctx.sql, row)
  ctx.about(toId('appraisal', row.key), toId('person', row.personKey))
  return view(ctx, row.key)
}

async function view(ctx: Context, key: bigint): Promise<View> {
  const row = must(await store.appraisalByKey(ctx.sql, key), 'the appraisal is there')
  const cycle = must(await store.cycleByKey(ctx.sql, row.cycleKey), 'of the appraisal')
  const names = await personNames(ctx.sql, [row.personKey, row.managerKey ?? row.personKey])
  // What the manager thinks is the person's to read once the scores stand.
  const told = cycle.state === 'signing' || cycle.state === 'closed' || row.personKey !== ctx.actor.key
  return {
    ...progress(ctx, row, cycle, {
      people: names,
      groups: await groupNames(ctx),
      declined: await declinedBy(ctx, [row.key]),
    }),
    goals: await goalsOf(ctx, row, cycle, told),
    from: cycle.from,
    to: cycle.to,
    goalsByPerson: row.goalsByPerson,
    goalsByManager: row.goalsByManager,
    self: row.self,
    manager: told && row.manager ? { score: row.manager.score, text: row.manager.text } : null,
    parts: told ? (row.result ?? []).map(part => ({ ...part, lines: part.lines ?? [] })) : [],
    leastPeers: cycle.rules?.leastPeers ?? 0,
    leastCustomers: (cycle.rules?.customers ?? usualVoice).least,
    appealUntil: cycle.appealUntil,
    appeal: row.appeal,
    appealAnswer: row.appealAnswer,
    changes: told
      ? (await store.changesOf(ctx.sql, key)).map(({ byKey: _by, attended, ...change }) => ({
          ...change,
          satWith: (attended ?? []).map(one => one.name),
        }))
      : [],
    improvement: told ? await improvementView(ctx, key) : null,
    wantsImprovement: (cycle.state === 'signing' || cycle.state === 'closed') && isLowest(row, cycle),
    needs: await needsOf(ctx.sql, key),
  }
}

/** The goals; one with a metric says what it has come to so far until the cycle's figures are read for good. */
async function goalsOf(ctx: Context, row: store.AppraisalRow, cycle: store.CycleRow, told: boolean) {
  const named = row.goals.flatMap(goal => (goal.code && !goal.measured ? [{ code: goal.code, target: null }] : []))
  const live = await measureGoals(ctx, row, cycle, named)
  return row.goals.map((goal, at) => ({
    text: goal.text,
    weight: goal.weight,
    code: goal.code ?? null,
    measured: goal.code ? (goal.measured ?? live.shift()!) : null,
    result: told ? (row.manager?.results[at] ?? null) : null,
  }))
}

const groupNames = async (ctx: Context) =>
  new Map((await boardGroups(ctx.sql, ctx.today)).map(group => [group.key, group.name]))

/** How many of those asked about somebody said after it not to be asked any more, by appraisal: nobody is asked again, so it was their last question. */
async function declinedBy(ctx: Context, appraisalKeys: readonly bigint[]): Promise<Map<bigint, number>> {
  const asked = await lastAsked(ctx.sql, appraisalKeys)
  const refused = await surveys.refused(
    ctx.sql,
    asked.map(one => one.customerKey),
  )
  const counts = new Map<bigint, number>()
  for (const { key, customerKey } of asked) if (refused.has(customerKey)) counts.set(key, (counts.get(key) ?? 0) + 1)
  return counts
}

type Told = {
  people: ReadonlyMap<bigint, string>
  groups: ReadonlyMap<bigint, string>
  declined: ReadonlyMap<bigint, number>
}

function progress(
  ctx: Context,
  row: store.AppraisalRow,
  cycle: store.CycleRow,
  { people: names, groups, declined }: Told,
) {
  const told = cycle.state === 'signing' || cycle.state === 'closed' || row.personKey !== ctx.actor.key
  return {
    id: toId('appraisal', row.key),
    cycleId: toId('cycle', cycle.key),
    cycleName: cycle.name,
    state: cycle.state,
    personId: toId('person', row.personKey),
    personName: names.get(row.personKey) ?? '',
    managerName: row.managerKey === null ? null : (names.get(row.managerKey) ?? ''),
    groupName: row.groupId === null ? null : (groups.get(row.groupId) ?? null),
    goalsAgreed: row.goalsByPerson && row.goalsByManager,
    selfDone: row.self !== null,
    managerDone: row.manager !== null,
    peersAsked: row.peersAsked,
    peersAnswered: row.peersAnswered,
    customersAsked: row.customersAsked,
    customersAnswered: row.customersAnswered,
    customersDeclined: declined.get(row.key) ?? 0,
    signedByPerson: row.signedByPerson,
    signedByManager: row.signedByManager,
    appealed: row.appeal !== null,
    late: ctx.today > (cycle.appealUntil ?? cycle.dueDay) && owes(row, cycle.state),
    score: told ? row.score : null,
    grade: told ? row.grade : null,
    mine: row.personKey === ctx.actor.key,
    manages: row.managerKey === ctx.actor.key,
    version: row.version,
  }
}
