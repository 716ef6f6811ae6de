import { must } from '#lib/assert'
import { toId, toKey } from '#lib/id'
import { Refusal, refuseUnless } from '#lib/refusal'
import type { Context } from '#platform/context'
import type { Input, Output } from '#platform/operation'
import { parameterOn } from '#reference'
import type { api } from '../api.ts'
import type { DeferralLaw } from '../deferral.ts'
import { checkPlan, type PlanBody } from '../incentive-plan.ts'
import { lintPlan } from '../plan-lint.ts'
import { planDetail, planSummary } from '../plan-view.ts'
import * as store from '../store/plan.ts'

/** Every version of every plan. */
export async function listPlans(ctx: Context): Promise<Output<typeof api.listPlans>> {
  return (await store.planVersions(ctx.sql, null)).map(planSummary)
}

/** One version with what the linter says of it. @throws Refusal performance.plan_not_found */
export async function getPlan(ctx: Context, { id }: Input<typeof api.getPlan>): Promise<Output<typeof api.getPlan>> {
  return planDetail(await versionFor(ctx, id), ctx.actor.key)
}

async function versionFor(ctx: Context, id: `planversion_${string}`, lock = false): Promise<store.PlanVersionRow> {
  const found = await store.planVersion(ctx.sql, toKey(id), lock)
  if (!found) throw new Refusal('performance.plan_not_found')
  return found
}

async function draftFor(ctx: Context, input: { id: `planversion_${string}`; version: number }) {
  const found = await versionFor(ctx, input.id, true)
  refuseUnless(found.state === 'draft', 'performance.plan_state')
  refuseUnless(found.version === input.version, 'performance.stale')
  return found
}

/** Adds a plan with its first draft. @throws Refusal performance.plan_taken and those of a plan's check */
export async function addPlan(ctx: Context, input: Input<typeof api.addPlan>): Promise<Output<typeof api.addPlan>> {
  checkBody(input.body, await parameterOn(ctx.sql, 'pay.deferral', ctx.today))
  const planKey = await store.insertPlan(ctx.sql, input.code, input.name)
  if (planKey === null) throw new Refusal('performance.plan_taken', { code: input.code }, 'code')
  const key = await store.insertDraft(ctx.sql, { planKey, ...written(ctx, input) })
  return shown(ctx, key)
}

/** Begins a draft of a plan from one of its versions. @throws Refusal performance.plan_not_found, plan_draft_conflict */
export async function draftPlan(
  ctx: Context,
  input: Input<typeof api.draftPlan>,
): Promise<Output<typeof api.draftPlan>> {
  const from = await versionFor(ctx, input.id)
  await store.lockPlan(ctx.sql, from.planKey)
  const others = await store.planVersions(ctx.sql, from.planKey)
  refuseUnless(!others.some(other => other.state === 'draft'), 'performance.plan_draft_conflict')
  const key = await store.insertDraft(ctx.sql, {
    planKey: from.planKey,
    ...written(ctx, { body: from.body, reason: input.reason }),
  })
  return shown(ctx, key)
}

/** Saves a draft. @throws Refusal performance.plan_not_found, plan_state, stale and those of a plan's check */
export async function savePlan(ctx: Context, input: Input<typeof api.savePlan>): Promise<Output<typeof api.savePlan>> {
  const draft = await draftFor(ctx, input)
  checkBody(input.body, await parameterOn(ctx.sql, 'pay.deferral', ctx.today))
  await store.saveDraft(ctx.sql, draft.key, written(ctx, input))
  return shown(ctx, draft.key)
}

/** Throws a draft away. @throws Refusal performance.plan_not_found, plan_state, stale */
export async function discardPlan(
  ctx: Context,
  input: Input<typeof api.discardPlan>,
): Promise<Output<typeof api.discardPlan>> {
  const draft = await draftFor(ctx, input)
  await store.discardDraft(ctx.sql, draft.key)
  return shown(ctx, draft.key)
}

/**
 * A second person approves a draft from a day on; the version before it ends there. What the linter calls an error stops it,
 * a warning needs words why it is accepted. A day whose month is frozen is over.
 * @throws Refusal performance.plan_not_found, plan_state, stale, own_plan, plan_error, plan_warning, plan_day, plan_overlap, plan_posts
 */
export async function approvePlan(
  ctx: Context,
  input: Input<typeof api.approvePlan>,
): Promise<Output<typeof api.approvePlan>> {
  const draft = await draftFor(ctx, input)
  refuseUnless(ctx.actor.key === null || draft.madeBy !== ctx.actor.key, 'performance.own_plan')
  checkPlan(draft.body, await parameterOn(ctx.sql, 'pay.deferral', input.fromDay))
  const findings = lintPlan(draft.body)
  const errors = findings.filter(finding => finding.level === 'error')
  refuseUnless(errors.length === 0, 'performance.plan_error', {
    count: errors.length,
    codes: errors.map(finding => finding.code),
  })
  refuseUnless(
    findings.length === 0 || input.acceptedBecause,
    'performance.plan_warning',
    { count: findings.length },
    'acceptedBecause',
  )
  refuseUnless(
    ctx.actor.key === null || input.fromDay >= ctx.today,
    'performance.plan_day',
    { today: ctx.today },
    'fromDay',
  )
  await store.lockPlan(ctx.sql, draft.planKey)
  const others = (await store.planVersions(ctx.sql, null)).filter(
    other =>
      other.state === 'approved' && other.fromDay !== null && (other.toDay === null || other.toDay > input.fromDay),
  )
  const own = others.find(other => other.planKey === draft.planKey && other.fromDay! >= input.fromDay)
  refuseUnless(!own, 'performance.plan_overlap', { from: own?.fromDay ?? null, to: own?.toDay ?? null }, 'fromDay')
  const rival = others.find(
    other => other.planKey !== draft.planKey && other.body.posts.some(post => draft.body.posts.includes(post)),
  )
  refuseUnless(!rival, 'performance.plan_posts', { plan: rival?.name ?? '' }, 'posts')
  await store.approveDraft(ctx.sql, draft, {
    fromDay: input.fromDay,
    toDay: null,
    by: ctx.actor.key,
    byName: ctx.actor.name,
    at: ctx.now,
    findings,
    acceptedBecause: input.acceptedBecause,
  })
  ctx.about(input.id)
  ctx.note({ fromDay: input.fromDay, warnings: findings.length })
  await ctx.emit('performance.plan-approved', { planVersionId: input.id })
  return shown(ctx, draft.key)
}

const written = (ctx: Context, { body, reason }: { body: store.PlanVersionRow['body']; reason: string }) => ({
  body,
  reason,
  madeBy: ctx.actor.key,
  madeByName: ctx.actor.name,
  madeAt: ctx.now,
})

async function shown(ctx: Context, key: bigint) {
  ctx.about(toId('planversion', key))
  return planDetail(must(await store.planVersion(ctx.sql, key), 'the version is there'), ctx.actor.key)
}

/** Checks a plan as it was sent; what breaks a rule is said at its field of the input. */
function checkBody(body: PlanBody, law: DeferralLaw): void {
  try {
    checkPlan(body, law)
  } catch (error) {
    throw error instanceof Refusal && error.field ? new Refusal(error.code, error.facts, `body.${error.field}`) : error
  }
}
