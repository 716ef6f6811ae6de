import { createHash } from 'node:crypto'
import { CompiledQuery, Kysely, PostgresDialect, type RawBuilder, sql } from 'kysely'
import pg from 'pg'
import type { DB } from './schema.gen.ts'

/** What a store function gets: a transaction (or, for migrations and tools, the whole database). */
export type Sql = Kysely<DB>

const { builtins } = pg.types

/** Keys and money arrive as bigint, numerics and days as text, instants as UTC ISO text; nothing passes through a float. */
const parsers: Partial<Record<number, (text: string) => unknown>> = {
  [builtins.INT8]: BigInt,
  [builtins.NUMERIC]: text => text,
  [builtins.DATE]: text => text,
  [builtins.TIMESTAMPTZ]: text => new Date(text).toISOString(),
  1016: text =>
    pg.types
      .getTypeParser(
        1016 as never,
        'text',
      )(text)
      .map(BigInt), // int8[]
  1182: text => pg.types.getTypeParser(1009 as never, 'text')(text), // date[] read as text[]
}

const preparedMark = '/* prepared */ '
const names = new Map<string, string>()

/**
 * A statement asked again and again with other values, such as what every request must know of who asks: each connection keeps it parsed
 * and planned. For one found by a key; where the best plan hangs on the values, PostgreSQL is to plan anew. Its text must not change with what is asked.
 */
export function prepared<T>(query: RawBuilder<T>): RawBuilder<T> {
  return sql<T>`${sql.raw(preparedMark)}${query}`
}

/** Lets a connection prepare what is marked, by a name made of its text. */
function prepareMarked(client: pg.PoolClient): void {
  const plain = (...given: unknown[]) => Reflect.apply(pg.Client.prototype.query, client, given)
  client.query = ((first: unknown, ...rest: unknown[]) => {
    if (typeof first !== 'string' || !first.startsWith(preparedMark)) return plain(first, ...rest)
    const name = names.get(first) ?? createHash('sha256').update(first).digest('base64url').slice(0, 22)
    names.set(first, name)
    return plain({ name, text: first, values: rest[0] })
  }) as typeof client.query
}

/** Opens a pool on a PostgreSQL URL with our type parsers. */
export function openPool(url: string, max = 10, options?: string): pg.Pool {
  const pool = new pg.Pool({
    connectionString: url,
    max,
    options,
    types: {
      getTypeParser: (oid: number, format?: 'text' | 'binary') =>
        (format !== 'binary' && parsers[oid]) || pg.types.getTypeParser(oid as never, format as never),
    } as pg.CustomTypesConfig,
  })
  // An idle connection that dies (the server restarts) is replaced by the pool; the error is not ours to crash on.
  pool.on('error', () => {})
  pool.on('connect', prepareMarked)
  return pool
}

/** Kysely over a pool. */
export function openDatabase(pool: pg.Pool): Sql {
  return new Kysely<DB>({ dialect: new PostgresDialect({ pool }) })
}

/** Runs text with `$1` values inside the transaction that `database` stands for: the seam pg-boss sends through. */
export async function runText(database: Sql, text: string, values: unknown[] = []): Promise<{ rows: unknown[] }> {
  const result = await database.executeQuery(CompiledQuery.raw(text, values))
  return { rows: result.rows }
}

/** The one row of a query, or null. More than one is a bug in the query. */
export async function oneOrNone<T>(query: RawBuilder<T>, database: Sql): Promise<T | null> {
  const { rows } = await query.execute(database)
  if (rows.length > 1) throw new Error('query returned more than one row')
  return rows[0] ?? null
}

/** All rows of a raw query. */
export async function rows<T>(query: RawBuilder<T>, database: Sql): Promise<T[]> {
  return (await query.execute(database)).rows
}

export { sql }

/** How the planner is to think of a statement that reads much of large tables: row by row through an index costs more than it looks, memory is there. */
const wide = { work_mem: '128MB', random_page_cost: '4', parallel_tuple_cost: '0.01' }

/** Asks for much of large tables, such as figures of everybody at once; the transaction goes on as it was before. */
export const readWidely = <Out>(transaction: Sql, work: () => Promise<Out>): Promise<Out> =>
  withSettings(transaction, wide, work)

/** Asks for a part of large tables, such as one month of everybody: found by its indexes, put together in memory. */
export const readInMemory = <Out>(transaction: Sql, work: () => Promise<Out>): Promise<Out> =>
  withSettings(transaction, { work_mem: wide.work_mem }, work)

/** Puts many rows of few people together by hashing: sorting all of them costs more than it looks. */
export const groupByHashing = <Out>(transaction: Sql, work: () => Promise<Out>): Promise<Out> =>
  withSettings(transaction, { enable_sort: 'off' }, work)

/** Asks for rows scattered over a large table that an index names: their pages are read together, in their order, and not one after the other. */
export const readAhead = <Out>(transaction: Sql, work: () => Promise<Out>): Promise<Out> =>
  withSettings(transaction, { enable_seqscan: 'off', enable_indexscan: 'off', enable_nestloop: 'off' }, work)

async function withSettings<Out>(
  transaction: Sql,
  settings: Record<string, string>,
  work: () => Promise<Out>,
): Promise<Out> {
  const names = Object.keys(settings)
  const { rows: before } = await sql<{ name: string; value: string }>`SELECT name, current_setting(name) AS value
    FROM unnest(${names}::text[]) AS name`.execute(transaction)
  const set = (values: readonly { name: string; value: string }[]) =>
    sql`SELECT set_config(x.name, x.value, true) FROM unnest(${values.map(one => one.name)}::text[], ${values.map(one => one.value)}::text[]) AS x (name, value)`.execute(
      transaction,
    )
  await set(Object.entries(settings).map(([name, value]) => ({ name, value })))
  try {
    return await work()
  } finally {
    // After a failed statement the transaction answers nothing more; its failure is what must be told.
    await set(before).catch(() => {})
  }
}
