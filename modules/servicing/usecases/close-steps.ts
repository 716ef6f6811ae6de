import { debits } from '../store/steps/debits.ts'
import { debtors } from '../store/steps/debtors.ts'
import { fallDue } from '../store/steps/fall-due.ts'
import { month } from '../store/steps/month.ts'
import { penalty } from '../store/steps/penalty.ts'
import { reminders } from '../store/steps/reminders.ts'
import type { CloseStep, DayStep } from '../store/steps/scope.ts'
import { firstPayment, standing } from '../store/steps/standing.ts'
import { applyAdvances } from './apply-advances.ts'
import { followIndex } from './follow-index.ts'

/** The loan book's own steps, in order. A new one is one file in store/steps, and its name here. */
const ownSteps: CloseStep[] = [
  followIndex,
  fallDue,
  applyAdvances,
  standing,
  firstPayment,
  penalty,
  reminders,
  debits,
  month,
]

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
