import { Decimal } from 'decimal.js'
import type { QuoteAnswer } from '../../modules/product/quote-answer.ts'
import type { Terms } from './quote-terms.ts'

/**
 * A second, slow reading of the seven points of the command `quote`, written from its sentences in long decimals and plain
 * calendar dates; it shares no line with the engine.
 */
export const Long = Decimal.clone({ precision: 120 })
export const modes = {
  'half-up': Long.ROUND_HALF_UP,
  'half-even': Long.ROUND_HALF_EVEN,
  up: Long.ROUND_UP,
  down: Long.ROUND_DOWN,
}
export const unitsAYear = { day: 365, week: 52, month: 12, quarter: 4, year: 1 }
export type Unit = keyof typeof unitsAYear

const dayMs = 86_400_000
export const at = (text: string) => Date.parse(`${text}T00:00:00Z`) / dayMs
export const text = (day: number) => new Date(day * dayMs).toISOString().slice(0, 10)
const part = (day: number) => {
  const date = new Date(day * dayMs)
  return { y: date.getUTCFullYear(), m: date.getUTCMonth() + 1, d: date.getUTCDate() }
}
const lengthOf = (y: number, m: number) => new Date(Date.UTC(y, m, 0)).getUTCDate()
const leap = (y: number) => lengthOf(y, 2) === 29

/** Point 3: whole periods behind an anchor; a missing day becomes the month end, then the anchor returns. */
export function due(anchor: number, unit: Unit, count: number): number {
  if (unit === 'day' || unit === 'week') return anchor + count * (unit === 'week' ? 7 : 1)
  const { y, m, d } = part(anchor)
  const months = y * 12 + m - 1 + count * { month: 1, quarter: 3, year: 12 }[unit]
  const [year, month] = [Math.floor(months / 12), (months % 12) + 1]
  return Date.UTC(year, month - 1, Math.min(d, lengthOf(year, month))) / dayMs
}

/** Point 2: the part of a year between two days, day by day where the days are counted. */
function years(dayCount: string, from: number, to: number, counted: string | undefined): Decimal {
  if (counted === 'last' && dayCount.startsWith('actual/actual')) return years(dayCount, from + 1, to + 1, 'first')
  const [a, b] = [part(from), part(to)]
  const months = (b.y - a.y) * 12 + b.m - a.m
  if (dayCount === '30E/360') return new Long(months * 30 + Math.min(b.d, 30) - Math.min(a.d, 30)).div(360)
  if (dayCount === '30/360') {
    const first = Math.min(a.d, 30)
    return new Long(months * 30 + (b.d === 31 && first === 30 ? 30 : b.d) - first).div(360)
  }
  if (dayCount === 'actual/actual-afb') {
    let end = to
    let whole = 0
    // A 28 February of the end's counts back to the last of that month.
    const back = (count: number) =>
      Date.UTC(b.y - count, b.m - 1, b.m === 2 && b.d > 27 ? lengthOf(b.y - count, 2) : b.d) / dayMs
    while (back(whole + 1) >= from) {
      whole += 1
      end = back(whole)
    }
    let base = 365
    for (let day = from; day < end; day += 1) if (part(day).m === 2 && part(day).d === 29) base = 366
    return new Long(end - from).div(base).plus(whole)
  }
  if (dayCount !== 'actual/actual') return new Long(to - from).div(dayCount === 'actual/360' ? 360 : 365)
  let leapDays = 0
  for (let day = from; day < to; day += 1) if (leap(part(day).y)) leapDays += 1
  return new Long(leapDays).div(366).plus(new Long(to - from - leapDays).div(365))
}

export type Row = { dueOn: string; days: number; principal: Decimal; interest: Decimal; fee: Decimal; balance: Decimal }

/** What a period is for: its kind, its weight in the installment that is solved, what is fixed of it beforehand. */
type Period = {
  kind: 'nothing' | 'interest' | 'part' | 'share' | 'payment' | 'principal'
  weight: Decimal
  fixed: Decimal
}

