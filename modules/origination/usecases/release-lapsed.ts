import { mayDecide } from '#authority'
import { type Id, toId, toKey } from '#lib/id'
import type { Money } from '#lib/money'
import { notify } from '#notification'
import type { Context } from '#platform/context'
import { isReview } from '../application.ts'
import { heldByAnother } from '../review.ts'
import { type ApplicationRow, holdApplication, insertEvent } from '../store/application.ts'
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
  for (const row of await heldCases(ctx, toKey(personId))) await giveBackLapsed(ctx, row, code)
}

/** Whether another person holds a case: a hold ends at the second at which its holder's certificate does, before any job has run. */
export async function heldByOther(ctx: Context, row: ApplicationRow): Promise<boolean> {
  return heldByAnother(row, ctx.actor.key, ctx.now) && !(await lapsed(ctx, row))
}

/** Gives a held case back to the queue when its holder may decide it no more for want of a certificate; says whether it did. */
export async function giveBackLapsed(ctx: Context, row: ApplicationRow, code?: string): Promise<boolean> {
  const certificate = await lapsed(ctx, row)
  if (certificate === null || row.claimedBy === null) return false
  await holdApplication(ctx.sql, row.key, { by: null, name: null, groupKey: null, until: null })
  await insertEvent(ctx, row, {
    action: 'reroute',
    fromState: row.state,
    toState: row.state,
    reason: null,
    note: `${row.claimedByName ?? ''}：${code ?? certificate}`,
    workingMinutes: null,
    withinTime: null,
    detail: { certificate: code ?? certificate, person: toId('person', row.claimedBy) },
  })
  const id = toId('application', row.key)
  ctx.about(id)
  await notify(ctx, {
    to: [row.claimedBy],
    template: 'origination.notice.rerouted',
    facts: { number: row.number, certificate: code ?? certificate },
    about: id,
  })
  return true
}

/** The certificate that whoever holds a case lacks to decide it now; null when the hold stands. */
async function lapsed(ctx: Context, row: ApplicationRow): Promise<string | null> {
  if (!isReview(row.state) || row.claimedBy === null) return null
  const { facts } = await approvalCase(ctx, row, row.state, (row.principal ?? 0n) as Money)
  // The kernel is asked as if the holder did.
  const { allow, reason, missing } = await mayDecide({ ...ctx, actor: { ...ctx.actor, key: row.claimedBy } }, facts)
  if (allow || reason !== 'authority.certificate_needed') return null
  return missing.find(one => one.startsWith('certificate:'))?.slice('certificate:'.length) ?? ''
}
