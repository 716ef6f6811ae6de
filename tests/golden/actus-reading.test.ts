import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { actusEvents } from '../../modules/product/actus/actus.ts'
import { runs } from '../runs.ts'
import { dayOf, later, read, type Series, type Terms, textOf } from './actus-reading.ts'
import { outsideJson } from './outside.ts'

const types = ['PAM', 'LAM', 'NAM', 'ANN', 'LAX'] as const
const anyCycle = fc
  .tuple(
    fc.constantFrom('P1M', 'P1M', 'P1M', 'P3M', 'P1Q', 'P6M', 'P1H', 'P1Y', 'P2W', 'P1W', 'P10D', 'P30D'),
    fc.constantFrom('L0', 'L1'),
  )
  .map(([cycle, stub]) => cycle + stub)
const maybe = <T>(value: fc.Arbitrary<T>, weight = 1) =>
  fc.oneof({ weight: 3, arbitrary: fc.constant(undefined) }, { weight, arbitrary: value })
const cents = (min: number, max: number) => fc.integer({ min: min * 100, max: max * 100 }).map(value => value / 100)
const rate = (min: number, max: number) =>
  fc.integer({ min: min * 1000, max: max * 1000 }).map(value => value / 100_000)

const anyShape = fc.record({
  type: fc.constantFrom(...types),
  ied: fc.integer({ min: dayOf('2011-12-25'), max: dayOf('2014-03-05') }),
  monthEnd: fc.boolean(),
  running: fc.option(fc.integer({ min: 1, max: 200 })),
  cycle: anyCycle,
  periods: fc.integer({ min: 1, max: 14 }),
  odd: fc.oneof(fc.constant(0), fc.integer({ min: 1, max: 25 })),
  named: fc.boolean(),
  anchored: fc.boolean(),
  interest: fc.constantFrom('same', 'same', 'earlier', 'own', 'none', 'single'),
  ownCycle: anyCycle,
  terms: fc.record({
    contractRole: fc.constantFrom('RPA', 'RPA', 'RPL'),
    nominalInterestRate: fc.oneof(
      { weight: 8, arbitrary: rate(-2, 15) },
      { weight: 1, arbitrary: fc.constant(undefined) },
    ),
    dayCountConvention: fc.constantFrom('AA', 'A360', 'A365', '30E360', '30E360ISDA', '28E336', 'B252'),
    calendar: fc.constantFrom('NC', 'MF', 'MF'),
    businessDayConvention: fc.constantFrom(undefined, 'SCF', 'SCMF', 'CSF', 'CSMF', 'SCP', 'SCMP', 'CSP', 'CSMP'),
    endOfMonthConvention: fc.constantFrom('EOM', 'SD'),
    accruedInterest: maybe(cents(0, 50)),
    premiumDiscountAtIED: maybe(cents(-100, 100)),
  }),
  payment: fc.option(fc.integer({ min: 40, max: 160 }), { freq: 2 }),
  reset: maybe(
    fc.record({
      at: fc.integer({ min: 0, max: 200 }),
      cycleOfRateReset: anyCycle,
      rateSpread: maybe(rate(-3, 3), 3),
      rateMultiplier: maybe(fc.constantFrom(-1, 0.5, 1, 1.5), 3),
      nextResetRate: maybe(rate(0, 10)),
      lifeCap: maybe(rate(3, 12)),
      lifeFloor: maybe(rate(-1, 3)),
      periodCap: maybe(rate(0, 2)),
      periodFloor: maybe(rate(-2, 0)),
    }),
    2,
  ),
  fee: maybe(
    fc.record({ at: fc.integer({ min: 1, max: 90 }), cycleOfFee: anyCycle, basis: fc.constantFrom('A', 'N') }),
  ),
  scale: maybe(
    fc.record({
      at: fc.integer({ min: 1, max: 90 }),
      cycleOfScalingIndex: anyCycle,
      effect: fc.constantFrom('IOO', 'INO', 'ONO'),
    }),
  ),
  base: maybe(fc.record({ kind: fc.constantFrom('NTIED', 'NTL'), amount: cents(3000, 7000), cycle: anyCycle }), 2),
  capitalised: maybe(fc.integer({ min: 1, max: 250 })),
  bought: maybe(fc.record({ at: fc.integer({ min: 1, max: 300 }), price: cents(4000, 6000) })),
  ended: maybe(fc.record({ at: fc.integer({ min: 1, max: 600 }), price: cents(2000, 6000) })),
  to: maybe(fc.integer({ min: 0, max: 500 })),
  stretches: fc.array(
    fc.record({
      cycle: anyCycle,
      count: fc.integer({ min: 1, max: 4 }),
      amount: cents(100, 900),
      up: fc.boolean(),
      fixed: fc.boolean(),
      rate: rate(0, 8),
    }),
    { minLength: 1, maxLength: 3 },
  ),
  market: fc.array(fc.tuple(fc.integer({ min: -30, max: 900 }), rate(0, 9)), { minLength: 1, maxLength: 8 }),
})
type Shape = typeof anyShape extends fc.Arbitrary<infer S> ? S : never

