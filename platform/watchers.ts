import { sql as kysely } from 'kysely'
import type { Sql } from './database.ts'

/** The channel on which "something has been committed" is told, without saying what. */
export const pulseChannel = 'chedai_pulse'

/** Tells the pulse at the commit, while a process watches; otherwise nothing, for the cost of looking at an empty table. */
export const tellWatchers = kysely`SELECT pg_notify(${pulseChannel}, '') FROM platform.watcher WHERE until > clock_timestamp() LIMIT 1`

/** Begins or renews a process's watch for a number of seconds of the database's clock. */
export async function keepWatching(database: Sql, id: string, seconds: number): Promise<void> {
  await kysely`INSERT INTO platform.watcher (id, until) VALUES (${id}, clock_timestamp() + make_interval(secs => ${seconds}))
    ON CONFLICT (id) DO UPDATE SET until = excluded.until`.execute(database)
}

/** Ends a process's watch, and clears away those of processes that died. */
export async function stopWatching(database: Sql, id: string): Promise<void> {
  await kysely`DELETE FROM platform.watcher WHERE id = ${id} OR until < clock_timestamp()`.execute(database)
}
