import { addMonths, type Day } from '#lib/day'

/** The longest term by the vehicle's condition, months, extensions included: a row of the parameter `term.cap`. */
export type TermCap = { condition: 'new' | 'used'; licence: string; maxMonths: number }

/** What tells how long a loan may run. */
export type Aged = { originatedOn: Day | null; disbursedOn: Day; vehicleCondition: 'new' | 'used' | null }

/**
 * The cap a change of a plan goes beyond; null when it keeps it. A loan's term with every extension counts from the day it
 * was made (汽车贷款管理办法: 贷款期限含展期); one whose vehicle is not known is held to the cap of a new one. A change
 * that does not make the term longer is never beyond it, whatever the plan was before.
 */
export function beyondCap(
  loan: Aged,
  { before, after }: { before: Day; after: Day },
  licence: string,
  caps: readonly TermCap[],
): { condition: 'new' | 'used'; months: number; until: Day } | null {
  const condition = loan.vehicleCondition ?? 'new'
  const cap = caps.find(row => row.licence === licence && row.condition === condition)
  if (!cap) return null
  const until = addMonths(loan.originatedOn ?? loan.disbursedOn, cap.maxMonths)
  return after > before && after > until ? { condition, months: cap.maxMonths, until } : null
}
