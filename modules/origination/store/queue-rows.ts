import type { RawBuilder } from 'kysely'
import type { Day } from '#lib/day'
import type { Context } from '#platform/context'
import { sql } from '#platform/database'

type Span = { from: Day; to: Day }
const desks = ['first-review', 'final-review', 'second-review']
const place = { owner: 'a.owner_id', group: 'a.group_id', branch: 'a.branch_id' }
const within = ({ from, to }: Span, column: RawBuilder<unknown>) => sql`${column} BETWEEN ${from}::date AND ${to}::date`
const dayOf = (column: RawBuilder<unknown>) => sql`(${column} AT TIME ZONE 'Asia/Shanghai')::date`

/** What came to the queues on some days: queue, day, at. A case that comes again counts again: it is work again. */
export function arrived(ctx: Context, permission: string, span: Span): RawBuilder<unknown> {
  return sql`SELECT e.to_state AS queue, e.business_day AS day, e.at FROM origination.application_event e JOIN origination.application a ON a.id = e.application_id
     WHERE e.to_state = ANY(${desks}) AND e.from_state IS DISTINCT FROM e.to_state AND ${within(span, sql`e.business_day`)} AND ${ctx.rights.where(permission, place)}
    UNION ALL SELECT 'funding', ${dayOf(sql`f.requested_at`)}, f.requested_at FROM origination.funding f JOIN origination.application a ON a.id = f.application_id
     WHERE ${within(span, dayOf(sql`f.requested_at`))} AND ${ctx.rights.where(permission, place)}`
}

/** What was decided in the queues on some days: queue, person_id (who decided), seconds (in hand; null where nobody had taken it). */
export function decided(ctx: Context, permission: string, span: Span): RawBuilder<unknown> {
  return sql`SELECT e.from_state AS queue, e.actor_key AS person_id, e.handling_seconds AS seconds FROM origination.application_event e JOIN origination.application a ON a.id = e.application_id
     WHERE e.from_state = ANY(${desks}) AND e.to_state IS DISTINCT FROM e.from_state AND e.actor_key IS NOT NULL AND ${within(span, sql`e.business_day`)} AND ${ctx.rights.where(permission, place)}
    UNION ALL SELECT 'funding', f.settled_by, NULL FROM origination.funding f JOIN origination.application a ON a.id = f.application_id
     WHERE f.settled_by IS NOT NULL AND ${within(span, dayOf(sql`f.settled_at`))} AND ${ctx.rights.where(permission, place)}`
}
