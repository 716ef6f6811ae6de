import { addDays, type Day, daysBetween, monthEnd, parts } from '#lib/day'
import { type Money, sum } from '#lib/money'
import { shareText } from '#lib/share'
import { badRank } from './hold.ts'
import { isOpen, type LoanState } from './loan.ts'
import { loanClasses } from './standing.ts'

/**
 * What the pictures of the book mean, loan by loan (domain.md §2.4). The SQL in store/portfolio.ts makes the same rows from the
 * whole book at once; tests compare the two on random books.
 */

/** A loan as its pictures need it: where it stood from a morning on, oldest first. */
export type History = {
  loanKey: bigint
  principal: Money
  /** The day its age counts from. */
  originatedOn: Day
  states: readonly { fromDay: Day; state: LoanState; bucket: string; class: string; outstanding: Money }[]
}

/** One loan in one cell of a picture: `balance` is what it brings to the cell, `bad` whether it counts as bad there. */
export type CellRow = { loanKey: bigint; x: string; y: string; balance: Money; bad: boolean }

/** Months counted through: year × 12 + month − 1. */
export function monthIndex(on: Day): number {
  const { year, month } = parts(on)
  return year * 12 + month - 1
}

/** The month of an index as `2026-03`. */
export function monthText(index: number): string {
  return `${Math.floor(index / 12)}-${String((index % 12) + 1).padStart(2, '0')}`
}

/** The quarter of a month's index as `2026-Q1`. */
export function quarterText(index: number): string {
  return `${Math.floor(index / 12)}-Q${Math.floor((index % 12) / 3) + 1}`
}

/** Where a loan stood on the evening of a day: a close makes itself felt on the next morning. Null before it was there. */
export function standingAt(history: History, evening: Day) {
  return history.states.findLast(state => state.fromDay <= addDays(evening, 1)) ?? null
}

/** What a loan counts for: its outstanding principal; once written off, what was outstanding when it was. */
export function exposureAt(history: History, evening: Day): Money {
  const standing = standingAt(history, evening)
  if (standing?.state !== 'written-off') return standing?.outstanding ?? (0n as Money)
  const first = history.states.findIndex(state => state.state === 'written-off')
  return history.states[first - 1]?.outstanding ?? (0n as Money)
}

/** Where a roll-rate matrix puts a loan: its bucket while it runs, else how it ended. */
export function rollPlace(standing: { state: LoanState; bucket: string }): string {
  if (isOpen(standing.state)) return standing.bucket
  return standing.state === 'written-off' ? 'written-off' : 'closed'
}

/** Aging of the running loans on an evening: bucket by class. */
export function agingRows(histories: readonly History[], evening: Day, bad: readonly string[]): CellRow[] {
  return histories.flatMap(history => {
    const standing = standingAt(history, evening)
    if (!standing || !isOpen(standing.state)) return []
    return [
      {
        loanKey: history.loanKey,
        x: standing.bucket,
        y: standing.class,
        balance: standing.outstanding,
        bad: bad.includes(standing.class),
      },
    ]
  })
}

/** The running loans at each month's end from one month to another: month by bucket. */
export function flowRows(histories: readonly History[], from: number, to: number, bad: readonly string[]): CellRow[] {
  return range(from, to).flatMap(month =>
    histories.flatMap(history => {
      const standing = standingAt(history, lastDay(month))
      if (!standing || !isOpen(standing.state)) return []
      const { loanKey } = history
      const { bucket: y, outstanding: balance } = standing
      return [{ loanKey, x: monthText(month), y, balance, bad: bad.includes(standing.class) }]
    }),
  )
}

/** From bucket to bucket, month by month: where each loan that ran at a month's end stood at the next, by its balance before. */
export function rollRows(histories: readonly History[], from: number, to: number): CellRow[] {
  return range(from, to).flatMap(month =>
    histories.flatMap(history => {
      const before = standingAt(history, lastDay(month - 1))
      const after = standingAt(history, lastDay(month))
      if (!before || !after || !isOpen(before.state)) return []
      return [
        { loanKey: history.loanKey, x: before.bucket, y: rollPlace(after), balance: before.outstanding, bad: false },
      ]
    }),
  )
}

/** Whether a loan is bad in a state: in one of the buckets that count, or written off. */
const isBad = (standing: { state: LoanState; bucket: string }, buckets: readonly string[]) =>
  standing.state === 'written-off' || (isOpen(standing.state) && buckets.includes(standing.bucket))

