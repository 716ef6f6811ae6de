import { mayDecide } from '#authority'
import { type Id, toId, toKey } from '#lib/id'
import type { Money } from '#lib/money'
import { notify } from '#notification'
import type { Context } from '#platform/context'
import { isReview } from '../application.ts'
import { holdApplication, insertEvent } from '../store/application.ts'
import { heldCases } from '../store/listing.ts'
import { approvalCase } from './approval-case.ts'

/**
 * Gives the cases back to the queue that somebody holds and may decide no more because a certificate has ended, with a line in
 * each one's history. That they cannot be decided the kernel sees to at the very second; this only frees them for others.
 */
export async function releaseLapsed(
  ctx: Context,
  { personId, code }: { personId: Id<'person'>; code: string },
): Promise<void> {
  const personKey = toKey(personId)
  for (const row of await heldCases(ctx, personKey)) {
    if (!isReview(row.state)) continue
    const { facts } = await approvalCase(ctx, row, row.state, (row.principal ?? 0n) as Money)
    // The kernel is asked as if the holder did.
    const { allow, reason } = await mayDecide({ ...ctx, actor: { ...ctx.actor, key: personKey } }, facts)
    if (allow || reason !== 'authority.certificate_needed') continue
    await holdApplication(ctx.sql, row.key, { by: null, name: null, groupKey: null, until: null })
    await insertEvent(ctx, row, {
      action: 'reroute',
      fromState: row.state,
      toState: row.state,
      reason: null,
      note: `${row.claimedByName ?? ''}：${code}`,
      workingMinutes: null,
      withinTime: null,
      detail: { certificate: code, person: personId },
    })
    const id = toId('application', row.key)
    ctx.about(id)
    await notify(ctx, {
      to: [personKey],
      template: 'origination.notice.rerouted',
      facts: { number: row.number, certificate: code },
      about: id,
    })
  }
}
