import { addDays, instantAt } from '#lib/day'
import type { Context } from '#platform/context'
import type { Input, Output } from '#platform/operation'
import { personNames } from '#team'
import type { api } from '../api.ts'
import * as store from '../store/session.ts'
import { sessionView } from '../view.ts'

/** A page of the calendar. */
export async function listSessions(
  ctx: Context,
  input: Input<typeof api.listSessions>,
): Promise<Output<typeof api.listSessions>> {
  const { fromDay, toDay } = input
  const page = await store.listSessions(ctx.sql, ctx.actor.key, {
    ...input,
    from: fromDay && instantAt(fromDay, '00:00'),
    to: toDay && instantAt(addDays(toDay, 1), '00:00'),
  })
  const names = await personNames(
    ctx.sql,
    page.rows.flatMap(row => row.hostKey ?? []),
  )
  return { rows: page.rows.map(row => sessionView(row, names)), next: page.next, total: page.total }
}
