import type { Day } from '#lib/day'
import type { Sql } from '#platform/database'
import { parameterOn } from '#reference'
import type { CostRules } from '../cost-form.ts'

/** Penalty multiple and early-settlement fee in force on a day: what holds where a product does not say otherwise. */
export async function costRulesOn(sql: Sql, on: Day): Promise<CostRules> {
  return {
    penaltyMultiple: await parameterOn(sql, 'penalty.multiple', on),
    settlementFee: await parameterOn(sql, 'settlement.fee', on),
  }
}
