import type { Day } from '#lib/day'
import type { Sql } from '#platform/database'
import { parametersOn } from '#reference'
import type { StandingRules } from '../loan.ts'
import { bucketBounds, classBounds } from '../standing.ts'

const codes = ['bucket.bounds', 'class.bounds', 'class.upgrade', 'stage.backstops'] as const

/** The bounds of buckets, classes and stages, and the rules of cure in force on a day, from the dated parameters. */
export async function standingRulesOn(sql: Sql, on: Day): Promise<StandingRules> {
  const values = await parametersOn(sql, codes, on)
  const { significant, default: defaultFrom, cureMonths } = values['stage.backstops']
  return {
    buckets: bucketBounds(values['bucket.bounds']),
    classes: classBounds(values['class.bounds']),
    cure: { upgrade: values['class.upgrade'], significantFrom: significant, defaultFrom, cureMonths },
  }
}
