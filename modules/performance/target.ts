import { must } from '#lib/assert'
import { addDays, addMonths, type Day, daysBetween, monthEnd } from '#lib/day'
import { Decimal } from '#lib/decimal'
import { formatYuan, parseYuan } from '#lib/money'
import { refuseUnless } from '#lib/refusal'
import type { Metric } from './metric.ts'
import type { Period } from './period.ts'

/** The lengths a target may have, in months. */
export const grains = { year: 12, quarter: 3, month: 1 } as const
export type Grain = keyof typeof grains

/** The stretch of a target that begins with a month. @throws Refusal performance.target_period when a quarter or year does not begin there */
export function targetPeriod(from: Day, grain: Grain): Period {
  const month = Number(from.slice(5, 7)) - 1
  refuseUnless(from.endsWith('-01') && month % grains[grain] === 0, 'performance.target_period', { from }, 'from')
  return { from, to: addDays(addMonths(from, grains[grain]), -1) }
}

/** Which grain a stretch is; it began life in `targetPeriod`. */
export function grainOf({ from, to }: Period): Grain {
  const days = daysBetween(from, to)
  return days > 300 ? 'year' : days > 80 ? 'quarter' : 'month'
}

/** The stretches a target is split into: a year into quarters, a quarter into months. */
export function partsOfTime(period: Period): Period[] {
  const grain = grainOf(period)
  const step = grain === 'year' ? 3 : 1
  const count = grain === 'year' ? 4 : grain === 'quarter' ? 3 : 0
  return Array.from({ length: count }, (_, at) => {
    const from = addMonths(period.from, at * step)
    return { from, to: monthEnd(addMonths(from, step - 1)) }
  })
}

/**
 * A whole amount by weights, in whole units (fen, pieces): each gets its exact share rounded down, and the units left go one each to
 * the largest remainders, the earlier first. The parts sum to the amount. Without any weight all weigh the same.
 */
export function split(amount: bigint, weights: readonly bigint[]): bigint[] {
  const sum = weights.reduce((total, weight) => total + weight, 0n)
  const scale = sum > 0n ? weights : weights.map(() => 1n)
  const whole = sum > 0n ? sum : BigInt(weights.length)
  const parts = scale.map(weight => (amount * weight) / whole)
  const left = amount - parts.reduce((total, part) => total + part, 0n)
  const order = scale
    .map((weight, at) => ({ at, remainder: (amount * weight) % whole }))
    .sort((a, b) => (a.remainder === b.remainder ? a.at - b.at : a.remainder > b.remainder ? -1 : 1))
  for (const [place, { at }] of order.entries()) if (BigInt(place) < left) parts[at] = parts[at]! + 1n
  return parts
}

/** A stretch somebody stood in a group for. */
export type Stay = { personKey: bigint; groupKey: bigint; fromDay: Day; toDay: Day | null }

/**
 * How many of the working days of a period each person stood in each group: who changed groups within it counts in both, by days,
 * and nobody counts for more days than there are.
 */
export function daysInGroups(stays: readonly Stay[], period: Period, isWorkday: (day: Day) => boolean) {
  const found = new Map<string, { personKey: bigint; groupKey: bigint; days: bigint }>()
  for (const stay of stays) {
    const from = stay.fromDay > period.from ? stay.fromDay : period.from
    const end = stay.toDay !== null && stay.toDay <= period.to ? stay.toDay : addDays(period.to, 1)
    let days = 0n
    for (let day = from; day < end; day = addDays(day, 1)) if (isWorkday(day)) days += 1n
    if (days === 0n) continue
    const key = `${stay.personKey}/${stay.groupKey}`
    const known = found.get(key)
    found.set(key, { personKey: stay.personKey, groupKey: stay.groupKey, days: days + (known?.days ?? 0n) })
  }
  return [...found.values()]
}

