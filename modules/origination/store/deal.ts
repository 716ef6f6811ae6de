import type { RawBuilder } from 'kysely'
import type { Money } from '#lib/money'
import { oneOrNone, rows, type Sql, sql } from '#platform/database'
import { pastWall } from '#platform/wall'

/** What pay must know of a file: its price and who approved it, how fast, within time or not. */
export type Deal = {
  price: Money | null
  broughtBy: bigint
  approvals: {
    personKey: bigint
    minutes: number | null
    withinTime: boolean | null
  }[]
}

/** The deal behind an application. */
export async function dealOf(database: Sql, applicationKey: bigint): Promise<Deal | null> {
  return pastWall(database, async () => {
    const application = await oneOrNone<Omit<Deal, 'approvals'>>(
      sql`SELECT v.price, coalesce(a.originator_id, a.owner_id) AS "broughtBy" FROM origination.application a
          LEFT JOIN origination.vehicle v ON v.application_id = a.id WHERE a.id = ${applicationKey}`,
      database,
    )
    if (!application) return null
    const approvals = await rows<Deal['approvals'][number]>(
      sql`SELECT e.actor_key AS "personKey", e.working_minutes AS minutes, e.within_time AS "withinTime"
         FROM origination.application_event e WHERE e.application_id = ${applicationKey} AND e.action = 'approve' AND e.actor_key IS NOT NULL ORDER BY e.id`,
      database,
    )
    return { ...application, approvals }
  })
}

/** Who gave an application its last approval, and where they stood then; null where the rules approved it alone. */
export async function lastApproval(database: Sql, applicationKey: bigint) {
  return pastWall(database, () =>
    oneOrNone<{ key: bigint; groupKey: bigint | null; branchKey: bigint | null }>(
      sql`SELECT x.key, x."groupKey", x."branchKey" FROM (
            SELECT e.actor_key AS key, e.actor_group_id AS "groupKey", e.actor_branch_id AS "branchKey", e.to_state
              FROM origination.application_event e WHERE e.application_id = ${applicationKey} AND e.action = 'approve' ORDER BY e.id DESC LIMIT 1) x
           WHERE x.key IS NOT NULL AND x.to_state = 'approved'`,
      database,
    ),
  )
}

/** Who approved which application, all stages of one person together: application_id, price, person_id, minutes, within_time. */
export function approvalsByPerson(): RawBuilder<unknown> {
  return sql`SELECT e.application_id, e.actor_key AS person_id, coalesce(sum(e.working_minutes), 0)::int AS minutes, coalesce(bool_and(e.within_time), true) AS within_time
    FROM origination.application_event e WHERE e.action = 'approve' AND e.actor_key IS NOT NULL GROUP BY 1, 2`
}

/** The price of each application's vehicle: application_id, price. */
export function vehiclePrices(): RawBuilder<unknown> {
  return sql`SELECT v.application_id, v.price FROM origination.vehicle v`
}
