import { sql as kysely } from 'kysely'
import { Bug } from '#lib/assert'
import { addDays, type Day, type Instant } from '#lib/day'
import { Refusal } from '#lib/refusal'
import { oneOrNone, prepared, rows, type Sql } from './database.ts'

/** Opens the first business day of an installation that has none. */
export async function openBusinessDay(sql: Sql, day: Day, now: Instant): Promise<void> {
  await kysely`INSERT INTO platform.business_day (day, opened_at) SELECT ${day}::date, ${now}::timestamptz
    WHERE NOT EXISTS (SELECT FROM platform.business_day) ON CONFLICT DO NOTHING`.execute(sql)
}

/**
 * Ends the open business day and opens the next. Only the day close calls this, as its last step.
 * @throws Refusal platform.day_stale when another process has already ended it
 */
export async function endBusinessDay(sql: Sql, day: Day, now: Instant): Promise<Day> {
  const ended = await rows(
    kysely`UPDATE platform.business_day SET closed_at = ${now} WHERE day = ${day} AND closed_at IS NULL RETURNING day`,
    sql,
  )
  if (ended.length === 0) throw new Refusal('platform.day_stale', { day })
  const next = addDays(day, 1)
  await kysely`INSERT INTO platform.business_day (day, opened_at) VALUES (${next}, ${now})`.execute(sql)
  return next
}

/** The open business day. @throws Bug when the installation has none, which a start always opens. */
export async function businessDay(sql: Sql): Promise<Day> {
  const row = await oneOrNone(
    prepared(kysely<{ day: Day }>`SELECT day FROM platform.business_day WHERE closed_at IS NULL`),
    sql,
  )
  if (!row) throw new Bug('no business day is open')
  return row.day
}
