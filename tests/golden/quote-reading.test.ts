import { Decimal } from 'decimal.js'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type QuoteAnswer, quote } from '../../modules/product/quote-answer.ts'

/**
 * A second, slow reading of the seven points of the command `quote`, written from its sentences in long decimals and plain
 * calendar dates; it shares no line with the engine.
 */
const Long = Decimal.clone({ precision: 120 })
const modes = {
  'half-up': Long.ROUND_HALF_UP,
  'half-even': Long.ROUND_HALF_EVEN,
  up: Long.ROUND_UP,
  down: Long.ROUND_DOWN,
}
const unitsAYear = { day: 365, week: 52, month: 12, quarter: 4, year: 1 }
type Unit = keyof typeof unitsAYear

const dayMs = 86_400_000
const at = (text: string) => Date.parse(`${text}T00:00:00Z`) / dayMs
const text = (day: number) => new Date(day * dayMs).toISOString().slice(0, 10)
const part = (day: number) => {
  const date = new Date(day * dayMs)
  return { y: date.getUTCFullYear(), m: date.getUTCMonth() + 1, d: date.getUTCDate() }
}
const lengthOf = (y: number, m: number) => new Date(Date.UTC(y, m, 0)).getUTCDate()
const leap = (y: number) => lengthOf(y, 2) === 29

/** Point 3: whole periods behind an anchor; a missing day becomes the month end, then the anchor returns. */
function due(anchor: number, unit: Unit, count: number): number {
  if (unit === 'day' || unit === 'week') return anchor + count * (unit === 'week' ? 7 : 1)
  const { y, m, d } = part(anchor)
  const months = y * 12 + m - 1 + count * { month: 1, quarter: 3, year: 12 }[unit]
  const [year, month] = [Math.floor(months / 12), (months % 12) + 1]
  return Date.UTC(year, month - 1, Math.min(d, lengthOf(year, month))) / dayMs
}

/** Point 2: the part of a year between two days, day by day where the days are counted. */
function years(dayCount: string, from: number, to: number): Decimal {
  const [a, b] = [part(from), part(to)]
  const months = (b.y - a.y) * 12 + b.m - a.m
  if (dayCount === '30E/360') return new Long(months * 30 + Math.min(b.d, 30) - Math.min(a.d, 30)).div(360)
  if (dayCount === '30/360') {
    const first = Math.min(a.d, 30)
    return new Long(months * 30 + (b.d === 31 && first === 30 ? 30 : b.d) - first).div(360)
  }
  if (dayCount !== 'actual/actual') return new Long(to - from).div(dayCount === 'actual/360' ? 360 : 365)
  let leapDays = 0
  for (let day = from; day < to; day += 1) if (leap(part(day).y)) leapDays += 1
  return new Long(leapDays).div(366).plus(new Long(to - from - leapDays).div(365))
}

const anyTerms = fc.record({
  cents: fc.integer({ min: 500_000, max: 90_000_000 }),
  on: fc.integer({ min: at('2023-01-01'), max: at('2029-12-31') }),
  rate: fc.oneof(fc.constant(0), fc.integer({ min: 1, max: 3600 })),
  periods: fc.integer({ min: 1, max: 60 }),
  count: fc.constantFrom(1, 1, 1, 2, 3),
  unit: fc.constantFrom<Unit>('month', 'month', 'month', 'quarter', 'year', 'week', 'day'),
  method: fc.constantFrom(
    'equal-installment',
    'equal-installment',
    'equal-principal',
    'interest-only',
    'balloon',
    'flat-fee',
  ),
  dayCount: fc.constantFrom('period', '30/360', '30E/360', 'actual/360', 'actual/365', 'actual/actual'),
  mode: fc.constantFrom(...(Object.keys(modes) as (keyof typeof modes)[])),
  scale: fc.constantFrom(0, 1, 2, 2),
  tail: fc.constantFrom('last', 'level'),
  first: fc.option(fc.integer({ min: 1, max: 75 })),
  balloon: fc.integer({ min: 0, max: 100 }),
  front: fc.option(fc.tuple(fc.integer({ min: 0, max: 4 }), fc.integer({ min: 0, max: 4 }))),
  fee: fc.option(fc.integer({ min: 1, max: 900 })),
  changes: fc.array(fc.tuple(fc.integer({ min: -40, max: 900 }), fc.integer({ min: 1, max: 1500 })), { maxLength: 3 }),
})
type Shape = typeof anyTerms extends fc.Arbitrary<infer S> ? S : never