/** Vintage, current: loans bad at the end of their k-th month (MOB 0 is the month they were made), by cohort and k. */
export function vintageRows(
  histories: readonly History[],
  buckets: readonly string[],
  through: number,
  cohort: (index: number) => string,
): CellRow[] {
  return histories.flatMap(history => {
    const made = monthIndex(history.originatedOn)
    return range(made, through).flatMap(month => {
      const standing = standingAt(history, lastDay(month))
      if (!standing || !isBad(standing, buckets)) return []
      const balance = exposureAt(history, lastDay(month))
      return [{ loanKey: history.loanKey, x: cohort(made), y: String(month - made), balance, bad: true }]
    })
  })
}

/** Vintage, ever: each loan once, in the month of its age on whose days it first was bad, with its balance then. */
export function vintageEverRows(
  histories: readonly History[],
  buckets: readonly string[],
  through: number,
  cohort: (index: number) => string,
): CellRow[] {
  return histories.flatMap(history => {
    const at = history.states.findIndex(state => isBad(state, buckets))
    const first = history.states[at]
    if (!first) return []
    const evening = addDays(first.fromDay, -1)
    const month = monthIndex(evening)
    if (month > through) return []
    const made = monthIndex(history.originatedOn)
    const balance = exposureAt(history, evening)
    return [{ loanKey: history.loanKey, x: cohort(made), y: String(month - made), balance, bad: true }]
  })
}

/** The classes that are non-performing (不良): substandard, doubtful, loss (domain.md §2.1). */
export const nonPerforming: readonly string[] = loanClasses.slice(badRank)

/** Loans that stood alike at a month's end: what they owed, and what was expected to be lost on them. */
export type MonthStanding = { class: string; stage: 1 | 2 | 3; loans: number; outstanding: Money; loss: Money }

/**
 * How the allowance covers the non-performing loans at a month's end, both as they stood that evening (domain.md §2.2:
 * 拨备覆盖率 = loan-loss allowance ÷ NPL balance; 贷款拨备率 = allowance ÷ total loans). The allowance moves at month ends
 * only: over the loans of a later day it would be a ratio of two different days. Shares as text with six decimals, half-up;
 * null of nothing.
 */
export function coverageOf(standings: readonly MonthStanding[]) {
  const bad = standings.filter(standing => nonPerforming.includes(standing.class))
  const counted = (some: readonly MonthStanding[]) => ({
    loans: some.reduce((total, standing) => total + standing.loans, 0),
    outstanding: sum(some.map(standing => standing.outstanding)),
  })
  const all = counted(standings)
  const allowance = sum(standings.map(standing => standing.loss))
  return {
    allowance,
    nonPerforming: counted(bad),
    all,
    coverage: shareText(allowance, counted(bad).outstanding),
    reserveRatio: shareText(allowance, all.outstanding),
  }
}

/** The index of the last month whose end is closed on the evening of a day: the open day's own month is not yet. */
export function lastMonthClosed(evening: Day, today: Day): number {
  const month = monthIndex(evening)
  return evening === lastDay(month) && evening < today ? month : month - 1
}

/** A first installment: what was due, and what of it had been paid by the end of each day something was. */
export type FirstInstallment = {
  loanKey: bigint
  dueOn: Day
  amount: Money
  paid: readonly { on: Day; amount: Money }[]
}

export const firstPaymentDays = [1, 7, 15, 30] as const

/**
 * First payment default: of the first installments due in a month, those of which something is unpaid 1, 7, 15, 30 days later.
 * One whose day has not come counts nowhere. `balance` is the installment's amount.
 */
export function firstPaymentRows(firsts: readonly FirstInstallment[], today: Day): CellRow[] {
  return firsts.flatMap(first =>
    firstPaymentDays
      .filter(days => daysBetween(first.dueOn, today) >= days)
      .map(days => {
        // Due on the 8th, the 9th is day 1: paid on the 8th it is in time.
        const until = addDays(first.dueOn, days - 1)
        const paid = first.paid.filter(one => one.on <= until).reduce((total, one) => total + one.amount, 0n)
        return {
          loanKey: first.loanKey,
          x: monthText(monthIndex(first.dueOn)),
          y: String(days),
          balance: first.amount,
          bad: paid < first.amount,
        }
      }),
  )
}

const range = (from: number, to: number) => Array.from({ length: Math.max(0, to - from + 1) }, (_, n) => from + n)

/** The last day of a month by its index. */
export function lastDay(index: number): Day {
  return monthEnd(`${monthText(index)}-01` as Day)
}
