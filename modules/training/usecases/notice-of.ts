import { addMs, dayAt, type Instant } from '#lib/day'
import { type Id, toId, toKey } from '#lib/id'
import type { Context } from '#platform/context'
import { kindByCode } from '../store/certificate.ts'
import { courseByCode } from '../store/course.ts'
import { sessionSeen } from '../store/session.ts'

/** What a person of the team is to be told of an event of training. */
export type TrainingNotice = {
  to: bigint[]
  template: string
  facts: Record<string, string>
  about: Id<string>
  once: string
}

/** A course was given: by when. Null when it has been retired since. */
export async function courseNotice(
  ctx: Context,
  { personId, courseCode, dueOn }: { personId: Id<'person'>; courseCode: string; dueOn: string },
): Promise<TrainingNotice | null> {
  const course = await courseByCode(ctx.sql, courseCode, null)
  if (!course) return null
  const about = toId('course', course.key)
  const facts = { course: course.title, day: dueOn }
  return { to: [toKey(personId)], template: 'training.notice.course', facts, about, once: `${about}.${dueOn}` }
}

/** A certificate runs out soon, or has ended: the last day it counts. */
export async function certificateNotice(
  ctx: Context,
  what: 'expiring' | 'expired',
  told: { certificateId: Id<'certificate'>; personId: Id<'person'>; code: string; endsAt: Instant },
): Promise<TrainingNotice | null> {
  const kind = await kindByCode(ctx.sql, told.code)
  if (!kind) return null
  return {
    to: [toKey(told.personId)],
    template: `training.notice.${what}`,
    facts: { certificate: kind.name, day: dayAt(addMs(told.endsAt, -1)) },
    about: told.certificateId,
    once: `${told.certificateId}.${what}`,
  }
}

/** A seat was given to who waited, or a session was cancelled. */
export async function sessionNotice(
  ctx: Context,
  what: 'seat' | 'cancelled',
  told: { sessionId: Id<'session'>; personIds: readonly Id<'person'>[] },
): Promise<TrainingNotice | null> {
  const session = await sessionSeen(ctx.sql, toKey(told.sessionId), null)
  if (!session) return null
  return {
    to: told.personIds.map(toKey),
    template: `training.notice.${what}`,
    facts: { title: session.title, day: dayAt(session.startsAt) },
    about: told.sessionId,
    once: `${told.sessionId}.${what}`,
  }
}
