import type { Sight } from './context.ts'
import { oneOrNone, type Sql, sql } from './database.ts'

/**
 * The second wall: row-level security. What a reader may see of each walled table, by `schema.table`; a table that is not named is
 * not seen at all. The kernel's predicate is the first wall, and whoever forgets it in a query meets this one.
 */
export type Wall = Readonly<Record<string, Sight>>

/** The role a query is answered under: it owns nothing, so that the policies hold for it. */
const role = 'chedai_request'

type Raised = { wall: Wall; open: string[] }
const raised = new WeakMap<Sql, Raised>()

/** Puts the rest of a transaction behind the wall. */
export async function raiseWall(transaction: Sql, wall: Wall): Promise<void> {
  const setting = settingOf(wall)
  await sql`SELECT set_config('chedai.wall', ${setting}, true), set_config('role', ${role}, true)`.execute(transaction)
  raised.set(transaction, { wall, open: [] })
}

/**
 * Reads past the wall, or past that before some tables, what belongs to a record the kernel has opened, or what a rule must know
 * whoever asks: exposure elsewhere, names of parties, other people's records counted for who hands them over. Never what a list
 * shows. Behind no wall it changes nothing. What is read at the same time in one transaction goes past as well.
 */
export async function pastWall<Out>(
  transaction: Sql,
  work: () => Promise<Out>,
  tables: readonly string[] = ['*'],
): Promise<Out> {
  const state = raised.get(transaction)
  if (!state || state.open.includes('*') || tables.length === 0) return work()
  state.open.push(...tables)
  await tell(transaction, state)
  try {
    return await work()
  } finally {
    for (const table of tables) state.open.splice(state.open.indexOf(table), 1)
    // After a failed statement the transaction answers nothing more; its failure is what must be told.
    await tell(transaction, state).catch(() => {})
  }
}

function tell(transaction: Sql, { wall, open }: Raised) {
  const setting = settingOf({ ...wall, ...Object.fromEntries(open.map(table => [table, true as const])) })
  return sql`SELECT set_config('chedai.wall', ${setting}, true)`.execute(transaction)
}

/** Whether a walled table shows one of its records; leaves the transaction as it was, before its wall or behind none. */
export async function admits(transaction: Sql, wall: Wall, table: string, key: bigint): Promise<boolean> {
  const idColumn = table === 'servicing.loan' ? 'loan_id' : 'id'
  await sql`SELECT set_config('chedai.wall', ${settingOf(wall)}, true), set_config('role', ${role}, true)`.execute(
    transaction,
  )
  const row = await oneOrNone(
    sql<{ seen: boolean }>`SELECT EXISTS (SELECT FROM ${sql.table(table)} WHERE ${sql.ref(idColumn)} = ${key}) AS seen,
      set_config('role', 'none', true)`,
    transaction,
  )
  return row!.seen
}

/** The wall as the policies read it: `true` for the whole of a table, else the keys whose records are seen. */
export function settingOf(wall: Wall): string {
  return JSON.stringify(wall, (_, value) => (typeof value === 'bigint' ? value.toString() : value))
}
