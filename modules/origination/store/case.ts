import type { Context } from '#platform/context'
import { rows, type Sql, sql } from '#platform/database'

/** The decision a rule set made on the last file of each of so many customers, the newest first: whom a told file must hide among. */
export async function lastDecisions(
  database: Sql,
  limit: number,
): Promise<{ decisionKey: bigint; customerKey: bigint }[]> {
  return rows(
    sql<{
      decisionKey: bigint
      customerKey: bigint
    }>`SELECT DISTINCT ON (customer_id) decision_id AS "decisionKey", customer_id AS "customerKey"
      FROM origination.application WHERE decision_id IS NOT NULL AND customer_id IS NOT NULL ORDER BY customer_id, id DESC LIMIT ${limit}`,
    database,
  )
}

/** Keeps that a file became a case; false when it was one. */
export async function insertCaseExport(ctx: Context, applicationKey: bigint): Promise<boolean> {
  const done = await sql`INSERT INTO origination.case_export (application_id, exported_by, exported_at)
    VALUES (${applicationKey}, ${ctx.actor.key}, ${ctx.now}) ON CONFLICT DO NOTHING`.execute(ctx.sql)
  return done.numAffectedRows === 1n
}
