import { type Day, dayAt } from '#lib/day'
import type { Context } from '#platform/context'
import { roster } from '#team'
import { type Level, levelOn } from '../learning.ts'
import { levelsSet } from '../store/learning.ts'

/** How far somebody is in the present post: `since` when the post is held, `set` from which day the level was set by hand. */
export type InPost = { level: Level; since: Day; set: Day | null }

/** The levels of people today, by key. A break in the post or another post begins anew; another group does not. */
export async function levelsOf(
  ctx: Context,
  people: readonly { key: bigint; fromDay: Day }[],
): Promise<Map<bigint, InPost>> {
  const today = dayAt(ctx.now)
  const keys = people.map(person => person.key)
  const held = await roster.postSince(ctx.sql, keys, today)
  const sets = await levelsSet(ctx.sql, keys, ctx.now)
  return new Map(
    people.map(({ key, fromDay }) => {
      const since = held.get(key) ?? fromDay
      const last = sets.get(key)
      const set = last ? { level: last.level, on: dayAt(last.since) } : null
      return [key, { level: levelOn(since, today, set), since, set: set && set.on >= since ? set.on : null }]
    }),
  )
}
