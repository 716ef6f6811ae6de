import { must } from '#lib/assert'
import { formatYuan } from '#lib/money'
import { Refusal } from '#lib/refusal'
import type { Context } from '#platform/context'
import { barredBy, type Touch } from '../duty.ts'
import { type ApprovalCase, type ApprovalVerdict, approvalVerdict } from '../matrix.ts'
import type { Act } from '../rule.ts'
import { bookFor } from './book.ts'
import { powerOfPerson } from './power-of.ts'
import { certificateFacts } from './rights-of.ts'

/** May the actor decide this case, now? Roles, matrix, duties, leave, delegations and certificates are read live. */
export async function mayDecide(ctx: Context, facts: ApprovalCase): Promise<ApprovalVerdict> {
  return mayPersonDecide(ctx, must(ctx.actor.key, 'only people decide'), facts)
}

/** The same of somebody else: who is to be asked, who sits on a committee. */
export async function mayPersonDecide(ctx: Context, personKey: bigint, facts: ApprovalCase): Promise<ApprovalVerdict> {
  const { approver, book } = await powerOfPerson(ctx.sql, personKey, { on: ctx.today, at: ctx.now })
  const verdict = approvalVerdict(approver, book, facts, ctx.today)
  return { ...verdict, facts: { ...verdict.facts, ...certificateFacts(verdict.missing) } }
}

/** The refusal that a verdict of no comes to, with what is missing in its facts. */
export function refusalOfVerdict(verdict: ApprovalVerdict): Refusal {
  return new Refusal(verdict.reason, {
    limit: formatYuan(verdict.limit),
    ...verdict.facts,
  })
}

/**
 * Whether a rule over time keeps the actor from an act on this customer.
 * @throws Refusal authority.duty_time
 */
export async function checkDuty(ctx: Context, act: Act, touches: readonly Touch[]): Promise<void> {
  if (ctx.actor.key === null) return
  const { duties } = await bookFor(ctx.sql, ctx.today)
  const barred = barredBy(duties, ctx.actor.key, act, touches, ctx.today)
  if (barred)
    throw new Refusal('authority.duty_time', {
      did: `authority.act.${barred.did}`,
      day: barred.day,
      until: barred.until,
    })
}

/**
 * Whether the actor may judge how a case was decided: had no hand in it, and no rule over time keeps them from reviewing the customer.
 * @throws Refusal authority.own_case, authority.decided_before, authority.duty_time
 */
export async function checkIndependent(
  ctx: Context,
  one: Pick<ApprovalCase, 'broughtBy' | 'submittedBy' | 'decidedBy'> & { touches: readonly Touch[] },
): Promise<void> {
  const me = must(ctx.actor.key, 'only people judge')
  if (one.broughtBy === me || one.submittedBy === me) throw new Refusal('authority.own_case')
  if (one.decidedBy.includes(me)) throw new Refusal('authority.decided_before')
  await checkDuty(ctx, 'review', one.touches)
}
