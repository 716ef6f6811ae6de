/** A cohort of loans: what was lent, the month (index) its youngest loan was made in, and from which age on all of them are seen. */
export type Cohort = { cohort: string; loans: number; principal: bigint; last: number; seenFrom: number }

/** What became bad at an age: loans and balance. */
export type Point = { age: number; loans: number; balance: bigint }

/**
 * The ages (MOB) at which a cohort may be shown. The youngest loan must have reached the age by the last closed month, and every
 * loan must have been seen at it: one taken over late was not watched before, and those that had ended by then are missing.
 */
export function matureAges(cohort: Pick<Cohort, 'last' | 'seenFrom'>, lastMonth: number): number[] {
  const from = Math.max(0, cohort.seenFrom)
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
