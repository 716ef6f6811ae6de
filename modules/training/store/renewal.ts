import type { Instant } from '#lib/day'
import { rows, type Sql, sql } from '#platform/database'

/** Says that certificates of a kind earned before a version end at an instant at the latest. */
export async function insertRenewal(
  database: Sql,
  row: { kindKey: bigint; sinceVersion: number; renewBy: Instant; reason: string; by: bigint | null; at: Instant },
): Promise<void> {
  await sql`INSERT INTO training.renewal (kind_id, since_version, renew_by, reason, decided_by, decided_at)
            VALUES (${row.kindKey}, ${row.sinceVersion}, ${row.renewBy}, ${row.reason}, ${row.by}, ${row.at})`.execute(
    database,
  )
}

/** Certificates that come to their end before an instant and of which later modules have not been told. A newer one of the kind that outlasts it makes it no news. */
export async function untold(
  database: Sql,
  what: 'expiring' | 'expired',
  now: Instant,
  endsBefore: Instant,
): Promise<{ key: bigint; personKey: bigint; code: string; endsAt: Instant }[]> {
  return rows(
    sql`WITH ends AS (
          SELECT c.id AS key, c.person_id AS "personKey", c.kind_id, k.code, c.issued_at, r.revoked_at,
                 least(c.grace_until, (SELECT min(w.renew_by) FROM training.renewal w WHERE w.kind_id = c.kind_id AND c.course_version < w.since_version)) AS "endsAt"
            FROM training.certificate c JOIN training.certificate_kind k ON k.id = c.kind_id
            LEFT JOIN training.certificate_revocation r ON r.certificate_id = c.id)
        SELECT e.key, e."personKey", e.code, e."endsAt" FROM ends e
         WHERE e.revoked_at IS NULL AND e."endsAt" <= ${endsBefore} AND (${what === 'expired'} OR e."endsAt" > ${now})
           AND NOT EXISTS (SELECT FROM training.certificate_told t WHERE t.certificate_id = e.key AND t.what = ${what})
           AND NOT EXISTS (SELECT FROM ends n WHERE n."personKey" = e."personKey" AND n.kind_id = e.kind_id AND n.revoked_at IS NULL AND n."endsAt" > e."endsAt" AND n.issued_at <= ${now})
         ORDER BY e."endsAt" LIMIT 500`,
    database,
  )
}

/** Notes that later modules have been told. */
export async function markTold(
  database: Sql,
  keys: readonly bigint[],
  what: 'expiring' | 'expired',
  at: Instant,
): Promise<void> {
  await sql`INSERT INTO training.certificate_told (certificate_id, what, told_at) SELECT k, ${what}, ${at} FROM unnest(${keys}::bigint[]) AS k ON CONFLICT DO NOTHING`.execute(
    database,
  )
}
