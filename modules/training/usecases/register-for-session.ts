import { refuseUnless } from '#lib/refusal'
import type { Context } from '#platform/context'
import type { Input, Output } from '#platform/operation'
import type { api } from '../api.ts'
import { register, registrationsOf } from '../store/session.ts'
import { actingPerson } from './people-within.ts'
import { leads, plannedSession } from './session-rights.ts'

/** Takes a seat, or a place on the waiting list when there is none. @throws Refusal training.session_not_found, training.session_state, training.session_post, training.registered_taken */
export async function registerForSession(
  ctx: Context,
  input: Input<typeof api.registerForSession>,
): Promise<Output<typeof api.registerForSession>> {
  const session = await plannedSession(ctx, input.id)
  refuseUnless(ctx.now < session.endsAt, 'training.session_state', { state: 'training.session-state.held' })
  const person = await actingPerson(ctx)
  const invited = session.posts.length === 0 || (person.post !== null && session.posts.includes(person.post))
  refuseUnless(invited || leads(ctx, session), 'training.session_post')
  const people = await registrationsOf(ctx.sql, session.key)
  const before = people.find(row => row.personKey === person.key)
  refuseUnless(!before || before.state === 'withdrawn', 'training.registered_taken')
  const seated = people.filter(row => row.state === 'seated').length
  const state = seated < session.capacity ? 'seated' : 'waiting'
  await register(ctx.sql, { sessionKey: session.key, personKey: person.key, state, at: ctx.now })
  return { state, waitingPlace: state === 'waiting' ? people.filter(row => row.state === 'waiting').length + 1 : null }
}
