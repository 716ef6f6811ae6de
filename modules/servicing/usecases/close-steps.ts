import { addDays, type Day } from '#lib/day'
import type { Context } from '#platform/context'
import { capitalise } from '../store/steps/capitalise.ts'
import { type Crossing, crossingsAmong, overdueDaysOf } from '../store/steps/crossings.ts'
import { debits } from '../store/steps/debits.ts'
import { debtors } from '../store/steps/debtors.ts'
import { fallDue } from '../store/steps/fall-due.ts'
import { month } from '../store/steps/month.ts'
import { penalty } from '../store/steps/penalty.ts'
import { recount } from '../store/steps/recount.ts'
import { reminders } from '../store/steps/reminders.ts'
import { type CloseStep, type DayStep, inputOf, type Loans } from '../store/steps/scope.ts'
import { firstPayment, standing } from '../store/steps/standing.ts'
import { subsidies } from '../store/steps/subsidies.ts'
import { applyAdvances } from './apply-advances.ts'
import { followIndex } from './follow-index.ts'
import { loseSubsidies } from './lose-subsidies.ts'

/**
 * The loan book's own steps, in order. A new one is one file in store/steps, and its name here. Penalty comes behind what reads the
 * plan by the index of what is unpaid: a page it has written on has to be looked at again.
 */
const ownSteps: CloseStep[] = [
  followIndex,
  loseSubsidies,
  capitalise,
  fallDue,
  subsidies,
  applyAdvances,
  recount,
  standing,
  firstPayment,
  reminders,
  debits,
  penalty,
  month,
]

/** Steps over the whole book, once every range is closed. What the ledger is posted from follows them (post-day.ts). */
export const daySteps: DayStep[] = [debtors]

const laterSteps: CloseStep[] = []

/** What a later module's step is told: the range, which of its loans the close has moved, and how others stand. */
export type LaterScope = {
  day: Day
  loans: Loans
  crossings: readonly Crossing[]
  overdueDaysOf(keys: readonly bigint[]): Promise<Map<bigint, number>>
}

/** A later module's step: in the transaction of the range, after those of the loan book; doing it again finds nothing. */
export type LaterStep = Omit<CloseStep, 'run'> & { run(ctx: Context, scope: LaterScope): Promise<number> }

/** Adds a later module's step, in the order of registration. Called by app/modules.ts; adding it again changes nothing. */
export function addCloseStep(step: LaterStep): void {
  if (laterSteps.some(other => other.name === step.name)) return
  laterSteps.push({
    ...step,
    async run(ctx, scope) {
      const input = inputOf(ctx, scope)
      return step.run(ctx, {
        day: scope.day,
        loans: scope.loans,
        crossings: await crossingsAmong(input),
        overdueDaysOf: keys => overdueDaysOf(input, addDays(scope.day, 1), keys),
      })
    },
  })
}

/** The steps that run over each range, in order. */
export const rangeSteps = (): readonly CloseStep[] => [...ownSteps, ...laterSteps]

/** The names of all steps, in order. */
export const stepNames = (): string[] => [...rangeSteps(), ...daySteps].map(step => step.name)
