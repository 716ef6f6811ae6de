import { rows, type Sql, sql } from '#platform/database'

/** How somebody likes a list. */
export type ListChoice = {
  list: string
  views: { name: string; asked: Record<string, string> }[]
  columns: { order: string[]; hidden: string[] } | null
}

/** How a person likes each list. */
export async function choicesOf(database: Sql, personKey: bigint): Promise<ListChoice[]> {
  return rows<ListChoice>(
    sql`SELECT list, views, columns FROM team.list_choice WHERE person_id = ${personKey} ORDER BY list`,
    database,
  )
}

/** Keeps how a person likes a list, in place of what was kept before. */
export async function keepChoice(database: Sql, personKey: bigint, choice: ListChoice): Promise<void> {
  const { list, views, columns } = choice
  await rows(
    sql`INSERT INTO team.list_choice (person_id, list, views, columns)
        VALUES (${personKey}, ${list}, ${JSON.stringify(views)}::jsonb, ${columns && JSON.stringify(columns)}::jsonb)
        ON CONFLICT (person_id, list) DO UPDATE SET views = excluded.views, columns = excluded.columns`,
    database,
  )
}
