import { describe, expect, it } from 'vitest'
import { type QuoteAnswer, quote } from '../../modules/product/quote-answer.ts'

const terms = (change: Record<string, unknown> = {}) => ({
  principal: '100000.00',
  disbursedOn: '2026-01-15',
  annualRate: '0.048',
  periods: 36,
  every: { count: 1, unit: 'month' },
  method: 'equal-installment',
  ...change,
})
const plan = (change: Record<string, unknown> = {}) => quote(terms(change))
const first = ({ installments }: QuoteAnswer) => installments[0]!
const last = ({ installments }: QuoteAnswer) => installments.at(-1)!

/** The vectors of the domain book, §4: computed there in exact decimals, half-up, tail in the last installment. */
describe('published vectors', () => {
  it('等额本息 100,000 / 4.8 % / 36', () => {
    const { installments, totals, apr, warnings } = plan()
    expect(installments[0]).toEqual({
      seq: 1,
      dueOn: '2026-02-15',
      days: 31,
      principal: '2588.12',
      interest: '400.00',
      fee: '0.00',
      payment: '2988.12',
      balance: '97411.88',
    })
    expect(installments[1]).toMatchObject({ interest: '389.65', principal: '2598.47', balance: '94813.41' })
    expect(installments[35]).toMatchObject({ seq: 36, payment: '2988.06', balance: '0.00' })
    expect(totals).toEqual({ principal: '100000.00', interest: '7572.26', fee: '0.00', payment: '107572.26' })
    expect(apr).toEqual({ simple: '4.8000', effective: '4.9070' })
    expect(warnings).toEqual([])
  })

  it('等额本息 150,000 / 3.99 % / 60', () => {
    const answer = plan({ principal: '150000', annualRate: '0.0399', periods: 60 })
    expect([first(answer).payment, last(answer).payment, answer.totals.interest]).toEqual([
      '2761.80',
      '2761.93',
      '15708.13',
    ])
  })

  it('等额本金 120,000 / 4.8 % / 36', () => {
    const answer = plan({ principal: '120000', method: 'equal-principal' })
    expect([first(answer).payment, last(answer).payment, last(answer).principal, answer.totals.interest]).toEqual([
      '3813.33',
      '3346.78',
      '3333.45',
      '8880.00',
    ])
  })

  it('先息后本 100,000 / 4.8 % / 12', () => {
    const answer = plan({ method: 'interest-only', periods: 12 })
    expect(answer.installments.map(row => row.payment)).toEqual([...Array(11).fill('400.00'), '100400.00'])
  })

  it('气球 100,000 / 5.4 % / 36, 尾款 30,000', () => {
    const answer = plan({ method: 'balloon', balloon: '30000.00', annualRate: '0.054' })
    expect([first(answer).payment, last(answer).payment, answer.totals.interest]).toEqual([
      '2245.56',
      '32245.43',
      '10840.03',
    ])
  })

  it('0 息 120,000 / 24 期, 放款时 3 % 服务费', () => {
    const free = { principal: '120000', annualRate: '0', periods: 24 }
    const fees = [{ name: '服务费', rate: '0.03', when: 'disbursement', chargedBy: 'lender' }]
    const answer = plan({ ...free, fees })
    expect(answer.apr).toEqual({ simple: '2.9415', effective: '2.9815' })
    expect(answer.totals).toMatchObject({ fee: '0.00', payment: '120000.00' })
    expect(plan({ ...free, fees: [{ ...fees[0], rate: undefined, amount: '3600.00' }] }).apr).toEqual(answer.apr)
  })

  it('等本等息 0.30 % a month, 36', () => {
    const answer = plan({ method: 'flat-fee', annualRate: '0', monthlyFeeRate: '0.003' })
    expect(first(answer)).toMatchObject({ principal: '2777.78', interest: '0.00', fee: '300.00', payment: '3077.78' })
    // The book's 6.9975 compounds the nominal rate after rounding it to 6.7826 %; unrounded it is 6.99744 %.
    expect(answer.apr).toEqual({ simple: '6.7826', effective: '6.9974' })
  })

  it('annual fees 3.5 % / 36, 4 % / 60, 4.9 % / 60, 0.5 % / 84', () => {
    const nominal = (yearly: number, periods: number) =>
      plan({
        principal: '999999999',
        method: 'flat-fee',
        monthlyFeeRate: (yearly / 12).toFixed(15),
        periods,
      }).apr.simple
    expect([nominal(0.035, 36), nominal(0.04, 60), nominal(0.049, 60), nominal(0.005, 84)]).toEqual([
      '6.5998',
      '7.4201',
      '8.9828',
      '0.9772',
    ])
  })

  it('贴息 5.99 % → 1.99 %, and all the way to zero', () => {
    const answer = plan({ annualRate: '0.0599', subsidy: { payer: 'manufacturer', customerRate: '0.0199' } })
    expect(first(answer).payment).toBe('2863.82')
    expect(plan({ annualRate: '0.0599' }).installments[0]!.payment).toBe('3041.74')
    expect(answer.subsidy).toEqual({
      payer: 'manufacturer',
      presentValue: '5849.24',
      undiscounted: '6405.07',
      amount: '5849.24',
      payments: [{ on: '2026-01-15', amount: '5849.24' }],
    })
    const each = plan({
      annualRate: '0.0599',
      subsidy: { payer: 'fiscal', customerRate: '0.0199', when: 'each', cap: '3000' },
    })
    // 177.92 an installment until 3,000 yuan are used up: sixteen of them and 153.28.
    expect(each.subsidy).toMatchObject({ amount: '3000.00', undiscounted: '6405.07' })
    expect(each.subsidy!.payments).toHaveLength(17)
    expect(each.subsidy!.payments[0]).toEqual({ on: '2026-02-15', amount: '177.92' })
    expect(each.subsidy!.payments[16]).toEqual({ on: '2027-06-15', amount: '153.28' })
    expect(each.warnings.map(warning => warning.code)).toEqual(['product.subsidy_capped'])
    const zero = plan({ annualRate: '0.0599', subsidy: { payer: 'dealer', customerRate: '0' } })
    // The book's 8,677.95 leaves out the tail of the customer's last installment, 0.08 less than the others.
    expect(zero.subsidy!.presentValue).toBe('8678.00')
  })

  it('分段还款: 6666, 433, 50/50 and 1+4', () => {
    const none = { periods: 5, principalShare: '0' }
    const part = (principalShare: string) => [none, { periods: 1, principalShare }]
    const stepped = (periods: number, steps: unknown[], change: object = {}) =>
      plan({ method: 'stepped', periods, steps, ...change })
    const principal = (answer: QuoteAnswer) =>
      answer.installments.filter(row => row.principal !== '0.00').map(row => [row.seq, row.principal, row.interest])
    const quarters = [part('0.25'), part('0.25'), part('0.25'), part('0.25')].flat()
    expect(principal(stepped(24, quarters))).toEqual([
      [6, '25000.00', '400.00'],
      [12, '25000.00', '300.00'],
      [18, '25000.00', '200.00'],
      [24, '25000.00', '100.00'],
    ])
    const years = ['0.4', '0.3', '0.3'].flatMap(principalShare => [
      { periods: 11, principalShare: '0' },
      { periods: 1, principalShare },
    ])
    expect(stepped(36, years).totals).toMatchObject({ interest: (4800 + 2880 + 1440).toFixed(2) })
    const halves = stepped(24, [
      { periods: 11, principalShare: '0' },
      { periods: 1, principalShare: '0.5' },
      { periods: 11, principalShare: '0' },
      { periods: 1, principalShare: '0.5' },
    ])
    expect(principal(halves)).toEqual([
      [12, '50000.00', '400.00'],
      [24, '50000.00', '200.00'],
    ])
    // Twelve interest-free parts of 4.48 % in all, then 48 equal installments at 4.8 % on what is left.
    const free = stepped(60, [{ periods: 12, principalShare: '0.00373333' }], {
      annualRate: '0',
      rateChanges: [{ from: '2027-01-15', annualRate: '0.048' }],
    })
    expect(free.installments.slice(0, 12).map(row => row.payment)).toEqual(Array(12).fill('373.33'))
    const rest = plan({ principal: free.installments[11]!.balance, periods: 48, disbursedOn: '2027-01-15' })
    expect(free.installments.slice(12).map(row => row.payment)).toEqual(rest.installments.map(row => row.payment))
    expect(() => stepped(24, part('0.5'), { periods: 6 })).toThrow('product.does_not_repay')
    expect(() => stepped(24, part('1.5'))).toThrow('product.steps')
  })

  it('按季付息, 到期还本, on the 20th with a first period by its days', () => {
    const answer = plan({
      method: 'interest-only',
      periods: 4,
      every: { count: 1, unit: 'quarter' },
      firstDueOn: '2026-03-20',
      firstPeriodDayCount: 'actual/360',
    })
    // 64 days ÷ 360 × 4,800, then quarters of 1,200.
    expect(answer.installments.map(row => [row.dueOn, row.payment])).toEqual([
      ['2026-03-20', '853.33'],
      ['2026-06-20', '1200.00'],
      ['2026-09-20', '1200.00'],
      ['2026-12-20', '101200.00'],
    ])
    expect(answer.warnings).toEqual([])
    const level = plan({ firstDueOn: '2026-03-01', firstPeriodDayCount: 'actual/365' })
    expect(first(level).interest).toBe('591.78')
    expect(last(level).balance).toBe('0.00')
    expect(plan({ firstDueOn: '2026-02-15', firstPeriodDayCount: 'actual/365' })).toEqual(plan())
  })

  it('随 LPR 浮动: on 1 January, on the anniversary, or on the day it is published', () => {
    const index = [
      { from: '2025-12-20', value: '0.03' },
      { from: '2026-08-20', value: '0.029' },
      { from: '2027-02-20', value: '0.028' },
    ]
    const floating = (reset: string) =>
      plan({ annualRate: undefined, floating: { index, spread: '0.018', reset } }).installments.map(row => row.payment)
    const changed = (...rateChanges: [string, string][]) =>
      plan({ rateChanges: rateChanges.map(([from, annualRate]) => ({ from, annualRate })) }).installments.map(
        row => row.payment,
      )
    expect(floating('january')).toEqual(changed(['2027-01-01', '0.047'], ['2028-01-01', '0.046']))
    expect(floating('anniversary')).toEqual(changed(['2027-01-15', '0.047'], ['2028-01-15', '0.046']))
    expect(floating('publication')).toEqual(changed(['2026-08-20', '0.047'], ['2027-02-20', '0.046']))
    const bad = [
      { floating: { index: [], spread: '0' } },
      { floating: { index: [{ from: '2026-02-01', value: '0.03' }], spread: '0' } },
      { floating: { index: [...index, index[0]], spread: '0' } },
      { floating: { index, spread: 'x' } },
      { floating: { index, reset: 'daily' } },
      { floating: 'LPR' },
      { floating: { index, spread: '0.018' }, annualRate: '0.048' },
    ]
    for (const one of bad) expect(() => plan({ annualRate: undefined, ...one })).toThrow('product.floating')
  })

  it('day counts over 31 days', () => {
    const interest = (dayCount: string) => first(plan({ dayCount, method: 'interest-only', periods: 1 })).interest
    expect(['actual/365', 'actual/360', '30/360', '30E/360', 'period', 'actual/actual'].map(interest)).toEqual([
      '407.67',
      '413.33',
      '400.00',
      '400.00',
      '400.00',
      '407.67',
    ])
  })
})
