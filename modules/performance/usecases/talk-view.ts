import { must } from '#lib/assert'
import { toId } from '#lib/id'
import { Refusal } from '#lib/refusal'
import { tasks } from '#notification'
import type { Context } from '#platform/context'
import * as store from '../store/talk.ts'

/** How what was said is sealed. */
export const seal = 'performance.talk'

/** A one-to-one as records and tasks name it. */
export const about = (key: bigint) => toId('talk', key)

/** Whoever acts, as one of the two. */
export const me = (ctx: Context) => must(ctx.actor.key, 'who talks is a person')

/** The other of the two. */
export const otherOf = (ctx: Context, row: store.TalkRow) =>
  row.managerKey === me(ctx) ? row.personKey : row.managerKey

/** One-to-ones as the two read them: what was said, opened, and what was agreed. */
export async function viewOf(ctx: Context, rows: readonly store.TalkRow[]) {
  const notes = await store.notesOf(
    ctx,
    rows.map(row => row.key),
  )
  const actions = await tasks.tasksAbout(
    ctx,
    rows.map(row => about(row.key)),
  )
  return rows.map(row => ({
    id: about(row.key),
    heldOn: row.heldOn,
    nextOn: row.nextOn,
    notes: notes
      .filter(note => note.talkKey === row.key)
      .map(({ byKey, byName, bodySealed, at }) => ({
        byName,
        mine: byKey === ctx.actor.key,
        text: ctx.vault.open(bodySealed, seal),
        at,
      })),
    actions: actions.filter(task => task.about === about(row.key)),
  }))
}

/** One of the actor's one-to-ones. @throws Refusal performance.talk_not_found also to everybody but the two */
export async function mineOf(ctx: Context, key: bigint): Promise<store.TalkRow> {
  const row = await store.talkByKey(ctx, key)
  if (!row) throw new Refusal('performance.talk_not_found')
  return row
}
