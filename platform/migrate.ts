import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import type pg from 'pg'

const folder = path.join(import.meta.dirname, '..', 'migrations')

/** A migration file: its name, text and checksum. */
export type Migration = { name: string; text: string; checksum: string }

/** The ordered migrations of the program: every `NNNN_name.sql`, forward only. */
export function migrations(): Migration[] {
  return readdirSync(folder)
    .filter(name => /^\d{4}_[a-z_]+\.sql$/.test(name))
    .sort()
    .map(name => {
      const text = readFileSync(path.join(folder, name), 'utf8')
      return { name, text, checksum: createHash('sha256').update(text).digest('hex') }
    })
}

/**
 * Brings a database to the present schema, one transaction a migration, under a lock so that two starts at once do not
 * race. @throws Error when a migration that has run was changed afterwards, or the database is from a newer program.
 */
export async function migrate(pool: pg.Pool, wanted = migrations()): Promise<string[]> {
  const client = await pool.connect()
  try {
    await client.query(`SELECT pg_advisory_lock(hashtext('chedai.migrate'))`)
    await client.query(
      `CREATE TABLE IF NOT EXISTS public.migration (name text PRIMARY KEY, checksum text NOT NULL, applied_at timestamptz NOT NULL DEFAULT now())`,
    )
    const { rows } = await client.query<{ name: string; checksum: string }>(
      'SELECT name, checksum FROM public.migration',
    )
    const applied = new Map(rows.map(row => [row.name, row.checksum]))
    for (const name of applied.keys()) {
      if (!wanted.some(migration => migration.name === name)) {
        throw new Error(
          `the database has migration ${name}, which this program does not know: it is from a newer program`,
        )
      }
    }
    const done: string[] = []
    for (const { name, text, checksum } of wanted) {
      const before = applied.get(name)
      if (before === checksum) continue
      if (before) throw new Error(`migration ${name} was changed after it ran: write a new one instead`)
      await client.query('BEGIN')
      try {
        await client.query(text)
        await client.query('INSERT INTO public.migration (name, checksum) VALUES ($1, $2)', [name, checksum])
        await client.query('COMMIT')
      } catch (error) {
        await client.query('ROLLBACK')
        throw new Error(`migration ${name}: ${(error as Error).message}`, { cause: error })
      }
      done.push(name)
    }
    return done
  } finally {
    await client.query(`SELECT pg_advisory_unlock(hashtext('chedai.migrate'))`).catch(() => {})
    client.release()
  }
}
