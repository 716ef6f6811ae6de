import { addDays, addMonths, type Day, latest } from '#lib/day'
import type { Book } from './book.ts'
import { observe } from './hold.ts'
import type { StandingRules } from './loan.ts'
import { type LoanClass, loanClasses } from './standing.ts'

/**
 * A loan restructured because its borrower is in distress is observed: at least special mention until the end, and
 * restructured again meanwhile at least substandard, from the start once more (商业银行金融资产风险分类办法, 2023; domain.md §2.1).
 */
export type Restructuring = {
  on: Day
  /** The first repayment date after the change: the observation begins. */
  firstRepaymentOn: Day
  /** The morning it ends if all goes well: a year and two consecutive repayments behind its first day. */
  endsOn: Day
  /** It was under observation already when it was restructured. */
  again: boolean
}

/** The facts of a restructuring on a day. @param dueDays the new plan's due days, at least one */
export function restructuringOn(
  before: Restructuring | null,
  on: Day,
  dueDays: readonly [Day, ...Day[]],
): Restructuring {
  const [first, second = first] = dueDays
  return {
    on,
    firstRepaymentOn: first,
    endsOn: latest(addMonths(first, 12), addDays(second, 1)),
    again: before !== null && on < before.endsOn,
  }
}

/** The book with the observation that its restructuring asks for: put under it, or let go when that was taken back. */
export function underObservation(before: Book, after: Book, rules: StandingRules): Book {
  const now = after.restructuring
  const was = before.restructuring
  if (now?.on === was?.on && now?.endsOn === was?.endsOn && now?.again === was?.again) return after
  if (now === null) return { ...after, hold: { ...after.hold, observedUntil: null, observedClass: null } }
  const dueDays = after.installments.filter(row => row.dueOn > now.on).map(row => row.dueOn)
  const rank = loanClasses.indexOf(before.class as LoanClass)
  return { ...after, hold: observe(after.hold, dueDays, rank, rules.cure.upgrade.periods) }
}
