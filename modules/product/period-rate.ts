import { yearFraction } from './day-count.ts'
import { type CalendarDay, calendarDayOf, hasRegularFirst, hasRegularLast } from './due-day.ts'
import { type Fraction, fractionOf, plus, times } from './fraction.ts'
import { type DayCount, monthly, type Terms } from './terms.ts'

/** The rates of a plan's periods. */
export type PeriodRates = {
  /** What each period really bears, rate changes within it weighed by their days. */
  real: readonly Fraction[]
  /** How many rate changes have had effect by the end of each period; the installment is solved anew when it rises. */
  changes: readonly number[]
  /** What is expected in a period by who knows only the rate changes up to the end of an earlier one. */
  expected(known: number, index: number): Fraction
}

type Change = { from: CalendarDay; rate: Fraction }

/**
 * The exact rate of every period: yearly rate × part of the year. A change on a due day has effect from the next period;
 * within a period each part of it bears its own rate, `period` by calendar days.
 */
export function periodRates(
  terms: Terms<bigint>,
  { disbursed, due }: { disbursed: CalendarDay; due: readonly CalendarDay[] },
): PeriodRates {
  const { dayCount, every = monthly } = terms
  const borders = bordersOf(terms)
  const all: Change[] = (terms.rateChanges ?? [])
    .map(change => ({ from: calendarDayOf(change.from), rate: fractionOf(change.annualRate) }))
    .sort((a, b) => a.from.number - b.from.number)
  const initial =
    all.filter(change => change.from.number <= disbursed.number).at(-1)?.rate ?? fractionOf(terms.annualRate)
  const later = all.filter(change => change.from.number > disbursed.number)
  const start = (index: number) => (index === 0 ? disbursed : due[index - 1]!)
  const countOf = (index: number) =>
    (index === terms.periods - 1 ? borders.last : null) ?? (index === 0 ? borders.first : null) ?? dayCount
  const yearPart = (index: number, from: CalendarDay, to: CalendarDay) =>
    yearFraction(countOf(index), every, from, to, terms.countedDay)

  if (later.length === 0) {
    const whole = dayCount === 'period' ? times(initial, yearFraction('period', every, disbursed, disbursed)) : null
    const real = due.map((end, index) =>
      whole && countOf(index) === 'period' ? whole : times(initial, yearPart(index, start(index), end)),
    )
    return { real, changes: due.map(() => 0), expected: (_known, index) => real[index]! }
  }

  const changes = due.map(end => later.filter(change => change.from.number < end.number).length)
  const part = (index: number, from: CalendarDay, to: CalendarDay): Fraction => {
    if (countOf(index) !== 'period') return yearPart(index, from, to)
    const begin = start(index)
    const end = due[index]!
    return times(yearFraction('period', every, begin, end), {
      numerator: BigInt(to.number - from.number),
      denominator: BigInt(end.number - begin.number),
    })
  }
  /** How many changes have had effect by the first day of each period: one on a due day is in effect from there on. */
  const begun = due.map((_, index) => later.filter(change => change.from.number <= start(index).number).length)
  /** The rate of a period when only the first `known` changes happen. */
  const rateOf = (index: number, known: number): Fraction => {
    let from = start(index)
    const before = Math.min(begun[index]!, known)
    let rate = before > 0 ? later[before - 1]!.rate : initial
    let total: Fraction | null = null
    for (const change of later.slice(before, Math.min(changes[index]!, known))) {
      const share = times(rate, part(index, from, change.from))
      total = total ? plus(total, share) : share
      from = change.from
      rate = change.rate
    }
    const rest = times(rate, part(index, from, due[index]!))
    return total ? plus(total, rest) : rest
  }
  const real = due.map((_, index) => rateOf(index, later.length))
  return { real, changes, expected: (known, index) => rateOf(index, known) }
}

/** How the first and the last period are counted where they are odd and the terms count them by their days. */
function bordersOf(terms: Terms<bigint>): Record<'first' | 'last', DayCount | null> {
  const { dayCount, firstPeriodDayCount = null, lastPeriodDayCount = null } = terms
  if (dayCount !== 'period') return { first: null, last: null }
  return {
    first: firstPeriodDayCount && !hasRegularFirst(terms) ? firstPeriodDayCount : null,
    last: lastPeriodDayCount && !hasRegularLast(terms) ? lastPeriodDayCount : null,
  }
}