/** Terms of a contract that a shape stands for, as a published case would give them. */
function caseOf(shape: Shape): { terms: Terms; observed: Series; to: number | null } {
  let { ied } = shape
  if (shape.monthEnd) while (textOf(ied + 1).slice(8) !== '01') ied += 1
  const first = later(ied, shape.cycle, 1)
  const day = textOf
  const terms: Terms = {
    ...shape.terms,
    contractType: shape.type,
    statusDate: day(shape.running === null ? ied - 2 : ied + shape.running),
    initialExchangeDate: day(ied),
    notionalPrincipal: 5000,
  }
  const amortises = shape.type === 'LAM' || shape.type === 'NAM' || shape.type === 'ANN'
  const end = later(first, shape.cycle, shape.periods) + shape.odd
  if (amortises) {
    terms.cycleOfPrincipalRedemption = shape.cycle
    if (shape.anchored) terms.cycleAnchorDateOfPrincipalRedemption = day(first)
    const part = 5000 / (shape.periods + 1)
    // With an end of its own a payment may be less than the interest; without one it has to repay.
    const interest = shape.type === 'LAM' ? 0 : shape.named ? 60 : (first - ied) * 2.5
    if (shape.payment !== null || shape.type === 'NAM')
      terms.nextPrincipalRedemptionPayment = Math.round(part * (shape.payment ?? 100)) / 100 + interest
    // A running contract's own end counts from the last redemption, which another test looks at.
    const open = shape.named || terms.nextPrincipalRedemptionPayment === undefined || shape.running !== null
    if (open) terms[shape.type === 'ANN' && shape.anchored ? 'amortizationDate' : 'maturityDate'] = day(end)
  } else if (shape.type === 'PAM') terms.maturityDate = day(end)
  if (shape.type === 'LAX') lax(shape, terms, ied)
  else if (shape.interest !== 'none') {
    if (shape.interest !== 'single')
      terms.cycleOfInterestPayment = shape.interest === 'same' ? shape.cycle : shape.ownCycle
    if (shape.interest === 'same' && shape.anchored) terms.cycleAnchorDateOfInterestPayment = day(first)
    if (shape.interest === 'earlier') terms.cycleAnchorDateOfInterestPayment = day(ied)
    if (shape.interest === 'single') terms.cycleAnchorDateOfInterestPayment = day(ied + 20)
  }
  if (shape.reset && shape.type !== 'LAX') {
    const { at, ...rest } = shape.reset
    Object.assign(terms, rest, { cycleAnchorDateOfRateReset: day(ied + at), marketObjectCodeOfRateReset: 'M' })
  }
  if (shape.fee)
    Object.assign(terms, {
      feeRate: shape.fee.basis === 'A' ? 12 : 0.02,
      feeBasis: shape.fee.basis,
      cycleOfFee: shape.fee.cycleOfFee,
      cycleAnchorDateOfFee: day(ied + shape.fee.at),
    })
  if (shape.scale)
    Object.assign(terms, {
      scalingEffect: shape.scale.effect,
      cycleOfScalingIndex: shape.scale.cycleOfScalingIndex,
      cycleAnchorDateOfScalingIndex: day(ied + shape.scale.at),
      marketObjectCodeOfScalingIndex: 'I',
      scalingIndexAtContractDealDate: 0.04,
    })
  if (shape.base && shape.type !== 'PAM')
    Object.assign(terms, {
      interestCalculationBase: shape.base.kind,
      interestCalculationBaseAmount: shape.base.amount,
      cycleOfInterestCalculationBase: shape.base.cycle,
    })
  if (shape.capitalised) terms.capitalizationEndDate = day(ied + shape.capitalised)
  const status = dayOf(terms.statusDate as string)
  if (shape.bought)
    Object.assign(terms, { purchaseDate: day(status + shape.bought.at), priceAtPurchaseDate: shape.bought.price })
  if (shape.ended)
    Object.assign(terms, { terminationDate: day(status + shape.ended.at), priceAtTerminationDate: shape.ended.price })
  for (const key of Object.keys(terms)) if (terms[key] === undefined) delete terms[key]
  const market = [...new Map(shape.market.map(([at, value]) => [ied + at, value])).entries()].sort(
    (a, b) => a[0] - b[0],
  )
  return {
    terms,
    observed: { M: market, I: market.map(([at, value]) => [at, value + 0.01]) },
    to: shape.to === undefined ? null : status + shape.to,
  }
}

