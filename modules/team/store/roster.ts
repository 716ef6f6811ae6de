import type { RawBuilder } from 'kysely'
import type { Day } from '#lib/day'
import { rows, type Sql, sql } from '#platform/database'
import type { Delegation } from '../delegation.ts'
import type { GroupFunction } from '../post.ts'
import { columns, inForce, tables } from './delegation.ts'
import { named, type PersonRow, personColumns } from './person.ts'

/** Everyone at work in the team on a day, with the assignment of that day; whoever has none is left out. */
export async function peopleOn(database: Sql, on: Day): Promise<PersonRow[]> {
  const found = await rows<Omit<PersonRow, 'id'>>(
    sql`${personColumns(on)} WHERE p.joined_on <= ${on}::date AND (p.left_on IS NULL OR p.left_on > ${on}::date) AND a.id IS NOT NULL ORDER BY p.name, p.id`,
    database,
  )
  return found.map(named)
}

/** Every delegation in force on a day, by holder. */
export async function delegationsOn(database: Sql, on: Day): Promise<Map<bigint, Delegation[]>> {
  const found = await rows(
    sql<Delegation>`SELECT ${columns} FROM ${tables} WHERE ${inForce(on)} ORDER BY d.id`,
    database,
  )
  return Map.groupBy(found, line => line.toKey)
}

/** Since which day each of these people has held the present post without a break, through whatever groups. */
export async function postSince(database: Sql, personKeys: readonly bigint[], on: Day): Promise<Map<bigint, Day>> {
  const held = await rows<{ personKey: bigint; post: string; fromDay: Day; toDay: Day | null }>(
    sql`SELECT person_id AS "personKey", post, from_day AS "fromDay", to_day AS "toDay" FROM team.assignment
         WHERE person_id = ANY(${[...personKeys]}::bigint[]) AND from_day <= ${on}::date ORDER BY person_id, from_day DESC`,
    database,
  )
  const since = new Map<bigint, Day>()
  for (const [key, stretches] of Map.groupBy(held, row => row.personKey)) {
    const broken = stretches.findIndex(
      (one, index) => index > 0 && (one.post !== stretches[0]!.post || one.toDay !== stretches[index - 1]!.fromDay),
    )
    since.set(key, stretches[broken === -1 ? stretches.length - 1 : broken - 1]!.fromDay)
  }
  return since
}

/** Since which day each of these people has reported to the present manager without a break; who reports to nobody is left out. */
export async function managerSince(
  database: Sql,
  personKeys: readonly bigint[],
  on: Day,
): Promise<Map<bigint, { managerKey: bigint; since: Day }>> {
  const held = await rows<{ personKey: bigint; managerKey: bigint | null; fromDay: Day; toDay: Day | null }>(
    sql`SELECT person_id AS "personKey", reports_to AS "managerKey", from_day AS "fromDay", to_day AS "toDay" FROM team.assignment
         WHERE person_id = ANY(${[...personKeys]}::bigint[]) AND from_day <= ${on}::date ORDER BY person_id, from_day DESC`,
    database,
  )
  const since = new Map<bigint, { managerKey: bigint; since: Day }>()
  for (const [key, stretches] of Map.groupBy(held, row => row.personKey)) {
    const managerKey = stretches[0]!.managerKey
    if (managerKey === null) continue
    const broken = stretches.findIndex(
      (one, index) => index > 0 && (one.managerKey !== managerKey || one.toDay !== stretches[index - 1]!.fromDay),
    )
    since.set(key, { managerKey, since: stretches[broken === -1 ? stretches.length - 1 : broken - 1]!.fromDay })
  }
  return since
}

/** The last day each of these people was on leave up to a day, whatever for; who never was has no entry. */
export async function lastLeave(database: Sql, personKeys: readonly bigint[], on: Day): Promise<Map<bigint, Day>> {
  const found = await rows<{ personKey: bigint; day: Day }>(
    sql`SELECT person_id AS "personKey", max(least(to_day, ${on}::date)) AS day FROM team.leave
         WHERE person_id = ANY(${[...personKeys]}::bigint[]) AND cancelled_at IS NULL AND from_day <= ${on}::date GROUP BY person_id`,
    database,
  )
  return new Map(found.map(row => [row.personKey, row.day]))
}

/** Where people have stood: person_id, post, group_id, branch_id, from_day, to_day (exclusive; null: still). One row a stretch. */
export function stints(): RawBuilder<unknown> {
  return sql`SELECT a.person_id, a.post, a.group_id, g.branch_id, a.from_day, a.to_day FROM team.assignment a JOIN team.team_group g ON g.id = a.group_id`
}

/** Who has left: key, number (the name), person_id, group_id and branch_id of the last assignment, left_day (the last day at work). */
export function leavers(): RawBuilder<unknown> {
  return sql`SELECT p.id AS key, p.name AS number, p.id AS person_id, a.group_id, g.branch_id, p.left_on AS left_day FROM team.person p
    JOIN LATERAL (SELECT x.group_id FROM team.assignment x WHERE x.person_id = p.id ORDER BY x.from_day DESC LIMIT 1) a ON true
    JOIN team.team_group g ON g.id = a.group_id WHERE p.left_on IS NOT NULL`
}

/** The stretches of people, or of one, in groups that touch a period, with the post and what it is for; oldest first. */
export function stintsIn(database: Sql, from: Day, to: Day, personKey: bigint | null = null) {
  return rows<{
    personKey: bigint
    name: string
    post: string
    function: GroupFunction
    groupKey: bigint
    branchKey: bigint
    fromDay: Day
    toDay: Day | null
  }>(
    sql`SELECT a.person_id AS "personKey", p.name, a.post, v.function, a.group_id AS "groupKey", g.branch_id AS "branchKey", greatest(a.from_day, p.joined_on) AS "fromDay",
               least(a.to_day, p.left_on + 1) AS "toDay"
          FROM team.assignment a JOIN team.person p ON p.id = a.person_id JOIN team.team_group g ON g.id = a.group_id
          JOIN LATERAL (SELECT x.function FROM team.post_version x WHERE x.post = a.post AND x.from_day <= ${to}::date ORDER BY x.number DESC LIMIT 1) v ON true
         WHERE a.from_day <= ${to}::date AND (a.to_day IS NULL OR a.to_day > ${from}::date) AND (p.left_on IS NULL OR p.left_on >= ${from}::date)
           AND (${personKey}::bigint IS NULL OR p.id = ${personKey}) ORDER BY a.person_id, a.from_day`,
    database,
  )
}

export { endDelegations } from './delegation.ts'
export { type Employment, employmentIn } from './employment.ts'
