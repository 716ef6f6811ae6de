import { addDays, type Day } from '#lib/day'
import type { Sql } from '#platform/database'
import { parametersOn } from '#reference'
import { lossFactors } from '../expected-loss.ts'
import { sameRules, shareUnits } from '../standing.ts'
import { debits } from '../store/steps/debits.ts'
import { debtors } from '../store/steps/debtors.ts'
import { fallDue } from '../store/steps/fall-due.ts'
import { month } from '../store/steps/month.ts'
import { penalty } from '../store/steps/penalty.ts'
import { reminders } from '../store/steps/reminders.ts'
import type { CloseStep, DayRules, DayStep } from '../store/steps/scope.ts'
import { firstPayment, standing } from '../store/steps/standing.ts'
import { applyAdvances } from './apply-advances.ts'
import { standingRulesOn } from './standing-rules-on.ts'

/** The loan book's own steps, in order. A new one is one file in store/steps, and its name here. */
const ownSteps: CloseStep[] = [fallDue, applyAdvances, standing, firstPayment, penalty, reminders, debits, month]

/** Steps over the whole book, once every range is closed. What the ledger is posted from follows them (post-day.ts). */
export const daySteps: DayStep[] = [debtors]

const laterSteps: CloseStep[] = []

/** Adds a later module's step, after those of the loan book, in the order of registration. Called by app/modules.ts. */
export function addCloseStep(step: CloseStep): void {
  laterSteps.push(step)
}

/** The steps that run over each range, in order. */
export const rangeSteps = (): readonly CloseStep[] => [...ownSteps, ...laterSteps]

/** The names of all steps, in order. */
export const stepNames = (): string[] => [...rangeSteps(), ...daySteps].map(step => step.name)

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
  }
}
