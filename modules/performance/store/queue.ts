import { queueRows } from '#origination'
import type { Context } from '#platform/context'
import { rows, sql } from '#platform/database'
import { pastWall } from '#platform/wall'
import type { Period } from '../period.ts'
import type { Arrivals } from '../queue-model.ts'

/** What came to each queue by day and hour, in business time. */
export const queueArrivals = (ctx: Context, permission: string, span: Period) =>
  pastWall(ctx.sql, () =>
    rows<Arrivals & { queue: string }>(
      sql`SELECT q.queue, q.day, extract(hour FROM q.at AT TIME ZONE 'Asia/Shanghai')::int AS hour, count(*)::int AS count
            FROM (${queueRows.arrived(ctx, permission, span)}) q GROUP BY 1, 2, 3`,
      ctx.sql,
    ),
  )

/** How many cases of each queue were decided with the time in hand known, its mean in minutes, and how many people decided any. */
export const queueHandling = (ctx: Context, permission: string, span: Period) =>
  pastWall(ctx.sql, () =>
    rows<{ queue: string; handled: number; minutes: string | null; people: number }>(
      sql`SELECT q.queue, count(q.seconds)::int AS handled, round(avg(q.seconds) / 60, 1)::text AS minutes, count(DISTINCT q.person_id)::int AS people
            FROM (${queueRows.decided(ctx, permission, span)}) q GROUP BY 1`,
      ctx.sql,
    ),
  )
