import { toId } from '#lib/id'
import { dealerNames } from '#party'
import type { Context } from '#platform/context'
import { personNames } from '#team'
import type { Dimension } from '../dimension.ts'

const prefixes: Partial<Record<Dimension, string>> = {
  branch: 'branch',
  group: 'group',
  owner: 'person',
  dealer: 'dealer',
  product: 'product',
}

/** How a slice is chosen by a key: the outside id where it is a record's, the text as it is elsewhere; null for what is not given. */
export function idOf(by: Dimension, key: string): string | null {
  const prefix = prefixes[by]
  return key === '' ? null : prefix ? toId(prefix, BigInt(key)) : key
}

/** Names of dealers and people; texts name themselves, and branches, groups and products are named by the screen's own lists. */
export async function namesOf(ctx: Context, by: Dimension, keys: readonly string[]): Promise<Map<string, string>> {
  const known = keys.filter(key => key !== '')
  if (by === 'dealer' || by === 'owner') {
    const read = by === 'dealer' ? dealerNames : personNames
    const found = await read(ctx.sql, known.map(BigInt))
    return new Map([...found].map(([key, name]) => [String(key), name]))
  }
  return new Map(prefixes[by] ? [] : known.map(key => [key, key]))
}
