import { addMs } from '#lib/day'
import { toId, toKey } from '#lib/id'
import { Refusal, refuseUnless } from '#lib/refusal'
import type { Context } from '#platform/context'
import type { Input, Output } from '#platform/operation'
import { personById } from '#team'
import { glassState, takeable } from '../access.ts'
import type { api } from '../api.ts'
import { permit } from '../power.ts'
import * as store from '../store/access.ts'
import { bookFor } from './book.ts'
import { everyone } from './everyone.ts'
import { houseFacts } from './house-operations.ts'

const view = (ctx: Context, row: store.GlassRow) => ({
  id: toId('glass', row.key),
  personName: row.personName,
  permissions: row.permissions,
  reason: row.reason,
  fromAt: row.fromAt,
  untilAt: row.untilAt,
  endedAt: row.endedAt,
  state: glassState(row, ctx.now),
  acts: row.acts,
  reviewNote: row.reviewNote,
  reviewedByName: row.reviewedByName,
  reviewedAt: row.reviewedAt,
  mine: row.personKey === ctx.actor.key,
})

/** Emergency accesses in the reader's scope. */
export async function listGlass(ctx: Context): Promise<Output<typeof api.listGlass>> {
  return (await store.listGlass(ctx)).map(row => view(ctx, row))
}

/** What the actor holds by an emergency access at this moment; null when there is none. */
export async function ownGlass(ctx: Context): Promise<Output<typeof api.ownGlass>> {
  const [open] = ctx.actor.key === null ? [] : await store.openGlass(ctx.sql, ctx.actor.key, ctx.now)
  const row = open && (await store.glassById(ctx.sql, open.key))
  return row ? view(ctx, row) : null
}

/** One emergency access with its acts. @throws Refusal authority.glass_not_found, out_of_scope */
export async function getGlass(ctx: Context, { id }: Input<typeof api.getGlass>): Promise<Output<typeof api.getGlass>> {
  const row = await glassFor(ctx, id, 'authority.glass.read')
  return { ...view(ctx, row), trail: await store.actsUnder(ctx.sql, row.key) }
}

/**
 * Takes permissions everywhere for some minutes. Nobody is asked; the manager and whoever reviews are told at once.
 * @throws Refusal authority.glass_minutes, glass_reserved, glass_open_conflict
 */
export async function breakGlass(
  ctx: Context,
  input: Input<typeof api.breakGlass>,
): Promise<Output<typeof api.breakGlass>> {
  const most = (await bookFor(ctx.sql, ctx.today)).settings['glass.minutes']
  refuseUnless(input.minutes <= most, 'authority.glass_minutes', { most }, 'minutes')
  const known = new Set(houseFacts().permissions)
  const wrong = input.permissions.find(permission => !known.has(permission) || !takeable(permission))
  if (wrong) throw new Refusal('authority.glass_reserved', { permission: `permission.${wrong}` }, 'permissions')
  const personKey = ctx.actor.key ?? 0n
  refuseUnless((await store.openGlass(ctx.sql, personKey, ctx.now)).length === 0, 'authority.glass_open_conflict')
  const untilAt = addMs(ctx.now, input.minutes * 60_000)
  const permissions = [...new Set(input.permissions)].sort()
  const key = await store.insertGlass(ctx, { permissions, reason: input.reason, untilAt })
  const id = toId('glass', key)
  ctx.about(id)
  ctx.note({ permissions, minutes: input.minutes, reason: input.reason })
  await ctx.emit('authority.glass-broken', { glassId: id })
  return { id, untilAt }
}

/** Gives the access back. @throws Refusal authority.glass_not_found */
export async function endGlass(ctx: Context, { id }: Input<typeof api.endGlass>): Promise<Output<typeof api.endGlass>> {
  const row = await store.glassById(ctx.sql, toKey(id))
  refuseUnless(row && row.personKey === ctx.actor.key, 'authority.glass_not_found')
  await store.endGlass(ctx, row.key)
  ctx.about(id)
  return { id }
}

/** Reviews an access that is over. @throws Refusal authority.glass_not_found, glass_still_open, glass_reviewed_conflict, glass_own */
export async function reviewGlass(
  ctx: Context,
  input: Input<typeof api.reviewGlass>,
): Promise<Output<typeof api.reviewGlass>> {
  const row = await glassFor(ctx, input.id, 'authority.glass.review')
  refuseUnless(row.personKey !== ctx.actor.key, 'authority.glass_own')
  refuseUnless(row.proper === null, 'authority.glass_reviewed_conflict', { by: row.reviewedByName ?? '' })
  refuseUnless(glassState(row, ctx.now) !== 'open', 'authority.glass_still_open', { until: row.untilAt })
  await store.insertGlassReview(ctx, row.key, input)
  ctx.about(input.id)
  ctx.note({ proper: input.proper })
  await ctx.emit('authority.glass-reviewed', { glassId: input.id })
  return { id: input.id }
}

async function glassFor(ctx: Context, id: Input<typeof api.getGlass>['id'], permission: string) {
  const row = await store.glassById(ctx.sql, toKey(id))
  refuseUnless(row, 'authority.glass_not_found')
  ctx.rights.check(permission, { ownerId: row.personKey, groupId: row.groupKey, branchId: row.branchKey })
  return row
}

/** Whom the alarm of an emergency access goes to: the person's manager and everybody who reviews such accesses. Null when it is gone. */
export async function glassNotice(
  ctx: Context,
  id: Input<typeof api.getGlass>['id'],
): Promise<{ to: bigint[]; person: string; reason: string; permissions: string[] } | null> {
  const row = await store.glassById(ctx.sql, toKey(id))
  if (!row) return null
  const person = await personById(ctx.sql, toId('person', row.personKey), ctx.today)
  const reviewers = (await everyone(ctx.sql, { on: ctx.today, at: ctx.now }))
    .filter(({ power }) => permit(power, 'authority.glass.review').reach !== null)
    .map(one => one.person.key)
  const to = new Set([...reviewers, ...(person?.reportsToKey ? [person.reportsToKey] : [])])
  to.delete(row.personKey)
  return {
    to: [...to],
    person: row.personName,
    reason: row.reason,
    permissions: row.permissions.map(permission => `permission.${permission}`),
  }
}
