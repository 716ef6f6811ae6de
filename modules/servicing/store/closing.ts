import { oneOrNone, type Sql, sql } from '#platform/database'

/**
 * Whoever closes days holds this lock, shared, on a connection of its own, so that a killed process stops counting by
 * itself and others may help, while a person who asks for a close under way is told so.
 */
const closing = sql`hashtext('servicing.closing'), 0`

/** Does work while counting as closing. */
export async function whileClosing<Out>(database: Sql, work: () => Promise<Out>): Promise<Out> {
  return database.connection().execute(async held => {
    await sql`SELECT pg_advisory_lock_shared(${closing})`.execute(held)
    try {
      return await work()
    } finally {
      // A connection that broke has let go of the lock already.
      await sql`SELECT pg_advisory_unlock_shared(${closing})`.execute(held).catch(() => {})
    }
  })
}

/** Whether somebody is closing days right now. */
export async function isClosing(database: Sql): Promise<boolean> {
  const row = await oneOrNone(
    sql<{ held: boolean }>`SELECT EXISTS (SELECT FROM pg_locks WHERE locktype = 'advisory' AND granted
        AND database = (SELECT oid FROM pg_database WHERE datname = current_database())
        AND classid = hashtext('servicing.closing')::oid AND objid = 0 AND objsubid = 2) AS held`,
    database,
  )
  return row!.held
}
