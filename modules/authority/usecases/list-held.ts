import { refuseUnless } from '#lib/refusal'
import type { Context } from '#platform/context'
import type { Input, Output } from '#platform/operation'
import type { heldApi } from '../held-api.ts'
import * as store from '../store/held.ts'
import { ownRoles } from './checkers.ts'
import { faultOf, heldId, openPicture } from './held-change.ts'
import { houseFacts } from './house-operations.ts'

/** A held change as lists show it. */
export function lineOf(ctx: Context, held: store.HeldRow): Output<typeof heldApi.listHeld>['rows'][number] {
  const summary = houseFacts().operations.get(held.operation)?.summary
  return {
    id: heldId(held),
    operation: held.operation,
    title: openPicture(ctx, held).title,
    summary: summary?.[ctx.language === 'zh' ? 0 : 1] ?? held.operation,
    state: held.state === 'waiting' && ctx.now >= held.expiresAt ? 'expired' : held.state,
    makerName: held.makerName,
    mine: held.makerKey === ctx.actor.key,
    reason: held.reason,
    about: held.about,
    heldAt: held.heldAt,
    deadlineAt: held.deadlineAt,
    expiresAt: held.expiresAt,
    late: held.state === 'waiting' && ctx.now >= held.deadlineAt,
    decidedByName: held.decidedByName,
    decidedAt: held.decidedAt,
  }
}

/** A page of held changes: what the reader may check, asked for, or either with what is settled. */
export async function listHeld(
  ctx: Context,
  input: Input<typeof heldApi.listHeld>,
): Promise<Output<typeof heldApi.listHeld>> {
  const page = await store.listHeld(ctx, input, await ownRoles(ctx))
  return { rows: page.rows.map(row => lineOf(ctx, row)), next: page.next, total: page.total }
}

/** How many changes wait for the reader's check, and how many of the reader's own wait. */
export async function countHeld(ctx: Context): Promise<Output<typeof heldApi.countHeld>> {
  const roles = await ownRoles(ctx)
  const one = { direction: 'desc', limit: 1 } as const
  const check = await store.listHeld(ctx, { ...one, box: 'check' }, roles)
  const mine = await store.listHeld(ctx, { ...one, box: 'mine', state: 'waiting' }, roles)
  return { check: check.total, mine: mine.total }
}

/**
 * What waits on one record, for everybody who may read the record.
 * @throws Refusal authority.held_record where no such record is shown, and as reading it
 */
export async function listPending(
  ctx: Context,
  input: Input<typeof heldApi.listPending>,
): Promise<Output<typeof heldApi.listPending>> {
  const { readable, readRecord } = houseFacts()
  refuseUnless(readable(input.record), 'authority.held_record')
  const waiting = await store.waitingAbout(ctx.sql, input.record)
  if (waiting.length === 0) return []
  await readRecord(ctx, input.record)
  const found = []
  for (const held of waiting) {
    const fault = await faultOf(ctx, held, await store.placesOf(ctx.sql, held.key))
    found.push({ ...lineOf(ctx, held), mayCheck: fault === null })
  }
  return found
}
