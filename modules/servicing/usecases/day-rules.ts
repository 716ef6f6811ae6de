import { addDays, type Day } from '#lib/day'
import type { Sql } from '#platform/database'
import { floating } from '#product'
import { parametersOn, seriesPointsThrough } from '#reference'
import { lossFactors } from '../expected-loss.ts'
import { resetBounds } from '../floating.ts'
import { sameRules, shareUnits } from '../standing.ts'
import type { DayRules } from '../store/steps/scope.ts'
import { standingRulesOn } from './standing-rules-on.ts'

const codes = [
  'class.contagion',
  'first-payment.days',
  'reminder.before-days',
  'reminder.after-days',
  'debit.days',
  'ecl.pd',
  'ecl.lgd',
  'ecl.scenarios',
  'ecl.recovery-months',
] as const

/** The dated parameters a day's close goes by. What concerns the next morning goes by that morning's. */
export async function dayRules(sql: Sql, day: Day): Promise<DayRules> {
  const coming = addDays(day, 1)
  const today = await standingRulesOn(sql, day)
  const morning = await standingRulesOn(sql, coming)
  const values = await parametersOn(sql, codes, coming)
  const points = await seriesPointsThrough(sql, floating.bases, day)
  const before = values['reminder.before-days'].filter(days => days > 0).map(days => -days)
  const onTheDay = values['reminder.before-days'].includes(0) ? [0] : []
  return {
    today,
    morning,
    changed: !sameRules(today, morning),
    firstPaymentDays: values['first-payment.days'],
    reminderDays: [...before, ...onTheDay, ...values['reminder.after-days']],
    debitDays: values['debit.days'],
    contagionUnits: shareUnits(values['class.contagion'].share),
    factorOf: lossFactors({
      pd: values['ecl.pd'],
      lgd: values['ecl.lgd'],
      scenarios: values['ecl.scenarios'],
      recoveryMonths: values['ecl.recovery-months'],
      buckets: morning.buckets,
    }),
    resets: { points, bounds: resetBounds(day, points) },
  }
}
