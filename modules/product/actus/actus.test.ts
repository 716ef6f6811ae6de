import { describe, expect, it } from 'vitest'
import type { Refusal } from '#lib/refusal'
import { actusEvents } from './actus.ts'

const loan = {
  contractType: 'PAM',
  contractRole: 'RPA',
  statusDate: '2025-12-31T00:00:00',
  initialExchangeDate: '2026-01-01T00:00:00',
  maturityDate: '2026-04-01T00:00:00',
  notionalPrincipal: ' 1200 ',
  nominalInterestRate: '0.10',
  dayCountConvention: '30E360',
  cycleAnchorDateOfInterestPayment: '2026-02-01T00:00:00',
  cycleOfInterestPayment: 'P1ML1',
}
const amortising = {
  ...loan,
  contractType: 'LAM',
  cycleAnchorDateOfPrincipalRedemption: '2026-02-01T00:00:00',
  cycleOfPrincipalRedemption: 'P1ML1',
}
const events = (change: Record<string, unknown>, rest: Record<string, unknown> = {}, terms: object = loan) =>
  actusEvents({ terms: { ...terms, ...change }, ...rest })
const short = (list: ReturnType<typeof events>) =>
  list.map(event => `${event.eventDate.slice(5, 10)} ${event.eventType} ${Number(event.payoff)}`)
const codeOf = (run: () => unknown) => {
  try {
    run()
    return null
  } catch (error) {
    return (error as Refusal).code
  }
}

