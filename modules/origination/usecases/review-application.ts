import { mayDecide, refusalOfVerdict } from '#authority'
import { must } from '#lib/assert'
import type { Money } from '#lib/money'
import { Refusal, refuseUnless } from '#lib/refusal'
import type { Context } from '#platform/context'
import type { Input, Output } from '#platform/operation'
import type { api } from '../api.ts'
import { isReview, permissionOf, type ReviewState, rejectReasons, returnReasons, stageOf } from '../application.ts'
import { reachesAbove } from '../review.ts'
import { type ApplicationRow, eventsOf, lockSubjects } from '../store/application.ts'
import { openSitting } from '../store/sitting.ts'
import { advance } from './advance.ts'
import { applicationForUpdate, moved } from './application-for-update.ts'
import { approvalCase, policyExceptions } from './approval-case.ts'
import { carryApproval, checkApprovable, reject } from './carry-approval.ts'
import { checkHold } from './claim-application.ts'
import { recheckIfDue } from './recheck.ts'
import { tell } from './tell.ts'

type Given = Input<typeof api.reviewApplication>

/** A decision at the team's own review desk. @throws as `decideReview` */
export async function reviewApplication(ctx: Context, input: Given): Promise<Output<typeof api.reviewApplication>> {
  return decideReview(ctx, input, 'review')
}

/** A decision of the second pair of eyes in risk control. @throws as `decideReview` */
export async function secondReview(ctx: Context, input: Given): Promise<Output<typeof api.secondReview>> {
  return decideReview(ctx, input, 'second')
}

/**
 * Approves, rejects, returns or escalates. Approving asks for the limit; all of it asks that the person neither brought the
 * application in nor decided on it in this round. Of two who decide at once one wins.
 * @throws Refusal origination.application_not_found, stale, state, decided_conflict, claimed_conflict, reason_needed, amount_raised, escalate_upward, customer_blacklisted, too_young,
 *   rate_cap, override_note, sitting_open, authority.*
 */
async function decideReview(ctx: Context, input: Given, stage: 'review' | 'second') {
  const permission = permissionOf(stage === 'second' ? 'second-review' : 'first-review')
  const row = await applicationForUpdate(ctx, input.id, permission, {})
  const events = await eventsOf(ctx.sql, row.key)
  const last = events.findLast(event =>
    ['approve', 'reject', 'return', 'escalate', 'escalate-to-risk'].includes(event.action),
  )
  const { state } = row
  refuseUnless(isReview(state), 'origination.decided_conflict', { by: last?.actorName ?? '' })
  if (row.version !== input.version && last && events.at(-1) === last)
    throw new Refusal('origination.decided_conflict', { by: last.actorName })
  refuseUnless(stageOf(state) === stage, 'origination.state', { state: `origination.application.${state}` })
  refuseUnless(row.version === input.version, 'origination.stale')
  await checkHold(ctx, row)
  checkReason(input)
  const requested = must(row.principal, 'a submitted application has a principal')
  refuseUnless(!(await openSitting(ctx.sql, row.key)), 'origination.sitting_open')
  if (input.verdict === 'approve') return approve(ctx, row, state, input)
  const verdict = await mayDecide(ctx, (await approvalCase(ctx, row, state, requested)).facts)
  if (!verdict.allow && !aboveOnly.includes(verdict.reason)) throw refusalOfVerdict(verdict)
  const step = { reason: input.reason, note: input.note }
  if (input.verdict === 'reject') return moved(await reject(ctx, row, step))
  if (input.verdict === 'return') {
    const returned = await advance(ctx, row, 'return', { ...step, patch: { returned_from: state } })
    await ctx.emit('origination.application-returned', { applicationId: input.id })
    await tell(ctx, returned, [row.ownerId], 'origination.notice.returned', { note: input.note })
    return moved(returned)
  }
  return moved(await advance(ctx, row, input.verdict, { ...step, patch: { escalated_limit: verdict.limit } }))
}

/** A no that only means the case needs more than this person's authority: sending it on, back or away is still theirs. */
const aboveOnly: readonly string[] = [
  'authority.over_limit',
  'authority.ltv_outside',
  'authority.grade_outside',
  'authority.product_outside',
  'authority.exception_outside',
  'authority.second_person',
  'authority.committee_needed',
]

/**
 * Approves within the person's own authority, for the amount asked or less, on conditions if need be. On a line of the matrix
 * that asks for two the first signs, and the application waits for the second.
 */
async function approve(ctx: Context, row: ApplicationRow, state: ReviewState, input: Given) {
  const requested = must(row.principal, 'a submitted application has a principal')
  const principal = (input.principal ?? requested) as Money
  refuseUnless(principal <= requested, 'origination.amount_raised', {}, 'principal')
  await lockSubjects(ctx.sql, must(row.customerKey, 'a submitted application has a customer'), row.vin)
  const { facts, exposure } = await approvalCase(ctx, row, state, principal)
  const verdict = await mayDecide(ctx, facts)
  const signs = verdict.way === 'joint' && !verdict.allow && verdict.line !== null
  if (!verdict.allow && !signs) throw refusalOfVerdict(verdict)
  refuseUnless(reachesAbove(state, verdict.limit, row.escalatedLimit), 'origination.escalate_upward')
  const detail = {
    exposure: exposure.total.toString(),
    group: exposure.group.toString(),
    limit: verdict.limit.toString(),
    principal: principal.toString(),
    rules: verdict.ruleIds,
    exceptions: await policyExceptions(ctx, row, facts),
  }
  if (signs) {
    await checkApprovable(ctx, row, principal, input.note)
    const signed = await advance(ctx, row, 'sign', {
      note: input.note,
      detail: { ...detail, line: verdict.line, sides: verdict.sides },
      patch: { state_since: row.stateSince, due_at: row.dueAt },
    })
    await recheckIfDue(ctx, row, detail)
    await ctx.emit('origination.application-signed', { applicationId: input.id })
    return moved(signed)
  }
  return moved(await carryApproval(ctx, row, { ...input, principal }, detail))
}

/** Rejecting and returning need a reason of their own kind. @throws Refusal origination.reason_needed */
function checkReason(input: Given): void {
  const known: readonly string[] =
    input.verdict === 'reject' ? rejectReasons : input.verdict === 'return' ? returnReasons : []
  refuseUnless(
    known.length === 0 || (input.reason && known.includes(input.reason)),
    'origination.reason_needed',
    {},
    'reason',
  )
}
