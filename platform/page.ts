import { type RawBuilder, sql } from 'kysely'
import { parseDay } from '#lib/day'
import { Refusal } from '#lib/refusal'

/**
 * Key paging: a page ends with the sort value and the key of its last row, and the next one begins behind them. Costs the
 * same on page 1 and page 10,000, and rows that come or go in between shift nothing.
 */
export type PageRequest = { direction: 'asc' | 'desc'; after?: string | undefined; limit: number }

export type PageType = 'text' | 'date' | 'bigint' | 'numeric' | 'timestamptz' | 'integer'

/** The predicate and the ORDER BY/LIMIT of a page sorted by `column` (a non-null SQL expression) and then by `key`. */
export function pageClauses(
  request: PageRequest,
  column: RawBuilder<unknown>,
  key: RawBuilder<unknown>,
  type: PageType,
): { beyond: RawBuilder<boolean>; order: RawBuilder<unknown> } {
  const after = readAfter(request.after, type)
  const ascending = request.direction === 'asc'
  const beyond = after
    ? sql<boolean>`(${column}, ${key}) ${sql.raw(ascending ? '>' : '<')} (${after[0]}::${sql.raw(type)}, ${after[1]}::bigint)`
    : sql<boolean>`true`
  const way = sql.raw(ascending ? 'ASC' : 'DESC')
  return { beyond, order: sql`ORDER BY ${column} ${way}, ${key} ${way} LIMIT ${request.limit + 1}` }
}

/** Cuts the one row too many and makes the key of the next page from the last row shown. */
export function cutPage<Row>(
  found: Row[],
  limit: number,
  keyOf: (row: Row) => [value: unknown, key: bigint],
): { rows: Row[]; next: string | null } {
  const shown = found.slice(0, limit)
  const last = shown.at(-1)
  if (found.length <= limit || last === undefined) return { rows: shown, next: null }
  const [value, key] = keyOf(last)
  return { rows: shown, next: Buffer.from(JSON.stringify([String(value), key.toString()])).toString('base64url') }
}

const most = 2n ** 63n - 1n
const whole = (text: string) => /^-?\d{1,19}$/.test(text) && BigInt(text) <= most && BigInt(text) >= -most

/** Whether a text can be read as a sort value of its type: a page key may come from anybody. */
const readable: Record<PageType, (text: string) => boolean> = {
  text: text => text.isWellFormed() && !text.includes('\u0000'),
  date: text => parseDay(text) !== null,
  bigint: whole,
  integer: text => whole(text) && Number.isInteger(Number(text)) && Math.abs(Number(text)) < 2 ** 31,
  numeric: text => /^-?\d{1,40}(\.\d{1,40})?$/.test(text),
  timestamptz: text => /^\d{4}-\d{2}-\d{2}T/.test(text) && !Number.isNaN(Date.parse(text)),
}

function readAfter(after: string | undefined, type: PageType): [string, string] | null {
  if (!after) return null
  try {
    const value: unknown = JSON.parse(Buffer.from(after, 'base64url').toString())
    if (
      Array.isArray(value) &&
      value.length === 2 &&
      value.every(item => typeof item === 'string') &&
      readable[type](value[0] ?? '') &&
      readable.bigint(value[1] ?? '')
    ) {
      return value as [string, string]
    }
  } catch {
    // Falls through to the refusal: a page key that is not ours.
  }
  throw new Refusal('platform.page_key')
}
