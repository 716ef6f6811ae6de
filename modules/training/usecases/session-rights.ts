import { instant } from '#lib/day'
import { type Id, toId, toKey } from '#lib/id'
import { refuseUnless } from '#lib/refusal'
import type { Context } from '#platform/context'
import { boardGroups, personById } from '#team'
import { movingUp } from '../session.ts'
import { registrationsOf, type SessionRow, sessionForUpdate, setRegistrations } from '../store/session.ts'

/** What a session's plan says, as it came in. */
type Planned = {
  kind: SessionRow['kind']
  startsAt: string
  endsAt: string
  speaker: string | null
  hostId: Id<'person'> | null
  groupId: Id<'group'> | null
}

/** Makes sure that a session can take place. @throws Refusal training.session_times, training.session_speaker, training.session_host, training.group_not_found */
export async function checkSession(ctx: Context, planned: Planned) {
  const [startsAt, endsAt] = [instant(planned.startsAt), instant(planned.endsAt)]
  const day = 86_400_000
  refuseUnless(
    endsAt > startsAt && Date.parse(endsAt) - Date.parse(startsAt) <= 5 * day,
    'training.session_times',
    {},
    'endsAt',
  )
  refuseUnless(planned.kind !== 'lecture' || planned.speaker, 'training.session_speaker', {}, 'speaker')
  const host = planned.hostId && (await personById(ctx.sql, planned.hostId, ctx.today))
  refuseUnless(planned.kind !== 'sharing' || host, 'training.session_host', {}, 'hostId')
  refuseUnless(
    !planned.hostId || (host && (host.leftOn === null || host.leftOn > ctx.today)),
    'training.session_host',
    {},
    'hostId',
  )
  const groups = await boardGroups(ctx.sql, ctx.today)
  const group = planned.groupId && groups.find(one => one.key === toKey(planned.groupId as Id<'group'>))
  refuseUnless(!planned.groupId || group, 'training.group_not_found', {}, 'groupId')
  ctx.rights.check('training.session.write', {
    ownerId: ctx.actor.key,
    groupId: group ? group.key : null,
    branchId: group ? group.branchKey : ctx.actor.branchKey,
  })
  return { startsAt, endsAt, hostKey: host ? host.key : null, groupKey: group ? group.key : null }
}

/** Whether the actor leads a session: its host, who planned it, or who may write sessions. */
export function leads(ctx: Context, session: SessionRow): boolean {
  const own = ctx.actor.key !== null && (session.hostKey === ctx.actor.key || session.addedBy === ctx.actor.key)
  return own || ctx.rights.verdict('training.session.write').allow
}

/** @throws Refusal training.session_lead */
export function checkLeads(ctx: Context, session: SessionRow): void {
  refuseUnless(leads(ctx, session), 'training.session_lead')
}

/** Gives free seats to who waits longest and tells them. Returns how many moved up. */
export async function moveUp(ctx: Context, sessionKey: bigint, capacity: number): Promise<number> {
  const up = movingUp(capacity, await registrationsOf(ctx.sql, sessionKey))
  await setRegistrations(ctx.sql, sessionKey, up, 'seated')
  for (const key of up)
    await ctx.emit('training.seat-given', { sessionId: toId('session', sessionKey), personId: toId('person', key) })
  return up.length
}

/** A session that is still to take place, locked. @throws Refusal training.session_not_found, training.session_state, training.stale */
export async function plannedSession(ctx: Context, id: Id<'session'>, version?: number): Promise<SessionRow> {
  const session = await sessionForUpdate(ctx.sql, toKey(id))
  refuseUnless(session, 'training.session_not_found')
  refuseUnless(session.state === 'planned', 'training.session_state', {
    state: `training.session-state.${session.state}`,
  })
  refuseUnless(version === undefined || session.version === version, 'training.stale')
  ctx.about(id)
  return session
}
