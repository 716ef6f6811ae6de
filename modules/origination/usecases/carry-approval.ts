import { reasonsOf } from '#decision'
import { must } from '#lib/assert'
import { toId } from '#lib/id'
import type { Money } from '#lib/money'
import { formatPercent, rateValue } from '#lib/rate'
import { Refusal, refuseUnless } from '#lib/refusal'
import type { Context } from '#platform/context'
import { parameterOn } from '#reference'
import type { Condition } from '../review.ts'
import type { ApplicationRow } from '../store/application.ts'
import { advance } from './advance.ts'
import { approvalPatch } from './approval.ts'
import { type Case, loadCase, type Offer } from './load-case.ts'
import { recheckIfDue } from './recheck.ts'
import { tell } from './tell.ts'

/** What an approval is given for. */
export type Approval = { principal: Money; note: string; conditions: readonly Condition[] }

/**
 * Makes an approval that has been authorised effective: what no reviewer may lift is checked, the validity begins, the seller is told.
 * @throws as `checkApprovable`
 */
export async function carryApproval(
  ctx: Context,
  row: ApplicationRow,
  approval: Approval,
  detail: Record<string, unknown>,
): Promise<ApplicationRow> {
  const requested = must(row.principal, 'a submitted application has a principal')
  const offer = await checkApprovable(ctx, row, approval.principal, approval.note)
  const approved = await advance(ctx, row, 'approve', {
    note: approval.note,
    detail,
    patch: {
      ...(await approvalPatch(ctx, offer, { requested, approved: approval.principal })),
      conditions: JSON.stringify(approval.conditions) as never,
    },
  })
  await recheckIfDue(ctx, row, detail)
  await ctx.emit('origination.application-approved', { applicationId: toId('application', row.key), automatic: false })
  await tell(ctx, approved, [row.ownerId], 'origination.notice.approved')
  return approved
}

/** Rejects, and tells the seller. */
export async function reject(
  ctx: Context,
  row: ApplicationRow,
  step: { reason: string | null; note: string; detail?: Record<string, unknown> },
): Promise<ApplicationRow> {
  const rejected = await advance(ctx, row, 'reject', {
    ...step,
    patch: { decided_day: ctx.today, decided_by: ctx.actor.key },
  })
  await recheckIfDue(ctx, row, step.detail ?? {})
  await ctx.emit('origination.application-rejected', { applicationId: toId('application', row.key), automatic: false })
  await tell(ctx, rejected, [row.ownerId], 'origination.notice.rejected')
  return rejected
}

/**
 * Whether this much may be approved at all, by whomever. @returns the offer it comes to
 * @throws Refusal of the first breach of product or law, and as `checkStanding`, `checkOverride`
 */
export async function checkApprovable(
  ctx: Context,
  row: ApplicationRow,
  principal: Money,
  note: string,
): Promise<Offer> {
  const one = await loadCase(ctx, { ...row, principal })
  const [breach] = one.breaches
  if (breach) throw new Refusal(breach.code, breach.facts, breach.field)
  const offer = must(one.offer, 'a submitted application has an offer')
  await checkStanding(ctx, one, offer)
  await checkOverride(ctx, row, note)
  return offer
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
