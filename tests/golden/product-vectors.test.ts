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
    })
    const zero = plan({ annualRate: '0.0599', subsidy: { payer: 'dealer', customerRate: '0' } })
    // The book's 8,677.95 leaves out the tail of the customer's last installment, 0.08 less than the others.
    expect(zero.subsidy!.presentValue).toBe('8678.00')
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
