import { addDays, addMonths, type Day, dayOf, parts } from '#lib/day'
import { Decimal } from '#lib/decimal'
import type { Rate } from '#lib/rate'
import { floating } from '#product'
import type { Followed } from './action.ts'

/** How a loan's rate floats, as the contract fixes it. */
export type Floating = floating.FloatingTerms
export type FloatingBase = Floating['base']

/** A published value of a base. */
export type Point = { from: Day; value: Rate }

/** The rate from a day on, and the published value it follows. */
export type Reset = { on: Day; annualRate: Rate; value: Rate; publishedOn: Day }

/** The days on which a base was published with another value than before, ascending. */
export function changeDays(points: readonly Point[]): Day[] {
  return points
    .filter((point, index) => index === 0 || !new Decimal(point.value).eq(points[index - 1]!.value))
    .map(point => point.from)
}

/** The day behind another on which a rate has to be looked at next; with `publication` any day may bring a change. */
export function resetAfter(reset: Floating['reset'], disbursedOn: Day, on: Day): Day {
  if (reset === 'publication') return addDays(on, 1)
  const from = parts(disbursedOn)
  const { year } = parts(on)
  const inYear = (of: number) =>
    reset === 'january' ? dayOf(of, 1, 1) : addMonths(disbursedOn, 12 * (of - from.year), from.date)
  return inYear(year) > on ? inYear(year) : inYear(year + 1)
}

/**
 * The resets that have become due, from the day that was to be looked at next up to another, and the day to look at next.
 * Each takes the value in force on its day; one that leaves the rate as it is is told too, for the caller knows the rate.
 * @param points the base's published values up to the last day, ascending
 */
export function resetsDue(
  terms: Floating,
  disbursedOn: Day,
  from: Day,
  through: Day,
  points: readonly Point[],
): { resets: Reset[]; next: Day } {
  const days: Day[] = []
  if (terms.reset === 'publication') days.push(...changeDays(points).filter(day => day >= from && day <= through))
  else {
    let day = resetAfter(terms.reset, disbursedOn, addDays(from, -1))
    for (; day <= through; day = resetAfter(terms.reset, disbursedOn, day)) days.push(day)
  }
  const resets = days.flatMap(on => {
    const point = points.findLast(one => one.from <= on)
    return point
      ? [{ on, annualRate: floating.rateAt(terms, point.value), value: point.value, publishedOn: point.from }]
      : []
  })
  return { resets, next: resetAfter(terms.reset, disbursedOn, days.at(-1) ?? addDays(from, -1)) }
}

/** For each base and kind of reset the last day that brings something: a loan to be looked at by then is due. */
export type ResetBound = { base: FloatingBase; reset: Floating['reset']; through: Day }

/** The bounds of a day's close. @param points each base's published values up to the day */
export function resetBounds(day: Day, points: Readonly<Record<FloatingBase, readonly Point[]>>): ResetBound[] {
  return floating.bases.flatMap(base =>
    floating.resets.flatMap(reset => {
      const through = reset === 'publication' ? changeDays(points[base]).at(-1) : day
      return through ? [{ base, reset, through }] : []
    }),
  )
}

/** A rate that stands in a loan's life from a day on; `follows` where the index set it, nothing where people did. */
export type StandingRate = { key: bigint; on: Day; annualRate: Rate; follows?: Followed | undefined }

/** What has to change in the rates that stand: which resets are taken back, and which are taken in their place. */
export type Corrected = { takeBack: StandingRate[]; take: Reset[] }

/**
 * What a correction of published values makes of the rates that were set by them. A rate found too high is lowered from its
 * reset day on, as if the right value had been known in time; one found too low is raised only from the day on which that is
 * known, so that nothing that fell due and was paid becomes too little, and nobody overdue, by our correction.
 * @param standing the rates that stand, in the order in which they count
 * @param declined resets that people took back: with the same rate they are not taken again
 * @param wanted what the values as they are now published ask for, ascending; the first is the rate at disbursement
 */
export function correctedResets(
  standing: readonly StandingRate[],
  declined: readonly Pick<Reset, 'on' | 'annualRate'>[],
  wanted: readonly [Reset, ...Reset[]],
  today: Day,
): Corrected {
  const [first, ...resets] = wanted
  const byHand = standing.filter(one => !one.follows)
  const keep = new Set<bigint>()
  const take: Reset[] = []
  let rate = first.annualRate
  let since = first.on
  const set = (reset: Reset) => {
    const stands = standing.find(one => one.follows && one.on === reset.on && equal(one.annualRate, reset.annualRate))
    if (!stands && declined.some(one => one.on === reset.on && equal(one.annualRate, reset.annualRate))) return
    if (stands) keep.add(stands.key)
    else take.push(reset)
    rate = reset.annualRate
  }
  // Days on which a rate was set that no reset asks for any more are looked at like resets, by what holds on them.
  const others = standing.filter(one => one.follows && !resets.some(reset => reset.on === one.on))
  const asked = (on: Day) => wanted.findLast(reset => reset.on <= on) ?? first
  const days = [...resets, ...others.map(({ on }) => ({ ...asked(on), on }))].sort((a, b) => (a.on < b.on ? -1 : 1))
  for (const reset of days) {
    rate = byHand.findLast(one => one.on > since && one.on <= reset.on)?.annualRate ?? rate
    since = reset.on
    const stands = standing.findLast(one => one.on <= reset.on)
    if (!less(stands?.annualRate ?? first.annualRate, reset.annualRate)) {
      if (!equal(rate, reset.annualRate)) set(reset)
    } else if (stands?.follows && stands.on === reset.on) {
      keep.add(stands.key)
      rate = stands.annualRate
    }
  }
  const last = asked(today)
  if (!byHand.some(one => one.on > last.on) && less(rate, last.annualRate)) set({ ...last, on: today })
  return { takeBack: standing.filter(one => one.follows && !keep.has(one.key)), take }
}

/**
 * The resets that the values as they are now published would have brought, each on its own day, had they been published so at
 * first: those that change the rate standing by then. Rates that people set hold until the next reset; a reset that people took
 * back is not taken.
 * @param wanted as for `correctedResets`
 */
export function resetsAsPublished(
  standing: readonly StandingRate[],
  declined: readonly Pick<Reset, 'on' | 'annualRate'>[],
  wanted: readonly [Reset, ...Reset[]],
): Reset[] {
  const [first, ...resets] = wanted
  const byHand = standing.filter(one => !one.follows)
  let rate = first.annualRate
  let since = first.on
  return resets.filter(({ on, annualRate }) => {
    rate = byHand.findLast(one => one.on > since && one.on <= on)?.annualRate ?? rate
    since = on
    if (equal(rate, annualRate) || declined.some(one => one.on === on && equal(one.annualRate, annualRate)))
      return false
    rate = annualRate
    return true
  })
}

const less = (a: Rate, b: Rate) => new Decimal(a).lt(b)
const equal = (a: Rate, b: Rate) => new Decimal(a).eq(b)
