import type { Day, Instant } from '#lib/day'
import type { Context } from '#platform/context'
import { oneOrNone, rows, type Sql, sql } from '#platform/database'
import { cutPage, type PageRequest, pageClauses } from '#platform/page'

export type ProofState = 'waiting' | 'accepted' | 'refused'

/** A certificate from outside as its holder showed it. */
export type ProofRow = {
  key: bigint
  ownerId: bigint
  groupId: bigint
  branchId: bigint
  code: string
  name: string
  nameEn: string
  issuer: string
  issuedOn: Day
  validUntil: Day | null
  sha256: string
  fileName: string
  mediaType: string
  sentAt: Instant
  state: ProofState
  decidedBy: bigint | null
  decidedAt: Instant | null
  reason: string
}

const columns = sql`p.id AS key, p.owner_id AS "ownerId", p.group_id AS "groupId", p.branch_id AS "branchId", k.code, k.name, k.name_en AS "nameEn", p.issuer,
  p.issued_on AS "issuedOn", p.valid_until AS "validUntil", p.sha256, p.file_name AS "fileName", p.media_type AS "mediaType", p.sent_at AS "sentAt", p.state,
  p.decided_by AS "decidedBy", p.decided_at AS "decidedAt", p.reason`
const tables = sql`training.proof p JOIN training.certificate_kind k ON k.id = p.kind_id`

/** One proof, locked when about to be changed. */
export function proofByKey(database: Sql, key: bigint, lock = false): Promise<ProofRow | null> {
  return oneOrNone(
    sql<ProofRow>`SELECT ${columns} FROM ${tables} WHERE p.id = ${key} ${lock ? sql`FOR UPDATE OF p` : sql``}`,
    database,
  )
}

/** A page of the proofs in the reader's scope. */
export async function listProofs(
  ctx: Context,
  query: PageRequest & { state?: ProofState | undefined; mine?: boolean | undefined },
): Promise<{ rows: ProofRow[]; total: number; next: string | null }> {
  const place = { owner: 'p.owner_id', group: 'p.group_id', branch: 'p.branch_id' }
  const where = sql`WHERE ${ctx.rights.where('training.certificate.read', place)} AND (${query.state ?? null}::text IS NULL OR p.state = ${query.state ?? null})
    AND (NOT ${query.mine ?? false}::boolean OR p.owner_id = ${ctx.actor.key}::bigint)`
  const { beyond, order } = pageClauses(query, sql`p.id`, sql`p.id`, 'bigint')
  const found = await rows(sql<ProofRow>`SELECT ${columns} FROM ${tables} ${where} AND ${beyond} ${order}`, ctx.sql)
  const count = await oneOrNone(sql<{ total: number }>`SELECT count(*)::int AS total FROM ${tables} ${where}`, ctx.sql)
  return { ...cutPage(found, query.limit, row => [row.key, row.key]), total: count!.total }
}

/** Keeps a proof; null when one of the kind waits already. */
export async function insertProof(
  ctx: Context,
  row: Pick<
    ProofRow,
    'ownerId' | 'groupId' | 'branchId' | 'issuer' | 'issuedOn' | 'validUntil' | 'sha256' | 'fileName' | 'mediaType'
  > & {
    kindKey: bigint
  },
): Promise<bigint | null> {
  const made = await oneOrNone(
    sql<{
      id: bigint
    }>`INSERT INTO training.proof (owner_id, group_id, branch_id, kind_id, issuer, issued_on, valid_until, sha256, file_name, media_type, sent_at)
      VALUES (${row.ownerId}, ${row.groupId}, ${row.branchId}, ${row.kindKey}, ${row.issuer}, ${row.issuedOn}::date, ${row.validUntil}::date, ${row.sha256}, ${row.fileName},
              ${row.mediaType}, ${ctx.now}) ON CONFLICT (owner_id, kind_id) WHERE state = 'waiting' DO NOTHING RETURNING id`,
    ctx.sql,
  )
  return made?.id ?? null
}

/** Decides on a proof. */
export async function endProof(
  ctx: Context,
  key: bigint,
  state: 'accepted' | 'refused',
  reason: string,
  certificateKey: bigint | null,
): Promise<void> {
  await sql`UPDATE training.proof SET state = ${state}, decided_by = ${ctx.actor.key}, decided_at = ${ctx.now}, reason = ${reason}, certificate_id = ${certificateKey}
    WHERE id = ${key}`.execute(ctx.sql)
}
