import { addMonths, type Day, dayOf, parts } from '#lib/day'
import { Decimal } from '#lib/decimal'
import type { Rate } from '#lib/rate'
import { refuseUnless } from '#lib/refusal'

/** When a floating rate is set anew: each 1 January, each anniversary of the disbursement, or whenever the index is published. */
export const resets = ['january', 'anniversary', 'publication'] as const

/** The series a product's rate may follow. */
export const bases = ['lpr-1y', 'lpr-5y'] as const

/** How a product's rate floats: the base as published, a margin over it (negative: below it), and when it is set anew. */
export type FloatingRule = { base: (typeof bases)[number]; margin: Rate; reset: (typeof resets)[number] }

/** A floating rate as a contract fixes it for the loan's life: the rule and the bounds the rate never leaves. */
export type FloatingTerms = FloatingRule & { floor: Rate; cap: Rate }

/** The yearly rate while the base stands at a value: base plus margin, within the bounds. */
export function rateAt({ margin, floor, cap }: Pick<FloatingTerms, 'margin' | 'floor' | 'cap'>, base: Rate): Rate {
  const rate = new Decimal(base).plus(margin)
  return Decimal.max(floor, Decimal.min(cap, rate)).toFixed() as Rate
}

/**
 * The days behind a disbursement, up to a day, on which a floating rate is set anew by its calendar: each 1 January or each
 * anniversary; with `publication` they are the days of publication, which the caller knows.
 */
export function resetDaysThrough(reset: 'january' | 'anniversary', disbursedOn: Day, through: Day): Day[] {
  const { year, date } = parts(disbursedOn)
  const days: Day[] = []
  for (let count = 1; ; count += 1) {
    const day = reset === 'january' ? dayOf(year + count, 1, 1) : addMonths(disbursedOn, 12 * count, date)
    if (day > through) return days
    days.push(day)
  }
}

/** A rate that follows an index such as the LPR: the value in force on the reset day plus a spread. */
export type Floating = {
  index: readonly { from: Day; value: Rate }[]
  spread: Rate
  reset: (typeof resets)[number]
}

/**
 * The rate at disbursement and the changes behind it, as far as the index is known; a reset that changes nothing is none.
 * The plan then solves the installment anew from the period behind each change. Source: PBoC notice 2019 no. 16 (LPR).
 * @throws Refusal product.floating when the index is unknown on the day of disbursement
 */
export function floatingRates(
  { index, spread, reset }: Floating,
  disbursedOn: Day,
): { annualRate: Rate; rateChanges: { from: Day; annualRate: Rate }[] } {
  const points = [...index].sort((a, b) => (a.from < b.from ? -1 : 1))
  const rateOn = (day: Day): Rate | null => {
    const point = points.findLast(one => one.from <= day)
    return point ? (new Decimal(point.value).plus(spread).toFixed() as Rate) : null
  }
  const annualRate = rateOn(disbursedOn)
  refuseUnless(annualRate !== null, 'product.floating', {}, 'floating.index')
  const last = points.at(-1)!.from
  const rateChanges: { from: Day; annualRate: Rate }[] = []
  let before = annualRate
  for (const from of resetDays(reset, disbursedOn, last, points)) {
    const rate = rateOn(from)!
    if (new Decimal(rate).eq(before)) continue
    rateChanges.push({ from, annualRate: rate })
    before = rate
  }
  return { annualRate, rateChanges }
}

/** Reset days behind the disbursement, the first one that sees the last known value included. */
function resetDays(reset: Floating['reset'], disbursedOn: Day, last: Day, points: readonly { from: Day }[]): Day[] {
  if (reset === 'publication') return points.map(point => point.from).filter(day => day > disbursedOn)
  const { year, date } = parts(disbursedOn)
  const days: Day[] = []
  for (let count = 1; ; count += 1) {
    const day = reset === 'january' ? dayOf(year + count, 1, 1) : addMonths(disbursedOn, 12 * count, date)
    days.push(day)
    if (day >= last) return days
  }
}
