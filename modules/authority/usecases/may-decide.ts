import { must } from '#lib/assert'
import { toId } from '#lib/id'
import { formatYuan } from '#lib/money'
import { Refusal } from '#lib/refusal'
import type { Verdict } from '#lib/verdict'
import type { Context } from '#platform/context'
import { personById } from '#team'
import { type ApprovalCase, approvalVerdict } from '../approval.ts'
import { grantsOf, limitsOn } from '../store.ts'

/** May the actor decide this case alone, now? Roles, limits and leave are read live. */
export async function mayDecide(ctx: Context, facts: ApprovalCase): Promise<Verdict & { limit: bigint }> {
  const key = must(ctx.actor.key, 'only people decide')
  const person = must(await personById(ctx.sql, toId('person', key), ctx.today), 'the actor is a person')
  const roles = [...new Set((await grantsOf(ctx.sql, key, person.post, ctx.today)).map(grant => grant.role))]
  return approvalVerdict(key, person.onLeave, roles, await limitsOn(ctx.sql, ctx.today), facts)
}

/** @throws Refusal authority.own_case, decided_before, on_leave, no_limit, over_limit */
export async function checkMayDecide(ctx: Context, facts: ApprovalCase): Promise<Verdict> {
  const verdict = await mayDecide(ctx, facts)
  if (!verdict.allow) {
    throw new Refusal(verdict.reason, { exposure: formatYuan(facts.exposure), limit: formatYuan(verdict.limit) })
  }
  return verdict
}
