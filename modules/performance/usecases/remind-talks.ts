import { addDays, type Day } from '#lib/day'
import { notify } from '#notification'
import type { Context } from '#platform/context'
import { personNames } from '#team'
import * as store from '../store/talk.ts'
import { about } from './talk-view.ts'

/** A day has been closed: both are told of the one-to-one they mean to have the day after it. */
export async function remindTalks(ctx: Context, { day }: { day: Day }): Promise<void> {
  const due = addDays(day, 1)
  const rows = await store.talksDue(ctx.sql, due)
  const names = await personNames(
    ctx.sql,
    rows.flatMap(row => [row.managerKey, row.personKey]),
  )
  for (const row of rows)
    for (const [to, other] of [
      [row.managerKey, row.personKey],
      [row.personKey, row.managerKey],
    ] as const)
      await notify(ctx, {
        to: [to],
        template: 'performance.notice.talk-due',
        facts: { name: names.get(other) ?? '', day: due },
        about: about(row.key),
        once: `${about(row.key)}.due`,
      })
}