function periodsOf(terms: Terms, round: (value: Decimal) => Decimal): Period[] {
  const one = (kind: Period['kind'], weight: Decimal.Value = 0, fixed: Decimal.Value = 0): Period => ({
    kind,
    weight: new Long(weight),
    fixed: new Long(fixed),
  })
  if (terms.method === 'custom') return terms.payments!.map(amount => one('payment', 0, amount))
  const list: Period[] = []
  for (let k = 0; k < terms.principalGracePeriods; k += 1) list.push(one('nothing'))
  for (let k = 0; k < terms.interestOnlyPeriods; k += 1) list.push(one('interest'))
  if (terms.method === 'stepped')
    for (const step of terms.steps as { periods: number; [way: string]: number | string }[])
      for (let k = 0; k < step.periods; k += 1)
        list.push(
          step.payment !== undefined
            ? one('payment', 0, step.payment)
            : step.principalShare !== undefined
              ? one('principal', 0, round(new Long(terms.principal).times(step.principalShare)))
              : one('share', step.paymentShare!),
        )
  const kind = { 'interest-only': 'interest', 'equal-principal': 'part', 'flat-fee': 'part' } as const
  while (list.length < terms.periods)
    list.push(one(kind[terms.method as 'flat-fee'] ?? 'share', kind[terms.method as 'flat-fee'] ? 0 : 1))
  return list
}
const beside = (period: Period) => ['interest', 'part', 'principal'].includes(period.kind)

