import { toId, toKey } from '#lib/id'
import { Refusal, refuseUnless } from '#lib/refusal'
import type { Context } from '#platform/context'
import type { Input, Output } from '#platform/operation'
import { roster } from '#team'
import type { api } from '../api.ts'
import { endKey } from '../store/access.ts'
import * as store from '../store/review.ts'
import { decideRule } from './change-rule.ts'

/**
 * Decides on a revocation as another person than who asked for it and than who would lose the right; approved, it holds at once.
 * @throws Refusal authority.review_line_not_found, review_nothing_waits, review_own, own_rule, and those of a change of rules
 */
export async function decideRevocation(
  ctx: Context,
  input: Input<typeof api.decideRevocation>,
): Promise<Output<typeof api.decideRevocation>> {
  const [found] = await store.linesByKey(ctx.sql, [toKey(input.id)])
  refuseUnless(found, 'authority.review_line_not_found')
  await store.campaignByKey(ctx.sql, found.campaignKey, true)
  const [line] = await store.linesByKey(ctx.sql, [found.key])
  if (line?.state !== 'revoking' || line.answerKey === null) throw new Refusal('authority.review_nothing_waits')
  refuseUnless(line.personKey !== ctx.actor.key, 'authority.review_own', { person: line.personName })
  const { approved, reason } = input
  if (line.versionKey !== null) await decideRule(ctx, { id: toId('rule', line.versionKey), approved, reason })
  else {
    refuseUnless(line.answeredBy !== ctx.actor.key, 'authority.own_rule')
    await store.insertRevocation(ctx, line.answerKey, { approved, reason })
    if (approved && line.kind === 'delegation')
      await roster.endDelegations(ctx, [BigInt(line.code)], ctx.today, line.reason ?? reason)
    if (approved && line.kind === 'key') await endKey(ctx, BigInt(line.code), line.reason ?? reason)
  }
  ctx.about(input.id, toId('person', line.personKey))
  ctx.note({ approved, kind: line.kind })
  return { id: input.id }
}
