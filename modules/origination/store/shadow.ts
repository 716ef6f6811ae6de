import type { Instant } from '#lib/day'
import type { Money } from '#lib/money'
import type { Context } from '#platform/context'
import { oneOrNone, rows, type Sql, sql } from '#platform/database'
import type { ReviewState } from '../application.ts'
import type { ShadowVerdict } from '../shadow.ts'
import { applicationPlace } from './application.ts'

/** Steps of a file that are a decision of somebody. */
const decisions = sql`('approve', 'reject', 'return', 'escalate', 'escalate-to-risk', 'sign')`

/** A file somebody may decide in shadow. */
export type ShadowFileRow = {
  key: bigint
  number: string
  customerKey: bigint | null
  customerName: string | null
  productName: string | null
  principal: Money | null
  state: ReviewState
  stateSince: Instant
}

/**
 * The files under review in the reader's scope on which nobody has decided since they came to this desk, and of which the reader has
 * not said anything since.
 */
export function shadowFiles(ctx: Context): Promise<ShadowFileRow[]> {
  return rows(
    sql<ShadowFileRow>`SELECT a.id AS key, a.number, a.customer_id AS "customerKey", a.customer_name AS "customerName", a.product_name AS "productName", a.principal, a.state, a.state_since AS "stateSince"
      FROM origination.application a
      CROSS JOIN LATERAL (SELECT max(e.id) AS moved FROM origination.application_event e WHERE e.application_id = a.id AND e.from_state IS DISTINCT FROM e.to_state) m
     WHERE ${ctx.rights.where('origination.shadow.decide', applicationPlace)} AND a.state IN ('first-review', 'final-review')
       AND a.owner_id IS DISTINCT FROM ${ctx.actor.key}::bigint
       AND NOT EXISTS (SELECT FROM origination.application_event e WHERE e.application_id = a.id AND e.id > m.moved AND e.action = 'sign')
       AND NOT EXISTS (SELECT FROM origination.shadow_decision s WHERE s.application_id = a.id AND s.owner_id = ${ctx.actor.key} AND s.seen_event >= m.moved)
     ORDER BY a.state_since LIMIT 100`,
    ctx.sql,
  )
}

/** Keeps a shadow decision; null when one on this step is kept already. */
export async function insertShadow(
  ctx: Context,
  row: {
    applicationKey: bigint
    seenEvent: bigint
    verdict: ShadowVerdict
    reason: string | null
    principal: Money | null
    note: string
  },
): Promise<bigint | null> {
  const made = await oneOrNone(
    sql<{
      id: bigint
    }>`INSERT INTO origination.shadow_decision (application_id, seen_event, owner_id, owner_name, group_id, branch_id, verdict, reason, principal, note, at)
      VALUES (${row.applicationKey}, ${row.seenEvent}, ${ctx.actor.key}, ${ctx.actor.name}, ${ctx.actor.groupKey}, ${ctx.actor.branchKey}, ${row.verdict}, ${row.reason},
              ${row.principal}, ${row.note}, ${ctx.now}) ON CONFLICT DO NOTHING RETURNING id`,
    ctx.sql,
  )
  return made?.id ?? null
}

/** A shadow decision beside what was really decided next, by somebody else. */
export type ShadowRow = {
  key: bigint
  applicationKey: bigint
  number: string
  verdict: ShadowVerdict
  reason: string | null
  principal: Money | null
  note: string
  at: Instant
  realAction: string | null
  realReason: string | null
  realNote: string | null
  realPrincipal: string | null
  realByName: string | null
  realAt: Instant | null
}

/** A person's shadow decisions, newest first; to others than that person only those whose file has been decided since. */
export function shadowsOf(database: Sql, personKey: bigint, own: boolean): Promise<ShadowRow[]> {
  return rows(
    sql<ShadowRow>`SELECT s.id AS key, s.application_id AS "applicationKey", a.number, s.verdict, s.reason, s.principal, s.note, s.at,
        r.action AS "realAction", r.reason AS "realReason", r.note AS "realNote", r.detail->>'principal' AS "realPrincipal", r.actor_name AS "realByName", r.at AS "realAt"
      FROM origination.shadow_decision s JOIN origination.application a ON a.id = s.application_id
      LEFT JOIN LATERAL (SELECT * FROM origination.application_event e WHERE e.application_id = s.application_id AND e.id > s.seen_event
          AND e.actor_key IS NOT NULL AND e.actor_key <> s.owner_id AND e.action IN ${decisions} ORDER BY e.id LIMIT 1) r ON true
     WHERE s.owner_id = ${personKey} AND (${own}::boolean OR r.id IS NOT NULL) ORDER BY s.id DESC LIMIT 500`,
    database,
  )
}
