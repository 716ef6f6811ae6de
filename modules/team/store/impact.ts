import { type Sql, sql } from '#platform/database'

/**
 * Does something inside the transaction, looks at what follows, and undoes it: what a move would change is seen by the same
 * queries as ever, not by a second set of rules.
 */
export async function tried<Out>(database: Sql, change: () => Promise<void>, look: () => Promise<Out>): Promise<Out> {
  await sql`SAVEPOINT tried`.execute(database)
  await change()
  const seen = await look()
  await sql`ROLLBACK TO SAVEPOINT tried`.execute(database)
  return seen
}

/** Puts a person elsewhere as of a day, in the assignment that holds on it. */
export async function placeElsewhere(
  database: Sql,
  personKey: bigint,
  place: { post: string; groupKey: bigint; reportsTo: bigint | null },
  on: string,
): Promise<void> {
  await sql`UPDATE team.assignment SET post = ${place.post}, group_id = ${place.groupKey}, reports_to = ${place.reportsTo}
    WHERE person_id = ${personKey} AND from_day <= ${on}::date AND (to_day IS NULL OR ${on}::date < to_day)`.execute(
    database,
  )
}

/** Hangs a group under another as of a day, in the period that holds on it. */
export async function hangElsewhere(
  database: Sql,
  groupKey: bigint,
  parentKey: bigint | null,
  on: string,
): Promise<void> {
  await sql`UPDATE team.group_period SET parent_id = ${parentKey}
    WHERE group_id = ${groupKey} AND from_day <= ${on}::date AND (to_day IS NULL OR ${on}::date < to_day)`.execute(
    database,
  )
}
