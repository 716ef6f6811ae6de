import type { Instant } from '#lib/day'
import type { Context } from '#platform/context'
import { oneOrNone, rows, type Sql, sql } from '#platform/database'

export type DocumentRow = {
  key: bigint
  applicationKey: bigint
  kind: string
  nameSealed: Buffer
  sha256: string
  mediaType: string
  size: number
  uploadedByName: string
  uploadedAt: Instant
  /** How many other applications hold the very same file. */
  elsewhere: number
}

const columns = sql`d.id AS key, d.application_id AS "applicationKey", d.kind, d.name_sealed AS "nameSealed", d.sha256, d.media_type AS "mediaType", d.size, d.uploaded_by_name AS "uploadedByName",
  d.uploaded_at AS "uploadedAt", (SELECT count(DISTINCT o.application_id)::int FROM origination.document o WHERE o.sha256 = d.sha256 AND o.application_id <> d.application_id AND o.removed_at IS NULL) AS elsewhere`

/** Adds a paper. */
export async function insertDocument(
  ctx: Context,
  paper: { applicationKey: bigint; kind: string; nameSealed: Buffer; sha256: string; mediaType: string; size: number },
): Promise<bigint> {
  const row = await oneOrNone(
    sql<{
      id: bigint
    }>`INSERT INTO origination.document (application_id, kind, name_sealed, sha256, media_type, size, uploaded_by, uploaded_by_name, uploaded_at)
      VALUES (${paper.applicationKey}, ${paper.kind}, ${paper.nameSealed}, ${paper.sha256}, ${paper.mediaType}, ${paper.size}, ${ctx.actor.key}, ${ctx.actor.name}, ${ctx.now}) RETURNING id`,
    ctx.sql,
  )
  return row!.id
}

/** The papers of an application that have not been taken out. */
export function documentsOf(database: Sql, applicationKey: bigint): Promise<DocumentRow[]> {
  return rows(
    sql<DocumentRow>`SELECT ${columns} FROM origination.document d WHERE d.application_id = ${applicationKey} AND d.removed_at IS NULL ORDER BY d.id`,
    database,
  )
}

/** One paper. */
export function documentByKey(database: Sql, key: bigint): Promise<DocumentRow | null> {
  return oneOrNone(
    sql<DocumentRow>`SELECT ${columns} FROM origination.document d WHERE d.id = ${key} AND d.removed_at IS NULL`,
    database,
  )
}

/** Takes a paper out of the checklist; its bytes stay. */
export async function removeDocument(database: Sql, key: bigint, at: Instant): Promise<void> {
  await sql`UPDATE origination.document SET removed_at = ${at} WHERE id = ${key}`.execute(database)
}
