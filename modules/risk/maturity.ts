/** A cohort of loans: what was lent, and between which months (indexes) its loans were made and from which all are seen. */
export type Cohort = { cohort: string; loans: number; principal: bigint; first: number; last: number; seenFrom: number }

/** What became bad at an age: loans and balance. */
export type Point = { age: number; loans: number; balance: bigint }

/**
 * The ages (MOB) at which a cohort may be shown. The youngest loan must have reached the age by the last closed month, and the
 * oldest must have been seen at it: a loan taken over late was not watched before, and those that had ended by then are missing.
 */
export function matureAges(cohort: Pick<Cohort, 'first' | 'last' | 'seenFrom'>, lastMonth: number): number[] {
  const from = Math.max(0, cohort.seenFrom - cohort.first)
  const to = lastMonth - cohort.last
  return Array.from({ length: Math.max(0, to - from + 1) }, (_, index) => from + index)
}

/**
 * The curve of a cohort at its mature ages. `ever`: each loan stays bad from the age at which it first was, so that the curve
 * never falls; else the points are those of each age alone.
 */
export function curveOf(
  cohort: Cohort,
  points: readonly Point[],
  lastMonth: number,
  ever: boolean,
): { age: number; loans: number; balance: bigint }[] {
  return matureAges(cohort, lastMonth).map(age => {
    const counted = points.filter(point => (ever ? point.age <= age : point.age === age))
    return {
      age,
      loans: counted.reduce((total, point) => total + point.loans, 0),
      balance: counted.reduce((total, point) => total + point.balance, 0n),
    }
  })
}
