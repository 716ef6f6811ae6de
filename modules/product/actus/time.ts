import { type Day, daysInMonth, parseDay, parts } from '#lib/day'
import { refuseUnless } from '#lib/refusal'
import { type CalendarDay, calendarDayOf } from '../due-day.ts'

/** A moment of a contract: its calendar day, the second of that day, and how it sorts among the others. */
export type Moment = { day: CalendarDay; second: number; order: number }

const daySeconds = 86_400

const momentOf = (day: CalendarDay, second: number): Moment => ({
  day,
  second,
  order: day.number * daySeconds + second,
})

/** Reads `YYYY-MM-DDTHH:MM[:SS]` or a bare day; null when it is none. */
export function parseMoment(text: string): Moment | null {
  const match = /^(\d{4}-\d{2}-\d{2})(?:T(\d{2}):(\d{2})(?::(\d{2}))?)?$/.exec(text)
  const day = match ? parseDay(match[1]!) : null
  if (!match || !day) return null
  const [hour, minute, second] = [match[2], match[3], match[4]].map(part => Number(part ?? 0)) as [
    number,
    number,
    number,
  ]
  if (hour > 23 || minute > 59 || second > 59) return null
  return momentOf(calendarDayOf(day), (hour * 60 + minute) * 60 + second)
}

/** `YYYY-MM-DDTHH:MM:SS`. */
export function momentText({ day, second }: Moment): string {
  const two = (value: number) => String(value).padStart(2, '0')
  return `${day.on}T${two(Math.floor(second / 3600))}:${two(Math.floor(second / 60) % 60)}:${two(second % 60)}`
}

/** The day a moment counts as where interest is counted by days: the last second of a day is the next midnight. */
export function countedDay({ day, second }: Moment): CalendarDay {
  return second === daySeconds - 1 ? daysLater(day, 1) : day
}

/** The moment a number of days later (earlier when negative), at the same time of day. */
export function momentLater(moment: Moment, days: number): Moment {
  return momentOf(daysLater(moment.day, days), moment.second)
}

/** The day a number of days later (earlier when negative). */
export function daysLater(day: CalendarDay, count: number): CalendarDay {
  return calendarDayOf(new Date((day.number + count) * 86_400_000).toISOString().slice(0, 10) as Day)
}

/** How often something happens: every so many months, or days; `longStub` joins a short last period to the one before it. */
export type Cycle = { months: number; days: number; longStub: boolean }

const unitsOf: Record<string, { months: number; days: number }> = {
  D: { months: 0, days: 1 },
  W: { months: 0, days: 7 },
  M: { months: 1, days: 0 },
  Q: { months: 3, days: 0 },
  H: { months: 6, days: 0 },
  Y: { months: 12, days: 0 },
}

/** Reads a cycle such as `P1ML0` (long last stub) or `P3ML1` (short one), or the older `1M+` and `1M-`; null when it is none. */
export function parseCycle(text: string): Cycle | null {
  const match = /^(?:P(\d{1,5})([DWMQHY])(?:L([01]))?|(\d{1,5})([DWMQHY])([+-]))$/.exec(text)
  if (!match) return null
  const count = Number(match[1] ?? match[4])
  const unit = unitsOf[(match[2] ?? match[5])!]!
  if (count === 0) return null
  return { months: unit.months * count, days: unit.days * count, longStub: match[3] === '0' || match[6] === '+' }
}

/** The moment `count` cycles after a first one (before it when negative); a day the month lacks becomes the month end. */
export function cyclesLater(first: Moment, cycle: Cycle, count: number): Moment {
  if (cycle.months === 0) return momentLater(first, cycle.days * count)
  const index = first.day.year * 12 + first.day.month - 1 + cycle.months * count
  const year = Math.floor(index / 12)
  refuseUnless(year >= 1900, 'product.actus_term', { field: 'cycle' })
  const month = index - year * 12 + 1
  return momentOf(dayIn(year, month, Math.min(first.day.date, daysInMonth(year, month))), first.second)
}

function dayIn(year: number, month: number, date: number): CalendarDay {
  const two = (value: number) => String(value).padStart(2, '0')
  return calendarDayOf(`${String(year).padStart(4, '0')}-${two(month)}-${two(date)}` as Day)
}

/** How a schedule runs: whether month-end anchors keep to month ends. */
export type Run = { endOfMonth: boolean }

/** The moments `first`, `first + cycle`, … before an open end, month ends kept where the anchor is one. */
function* momentsFrom(first: Moment, cycle: Cycle, { endOfMonth }: Run): Generator<Moment> {
  const isMonthEnd = first.day.date === daysInMonth(first.day.year, first.day.month)
  for (let count = 0; ; count += 1) {
    refuseUnless(count <= mostMoments, 'product.actus_length', { most: mostMoments })
    const moment = cyclesLater(first, cycle, count)
    const { year, month } = parts(moment.day.on)
    yield endOfMonth && isMonthEnd && cycle.months > 0
      ? momentOf(dayIn(year, month, daysInMonth(year, month)), moment.second)
      : moment
  }
}

/** A daily schedule of fifty years has fewer moments; what is longer is refused, so that one case holds up no batch. */
export const mostMoments = 20_000

/** The first `count` moments of a cycle. */
export function firstMoments(first: Moment, cycle: Cycle | null, count: number, run: Run): Moment[] {
  if (!cycle) return [first]
  const moments: Moment[] = []
  for (const moment of momentsFrom(first, cycle, run)) {
    if (moments.length === count) break
    moments.push(moment)
  }
  return moments
}

/**
 * The moments of a schedule from its anchor up to its end, which is one of them only where `withEnd`. With a long stub, a
 * last period shorter than the cycle joins the one before it. Source: ACTUS technical specification, "Schedule".
 */
export function scheduleOf(first: Moment, cycle: Cycle | null, end: Moment, run: Run & { withEnd: boolean }): Moment[] {
  const moments: Moment[] = []
  let next: Moment | null = null
  if (!cycle) {
    if (first.order < end.order) moments.push(first)
  } else
    for (const moment of momentsFrom(first, cycle, run)) {
      next = moment
      if (moment.order >= end.order) break
      moments.push(moment)
    }
  const regular = next?.order === end.order
  if (cycle?.longStub && !regular && moments.length + (run.withEnd ? 1 : 0) > 2) moments.pop()
  if (run.withEnd) moments.push(end)
  return moments
}