/** How many working days a period has. */
export function workdaysIn(period: Period, isWorkday: (day: Day) => boolean): number {
  let days = 0
  for (let day = period.from; day <= period.to; day = addDays(day, 1)) if (isWorkday(day)) days += 1
  return days
}

/**
 * What the targets that count say of a period, in the metric's units; null where they say nothing. A target of the very period; else,
 * of what adds up, the sum of quarters or months that make up the whole of it, and of a share or a time the one of the shortest
 * stretch that contains it. Who stood in two groups has the sum of what adds up, else the later group's.
 */
export function targetOver(
  adds: boolean,
  targets: readonly (Period & { value: string })[],
  period: Period,
): string | null {
  const total = (own: readonly { value: string }[]) =>
    own.reduce((all, one) => all.plus(one.value), new Decimal(0)).toFixed()
  const exact = targets.filter(one => one.from === period.from && one.to === period.to)
  if (exact.length > 0) return adds ? total(exact) : exact.at(-1)!.value
  if (!adds) {
    const around = targets.filter(one => one.from <= period.from && one.to >= period.to)
    return around.toSorted((a, b) => daysBetween(a.from, a.to) - daysBetween(b.from, b.to))[0]?.value ?? null
  }
  for (const grain of ['quarter', 'month'] as const) {
    const parts = targets.filter(one => grainOf(one) === grain && one.from >= period.from && one.to <= period.to)
    const starts = [...new Map(parts.map(one => [one.from, one.to]))].sort(([a], [b]) => (a < b ? -1 : 1))
    const joined = starts.every(([from], at) => from === (at === 0 ? period.from : addDays(starts[at - 1]![1], 1)))
    if (starts.length > 0 && joined && starts.at(-1)![1] === period.to) return total(parts)
  }
  return null
}

/** Where a figure stands on its way to a target, in the figure's units. */
export type Pace = {
  /** What it comes to by the end at the speed so far; null before the first working day is over. */
  forecast: Decimal | null
  /** What is missing still; never below zero. */
  missing: Decimal
  /** What each working day left must bring; null when none is left or nothing is missing. */
  perDay: Decimal | null
  /** Forecast less target; negative: it will not be reached. */
  gap: Decimal | null
}

/** Run-rate by working days: so much in the days gone, so much more in the days to come. `gone` of `days` working days are over. */
export function paceOf(actual: Decimal, target: Decimal, gone: number, days: number): Pace {
  const forecast = gone > 0 ? actual.times(days).div(gone) : null
  const missing = Decimal.max(0, target.minus(actual))
  return {
    forecast,
    missing,
    perDay: days > gone && !missing.isZero() ? missing.div(days - gone) : null,
    gap: forecast?.minus(target) ?? null,
  }
}

/**
 * A target as written by people in the metric's own units: money as fen, counts as whole numbers, shares and minutes as they are.
 * @throws Refusal performance.target_zero of nothing or less, performance.target_value when it cannot be one
 */
export function targetIn(metric: Pick<Metric, 'unit'>, text: string, field = 'value'): string {
  refuseUnless(/^\d{1,15}(\.\d{1,6})?$/.test(text), 'performance.target_value', { value: text }, field)
  const value = new Decimal(text)
  refuseUnless(!value.isZero(), 'performance.target_zero', {}, field)
  if (metric.unit === 'money') {
    refuseUnless(value.decimalPlaces() <= 2, 'performance.target_value', { value: text }, field)
    return must(parseYuan(value.toFixed(2)), 'two decimals are yuan').toString()
  }
  if (metric.unit === 'share') refuseUnless(value.lte(1), 'performance.target_value', { value: text }, field)
  else refuseUnless(value.isInteger(), 'performance.target_value', { value: text }, field)
  return value.toString()
}

/** A target as people read it. */
export function targetOut(metric: Pick<Metric, 'unit'>, value: string): string {
  return metric.unit === 'money' ? formatYuan(BigInt(new Decimal(value).toFixed(0))) : new Decimal(value).toString()
}
