import { tasks } from '#notification'
import type { Context } from '#platform/context'
import type { Input, Output } from '#platform/operation'
import { pastWall } from '#platform/wall'
import { personNames } from '#team'
import type { api } from '../api.ts'
import * as store from '../store/talk.ts'
import { about } from './talk-view.ts'

/** That one-to-ones were held, for whoever audits: how much was written and agreed, never what. */
export async function listHeldTalks(
  ctx: Context,
  input: Input<typeof api.listHeldTalks>,
): Promise<Output<typeof api.listHeldTalks>> {
  const page = await store.heldTalks(ctx.sql, { ...input, direction: 'desc' })
  const keys = page.rows.map(row => row.key)
  // How many notes there are is read past their wall; what they say is sealed and not asked for.
  const notes = await pastWall(ctx.sql, () => store.noteCounts(ctx.sql, keys), ['performance.talk_note'])
  const actions = await tasks.countAbout(ctx.sql, keys.map(about))
  const names = await personNames(
    ctx.sql,
    page.rows.flatMap(row => [row.managerKey, row.personKey]),
  )
  return {
    rows: page.rows.map(row => ({
      id: about(row.key),
      managerName: names.get(row.managerKey) ?? '',
      personName: names.get(row.personKey) ?? '',
      heldOn: row.heldOn,
      nextOn: row.nextOn,
      notes: notes.get(row.key) ?? 0,
      actions: actions.get(about(row.key))?.all ?? 0,
    })),
    next: page.next,
    total: page.total,
  }
}
