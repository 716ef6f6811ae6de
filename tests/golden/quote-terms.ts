import fc from 'fast-check'
import { at, due, modes, text, type Unit } from './quote-reading.ts'

/** Terms nobody chose, of every kind the command `quote` reads. */
const counts = [
  'period',
  '30/360',
  '30E/360',
  'actual/360',
  'actual/365',
  'actual/actual',
  'actual/actual-afb',
] as const
export const anyTerms = fc.record({
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
    'stepped',
    'stepped',
    'custom',
  ),
  dayCount: fc.constantFrom(...counts),
  borders: fc.option(fc.tuple(fc.option(fc.constantFrom(...counts)), fc.option(fc.constantFrom(...counts)))),
  counted: fc.constantFrom(undefined, 'first', 'last'),
  last: fc.option(fc.integer({ min: -40, max: 100 })),
  multiple: fc.option(fc.constantFrom(1, 5, 10, 100)),
  steps: fc.array(
    fc.record({
      periods: fc.integer({ min: 1, max: 12 }),
      way: fc.constantFrom('paymentShare', 'paymentShare', 'payment', 'principalShare'),
      part: fc.integer({ min: 0, max: 150 }),
    }),
    { minLength: 1, maxLength: 4 },
  ),
  paid: fc.array(fc.integer({ min: 0, max: 260 }), { minLength: 1, maxLength: 7 }),
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

const lastDue = (on: number, first: number | null, unit: Unit, count: number, periods: number) =>
  first === null ? due(on, unit, periods * count) : due(on + first, unit, (periods - 1) * count)

export function termsOf(shape: Shape) {
  const unit = 10 ** (2 - shape.scale)
  const whole = (cents: number) => Math.floor(cents / unit) * unit
  const principal = whole(shape.cents)
  const front =
    shape.front &&
    shape.method !== 'flat-fee' &&
    shape.method !== 'custom' &&
    shape.front[0] + shape.front[1] < shape.periods
      ? shape.front
      : [0, 0]
  const money = (cents: number) => (cents / 100).toFixed(2)
  const changes =
    shape.method === 'flat-fee' ? [] : [...new Map(shape.changes.map(([day, rate]) => [shape.on + day, rate]))]
  const each = principal / shape.periods
  let open = shape.periods - front[0]! - front[1]!
  let principalLeft = 100
  const steps = shape.steps.flatMap(({ periods, way, part }) => {
    const fitting = Math.min(periods, open)
    const percent = way === 'principalShare' ? Math.min(part, Math.floor(principalLeft / Math.max(1, fitting))) : part
    if (fitting === 0) return []
    open -= fitting
    if (way === 'principalShare') principalLeft -= percent * fitting
    const value = way === 'payment' ? money(whole((each * percent) / 100)) : (percent / 100).toFixed(2)
    return [{ periods: fitting, [way]: value }]
  })
  const regular = lastDue(shape.on, shape.first, shape.unit, shape.count, shape.periods)
  const before =
    shape.periods > 1 ? lastDue(shape.on, shape.first, shape.unit, shape.count, shape.periods - 1) : shape.on
  const beyond = lastDue(shape.on, shape.first, shape.unit, shape.count, shape.periods + 1)
  const last = shape.last === null ? null : Math.max(before + 1, Math.min(beyond - 1, regular + shape.last))
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
    ...(last === null || (shape.periods === 1 && shape.first !== null) ? {} : { lastDueOn: text(last) }),
    ...(shape.counted ? { countedDay: shape.counted } : {}),
    ...(shape.borders ? { firstPeriodDayCount: shape.borders[0], lastPeriodDayCount: shape.borders[1] } : {}),
    ...(shape.multiple === null ? {} : { paymentMultiple: money(shape.multiple * 100) }),
    ...(shape.method === 'stepped' ? { steps } : {}),
    ...(shape.method === 'custom'
      ? {
          payments: Array.from({ length: shape.periods }, (_, k) =>
            money(whole((each * shape.paid[k % shape.paid.length]!) / 100)),
          ),
        }
      : {}),
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
export type Terms = ReturnType<typeof termsOf>
