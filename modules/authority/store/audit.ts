import type { Day, Instant } from '#lib/day'
import type { Context } from '#platform/context'
import { rows, sql } from '#platform/database'
import { cutPage, type PageRequest, pageClauses } from '#platform/page'

/** An audit line as it was written. */
export type AuditRow = {
  key: bigint
  at: Instant
  businessDay: Day
  actor: string
  actorName: string
  operation: string
  outcome: 'done' | 'refused' | 'previewed' | 'held'
  refusal: string | null
  about: string[]
  detail: Record<string, unknown>
}

/** A page of audit lines of who acted within the reader's scope, newest first; about one record, by one actor, of one outcome. */
export async function listAudit(
  ctx: Context,
  query: PageRequest & { about?: string; actor?: string; outcome?: string; search?: string },
): Promise<{ rows: AuditRow[]; total: number; next: string | null }> {
  const place = { owner: 'actor_key', group: 'actor_group_id', branch: 'actor_branch_id' }
  const where = sql`WHERE ${ctx.rights.where('authority.audit.read', place)}
    AND (${query.about ?? null}::text IS NULL OR about @> ARRAY[${query.about ?? null}::text])
    AND (${query.actor ?? null}::text IS NULL OR actor = ${query.actor ?? null})
    AND (${query.outcome ?? null}::text IS NULL OR outcome = ${query.outcome ?? null})
    AND (${query.search ?? null}::text IS NULL OR operation ILIKE '%' || ${query.search ?? null} || '%' OR actor_name = ${query.search ?? null})`
  const { beyond, order } = pageClauses(query, sql`id`, sql`id`, 'bigint')
  const found = await rows<AuditRow>(
    sql`SELECT id AS key, at, business_day AS "businessDay", actor, actor_name AS "actorName", operation, outcome, refusal, about, detail
          FROM platform.audit ${where} AND ${beyond} ${order}`,
    ctx.sql,
  )
  const [count] = await rows<{ total: number }>(
    sql`SELECT count(*)::int AS total FROM platform.audit ${where}`,
    ctx.sql,
  )
  const page = cutPage(found, query.limit, row => [row.key, row.key])
  return { ...page, total: count!.total }
}

/** Who opened sealed data of a record, newest first, and how many lines of people outside the reader's scope there are. */
export async function openingsOf(ctx: Context, about: string): Promise<{ rows: AuditRow[]; withheld: number }> {
  const place = { owner: 'actor_key', group: 'actor_group_id', branch: 'actor_branch_id' }
  const where = sql`about @> ARRAY[${about}::text] AND detail ?| ARRAY['revealed', 'shown', 'opened', 'openedForContract', 'openedForPayment']`
  const found = await rows<AuditRow & { shown: boolean }>(
    sql`SELECT id AS key, at, business_day AS "businessDay", actor, actor_name AS "actorName", operation, outcome, refusal, about, detail,
               ${ctx.rights.where('authority.question.read', place)} AS shown
          FROM platform.audit WHERE ${where} ORDER BY id DESC LIMIT 1000`,
    ctx.sql,
  )
  const shown = found.filter(row => row.shown)
  return { rows: shown, withheld: found.length - shown.length }
}
