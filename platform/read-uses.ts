import { sql as kysely } from 'kysely'
import type { Day } from '#lib/day'
import type { Sql } from './database.ts'
import type { Log } from './log.ts'

/** Remembers on which day each person last read by each permission. A read itself writes nothing. */
export type ReadUses = {
  note(personKey: bigint, permission: string, day: Day): void
  /** Writes down what is not yet; by itself ten seconds after the first use that is new. */
  flush(): Promise<void>
}

const waitMs = 10_000

/**
 * Opens the memory of reads: a person's permission is new once a day, new ones are gathered and written in one statement. What a
 * killed process had gathered is lost, and noted again with the next read of another process or day.
 */
export function openReadUses(database: Sql, log: Log): ReadUses {
  let today: Day | null = null
  const known = new Set<string>()
  let fresh: { personKey: bigint; permission: string; day: Day }[] = []
  let timer: NodeJS.Timeout | null = null

  const flush = async () => {
    if (timer) clearTimeout(timer)
    timer = null
    const written = fresh
    fresh = []
    if (written.length === 0) return
    try {
      await kysely`INSERT INTO platform.read_use AS was (person_id, permission, first_day, last_day)
        SELECT person_id, permission, max(day), max(day) FROM unnest(${written.map(one => one.personKey)}::bigint[], ${written.map(one => one.permission)}::text[],
          ${written.map(one => one.day)}::date[]) AS use (person_id, permission, day) GROUP BY person_id, permission
        ON CONFLICT (person_id, permission) DO UPDATE SET last_day = excluded.last_day WHERE was.last_day < excluded.last_day`.execute(
        database,
      )
    } catch (error) {
      for (const one of written) known.delete(`${one.personKey} ${one.permission}`)
      log.error({ error: String(error) }, 'uses of read permissions could not be written down')
    }
  }

  return {
    note(personKey, permission, day) {
      if (day !== today) {
        known.clear()
        today = day
      }
      const name = `${personKey} ${permission}`
      if (known.has(name)) return
      known.add(name)
      fresh.push({ personKey, permission, day })
      timer ??= setTimeout(() => void flush(), waitMs).unref()
    },
    flush,
  }
}
