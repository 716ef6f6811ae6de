import { addDays, type Day, weekday } from '#lib/day'
import { poissonLimits } from './chance.ts'

/**
 * How many people a queue needs. The model is M/M/n: work comes at random at a mean rate, each takes a random time around a mean, whoever
 * is free takes the next, and nobody who waits goes away (an application does not hang up). Erlang, 1917; the recursion of Erlang B:
 * Cooper, Introduction to Queueing Theory (1981), ch. 3. Floats: nothing here is money.
 */

/** Work offered, in erlangs: how many people would be busy all the time. */
export const loadOfQueue = (arrivalsPerHour: number, handlingMinutes: number): number =>
  (arrivalsPerHour * handlingMinutes) / 60

/** The chance that work has to wait for somebody to be free, with so many people; 1 where they cannot keep up. */
export function erlangC(load: number, people: number): number {
  if (load <= 0) return 0
  if (people <= load) return 1
  let blocking = 1
  for (let n = 1; n <= people; n += 1) blocking = (load * blocking) / (n + load * blocking)
  return blocking / (1 - (load / people) * (1 - blocking))
}

/** The chance to wait longer than so many minutes. */
export function waitsBeyond(load: number, people: number, handlingMinutes: number, minutes: number): number {
  if (load <= 0) return 0
  if (people <= load) return 1
  return erlangC(load, people) * Math.exp((-(people - load) * minutes) / handlingMinutes)
}

/** The fewest people with whom no more than this share waits longer than so many minutes; none where nothing comes. */
export function peopleNeeded(load: number, handlingMinutes: number, minutes: number, atMost: number): number {
  if (load <= 0) return 0
  let people = Math.floor(load) + 1
  while (waitsBeyond(load, people, handlingMinutes, minutes) > atMost) people += 1
  return people
}

/** What came in one hour of one day. */
export type Arrivals = { day: Day; hour: number; count: number }
/** One hour of the week: how many such hours there were, how many minutes of it are worked, and what came in them in all. */
export type HourCell = { weekday: number; hour: number; days: number; minutes: number; arrivals: number }

/** Minutes of each hour of the day that lie within the working hours, from times as `09:00`. */
export function openMinutes(hours: readonly { from: string; to: string }[]): number[] {
  const at = (time: string) => Number(time.slice(0, 2)) * 60 + Number(time.slice(3, 5))
  return Array.from({ length: 24 }, (_, hour) =>
    hours.reduce(
      (sum, one) => sum + Math.max(0, Math.min(at(one.to), (hour + 1) * 60) - Math.max(at(one.from), hour * 60)),
      0,
    ),
  )
}

/**
 * Arrivals by hour of the week. What comes while nobody works waits for the next worked hour, of the next working day if need be, and
 * counts there: it is on the desk when the day begins. What would only be worked after the last day is left out.
 */
export function weekOf(
  arrivals: readonly Arrivals[],
  span: { from: Day; to: Day },
  works: (day: Day) => boolean,
  hours: readonly { from: string; to: string }[],
): HourCell[] {
  const open = openMinutes(hours)
  const cells = new Map<string, HourCell>()
  for (let day = span.from; day <= span.to; day = addDays(day, 1)) {
    if (!works(day)) continue
    for (const [hour, minutes] of open.entries()) {
      if (minutes === 0) continue
      const key = `${weekday(day)} ${hour}`
      const cell = cells.get(key) ?? { weekday: weekday(day), hour, days: 0, minutes, arrivals: 0 }
      cell.days += 1
      cells.set(key, cell)
    }
  }
  for (const { day, hour, count } of arrivals) {
    let on = day
    let at = hour
    while (on <= span.to && !(works(on) && (open[at] ?? 0) > 0)) {
      at += 1
      if (at === 24) {
        at = 0
        on = addDays(on, 1)
      }
    }
    const cell = on <= span.to ? cells.get(`${weekday(on)} ${at}`) : undefined
    if (cell) cell.arrivals += count
  }
  return [...cells.values()].sort((a, b) => a.weekday - b.weekday || a.hour - b.hour)
}

/** Fewer than so many arrivals or cases in hand measured say little about a week. */
export const leastArrivals = 50
export const leastHandled = 20

/** What a manager tries: work and handling time as shares of what was measured (1: as it is), people away. */
export type WhatIf = { people: number; volume: number; handlingMinutes: number; waitMinutes: number; atMost: number }
export type HourAnswer = HourCell & {
  /** Arrivals an hour, as tried. */
  rate: number
  load: number
  /** Chance to wait beyond the time allowed with the people there are. */
  beyond: number
  needed: number
  /** Needed were the rate at the upper end of what chance allows (95 %). */
  neededAtMost: number
}

/** One hour of the week under a what-if. */
export function hourUnder(
  cell: HourCell,
  { people, volume, handlingMinutes, waitMinutes, atMost }: WhatIf,
): HourAnswer {
  const worked = (cell.days * cell.minutes) / 60
  const rate = (cell.arrivals / worked) * volume
  const upper = (poissonLimits(cell.arrivals).high / worked) * volume
  const load = loadOfQueue(rate, handlingMinutes)
  return {
    ...cell,
    rate,
    load,
    beyond: waitsBeyond(load, people, handlingMinutes, waitMinutes),
    needed: peopleNeeded(load, handlingMinutes, waitMinutes, atMost),
    neededAtMost: peopleNeeded(loadOfQueue(upper, handlingMinutes), handlingMinutes, waitMinutes, atMost),
  }
}
