import { checkDuty } from '#authority'
import { decide } from '#decision'
import { must } from '#lib/assert'
import { toId, toKey } from '#lib/id'
import { Refusal, refuseUnless } from '#lib/refusal'
import type { Context } from '#platform/context'
import type { Input, Output } from '#platform/operation'
import type { api } from '../api.ts'
import { referAction } from '../application.ts'
import { missingToSubmit } from '../completeness.ts'
import { missingLabel } from '../sentence.ts'
import { lockSubjects, patchApplication } from '../store/application.ts'
import { advance } from './advance.ts'
import { applicationForUpdate, moved } from './application-for-update.ts'
import { approvalPatch } from './approval.ts'
import { touchesBefore } from './approval-case.ts'
import { type Case, loadCase } from './load-case.ts'
import { priceByBand } from './price-by-band.ts'
import { tell, tellReturner } from './tell.ts'

/**
 * Submits an application: everything missing is named at once, caps are refused by field, then the rules decide. What they
 * approve is approved, what they refer waits for a person (a resubmission goes back to the desk that returned it), what they
 * decline is rejected with the right to ask for a person.
 * @throws Refusal origination.application_not_found, state, stale, incomplete, principal_above_price, ltv_cap, term_cap, dealer_frozen, product.*, authority.duty_time
 */
export async function submitApplication(
  ctx: Context,
  input: Input<typeof api.submitApplication>,
): Promise<Output<typeof api.submitApplication>> {
  const draft = await applicationForUpdate(ctx, input.id, 'origination.application.submit', {
    version: input.version,
    action: 'submit',
  })
  await checkDuty(ctx, 'sell', await touchesBefore(ctx, draft))
  const written = await loadCase(ctx, draft)
  checkComplete(ctx, written)
  checkBreaches(written)
  const { one, facts } = await priceByBand(ctx, draft, written)
  const customer = must(one.customer, 'a complete application has a customer')
  await lockSubjects(ctx.sql, customer.key, draft.vin)
  const returnedFrom = draft.returnedFrom
  await patchApplication(ctx.sql, draft.key, {
    identity_fingerprint: customer.idNumberFingerprint,
    phone_fingerprint: customer.phoneFingerprint,
  })
  const submitted = await advance(ctx, draft, 'submit', {
    patch: {
      submitted_by: ctx.actor.key,
      // Who brought it in stays who brought it in: a second submission changes nothing of it.
      ...(draft.originatorId === null ? { originator_id: draft.ownerId, originator_group_id: draft.groupId } : {}),
      submitted_day: ctx.today,
      submitted_at: ctx.now,
      returned_from: null,
      escalated_limit: returnedFrom === null ? null : draft.escalatedLimit,
      product_version: must(one.offer, 'a complete application has an offer').product.version,
    },
  })
  await ctx.emit('origination.application-submitted', { applicationId: input.id })
  const decision = await decide(ctx, facts, { about: input.id, ...draft })
  const decided = { detail: { decisionId: decision.id, verdict: decision.verdict, ruleSet: decision.ruleSetVersion } }
  const patch = { decision_id: toKey(decision.id) }
  if (decision.verdict === 'decline') {
    const rejected = await advance(ctx, submitted, 'decline-automatically', {
      ...decided,
      reason: 'policy',
      patch: { ...patch, decided_day: ctx.today, decided_by: null },
    })
    await ctx.emit('origination.application-rejected', { applicationId: input.id, automatic: true })
    await tell(ctx, rejected, [draft.ownerId], 'origination.notice.declined')
    return { ...moved(rejected), verdict: decision.verdict }
  }
  if (decision.verdict === 'approve' && returnedFrom === null) {
    const offer = must(one.offer, 'a complete application has an offer')
    const amount = must(draft.principal, 'a complete application has a principal')
    const approved = await advance(ctx, submitted, 'approve-automatically', {
      ...decided,
      patch: {
        ...patch,
        ...(await approvalPatch(ctx, offer, { requested: amount, approved: amount })),
        decided_by: null,
      },
    })
    await ctx.emit('origination.application-approved', { applicationId: input.id, automatic: true })
    await tell(ctx, approved, [draft.ownerId], 'origination.notice.approved')
    return { ...moved(approved), verdict: decision.verdict }
  }
  const waiting = await advance(ctx, submitted, referAction(returnedFrom), { ...decided, patch })
  await ctx.emit('origination.application-decided', {
    applicationId: input.id,
    decisionId: toId('decision', patch.decision_id),
  })
  await tellReturner(ctx, waiting)
  return { ...moved(waiting), verdict: 'refer' }
}

/** @throws Refusal origination.incomplete naming everything at once */
function checkComplete(ctx: Context, { written }: Case): void {
  const missing = missingToSubmit(written)
  const names = missing.map(name => missingLabel(name, ctx.language))
  refuseUnless(missing.length === 0, 'origination.incomplete', { count: missing.length, missing, names }, missing[0])
}

/** @throws Refusal of the first breach, naming its field */
function checkBreaches(one: Case): void {
  const [breach] = one.breaches
  if (breach) throw new Refusal(breach.code, breach.facts, breach.field)
  refuseUnless(one.dealer?.state !== 'frozen', 'origination.dealer_frozen', {}, 'dealerId')
}
