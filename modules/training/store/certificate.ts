import type { Instant } from '#lib/day'
import { oneOrNone, prepared, rows, type Sql, sql } from '#platform/database'
import { cutPage, type PageRequest, pageClauses } from '#platform/page'
import type { Basis, CertificateState, Span } from '../certificate.ts'

/** A kind of certificate as it is kept. */
export type KindRow = {
  key: bigint
  code: string
  name: string
  nameEn: string
  validityMonths: number
  graceDays: number
  refresherDays: number
  version: number
}

/** A certificate with everything that decides whether it is live. */
export type CertificateRow = Span & {
  key: bigint
  kindKey: bigint
  code: string
  name: string
  nameEn: string
  personKey: bigint
  number: string
  basis: Basis
  evidence: string
  courseVersion: number | null
  attemptKey: bigint | null
  issuedBy: bigint | null
  revokedReason: string | null
  endsAt: Instant
}

const kindColumns = sql`k.id AS key, k.code, k.name, k.name_en AS "nameEn", k.validity_months AS "validityMonths", k.grace_days AS "graceDays", k.refresher_days AS "refresherDays", k.version`

/** A certificate with its end worked out: the soonest of grace, forced renewal and revocation. The SQL twin of `endOf`. */
const certificates = sql`(
  SELECT c.id AS key, c.kind_id AS "kindKey", k.code, k.name, k.name_en AS "nameEn", c.person_id AS "personKey", c.number, c.basis, c.evidence,
         c.course_version AS "courseVersion", c.attempt_id AS "attemptKey", c.issued_by AS "issuedBy", c.issued_at AS "issuedAt",
         c.valid_until AS "validUntil", c.grace_until AS "graceUntil", n.renew_by AS "renewBy", r.revoked_at AS "revokedAt",
         r.reason AS "revokedReason", least(c.grace_until, n.renew_by, r.revoked_at) AS "endsAt"
    FROM training.certificate c
    JOIN training.certificate_kind k ON k.id = c.kind_id
    LEFT JOIN training.certificate_revocation r ON r.certificate_id = c.id
    LEFT JOIN LATERAL (SELECT min(w.renew_by) AS renew_by FROM training.renewal w
                        WHERE w.kind_id = c.kind_id AND c.course_version < w.since_version) n ON true)`

/** The certificates of people that count at an instant. */
export async function liveCertificates(
  database: Sql,
  personKeys: readonly bigint[],
  at: Instant,
): Promise<CertificateRow[]> {
  return rows<CertificateRow>(
    prepared(sql`SELECT * FROM ${certificates} c WHERE c."personKey" = ANY(${personKeys}::bigint[]) AND c."issuedAt" <= ${at} AND ${at}::timestamptz < c."endsAt"
         ORDER BY c."personKey", c.code, c."endsAt" DESC`),
    database,
  )
}

/** Every certificate people ever held, newest first. */
export async function certificateHistory(database: Sql, personKeys: readonly bigint[]): Promise<CertificateRow[]> {
  return rows<CertificateRow>(
    sql`SELECT * FROM ${certificates} c WHERE c."personKey" = ANY(${personKeys}::bigint[]) ORDER BY c."issuedAt" DESC, c.key DESC`,
    database,
  )
}

/** A page of the certificates of the given people. */
export async function listCertificates(
  database: Sql,
  people: readonly bigint[],
  query: PageRequest & { code?: string; state?: CertificateState; endsBefore?: Instant; now: Instant },
): Promise<{ rows: CertificateRow[]; total: number; next: string | null }> {
  const { now } = query
  const live = sql`(c."revokedAt" IS NULL OR c."revokedAt" > ${now}) AND ${now}::timestamptz < c."endsAt"`
  const states = {
    valid: sql`${live} AND ${now}::timestamptz < c."validUntil"`,
    grace: sql`${live} AND ${now}::timestamptz >= c."validUntil"`,
    expired: sql`(c."revokedAt" IS NULL OR c."revokedAt" > ${now}) AND ${now}::timestamptz >= c."endsAt"`,
    revoked: sql`c."revokedAt" <= ${now}`,
  }
  const where = sql`WHERE c."personKey" = ANY(${people}::bigint[])
    AND (${query.code ?? null}::text IS NULL OR c.code = ${query.code ?? null})
    AND (${query.endsBefore ?? null}::timestamptz IS NULL OR (${live} AND c."endsAt" < ${query.endsBefore ?? null}::timestamptz))
    AND ${query.state ? states[query.state] : sql`true`}`
  const { beyond, order } = pageClauses(query, sql`c."endsAt"`, sql`c.key`, 'timestamptz')
  const found = await rows<CertificateRow>(
    sql`SELECT * FROM ${certificates} c ${where} AND ${beyond} ${order}`,
    database,
  )
  const [count] = await rows<{ total: number }>(
    sql`SELECT count(*)::int AS total FROM ${certificates} c ${where}`,
    database,
  )
  return { ...cutPage(found, query.limit, row => [row.endsAt, row.key]), total: count!.total }
}