function termsOf(shape: Shape) {
  const unit = 10 ** (2 - shape.scale)
  const whole = (cents: number) => Math.floor(cents / unit) * unit
  const principal = whole(shape.cents)
  const front =
    shape.front && shape.method !== 'flat-fee' && shape.front[0] + shape.front[1] < shape.periods ? shape.front : [0, 0]
  const money = (cents: number) => (cents / 100).toFixed(2)
  const changes =
    shape.method === 'flat-fee' ? [] : [...new Map(shape.changes.map(([day, rate]) => [shape.on + day, rate]))]
  return {
    principal: money(principal),
    disbursedOn: text(shape.on),
    annualRate: shape.method === 'flat-fee' ? '0' : (shape.rate / 10_000).toFixed(4),
    periods: shape.periods,
    every: { count: shape.count, unit: shape.unit },
    method: shape.method,
    dayCount: shape.dayCount,
    rounding: { mode: shape.mode, scale: shape.scale },
    tail: shape.tail,
    ...(shape.first === null ? {} : { firstDueOn: text(shape.on + shape.first) }),
    ...(shape.method === 'balloon' ? { balloon: money(whole((principal * shape.balloon) / 100)) } : {}),
    principalGracePeriods: front[0]!,
    interestOnlyPeriods: front[1]!,
    ...(shape.method === 'flat-fee' ? { monthlyFeeRate: '0.0031' } : {}),
    ...(shape.fee === null
      ? {}
      : { fees: [{ name: 'x', amount: money(whole(shape.fee * 100)), when: 'each', chargedBy: 'lender' }] }),
    rateChanges: changes.map(([day, rate]) => ({ from: text(day), annualRate: (rate / 10_000).toFixed(4) })),
  }
}
type Terms = ReturnType<typeof termsOf>
type Row = { dueOn: string; days: number; principal: Decimal; interest: Decimal; fee: Decimal; balance: Decimal }

