import type { Day } from '#lib/day'

/** A value that holds from a day up to but not including another. */
export type Period<T> = T & { fromDay: Day; toDay: Day | null }

/** Whether a period holds on a day. */
export function holdsOn(period: { fromDay: Day; toDay: Day | null }, on: Day): boolean {
  return period.fromDay <= on && (period.toDay === null || on < period.toDay)
}

/** What holds on a day, or null. Periods of one thing never overlap. */
export function valueOn<P extends { fromDay: Day; toDay: Day | null }>(periods: readonly P[], on: Day): P | null {
  return periods.find(period => holdsOn(period, on)) ?? null
}

/**
 * A change from a day on: the period of that day is cut there, and every period from it on takes the change. What the change
 * does not name stays as it was, also where it was planned to differ later.
 */
export function patchFrom<P extends { fromDay: Day; toDay: Day | null }>(
  periods: readonly P[],
  fromDay: Day,
  change: Partial<Omit<P, 'fromDay' | 'toDay'>>,
): P[] {
  return periods.flatMap(period => {
    if (period.toDay !== null && period.toDay <= fromDay) return [period]
    if (period.fromDay >= fromDay) return [{ ...period, ...change }]
    return [
      { ...period, toDay: fromDay },
      { ...period, ...change, fromDay },
    ]
  })
}

/** An end from a day on: what holds then is cut, what was planned beyond falls away. */
export function endFrom<P extends { fromDay: Day; toDay: Day | null }>(periods: readonly P[], toDay: Day): P[] {
  return periods
    .filter(period => period.fromDay < toDay)
    .map(period => (period.toDay === null || period.toDay > toDay ? { ...period, toDay } : period))
}

/** The days from `from` on at which anything begins or ends, `from` first: between two of them nothing changes. */
export function breakpoints(periods: readonly { fromDay: Day; toDay: Day | null }[], from: Day): Day[] {
  const days = periods.flatMap(({ fromDay, toDay }) => (toDay === null ? [fromDay] : [fromDay, toDay]))
  return [...new Set([from, ...days.filter(on => on > from)])].sort()
}
