import type { Day } from '#lib/day'
import { rows, type Sql, sql } from '#platform/database'

/** Somebody employed on at least one day of a stretch, and where they stood last within it. */
export type Employment = {
  key: bigint
  joinedOn: Day
  /** The last day; null while at work. */
  leftOn: Day | null
  post: string | null
  groupKey: bigint | null
  branchKey: bigint | null
}

/** Everyone employed on a day from `from` up to (not including) `to`. */
export function employmentIn(database: Sql, from: Day, to: Day): Promise<Employment[]> {
  return rows<Employment>(
    sql`SELECT p.id AS key, p.joined_on AS "joinedOn", p.left_on AS "leftOn", a.post, a.group_id AS "groupKey", g.branch_id AS "branchKey"
          FROM team.person p
          LEFT JOIN LATERAL (SELECT post, group_id FROM team.assignment x WHERE x.person_id = p.id AND x.from_day < ${to}::date
                              ORDER BY x.from_day DESC LIMIT 1) a ON true
          LEFT JOIN team.team_group g ON g.id = a.group_id
         WHERE p.joined_on < ${to}::date AND (p.left_on IS NULL OR p.left_on >= ${from}::date) ORDER BY p.id`,
    database,
  )
}
