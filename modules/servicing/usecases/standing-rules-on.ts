import { must } from '#lib/assert'
import type { Day } from '#lib/day'
import { parseYuan } from '#lib/money'
import type { Sql } from '#platform/database'
import { parametersOn } from '#reference'
import type { StandingRules } from '../loan.ts'
import { bucketBounds, classBounds, shareUnits } from '../standing.ts'

const codes = ['bucket.bounds', 'class.bounds', 'class.upgrade', 'stage.backstops', 'overdue.tolerance'] as const

/** The bounds of buckets, classes and stages, the rules of cure and what is tolerated on a day, from the dated parameters. */
export async function standingRulesOn(sql: Sql, on: Day): Promise<StandingRules> {
  const values = await parametersOn(sql, codes, on)
  const tolerated = values['overdue.tolerance']
  const { significant, default: defaultFrom, cureMonths } = values['stage.backstops']
  return {
    buckets: bucketBounds(values['bucket.bounds']),
    classes: classBounds(values['class.bounds']),
    cure: { upgrade: values['class.upgrade'], significantFrom: significant, defaultFrom, cureMonths },
    tolerance: {
      amount: must(parseYuan(tolerated.amount), 'the parameter is an amount'),
      shareUnits: shareUnits(tolerated.share),
    },
  }
}