function lax({ stretches, odd, named, reset }: Shape, terms: Terms, ied: number): void {
  let at = ied + 31
  const anchors: number[] = []
  for (const { cycle, count } of stretches) {
    anchors.push(at)
    at = later(at, cycle, count) + odd
  }
  const all = <T>(pick: (one: Shape['stretches'][number]) => T) => stretches.map(pick)
  const dates = anchors.map(textOf)
  const last = stretches.at(-1)!
  const down = !named && !last.up
  if (!down) terms.maturityDate = textOf(at)
  Object.assign(terms, {
    arrayCycleAnchorDateOfPrincipalRedemption: dates.length === 1 ? dates[0] : dates,
    arrayCycleOfPrincipalRedemption: all(one => one.cycle),
    arrayNextPrincipalRedemptionPayment: all(one => one.amount),
    arrayIncreaseDecrease: all(one => (one.up ? 'INC' : 'DEC')),
    arrayCycleAnchorDateOfInterestPayment: dates,
    arrayCycleOfInterestPayment: last.cycle,
  })
  if (reset)
    Object.assign(terms, {
      arrayCycleAnchorDateOfRateReset: dates,
      arrayCycleOfRateReset: all(one => one.cycle),
      arrayRate: all(one => one.rate),
      arrayFixedVariable: all(one => (one.fixed ? 'F' : 'V')),
      marketObjectCodeOfRateReset: 'M',
    })
}

/** What the engine says, in the reading's form. */
function said({ terms, observed, to }: ReturnType<typeof caseOf>) {
  const dataObserved = Object.fromEntries(
    Object.entries(observed).map(([code, points]) => [
      code,
      { data: points.map(([at, value]) => ({ timestamp: `${textOf(at)}T00:00:00`, value: String(value) })) },
    ]),
  )
  return actusEvents({ terms, dataObserved, to: to === null ? '' : `${textOf(to)}T00:00:00` }).map(event => ({
    day: dayOf(event.eventDate),
    type: event.eventType,
    payoff: Number(event.payoff),
    nt: Number(event.notionalPrincipal),
    ipnr: Number(event.nominalInterestRate),
    ipac: Number(event.accruedInterest),
  }))
}

function compare(one: ReturnType<typeof caseOf>): void {
  const expected = read(one.terms, one.observed, one.to)
  const events = said(one)
  const names = (list: { day: number; type: string }[]) => list.map(event => `${textOf(event.day)} ${event.type}`)
  expect(names(events)).toEqual(names(expected))
  for (const [index, event] of events.entries())
    for (const figure of ['payoff', 'nt', 'ipnr', 'ipac'] as const) {
      const wanted = expected[index]![figure]
      if (!(Math.abs(event[figure] - wanted) < 1e-6 * Math.max(1, Math.abs(wanted))))
        expect.fail(`${textOf(event.day)} ${event.type} ${figure}: ${event[figure]} for ${wanted}`)
    }
}

describe('ACTUS contracts nobody published', () => {
  // 37,000 runs were made once; CHEDAI_RUNS asks for more than the few that every test run makes.
  it('come out as a second, slow reading of the specification has them', { timeout: 600_000 }, () => {
    fc.assert(
      fc.property(anyShape, shape => compare(caseOf(shape))),
      { numRuns: runs(800) },
    )
  })
})

type Published = {
  terms: Terms
  to: string
  dataObserved: Record<string, { data: { timestamp: string; value: string }[] }>
}
const cases = types.flatMap(type =>
  Object.entries(outsideJson<Record<string, Published>>(`actus/${type.toLowerCase()}.json`) ?? {}),
)

describe.skipIf(cases.length === 0)('the second reading itself', () => {
  // 23:59:59 is a day of its own kind, which the reading does not know.
  const plain = cases.filter(([, one]) => !JSON.stringify(one.terms).includes('23:59:59'))
  for (const [id, one] of plain)
    it(`agrees on a published case: ${id}`, () => {
      const trimmed = Object.entries(one.terms).map(([name, value]) => [
        name,
        typeof value === 'string' ? value.trim() : value,
      ])
      const observed = Object.entries(one.dataObserved ?? {}).map(([code, { data }]) => [
        code,
        data.map(({ timestamp, value }) => [dayOf(timestamp), Number(value)]),
      ])
      compare({
        terms: Object.fromEntries(trimmed),
        observed: Object.fromEntries(observed),
        to: one.to ? dayOf(one.to) : null,
      })
    })
})