function read(terms: Terms): Row[] {
  // What is exactly a half or a whole cent must not be a hair off by the last of 120 digits.
  const round = (value: Decimal) =>
    value.toDecimalPlaces(60, Long.ROUND_HALF_EVEN).toDecimalPlaces(terms.rounding.scale, modes[terms.rounding.mode])
  const { count, unit } = terms.every
  const { periods, principalGracePeriods: grace, interestOnlyPeriods: only } = terms
  const start = at(terms.disbursedOn)
  const dues = Array.from({ length: periods }, (_, k) =>
    terms.firstDueOn ? due(at(terms.firstDueOn), unit, k * count) : due(start, unit, (k + 1) * count),
  )
  const begins = [start, ...dues]
  const changes = terms.rateChanges
    .map(one => ({ from: at(one.from), rate: new Long(one.annualRate) }))
    .sort((a, b) => a.from - b.from)
  const before = changes.filter(change => change.from <= start).at(-1)?.rate ?? new Long(terms.annualRate)
  const later = changes.filter(change => change.from > start)
  /** The rate of a period for who knows so many of the changes; each part of it bears its own. */
  const rateOf = (k: number, known: number) => {
    const [from, to] = [begins[k]!, dues[k]!]
    const share = (a: number, b: number) =>
      terms.dayCount === 'period'
        ? new Long(count)
            .div(unitsAYear[unit])
            .times(b - a)
            .div(to - from)
        : years(terms.dayCount, a, b)
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
  const solves = terms.method === 'equal-installment' || terms.method === 'balloon'

  const fill = (corrected: Decimal | null) => {
    const rows: Row[] = []
    let balance = principal
    let installment: Decimal | null = null
    let since = 0
    let known = -1
    let equal: Decimal | null = null
    for (let k = 0; k < periods; k += 1) {
      const interest = flat ? new Long(0) : round(balance.times(rateOf(k, later.length)))
      if (solves && k >= grace + only && knownAt(k) !== known) {
        known = knownAt(k)
        since = k
        // A = (P·Π(1 + r) − B)/F, F ← 1 + F·(1 + r).
        let [growth, factor] = [balance, new Long(0)]
        for (let j = k; j < periods; j += 1) {
          const rate = rateOf(j, known).plus(1)
          growth = growth.times(rate)
          factor = factor.times(rate).plus(1)
        }
        installment =
          corrected !== null && known === knownAt(periods - 1) ? corrected : round(growth.minus(rest).div(factor))
      }
      let wanted = new Long(0)
      if (k < grace) wanted = interest.negated()
      else if (k >= grace + only && terms.method !== 'interest-only') {
        equal ??= round(balance.div(periods - k))
        wanted = solves ? installment!.minus(interest) : equal
      }
      const repaid = k === periods - 1 || wanted.gt(balance) ? balance : wanted
      balance = balance.minus(repaid)
      rows.push({
        dueOn: text(dues[k]!),
        days: dues[k]! - begins[k]!,
        principal: repaid,
        interest,
        fee: k < grace ? new Long(0) : fee,
        balance,
      })
    }
    const last = rows.at(-1)!
    const tail = installment && last.principal.plus(last.interest).minus(rest).minus(installment)
    return { rows, installment, tail, count: periods - since }
  }
  const first = fill(null)
  if (terms.tail === 'last' || !first.tail) return first.rows
  // Point 1: beyond half a smallest unit a row the installment moves, if that makes the tail smaller.
  const smallest = new Long(10).pow(-terms.rounding.scale)
  if (first.tail.abs().lte(smallest.times(Math.floor(first.count / 2)))) return first.rows
  const second = fill(first.installment!.plus(round(first.tail.div(first.count))))
  return second.tail!.abs().lt(first.tail.abs()) ? second.rows : first.rows
}

/** Point 5: the yearly rate at which what is paid is worth what was received, by bisection; percent. */
function costOf(terms: Terms, rows: QuoteAnswer['installments']) {
  const { count, unit } = terms.every
  const start = at(terms.disbursedOn)
  const regular = !terms.firstDueOn || at(terms.firstDueOn) === due(start, unit, count)
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

describe('plans of terms nobody chose', () => {
  it('come out as a second, slow reading of the command has them', { timeout: 600_000 }, () => {
    fc.assert(
      fc.property(anyTerms, shape => {
        const terms = termsOf(shape)
        const answer = quote(terms)
        const rows = read(terms)
        const figures = (row: Row) => ({
          dueOn: row.dueOn,
          days: row.days,
          principal: row.principal.toFixed(2),
          interest: row.interest.toFixed(2),
          fee: row.fee.toFixed(2),
          payment: row.principal.plus(row.interest).plus(row.fee).toFixed(2),
          balance: row.balance.toFixed(2),
        })
        expect(answer.installments).toEqual(rows.map((row, index) => ({ seq: index + 1, ...figures(row) })))
        const total = (pick: (row: Row) => Decimal) => rows.reduce((sum, row) => sum.plus(pick(row)), new Long(0))
        expect(answer.totals).toEqual({
          principal: terms.principal,
          interest: total(row => row.interest).toFixed(2),
          fee: total(row => row.fee).toFixed(2),
          payment: total(row => row.principal.plus(row.interest).plus(row.fee)).toFixed(2),
        })
        const cost = costOf(terms, answer.installments)
        // Yearly rates beyond a thousand percent, of daily fees say, have more digits than a float keeps.
        if (cost.effective < 1000) {
          expect(Math.abs(Number(answer.apr.simple) - cost.simple)).toBeLessThan(0.000051)
          expect(Math.abs(Number(answer.apr.effective) - cost.effective)).toBeLessThan(0.000051)
        }
      }),
      { numRuns: Number(process.env.CHEDAI_RUNS ?? 400) },
    )
  })
})
