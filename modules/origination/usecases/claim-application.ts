import { mayDecide } from '#authority'
import { toId, toKey } from '#lib/id'
import type { Money } from '#lib/money'
import { refuseUnless } from '#lib/refusal'
import { ringHandovers } from '#notification'
import type { Context } from '#platform/context'
import type { Input, Output } from '#platform/operation'
import type { api } from '../api.ts'
import { isReview, permissionOf } from '../application.ts'
import { claimEnd, heldByAnother } from '../review.ts'
import { type ApplicationRow, holdApplication } from '../store/application.ts'
import { casesOfOthers, freeCases } from '../store/listing.ts'
import { applicationForUpdate, moved } from './application-for-update.ts'
import { approvalCase } from './approval-case.ts'
import { giveBackLapsed } from './release-lapsed.ts'

/** Takes the most urgent case nobody holds and this person may decide; null when there is none. */
export async function claimNext(
  ctx: Context,
  { after }: Input<typeof api.claimNext>,
): Promise<Output<typeof api.claimNext>> {
  const except = after ? toKey(after) : null
  for (const row of await freeCases(ctx, 20, except)) {
    if (!(await mayBeMine(ctx, row))) continue
    await hold(ctx, row)
    return { id: toId('application', row.key) }
  }
  // Nobody holds a case past the second of their certificate.
  for (const row of await casesOfOthers(ctx, 20, except)) {
    if (!(await mayBeMine(ctx, row)) || !(await giveBackLapsed(ctx, row))) continue
    await hold(ctx, row)
    return { id: toId('application', row.key) }
  }
  return { id: null }
}

async function mayBeMine(ctx: Context, row: ApplicationRow): Promise<boolean> {
  if (!isReview(row.state)) return false
  const { facts } = await approvalCase(ctx, row, row.state, (row.principal ?? 0n) as Money)
  return !notMine.includes((await mayDecide(ctx, facts)).reason)
}

/** Answers of the kernel that mean the case is for another person: the queue does not offer it. */
const notMine: readonly string[] = [
  'authority.own_case',
  'authority.decided_before',
  'authority.duty_time',
  'authority.on_leave',
  'authority.no_limit',
  'authority.certificate_needed',
]

/** Holds a case while this person decides. @throws Refusal origination.application_not_found, claimed_conflict, decided_conflict */
export async function claimApplication(
  ctx: Context,
  { id }: Input<typeof api.claimApplication>,
): Promise<Output<typeof api.claimApplication>> {
  const row = await applicationForUpdate(ctx, id, 'origination.application.read', {})
  refuseUnless(isReview(row.state), 'origination.decided_conflict', { by: '' })
  ctx.rights.check(permissionOf(row.state), row)
  await checkHold(ctx, row)
  await hold(ctx, row)
  return moved(row)
}

/** Gives a held case back to the queue. @throws Refusal origination.application_not_found, claimed_conflict */
export async function releaseApplication(
  ctx: Context,
  { id }: Input<typeof api.releaseApplication>,
): Promise<Output<typeof api.releaseApplication>> {
  const row = await applicationForUpdate(ctx, id, 'origination.application.read', {})
  await checkHold(ctx, row)
  if (row.claimedBy === ctx.actor.key)
    await holdApplication(ctx.sql, row.key, { by: null, name: null, groupKey: null, until: null })
  ctx.about(id)
  return moved(row)
}

/** @throws Refusal origination.claimed_conflict while somebody else holds the case */
export async function checkHold(ctx: Context, row: ApplicationRow): Promise<void> {
  const held = heldByAnother(row, ctx.actor.key, ctx.now) && !(await giveBackLapsed(ctx, row))
  refuseUnless(!held, 'origination.claimed_conflict', { by: row.claimedByName ?? '' })
}

async function hold(ctx: Context, row: ApplicationRow): Promise<void> {
  await holdApplication(ctx.sql, row.key, {
    by: ctx.actor.key,
    name: ctx.actor.name,
    groupKey: ctx.actor.groupKey,
    until: claimEnd(ctx.now),
  })
  if (ctx.actor.key !== null) await ringHandovers(ctx, toId('application', row.key), ctx.actor.key)
  ctx.about(toId('application', row.key))
}
