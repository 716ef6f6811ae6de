import { toId, toKey } from '#lib/id'
import { refuseUnless } from '#lib/refusal'
import type { Context } from '#platform/context'
import type { Input, Output } from '#platform/operation'
import { personNames } from '#team'
import type { api } from '../api.ts'
import { feedbackBy, feedbackOf, registrationsOf, sessionFiles, sessionSeen } from '../store/session.ts'
import { sessionView } from '../view.ts'
import { leads } from './session-rights.ts'

/** One session with its people and material; who is registered is for who leads it. @throws Refusal training.session_not_found */
export async function getSession(
  ctx: Context,
  input: Input<typeof api.getSession>,
): Promise<Output<typeof api.getSession>> {
  const session = await sessionSeen(ctx.sql, toKey(input.id), ctx.actor.key)
  refuseUnless(session, 'training.session_not_found')
  const leading = leads(ctx, session)
  const people = leading ? await registrationsOf(ctx.sql, session.key) : []
  const names = await personNames(ctx.sql, [
    ...people.map(row => row.personKey),
    ...(session.hostKey ? [session.hostKey] : []),
  ])
  const files = await sessionFiles(ctx.sql, session.key)
  return {
    ...sessionView(session, names),
    files: files.map(({ key, fileName, mediaType, size }) => ({
      id: toId('sessionfile', key),
      fileName,
      mediaType,
      size,
    })),
    people: people.map(({ personKey, state, askedAt, attendedAt, attendedBy }) => ({
      personId: toId('person', personKey),
      personName: names.get(personKey) ?? '',
      state,
      askedAt,
      attendedAt,
      attendedBy,
    })),
    comments: leading ? await feedbackOf(ctx.sql, session.key) : [],
    leads: leading,
    myFeedback: await feedbackBy(ctx.sql, session.key, ctx.actor.key),
  }
}
