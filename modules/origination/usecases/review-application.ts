import { checkMayDecide, mayDecide } from '#authority'
import { reasonsOf } from '#decision'
import { must } from '#lib/assert'
import { toId } from '#lib/id'
import type { Money } from '#lib/money'
import { formatPercent, rateValue } from '#lib/rate'
import { Refusal, refuseUnless } from '#lib/refusal'
import type { Context } from '#platform/context'
import type { Input, Output } from '#platform/operation'
import { parameterOn } from '#reference'
import type { api } from '../api.ts'
import {
  decidedBy,
  isReview,
  permissionOf,
  type ReviewState,
  rejectReasons,
  returnReasons,
  stageOf,
} from '../application.ts'
import { reachesAbove } from '../review.ts'
import { type ApplicationRow, eventsOf, lockSubjects } from '../store/application.ts'
import { advance } from './advance.ts'
import { applicationForUpdate, moved } from './application-for-update.ts'
import { approvalPatch } from './approval.ts'
import { checkHold } from './claim-application.ts'
import { totalExposure } from './exposure-of.ts'
import { type Case, loadCase, type Offer } from './load-case.ts'
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
 *   rate_cap, override_note, authority.*
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
  checkHold(ctx, row)
  checkReason(input)
  const case_ = {
    stage,
    broughtBy: row.ownerId,
    submittedBy: row.submittedBy,
    decidedBy: decidedBy(events),
  }
  if (input.verdict === 'approve') return approve(ctx, row, state, input, case_)
  const exposure = await totalExposure(ctx, row, must(row.principal, 'a submitted application has a principal'))
  const verdict = await mayDecide(ctx, { ...case_, exposure: exposure.total })
  if (!verdict.allow && verdict.reason !== 'authority.over_limit') throw new Refusal(verdict.reason)
  const step = { reason: input.reason, note: input.note }
  if (input.verdict === 'reject') {
    const rejected = await advance(ctx, row, 'reject', {
      ...step,
      patch: { decided_day: ctx.today, decided_by: ctx.actor.key },
    })
    await ctx.emit('origination.application-rejected', { applicationId: input.id, automatic: false })
    await tell(ctx, rejected, [row.ownerId], 'origination.notice.rejected')
    return moved(rejected)
  }
  if (input.verdict === 'return') {
    const returned = await advance(ctx, row, 'return', { ...step, patch: { returned_from: state } })
    await ctx.emit('origination.application-returned', { applicationId: input.id })
    await tell(ctx, returned, [row.ownerId], 'origination.notice.returned', { note: input.note })
    return moved(returned)
  }
  return moved(await advance(ctx, row, input.verdict, { ...step, patch: { escalated_limit: verdict.limit } }))
}

/** Approves within the person's own limit, for the amount asked or less, on conditions if need be. */
async function approve(
  ctx: Context,
  row: ApplicationRow,
  state: ReviewState,
  input: Given,
  case_: Omit<Parameters<typeof checkMayDecide>[1], 'exposure'>,
) {
  const requested = must(row.principal, 'a submitted application has a principal')
  const principal = (input.principal ?? requested) as Money
  refuseUnless(principal <= requested, 'origination.amount_raised', {}, 'principal')
  await lockSubjects(ctx.sql, must(row.customerKey, 'a submitted application has a customer'), row.vin)
  const exposure = await totalExposure(ctx, row, principal)
  await checkMayDecide(ctx, { ...case_, exposure: exposure.total })
  const { limit } = await mayDecide(ctx, { ...case_, exposure: exposure.total })
  refuseUnless(reachesAbove(state, limit, row.escalatedLimit), 'origination.escalate_upward')
  const one = await loadCase(ctx, { ...row, principal })
  const [breach] = one.breaches
  if (breach) throw new Refusal(breach.code, breach.facts, breach.field)
  const offer = must(one.offer, 'a submitted application has an offer')
  await checkStanding(ctx, one, offer)
  await checkOverride(ctx, row, input.note)
  const approved = await advance(ctx, row, 'approve', {
    note: input.note,
    detail: { exposure: exposure.total.toString(), limit: limit.toString(), principal: principal.toString() },
    patch: {
      ...(await approvalPatch(ctx, offer, { requested, approved: principal })),
      conditions: JSON.stringify(input.conditions) as never,
    },
  })
  await ctx.emit('origination.application-approved', { applicationId: input.id, automatic: false })
  await tell(ctx, approved, [row.ownerId], 'origination.notice.approved')
  return moved(approved)
}

/**
 * What no reviewer may lift, whether it was so or has come up since the submission: the blacklist, the least age, and the cap
 * on what a loan costs in all. @throws Refusal origination.customer_blacklisted, too_young, rate_cap
 */
async function checkStanding(ctx: Context, { customer }: Case, { cost }: Offer): Promise<void> {
  refuseUnless(customer?.blacklisted === null, 'origination.customer_blacklisted')
  const { min } = await parameterOn(ctx.sql, 'age.range', ctx.today)
  refuseUnless(customer.age === null || customer.age >= min, 'origination.too_young', { age: customer.age ?? 0, min })
  const { annual } = await parameterOn(ctx.sql, 'rate.cap', ctx.today)
  const facts = { rate: formatPercent(cost.simple), cap: formatPercent(annual) }
  refuseUnless(!rateValue(cost.simple).gt(annual), 'origination.rate_cap', facts)
}

/** Approving what the rules declined needs a word of why. @throws Refusal origination.override_note */
async function checkOverride(ctx: Context, row: ApplicationRow, note: string): Promise<void> {
  if (row.decisionKey === null || note !== '') return
  const { verdict } = await reasonsOf(ctx, toId('decision', row.decisionKey))
  refuseUnless(verdict !== 'decline', 'origination.override_note', {}, 'note')
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
