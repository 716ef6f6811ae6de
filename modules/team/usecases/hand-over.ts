import { toId, toKey } from '#lib/id'
import { refuseUnless } from '#lib/refusal'
import type { Context } from '#platform/context'
import type { Input, Output } from '#platform/operation'
import type { api } from '../api.ts'
import * as people from '../store/person.ts'
import * as transitions from '../store/transition.ts'
import { handOver, heldWork } from './held-work.ts'
import { heldView } from './impact.ts'

/** What a person holds, by kind with the first rows, and who of the group could take over. @throws Refusal team.person_not_found */
export async function getHeldWork(
  ctx: Context,
  { id }: Input<typeof api.getHeldWork>,
): Promise<Output<typeof api.getHeldWork>> {
  const person = await people.personById(ctx.sql, id, ctx.today)
  refuseUnless(person, 'team.person_not_found')
  ctx.rights.check('team.person.write', { ownerId: null, groupId: person.groupKey, branchId: person.branchKey })
  const held = await heldWork(ctx, person, ctx.today)
  return {
    held: held.map(heldView),
    colleagues: (await people.colleagues(ctx.sql, person, ctx.today)).map(one => ({
      id: one.id,
      name: one.name,
      post: one.post,
      onLeave: one.onLeave,
    })),
  }
}

/**
 * Gives work of somebody who stays to others, kind by kind, in one transaction.
 * @throws Refusal team.person_not_found, team.successor_not_found, team.successor_branch, team.nobody_to_spread, team.reporting_circle
 */
export async function handOverWork(
  ctx: Context,
  input: Input<typeof api.handOverWork>,
): Promise<Output<typeof api.handOverWork>> {
  const person = await people.personById(ctx.sql, input.id, ctx.today, true)
  refuseUnless(person, 'team.person_not_found')
  ctx.rights.check('team.person.write', { ownerId: null, groupId: person.groupKey, branchId: person.branchKey })
  await handOver(ctx, person, input.handOver, ctx.today)
  ctx.about(person.id)
  ctx.note({ kinds: input.handOver.map(line => line.kind), reason: input.reason })
  await ctx.emit('team.work-handed-over', { personId: person.id })
  return { held: (await heldWork(ctx, person, ctx.today)).map(heldView) }
}

/** A person's joining, moves and leaving with what was and is to do, and what went from or to them. @throws Refusal team.person_not_found */
export async function listTransitions(
  ctx: Context,
  { id }: Input<typeof api.listTransitions>,
): Promise<Output<typeof api.listTransitions>> {
  const person = await people.personById(ctx.sql, id, ctx.today)
  refuseUnless(person, 'team.person_not_found')
  ctx.rights.check('team.person.read', { ownerId: person.key, groupId: person.groupKey, branchId: person.branchKey })
  const found = await transitions.transitionsOf(ctx.sql, person.key)
  return {
    transitions: found.map(({ key, ...row }) => ({ id: toId('transition', key), ...row })),
    handOvers: await transitions.handOversOf(ctx.sql, person.key),
  }
}

/** Ticks or unticks one thing to do of a joining, move or leaving. @throws Refusal team.transition_not_found */
export async function tickTransition(
  ctx: Context,
  input: Input<typeof api.tickTransition>,
): Promise<Output<typeof api.tickTransition>> {
  const transitionKey = toKey(input.id)
  const personKey = await transitions.personOfTransition(ctx.sql, transitionKey)
  refuseUnless(personKey !== null, 'team.transition_not_found')
  const person = await people.personById(ctx.sql, toId('person', personKey), ctx.today)
  ctx.rights.check('team.person.write', {
    ownerId: null,
    groupId: person?.groupKey ?? null,
    branchId: person?.branchKey ?? null,
  })
  const found = await transitions.tickItem(ctx, { transitionKey, item: input.item, done: input.done, note: input.note })
  refuseUnless(found, 'team.transition_not_found')
  ctx.about(toId('person', personKey))
  ctx.note({ item: input.item, done: input.done })
  return { id: input.id }
}
