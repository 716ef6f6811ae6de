import { toId, toKey } from '#lib/id'
import { Refusal, refuseUnless } from '#lib/refusal'
import type { Context, Placed } from '#platform/context'
import { readJson } from '#platform/write-path'
import type { HeldCheckers } from '../held.ts'
import type { HeldPicture } from '../held-diff.ts'
import * as store from '../store/held.ts'
import { ownFault } from './checkers.ts'
import { seals } from './hold-command.ts'

/** The ways a change may be checked now: by its checkers, and once the deadline has passed by its backup too. */
export function waysOf(held: store.HeldRow, now: string): HeldCheckers[] {
  const first = { permission: held.checkPermission, role: held.checkRole }
  return held.backupPermission !== null && now >= held.deadlineAt
    ? [first, { permission: held.backupPermission, role: held.backupRole }]
    : [first]
}

/** Why the actor may not check this change; null when they may. */
export function faultOf(ctx: Context, held: store.HeldRow, places: readonly Placed[]): Promise<string | null> {
  return ownFault(ctx, held, { key: held.makerKey, name: held.makerName }, waysOf(held, ctx.now), places)
}

/** Reasons that still let one see the change: one would be its checker but for them. */
const seen = new Set(['authority.held_own', 'authority.held_same_person', 'authority.held_lent', 'authority.on_leave'])

/**
 * A held change the actor may see: their own, one they settled, or one they check or could but for leave or conflict.
 * @throws Refusal authority.held_not_found
 */
export async function visibleHeld(ctx: Context, id: string, lock = false) {
  const held = await store.heldByKey(ctx.sql, toKey(id as `held_${string}`), lock)
  refuseUnless(held, 'authority.held_not_found')
  const places = await store.placesOf(ctx.sql, held.key)
  const fault = await faultOf(ctx, held, places)
  const mine = held.makerKey === ctx.actor.key
  refuseUnless(
    fault === null || mine || held.decidedBy === ctx.actor.key || seen.has(fault) || auditor(ctx),
    'authority.held_not_found',
  )
  return { held, places, fault, mine }
}

/** Whoever reads everything that was done may read what waits. */
const auditor = (ctx: Context) =>
  ctx.rights.verdict('authority.audit.read', { ownerId: null, groupId: null, branchId: null }).allow

/** A change one is about to decide, locked. @throws Refusal authority.held_not_found, authority.held_conflict, authority.held_expired, and why the actor may not */
export async function heldToDecide(ctx: Context, id: string) {
  const found = await visibleHeld(ctx, id, true)
  stillWaiting(found.held, ctx.now)
  if (found.fault !== null) throw new Refusal(found.fault, { permission: `permission.${found.held.checkPermission}` })
  return found
}

/** @throws Refusal authority.held_conflict when somebody was first, authority.held_expired */
export function stillWaiting(held: store.HeldRow, now: string): void {
  refuseUnless(held.state === 'waiting', 'authority.held_conflict', {
    state: `authority.held.${held.state}`,
    by: held.decidedByName ?? '',
  })
  refuseUnless(now < held.expiresAt, 'authority.held_expired')
}

export const openPicture = (ctx: Context, held: Pick<store.HeldRow, 'pictureSealed'>): HeldPicture =>
  JSON.parse(ctx.vault.open(held.pictureSealed, seals.picture)) as HeldPicture

export const openInput = (ctx: Context, held: store.SealedHeld): unknown =>
  readJson(JSON.parse(ctx.vault.open(held.inputSealed, seals.input)))

export const heldId = (held: { key: bigint }) => toId('held', held.key)
