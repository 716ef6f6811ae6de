import type { Day } from '#lib/day'
import { rows, type Sql, sql } from '#platform/database'
import type { Delegation } from '../delegation.ts'
import { columns, tables } from './delegation.ts'
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
    sql<Delegation>`SELECT ${columns} FROM ${tables} WHERE ${on}::date BETWEEN d.from_day AND d.to_day
           AND (e.on_day IS NULL OR ${on}::date < e.on_day) AND (f.left_on IS NULL OR ${on}::date <= f.left_on) ORDER BY d.id`,
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

export { type Employment, employmentIn } from './employment.ts'
