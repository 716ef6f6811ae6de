import type { Day } from '#lib/day'
import type { Sql } from '#platform/database'
import { parameterOn } from '#reference'
import type { StandingRules } from '../loan.ts'
import { bucketBounds, classBounds } from '../standing.ts'

/** The bounds of buckets and classes in force on a day, from the dated parameters. */
export async function standingRulesOn(sql: Sql, on: Day): Promise<StandingRules> {
  return {
    buckets: bucketBounds(await parameterOn(sql, 'bucket.bounds', on)),
    classes: classBounds(await parameterOn(sql, 'class.bounds', on)),
  }
}
