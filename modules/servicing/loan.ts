import { type Day, daysBetween } from '#lib/day'
import type { Money } from '#lib/money'
import type { Rate } from '#lib/rate'
import { nextState, type StateTable } from '#lib/state'
import type { Terms as ProductTerms } from '#product'
import type { CureRules } from './hold.ts'
import type { Component } from './share.ts'
import type { Tolerance } from './tolerance.ts'

/** A loan's life after the money has left: domain of the buttons, the CHECK and the README diagram. */
export const loanTable: StateTable<LoanState, LoanAction> = {
  active: { 'fall-overdue': 'overdue', settle: 'settled', 'settle-early': 'settled-early' },
  overdue: { clear: 'active', settle: 'settled', 'settle-early': 'settled-early', 'write-off': 'written-off' },
  settled: { reopen: 'active' },
  'settled-early': { reopen: 'active' },
  'written-off': { reopen: 'active' },
}
export const loanStates = ['active', 'overdue', 'settled', 'settled-early', 'written-off'] as const
export type LoanState = (typeof loanStates)[number]
export type LoanAction = 'fall-overdue' | 'clear' | 'settle' | 'settle-early' | 'write-off' | 'reopen'

/** Whether the loan still runs: interest accrues, installments fall due, repayments are taken. */
export function isOpen(state: LoanState): boolean {
  return state === 'active' || state === 'overdue'
}

/** Another order of allocation from so many days past due: one installment after the other, or one part across all that are due. */
export type LateOrder = { from: number; across: 'installments' | 'parts'; order: readonly Component[] }

/** What the contract fixes for the loan's whole life. Copied into the loan, so that later parameters change no contract. */
export type Terms = {
  principal: Money
  disbursedOn: Day
  annualRate: Rate
  /** How the contract counts a period's part of the year. */
  dayCount: ProductTerms['dayCount']
  /** How installments and interest are rounded when they are solved again, and to how many decimals of a yuan. */
  rounding: ProductTerms['rounding']
  scale: NonNullable<ProductTerms['scale']>
  /** The yearly rate of penalty interest and of compound interest on overdue interest. */
  penaltyRate: Rate
  /** By which multiple of the contract rate the penalty rate was agreed; null where only the rates are known. */
  penaltyMultiple: Rate | null
  /** Paid by the due day plus these days, an installment bears no penalty; paid later, it bears it from the due day. */
  graceDays: number
  /** In which order a repayment meets the parts of one installment, the oldest installment first. */
  order: readonly Component[]
  /** The order instead of that, from so many days past due; ascending. */
  lateOrders: readonly LateOrder[]
  /** The fee of early settlement, on the principal not yet due, until so many periods have been paid. */
  settlementFeeRate: Rate
  settlementFreeAfter: number
}

/** From how many days past due a name holds; ascending, the first from 0. */
export type Bounds = readonly { name: string; from: number }[]

/** The dated parameters that say how overdue a loan stands. */
export type StandingRules = { buckets: Bounds; classes: Bounds; cure: CureRules; tolerance: Tolerance }

export type Standing = { state: 'active' | 'overdue'; overdueDays: number; bucket: string; class: string }

/**
 * Days past due: calendar days since the oldest due day whose unpaid principal, interest and fee count as overdue
 * (`tolerance.ts`); due on the 8th, the 9th is day 1 (domain.md §2.4).
 */
export function overdueDays(oldestUnpaidDue: Day | null, on: Day): number {
  return oldestUnpaidDue === null ? 0 : Math.max(0, daysBetween(oldestUnpaidDue, on))
}

/** Bucket, five-class and state on a day, by days past due alone (脱期法, for retail; domain.md §2.1). */
export function standingOn(oldestUnpaidDue: Day | null, on: Day, rules: StandingRules): Standing {
  const days = overdueDays(oldestUnpaidDue, on)
  return {
    state: days > 0 ? 'overdue' : 'active',
    overdueDays: days,
    bucket: boundAt(rules.buckets, days),
    class: boundAt(rules.classes, days),
  }
}

/** The name that holds at so many days past due. */
export function boundAt(bounds: Bounds, days: number): string {
  let name = bounds[0]!.name
  for (const bound of bounds) if (days >= bound.from) name = bound.name
  return name
}

/** Moves an open loan to where it stands; a closed loan stays closed. */
export function stateAt(state: LoanState, standing: Standing): LoanState {
  if (!isOpen(state) || state === standing.state) return state
  return nextState(loanTable, state, standing.state === 'overdue' ? 'fall-overdue' : 'clear') ?? state
}

/** Who approved a loan last, and where they stood then. */
export type Decider = { key: bigint; groupKey: bigint | null; branchKey: bigint | null }

/** Whether a loan is within its grace: its running period ends with interest that joins the principal, and nobody pays. */
export function inGrace({ nextDueOn, payableFrom }: { nextDueOn: Day | null; payableFrom: Day | null }): boolean {
  return nextDueOn !== null && payableFrom !== null && nextDueOn < payableFrom
}

/** The next day on which something is to be paid: within grace the first behind it. Null when nothing lies ahead. */
export function nextPaymentOn(row: { nextDueOn: Day | null; payableFrom: Day | null }): Day | null {
  return inGrace(row) ? row.payableFrom : row.nextDueOn
}