/** One certificate. */
export async function certificateByKey(database: Sql, key: bigint): Promise<CertificateRow | null> {
  return oneOrNone<CertificateRow>(sql`SELECT * FROM ${certificates} c WHERE c.key = ${key}`, database)
}

/** Every kind. */
export async function listKinds(database: Sql): Promise<KindRow[]> {
  return rows<KindRow>(sql`SELECT ${kindColumns} FROM training.certificate_kind k ORDER BY k.code`, database)
}

/** The kind of a code. */
export async function kindByCode(database: Sql, code: string): Promise<KindRow | null> {
  return oneOrNone<KindRow>(
    sql`SELECT ${kindColumns} FROM training.certificate_kind k WHERE k.code = ${code}`,
    database,
  )
}

/** Adds a kind, or null when the code is taken. */
export async function insertKind(database: Sql, kind: Omit<KindRow, 'key' | 'version'>): Promise<bigint | null> {
  const row = await oneOrNone<{ id: bigint }>(
    sql`INSERT INTO training.certificate_kind (code, name, name_en, validity_months, grace_days, refresher_days)
        VALUES (${kind.code}, ${kind.name}, ${kind.nameEn}, ${kind.validityMonths}, ${kind.graceDays}, ${kind.refresherDays})
        ON CONFLICT (code) DO NOTHING RETURNING id`,
    database,
  )
  return row?.id ?? null
}

/** Changes how certificates of a kind are given from now on; false when somebody else changed it meanwhile. */
export async function updateKind(database: Sql, kind: Omit<KindRow, 'key'>): Promise<boolean> {
  const done =
    await sql`UPDATE training.certificate_kind SET name = ${kind.name}, name_en = ${kind.nameEn}, validity_months = ${kind.validityMonths},
      grace_days = ${kind.graceDays}, refresher_days = ${kind.refresherDays}, version = version + 1
      WHERE code = ${kind.code} AND version = ${kind.version}`.execute(database)
  return done.numAffectedRows === 1n
}

/** A key of its own for a certificate about to be written; its number is made from it. */
export async function newKey(database: Sql): Promise<bigint> {
  const row = await oneOrNone<{ key: bigint }>(sql`SELECT platform.new_key() AS key`, database)
  return row!.key
}

/** Writes a certificate. */
export async function insertCertificate(
  database: Sql,
  row: {
    key: bigint
    kindKey: bigint
    personKey: bigint
    number: string
    basis: Basis
    evidence: string
    courseVersion: number | null
    attemptKey: bigint | null
    issuedAt: Instant
    validUntil: Instant
    graceUntil: Instant
    issuedBy: bigint | null
  },
): Promise<void> {
  await sql`INSERT INTO training.certificate (id, kind_id, person_id, number, basis, evidence, course_version, attempt_id, issued_at, valid_until, grace_until, issued_by)
            VALUES (${row.key}, ${row.kindKey}, ${row.personKey}, ${row.number}, ${row.basis}, ${row.evidence}, ${row.courseVersion}, ${row.attemptKey},
                    ${row.issuedAt}, ${row.validUntil}, ${row.graceUntil}, ${row.issuedBy})`.execute(database)
}

/** Writes a revocation; false when the certificate has been revoked before. */
export async function insertRevocation(
  database: Sql,
  row: { certificateKey: bigint; at: Instant; by: bigint | null; reason: string },
): Promise<boolean> {
  const done = await sql`INSERT INTO training.certificate_revocation (certificate_id, revoked_at, revoked_by, reason)
            VALUES (${row.certificateKey}, ${row.at}, ${row.by}, ${row.reason}) ON CONFLICT DO NOTHING`.execute(
    database,
  )
  return done.numAffectedRows === 1n
}

/** The certificates of a kind that count at an instant and were earned on a version of the course before this one. */
export async function holdersBefore(
  database: Sql,
  kindKey: bigint,
  version: number,
  at: Instant,
): Promise<CertificateRow[]> {
  return rows<CertificateRow>(
    sql`SELECT * FROM ${certificates} c WHERE c."kindKey" = ${kindKey} AND c."courseVersion" < ${version} AND c."issuedAt" <= ${at} AND ${at}::timestamptz < c."endsAt"
         ORDER BY c."endsAt", c.key`,
    database,
  )
}
