import { must } from '#lib/assert'
import { toId } from '#lib/id'
import { tasks } from '#notification'
import type { Context } from '#platform/context'
import type { Output } from '#platform/operation'
import { personById, personNames, roster } from '#team'
import type { api } from '../api.ts'
import * as store from '../store/talk.ts'
import { about, me } from './talk-view.ts'

/** Whom the reader has one-to-ones with: of today, whoever has never had one first, and of earlier days. */
export async function listTalkPartners(ctx: Context): Promise<Output<typeof api.listTalkPartners>> {
  const own = must(await personById(ctx.sql, toId('person', me(ctx)), ctx.today), 'who asks is a person')
  const reports = (await roster.peopleOn(ctx.sql, ctx.today)).filter(person => person.reportsToKey === own.key)
  const known = new Map((await store.partnersOf(ctx)).map(row => [row.otherKey, row]))
  const keys = [
    ...new Set([
      ...(own.reportsToKey === null ? [] : [own.reportsToKey]),
      ...reports.map(one => one.key),
      ...known.keys(),
    ]),
  ]
  const names = await personNames(ctx.sql, keys)
  const counts = await tasks.countAbout(
    ctx.sql,
    [...known.values()].flatMap(row => row.keys.map(about)),
  )
  return keys.map(key => {
    const row = known.get(key)
    return {
      personId: toId('person', key),
      personName: names.get(key) ?? '',
      role:
        key === own.reportsToKey
          ? ('manager' as const)
          : reports.some(one => one.key === key)
            ? ('report' as const)
            : null,
      talks: row?.talks ?? 0,
      lastOn: row?.lastOn ?? null,
      nextOn: row?.nextOn ?? null,
      openActions: (row?.keys ?? []).reduce((sum, one) => sum + (counts.get(about(one))?.open ?? 0), 0),
    }
  })
}