/** The rows, or the code with which the terms are refused. */
export function read(terms: Terms): Row[] | string {
  // What is exactly a half or a whole cent must not be a hair off by the last of 120 digits.
  const round = (value: Decimal) =>
    value.toDecimalPlaces(60, Long.ROUND_HALF_EVEN).toDecimalPlaces(terms.rounding.scale, modes[terms.rounding.mode])
  const { count, unit } = terms.every
  const multiple = new Long(terms.paymentMultiple ?? 0)
  // In whole multiples: what would be paid is rounded once more.
  const roundPayment = (value: Decimal) =>
    multiple.isZero()
      ? round(value)
      : round(value).div(multiple).toDecimalPlaces(0, modes[terms.rounding.mode]).times(multiple)
  const { periods } = terms
  const start = at(terms.disbursedOn)
  const dues = Array.from({ length: periods }, (_, k) =>
    terms.firstDueOn ? due(at(terms.firstDueOn), unit, k * count) : due(start, unit, (k + 1) * count),
  )
  const regularLast = dues.at(-1)!
  if (terms.lastDueOn) dues[periods - 1] = at(terms.lastDueOn)
  const begins = [start, ...dues]
  const oddFirst = Boolean(terms.firstDueOn) && at(terms.firstDueOn!) !== due(start, unit, count)
  const countOf = (k: number) => {
    if (terms.dayCount !== 'period') return terms.dayCount
    if (k === periods - 1 && dues[k] !== regularLast && terms.lastPeriodDayCount) return terms.lastPeriodDayCount
    return k === 0 && oddFirst && terms.firstPeriodDayCount ? terms.firstPeriodDayCount : 'period'
  }
  const changes = terms.rateChanges
    .map(one => ({ from: at(one.from), rate: new Long(one.annualRate) }))
    .sort((a, b) => a.from - b.from)
  const before = changes.filter(change => change.from <= start).at(-1)?.rate ?? new Long(terms.annualRate)
  const later = changes.filter(change => change.from > start)
  /** The rate of a period for who knows so many of the changes; each part of it bears its own. */
  const rateOf = (k: number, known: number) => {
    const [from, to] = [begins[k]!, dues[k]!]
    const share = (a: number, b: number) =>
      countOf(k) === 'period'
        ? new Long(count)
            .div(unitsAYear[unit])
            .times(b - a)
            .div(to - from)
        : years(countOf(k), a, b, terms.countedDay)
    const cuts = [
      from,
      ...later
        .slice(0, known)
        .map(change => change.from)
        .filter(day => day > from && day < to),
      to,
    ]
    return cuts.slice(1).reduce((total, end, index) => {
      const begin = cuts[index]!
      const rate =
        later
          .slice(0, known)
          .filter(change => change.from <= begin)
          .at(-1)?.rate ?? before
      return total.plus(rate.times(share(begin, end)))
    }, new Long(0))
  }
  const knownAt = (k: number) => later.filter(change => change.from < dues[k]!).length
  const principal = new Long(terms.principal)
  const rest = new Long(terms.method === 'balloon' ? terms.balloon! : 0)
  const flat = terms.method === 'flat-fee'
  const months = new Long(12 * count).div(unitsAYear[unit])
  const each = (terms.fees ?? []).reduce((total, one) => total.plus(one.amount), new Long(0))
  const fee = flat ? each.plus(round(principal.times(terms.monthlyFeeRate!).times(months))) : each
  const list = periodsOf(terms, round)
  const cent = new Long(10).pow(-terms.rounding.scale)

  const fill = (corrected: Decimal | null) => {
    const rows: Row[] = []
    let balance = principal
    let level: Decimal | null = null
    let since = 0
    let known = -1
    let equal: Decimal | null = null
    for (let k = 0; k < periods; k += 1) {
      const { kind, weight, fixed } = list[k]!
      const interest = flat ? new Long(0) : round(balance.times(rateOf(k, later.length)))
      if (kind === 'share' && knownAt(k) !== known) {
        known = knownAt(k)
        since = k
        // A = (P·Π(1 + r) − B − fixed)/F, F ← weight + F·(1 + r); where interest is paid besides, the balance grows by none.
        let [growth, factor, set] = [balance, new Long(0), new Long(0)]
        for (let j = k; j < periods; j += 1) {
          const rate = beside(list[j]!) ? new Long(1) : rateOf(j, known).plus(1)
          growth = growth.times(rate)
          factor = factor.times(rate).plus(list[j]!.weight)
          set = set.times(rate).plus(list[j]!.fixed)
        }
        level = corrected
        if (corrected === null || known !== knownAt(periods - 1)) {
          if (factor.isZero()) return 'product.steps'
          level = growth.minus(rest).minus(set).div(factor)
          if (level.isNegative() && terms.method === 'stepped') return 'product.steps'
        }
      }
      let wanted = new Long(0)
      if (kind === 'nothing') wanted = interest.negated()
      else if (kind === 'part') {
        equal ??= round(balance.div(periods - k))
        wanted = equal
      } else if (kind === 'share') wanted = roundPayment(level!.times(weight)).minus(interest)
      else if (kind === 'payment') wanted = fixed.minus(interest)
      else if (kind === 'principal') wanted = fixed
      const last = k === periods - 1
      const settles = last && (kind === 'payment' || kind === 'principal') && level === null
      if (settles && balance.minus(wanted).gt(cent.times(periods))) return 'product.does_not_repay'
      const repaid = last || wanted.gt(balance) ? balance : wanted
      balance = balance.minus(repaid)
      rows.push({
        dueOn: text(dues[k]!),
        days: dues[k]! - begins[k]!,
        principal: repaid,
        interest,
        fee: kind === 'nothing' ? new Long(0) : fee,
        balance,
      })
    }
    const last = rows.at(-1)!
    const share = list.at(-1)!
    const tail =
      level && share.kind === 'share'
        ? last.principal
            .plus(last.interest)
            .minus(rest)
            .minus(roundPayment(level.times(share.weight)))
        : null
    return { rows, installment: level && roundPayment(level), tail, count: periods - since }
  }
  const first = fill(null)
  if (typeof first === 'string') return first
  if (terms.tail === 'last' || !first.tail) return first.rows
  // Point 1: beyond half a smallest unit a row the installment moves, if that makes the tail smaller.
  if (first.tail.abs().lte(cent.times(Math.floor(first.count / 2)))) return first.rows
  const second = fill(roundPayment(first.installment!.plus(round(first.tail.div(first.count)))))
  if (typeof second === 'string') return second
  return second.tail!.abs().lt(first.tail.abs()) ? second.rows : first.rows
}

/** Point 5: the yearly rate at which what is paid is worth what was received, by bisection; percent. */
export function costOf(terms: Terms, rows: QuoteAnswer['installments']) {
  const { count, unit } = terms.every
  const start = at(terms.disbursedOn)
  const alike = !terms.firstDueOn || at(terms.firstDueOn) === due(start, unit, count)
  const ends = terms.firstDueOn
    ? due(at(terms.firstDueOn), unit, (rows.length - 1) * count)
    : due(start, unit, rows.length * count)
  const regular = alike && (!terms.lastDueOn || at(terms.lastDueOn) === ends)
  const perYear = unitsAYear[unit] / count
  const times = rows.map((row, index) => (regular ? (index + 1) / perYear : (at(row.dueOn) - start) / 365))
  const net = (force: number) =>
    rows.reduce(
      (sum, row, index) => sum + Number(row.payment) * Math.exp(-force * times[index]!),
      -Number(terms.principal),
    )
  let [low, high] = [-5, 60]
  for (let step = 0; step < 200; step += 1) {
    const middle = (low + high) / 2
    if (net(middle) > 0) low = middle
    else high = middle
  }
  return { simple: Math.expm1(low / perYear) * perYear * 100, effective: Math.expm1(low) * 100 }
}