describe('an ACTUS contract', () => {
  it('pays interest and then its principal, in exact decimals', () => {
    expect(events({ notionalPrincipal: 1000, nominalInterestRate: 0.1 })).toEqual([
      {
        eventDate: '2026-01-01T00:00:00',
        eventType: 'IED',
        payoff: '-1000',
        notionalPrincipal: '1000',
        nominalInterestRate: '0.1',
        accruedInterest: '0',
      },
      ...['02', '03', '04'].map(month =>
        expect.objectContaining({
          eventDate: `2026-${month}-01T00:00:00`,
          eventType: 'IP',
          payoff: '8.333333333333333333333333333333333333333',
        }),
      ),
      expect.objectContaining({ eventType: 'MD', payoff: '1000', notionalPrincipal: '0' }),
    ])
  })

  it('starts from its state where it runs already, and stops at a day asked for', () => {
    expect(short(events({ statusDate: '2026-02-16T00:00:00' }))).toEqual([
      '03-01 IP 10',
      '04-01 IP 10',
      '04-01 MD 1200',
    ])
    expect(short(events({ statusDate: '2026-02-16', accruedInterest: '7' }))[0]).toBe('03-01 IP 12')
    expect(short(events({}, { to: '2026-03-01T00:00:00' }))).toEqual(['01-01 IED -1200', '02-01 IP 10', '03-01 IP 10'])
    expect(short(events({ purchaseDate: '2026-02-16', priceAtPurchaseDate: '1190' }))).toEqual([
      '02-16 PRD -1195',
      '03-01 IP 10',
      '04-01 IP 10',
      '04-01 MD 1200',
    ])
  })

  it('turns every sign for who owes', () => {
    const owed = events(
      { contractRole: 'RPL', contractType: 'ANN', nextPrincipalRedemptionPayment: 410 },
      {},
      amortising,
    )
    expect(short(owed)).toEqual([
      '01-01 IED 1200',
      '02-01 PR -400',
      '02-01 IP -10',
      `03-01 PR ${Number('-403.33333333333333')}`,
      `03-01 IP ${Number('-6.666666666666667')}`,
      `04-01 IP ${Number('-3.3055555555555554')}`,
      `04-01 MD ${Number('-396.6666666666667')}`,
    ])
    expect(owed[1]).toMatchObject({ notionalPrincipal: '-800', accruedInterest: '-10' })
  })

  it('repays in equal parts, and its annuity exactly', () => {
    expect(short(events({}, {}, amortising)).filter(text => /PR|MD/.test(text))).toEqual([
      '02-01 PR 400',
      '03-01 PR 400',
      '04-01 MD 400',
    ])
    const annuity = events({ contractType: 'ANN' }, {}, amortising)
    expect(annuity.map(event => event.eventType)).toEqual(['IED', 'PRF', 'PR', 'IP', 'PR', 'IP', 'IP', 'MD'])
    // A = 1200·i/(1 − (1 + i)^−3) at i = 0.1/12.
    const payment = (1200 * (0.1 / 12)) / (1 - (1 + 0.1 / 12) ** -3)
    const at = (month: string) =>
      annuity
        .filter(event => event.eventDate.includes(`-${month}-01`) && event.eventType !== 'IED')
        .reduce((total, event) => total + Number(event.payoff), 0)
    for (const month of ['02', '03', '04']) expect(at(month)).toBeCloseTo(payment, 9)
  })

  it('finds its end where the terms leave it out', () => {
    const open = { maturityDate: undefined, nextPrincipalRedemptionPayment: 500 }
    const last = (change: Record<string, unknown>) => events({ ...open, ...change }, {}, amortising).at(-1)
    expect(last({})).toMatchObject({ eventDate: '2026-04-01T00:00:00', eventType: 'MD', payoff: '200' })
    expect(last({ contractType: 'NAM', nextPrincipalRedemptionPayment: 410 })).toMatchObject({
      eventDate: '2026-04-01T00:00:00',
      eventType: 'MD',
    })
    // One redemption of 500 is behind the status date; of what the terms still owe three are ahead.
    expect(last({ statusDate: '2026-02-02' })).toMatchObject({ eventDate: '2026-05-01T00:00:00' })
  })

  it('counts on another base where the terms say so', () => {
    const interest = (change: Record<string, unknown>) =>
      events(change, {}, amortising)
        .filter(event => event.eventType === 'IP')
        .map(event => Number(event.payoff))
    expect(interest({})).toEqual([10, Number('6.666666666666667'), Number('3.3333333333333335')])
    expect(interest({ interestCalculationBase: 'NTIED' })).toEqual([10, 10, 10])
    const lagging = { interestCalculationBase: 'NTL', cycleAnchorDateOfInterestCalculationBase: '2026-03-01' }
    expect(interest({ ...lagging, interestCalculationBaseAmount: 2400 })).toEqual([
      20,
      20,
      Number('3.3333333333333335'),
    ])
  })

  it('resets its rate by the market within its bounds, the first one where it is known', () => {
    const market = { dataObserved: { M: { data: [{ timestamp: '2026-03-01T00:00:00', value: ' 0.05' }] } } }
    const reset = {
      cycleAnchorDateOfRateReset: '2026-02-01',
      cycleOfRateReset: 'P1ML1',
      marketObjectCodeOfRateReset: 'M',
      rateSpread: '0.01',
      rateMultiplier: 2,
    }
    const rates = (change: Record<string, unknown>) =>
      events({ ...reset, ...change }, market)
        .filter(event => event.eventType.startsWith('RR'))
        .map(event => `${event.eventType} ${event.nominalInterestRate}`)
    expect(rates({})).toEqual(['RR 0.11', 'RR 0.11'])
    expect(rates({ nextResetRate: '0.2' })).toEqual(['RRF 0.2', 'RR 0.11'])
    expect(rates({ nextResetRate: '0.2', periodFloor: '-0.03' })).toEqual(['RRF 0.2', 'RR 0.17'])
    expect(rates({ lifeCap: '0.105' })).toEqual(['RR 0.105', 'RR 0.105'])
    expect(rates({ lifeFloor: '0.12', periodCap: '0.004' })).toEqual(['RR 0.12', 'RR 0.12'])
  })

  it('capitalises interest up to a day, and charges fees', () => {
    expect(short(events({ capitalizationEndDate: '2026-03-01' }))).toEqual([
      '01-01 IED -1200',
      '02-01 IPCI 0',
      '03-01 IPCI 0',
      `04-01 IP ${Number('10.167361111111111')}`,
      `04-01 MD ${Number('1220.0833333333333')}`,
    ])
    const fee = { feeRate: '0.05', cycleAnchorDateOfFee: '2026-02-01', cycleOfFee: 'P1ML1', nominalInterestRate: 0 }
    const fees = (change: Record<string, unknown>) =>
      short(events({ ...fee, ...change })).filter(text => text.includes('FP'))
    expect(fees({ feeBasis: 'N' })).toEqual(['02-01 FP 5', '03-01 FP 5', '04-01 FP 5'])
    expect(fees({ feeBasis: 'A', feeRate: 3 })).toEqual(['02-01 FP 3', '03-01 FP 3', '04-01 FP 3'])
  })

  it('scales payments by an index', () => {
    const index = { dataObserved: { I: { data: [{ timestamp: '2026-02-01', value: 110 }] } } }
    const scale = {
      marketObjectCodeOfScalingIndex: 'I',
      scalingIndexAtContractDealDate: 100,
      cycleAnchorDateOfScalingIndex: '2026-02-01',
      cycleOfScalingIndex: 'P1YL1',
    }
    const paid = (scalingEffect: string) => short(events({ ...scale, scalingEffect }, index)).slice(-3)
    expect(paid('IOO')).toEqual(['03-01 IP 11', '04-01 IP 11', '04-01 MD 1200'])
    expect(paid('INO')).toEqual(['03-01 IP 11', '04-01 IP 11', '04-01 MD 1320'])
  })

  it('moves off weekends and counts to the new day or the old one', () => {
    // 2026-02-01 and 2026-03-01 are Sundays.
    const moved = (businessDayConvention: string) =>
      short(events({ calendar: 'MF', businessDayConvention, dayCountConvention: 'A360' })).slice(1, 3)
    const figure = (days: number) => Number(((1200 * 0.1 * days) / 360).toFixed(12))
    const rounded = (list: string[]) =>
      list.map(text => {
        const [day, type, payoff] = text.split(' ')
        return [day, type, Number(Number(payoff).toFixed(12))]
      })
    expect(rounded(moved('SCF'))).toEqual([
      ['02-02', 'IP', figure(32)],
      ['03-02', 'IP', figure(28)],
    ])
    expect(rounded(moved('CSF'))).toEqual([
      ['02-02', 'IP', figure(31)],
      ['03-02', 'IP', figure(28)],
    ])
    expect(rounded(moved('SCP'))).toEqual([
      ['01-30', 'IP', figure(29)],
      ['02-27', 'IP', figure(28)],
    ])
    expect(rounded(moved('CSMP'))).toEqual([
      ['02-02', 'IP', figure(31)],
      ['03-02', 'IP', figure(28)],
    ])
  })

  it('keeps month ends, joins a short last period where the stub is long', () => {
    const anchored = { initialExchangeDate: '2026-01-31', cycleAnchorDateOfInterestPayment: '2026-02-28' }
    const days = (change: Record<string, unknown>) =>
      events({ ...anchored, ...change })
        .filter(event => event.eventType === 'IP')
        .map(event => event.eventDate.slice(5, 10))
    const until = { maturityDate: '2026-05-15' }
    expect(days({ ...until, endOfMonthConvention: 'EOM' })).toEqual(['02-28', '03-31', '04-30', '05-15'])
    expect(days({ ...until, endOfMonthConvention: 'SD' })).toEqual(['02-28', '03-28', '04-28', '05-15'])
    expect(days({ ...until, cycleOfInterestPayment: 'P1ML0' })).toEqual(['02-28', '03-28', '05-15'])
  })

  it('counts days by every convention of the standard', () => {
    const first = (dayCountConvention: string, change: Record<string, unknown> = {}) =>
      Number(events({ dayCountConvention, calendar: 'MF', ...change })[1]!.payoff).toFixed(6)
    expect(['AA', 'A360', 'A365', '30E360', '30E360ISDA', '28E336', 'B252'].map(one => first(one))).toEqual(
      [120 * (31 / 365), 120 * (31 / 360), 120 * (31 / 365), 10, 10, 120 * (28 / 336), 120 * (22 / 252)].map(value =>
        value.toFixed(6),
      ),
    )
    const february = { initialExchangeDate: '2026-02-28', cycleAnchorDateOfInterestPayment: '2026-03-31' }
    expect(first('30E360', february)).toBe((120 * (32 / 360)).toFixed(6))
    expect(first('30E360ISDA', february)).toBe((120 * (30 / 360)).toFixed(6))
  })

  it('follows the stretches of an exotic one: amounts up and down, rates fixed and floating', () => {
    const exotic = {
      contractType: 'LAX',
      maturityDate: undefined,
      nominalInterestRate: 0,
      arrayCycleAnchorDateOfPrincipalRedemption: '[2026-02-01T00:00:00, 2026-04-01T00:00:00]',
      arrayCycleOfPrincipalRedemption: 'P1ML1',
      arrayNextPrincipalRedemptionPayment: [100, '700'],
      arrayIncreaseDecrease: ['INC', 'DEC'],
      arrayCycleAnchorDateOfInterestPayment: ['2026-02-01'],
      arrayCycleOfInterestPayment: ['P1ML1'],
      arrayCycleAnchorDateOfRateReset: ['2026-02-01', '2026-03-01'],
      arrayRate: ['0.12', '0.02'],
      arrayFixedVariable: ['FIX', 'VAR'],
      marketObjectCodeOfRateReset: 'M',
    }
    const market = { dataObserved: { M: { data: [{ timestamp: '2026-03-01', value: '0.04' }] } } }
    const list = events(exotic, market)
    expect(list.map(event => `${event.eventDate.slice(5, 7)} ${event.eventType} ${event.payoff}`)).toEqual([
      '01 IED -1200',
      '02 PI -100',
      '02 IP 0',
      '02 RRF 0',
      '03 PI -100',
      '03 IP 13',
      '03 RR 0',
      '04 PR 700',
      '04 IP 7',
      '05 IP 3.5',
      '05 MD 700',
    ])
  })

  it('has, where it runs already, borne its fee since the last one was paid', () => {
    // Interest is paid on the 1st, fees on the 15th: a month of 12 % of 1,200 behind the status date, whenever interest was.
    const fee = { feeRate: '0.12', feeBasis: 'N', cycleAnchorDateOfFee: '2026-01-15T00:00:00', cycleOfFee: 'P1ML1' }
    const running = events({ ...fee, statusDate: '2026-02-20T00:00:00' }).filter(event => event.eventType === 'FP')
    expect(running.map(event => Number(event.payoff))).toEqual([12, 6.4])
  })

  it('is refused where it cannot be read', () => {
    expect(codeOf(() => actusEvents({}))).toBe('product.actus_case')
    expect(codeOf(() => events({ contractType: 'SWAPS' }))).toBe('product.actus_type')
    for (const change of [
      { maturityDate: undefined },
      { statusDate: '2026-02-30T00:00:00' },
      { notionalPrincipal: 'NaN' },
      { notionalPrincipal: '-5' },
      { dayCountConvention: 'A364' },
      { cycleOfInterestPayment: 'P0ML0' },
      { contractRole: 'XXX' },
      { terminationDate: '2026-02-01' },
      { prepaymentEffect: 'A' },
      { penaltyType: 'A' },
      { cyclePointOfInterestPayment: 'B' },
      { cyclePointOfRateReset: 'E' },
      { currency: 'CNY', settlementCurrency: 'USD' },
      { scalingEffect: 'XYZ' },
      { scalingIndexAtContractDealDate: 0 },
      { contractType: 'LAM', nextPrincipalRedemptionPayment: 0, maturityDate: undefined },
    ])
      expect(codeOf(() => events(change))).toBe('product.actus_term')
    expect(codeOf(() => events({}, { eventsObserved: [{ type: 'PP' }] }))).toBe('product.actus_term')
    const harmless = { penaltyType: 'N', currency: 'CNY', settlementCurrency: 'CNY', scalingEffect: '0N0' }
    expect(events({ ...harmless, cyclePointOfInterestPayment: 'E' }, { eventsObserved: {} })).toEqual(events({}))
    const reset = { cycleAnchorDateOfRateReset: '2026-02-01', marketObjectCodeOfRateReset: 'M' }
    expect(codeOf(() => events(reset))).toBe('product.actus_market')
  })

  it('is refused, and soon, where its schedules are longer than anybody means', () => {
    const daily = { cycleOfInterestPayment: 'P1DL1', cycleOfPrincipalRedemption: 'P1DL1', contractType: 'ANN' }
    const market = { dataObserved: { M: { data: [{ timestamp: '2026-03-01', value: 0.05 }] } } }
    const resets = { cycleOfRateReset: 'P1DL1', marketObjectCodeOfRateReset: 'M' }
    const anchors = Array.from({ length: 5000 }, (_, index) => (index % 2 ? '2060-01-01' : '2026-02-01'))
    const exotic = {
      contractType: 'LAX',
      arrayCycleAnchorDateOfInterestPayment: anchors,
      arrayCycleOfInterestPayment: 'P1DL1',
      arrayCycleAnchorDateOfPrincipalRedemption: '2026-02-01',
      arrayNextPrincipalRedemptionPayment: 1,
      arrayIncreaseDecrease: 'DEC',
    }
    const began = performance.now()
    for (const change of [
      { cycleOfInterestPayment: 'P1DL1', maturityDate: '2426-01-01' },
      { ...daily, maturityDate: '2426-01-01' },
      { ...daily, ...resets, maturityDate: '2056-01-01' },
      { ...exotic, maturityDate: '2990-01-01' },
    ])
      expect(codeOf(() => events(change, market, amortising))).toBe('product.actus_length')
    // Hours, before schedules had a bound.
    expect(performance.now() - began).toBeLessThan(20_000)
    expect(events({ ...daily, maturityDate: '2027-01-01' }, {}, amortising)).toHaveLength(2 + 2 * 335)
  })

  it('reads numbers of any length, and the long names of day counts', () => {
    const first = (change: Record<string, unknown>) => Number(events(change)[1]!.payoff)
    expect(first({ nominalInterestRate: 0.10000000000000002 })).toBeCloseTo(10, 9)
    expect(first({ nominalInterestRate: 1e-7 })).toBeCloseTo(0.00001, 12)
    expect(first({ dayCountConvention: '30E/360' })).toBe(10)
    expect(first({ dayCountConvention: 'A/365' })).toBe(first({ dayCountConvention: 'A365' }))
    expect(first({ dayCountConvention: 'BUS/252', calendar: 'MF' })).toBe(
      first({ dayCountConvention: 'B252', calendar: 'MF' }),
    )
  })
})
