import type { Day } from '#lib/day'
import type { Rate } from '#lib/rate'

/** How a restructured loan may be repaid. */
export const restructuringMethods = ['equal-installment', 'equal-principal', 'interest-only'] as const
/** Where interest and fees that are unpaid go: with the first new installment, the last, or in equal parts with all. */
export const arrearsPlaces = ['first', 'spread', 'last'] as const

/** The plan that takes the old one's place. */
export type RestructuringTerms = {
  periods: number
  firstDueOn: Day
  annualRate: Rate
  method: (typeof restructuringMethods)[number]
  /** First periods in which only interest is paid. */
  interestOnlyPeriods: number
  arrears: (typeof arrearsPlaces)[number]
  /** Because the borrower is in distress: the loan is then observed (`observation.ts`). */
  distress: boolean
}
