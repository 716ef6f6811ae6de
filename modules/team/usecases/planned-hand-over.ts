import { addDays, type Day } from '#lib/day'
import { toId } from '#lib/id'
import { Refusal } from '#lib/refusal'
import type { Context } from '#platform/context'
import * as people from '../store/person.ts'
import * as store from '../store/transition.ts'
import { follow, giveOver, heldWork, type Plan, successors } from './held-work.ts'
import { neighbours } from './neighbours.ts'

export { holdersOf, meetNeighbours } from './neighbours.ts'

/**
 * Keeps who takes over what on the day of a move. Who is named is asked for now already, so that a plan nobody could carry out is
 * refused while somebody looks. @throws Refusal team.successor_not_found, team.nobody_to_spread
 */
export async function planHandOver(ctx: Context, person: people.PersonRow, fromDay: Day, plan: Plan): Promise<void> {
  for (const { to } of plan) await successors(ctx, person, to)
  await store.insertPlanned(ctx, { personKey: person.key, fromDay, plan })
}

/**
 * Carries out what was planned for today: the records go to whom the plan names, and the rest follows into the new group. Whoever
 * was named and has left since is replaced by the colleagues; what stays behind in another branch is spread over them, too. What
 * nobody could take stays with the person and their manager is told. Done twice it comes to the same.
 */
export async function handOverPlanned(ctx: Context): Promise<void> {
  for (const planned of await store.dueHandOvers(ctx.sql, ctx.today)) {
    await store.endPlanned(ctx.sql, planned.key)
    const id = toId('person', planned.personKey)
    const before = await people.personById(ctx.sql, id, addDays(planned.fromDay, -1), true)
    const after = await people.personById(ctx.sql, id, ctx.today)
    if (!before || after?.groupKey == null || after.leftOn !== null) continue
    const records = (await heldWork(ctx, before, ctx.today)).filter(
      one => !one.ends && neighbours().held.some(({ kind }) => kind === one.kind),
    )
    const leaves = before.branchKey !== after.branchKey
    let left = 0
    for (const { kind, personal, count } of records) {
      const line = planned.plan.find(one => one.kind === kind)
      if (!line && (!leaves || personal)) continue
      const takers = (await takersFor(ctx, before, line?.to ?? null)) ?? []
      if (takers.length > 0) await giveOver(ctx, before, kind, takers, ctx.today)
      else left += count
    }
    const named = planned.plan.map(one => one.kind)
    if (!leaves && before.groupKey !== after.groupKey) await follow(ctx, after, after.groupKey, named)
    ctx.about(id)
    ctx.note({ handedOver: named, left })
    await ctx.emit('team.work-handed-over', { personId: id })
    if (left > 0)
      await ctx.emit('team.hand-over-left', {
        personId: id,
        managerKey: String(before.reportsToKey ?? ''),
        count: left,
      })
  }
}

async function takersFor(ctx: Context, person: people.PersonRow, to: Plan[number]['to']) {
  for (const wanted of to === null ? [null] : [to, null])
    try {
      const found = await successors(ctx, person, wanted)
      if (found.every(one => one.branchKey === person.branchKey)) return found
    } catch (error) {
      if (!(error instanceof Refusal)) throw error
    }
  return null
}
