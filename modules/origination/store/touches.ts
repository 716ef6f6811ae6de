import type { Day } from '#lib/day'
import { rows, type Sql, sql } from '#platform/database'
import { pastWall } from '#platform/wall'

/** What somebody did to a customer on a day. */
export type TouchRow = { personKey: bigint; act: 'sell' | 'review' | 'fund'; day: Day; applicationKey: bigint }

/** Who sold to, reviewed (committee votes included) or funded a customer since a day, over all the customer's applications. */
export async function touchesOf(database: Sql, customerKey: bigint, since: Day): Promise<TouchRow[]> {
  return pastWall(database, async () => {
    const of = sql`origination.application a WHERE a.customer_id = ${customerKey}`
    return rows(
      sql<TouchRow>`
      SELECT DISTINCT person AS "personKey", 'sell' AS act, a.submitted_day AS day, a.id AS "applicationKey"
        FROM origination.application a CROSS JOIN LATERAL (VALUES (a.owner_id), (a.submitted_by)) AS one (person)
       WHERE a.customer_id = ${customerKey} AND a.submitted_day >= ${since}::date AND person IS NOT NULL
      UNION ALL
      SELECT DISTINCT e.actor_key, 'review', e.business_day, e.application_id FROM origination.application_event e
       WHERE e.application_id IN (SELECT a.id FROM ${of}) AND e.actor_key IS NOT NULL AND e.business_day >= ${since}::date
         AND e.action IN ('approve', 'reject', 'return', 'escalate', 'escalate-to-risk', 'sign')
      UNION ALL
      SELECT DISTINCT v.person_id, 'review', (v.at AT TIME ZONE 'Asia/Shanghai')::date, s.application_id FROM origination.sitting s
        JOIN origination.sitting_vote v ON v.sitting_id = s.id
       WHERE s.application_id IN (SELECT a.id FROM ${of}) AND v.at >= ${since}::date
      UNION ALL
      SELECT DISTINCT f.settled_by, 'fund', (f.settled_at AT TIME ZONE 'Asia/Shanghai')::date, f.application_id FROM origination.funding f
       WHERE f.application_id IN (SELECT a.id FROM ${of}) AND f.state = 'paid' AND f.settled_by IS NOT NULL AND f.settled_at >= ${since}::date`,
      database,
    )
  })
}
