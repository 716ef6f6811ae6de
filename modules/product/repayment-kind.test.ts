import { describe, expect, it } from 'vitest'
import { day } from '#lib/day'
import { type Money, parseYuan } from '#lib/money'
import type { Rate } from '#lib/rate'
import type { Refusal } from '#lib/refusal'
import { type Definition, definitionFaults, plainRepayment } from './definition.ts'
import { quoteOf } from './quote.ts'

const yuan = (text: string) => parseYuan(text) as Money
const rate = (text: string) => text as Rate
const definition = (change: Partial<Definition> = {}): Definition => ({
  ...plainRepayment,
  name: '尾款贷',
  nameEn: 'Balloon',
  method: 'equal-installment',
  annualRate: rate('0.054'),
  minRate: rate('0.054'),
  maxRate: rate('0.054'),
  gradeRates: [],
  customerKinds: ['individual'],
  vehicleConditions: ['new'],
  vehicleEnergies: ['fuel'],
  vehicleUses: ['self'],
  minAmount: yuan('20000'),
  maxAmount: yuan('500000'),
  minDownPaymentRatio: rate('0.2'),
  periods: [12, 36],
  dayCount: 'period',
  rounding: 'half-up',
  dueDay: null,
  fees: [],
  penaltyMultiple: null,
  settlementFee: null,
  ...change,
})
const rules = { penaltyMultiple: '1.5', settlementFee: { rate: '0', freeAfterPeriods: 0 }, fiscal: null }
const wanted = { principal: yuan('100000'), price: yuan('150000'), periods: 36, disbursedOn: day('2026-01-15') }
const quoted = (change: Partial<Definition>, more: object = {}) =>
  quoteOf({ definition: definition(change) }, { ...wanted, ...more }, rules)
const codeOf = (run: () => unknown) => {
  try {
    run()
    return null
  } catch (error) {
    return (error as Refusal).code
  }
}
const caps = { rate: '0.24', terms: [], ltv: [], penaltyMultiple: '1.5', graceMonths: 6 }
const faults = (change: Partial<Definition>) =>
  definitionFaults(definition(change), caps, () => '6').map(fault => `${fault.severity}:${fault.code}`)

const balloon = { basis: 'price', share: rate('0.2'), amount: null, choice: null, atEnd: ['pay', 'return'] } as const
const ofPrice: Partial<Definition> = { method: 'balloon', balloon: { ...balloon, atEnd: [...balloon.atEnd] } }

describe('how a product is repaid', () => {
  it('leaves a share of the price, or of the loan, for the end', () => {
    // 20 % of 150,000 is the published vector's balloon of 30,000 on 100,000 at 5.4 %.
    const quote = quoted(ofPrice)
    expect([quote.firstPayment, quote.lastPayment, quote.totalInterest]).toEqual([
      yuan('2245.56'),
      yuan('32245.43'),
      yuan('10840.03'),
    ])
    expect(quote.balloon).toEqual({ amount: yuan('30000'), atEnd: ['pay', 'return'] })
    const ofLoan = quoted({
      ...ofPrice,
      balloon: { ...balloon, basis: 'principal', share: rate('0.3'), atEnd: ['pay'] },
    })
    expect(ofLoan.plan).toEqual(quote.plan)
    expect(codeOf(() => quoted(ofPrice, { price: null }))).toBe('product.balloon_price')
    expect(codeOf(() => quoted(ofPrice, { price: yuan('600000') }))).toBe('product.balloon')
  })

  it('rounds payments and fees to the jiao or the yuan', () => {
    const fees: Definition['fees'] = [
      { name: '费', nameEn: 'Fee', amount: null, rate: rate('0.012345'), when: 'disbursement', chargedBy: 'dealer' },
    ]
    const quote = quoted({ scale: 0, fees })
    expect(quote.firstPayment % 100n).toBe(0n)
    expect(quote.upFrontFees).toBe(yuan('1235'))
    expect(quote.costForm.items.find(item => item.code === 'fee')!.amount).toBe(yuan('1235'))
    expect(quoted({ scale: 1, fees }).upFrontFees).toBe(yuan('1234.5'))
    expect(codeOf(() => quoted({ scale: 0 }, { principal: yuan('100000.50') }))).toBe('product.principal_decimals')
  })

  it('pays interest only at first, then in steps', () => {
    expect(
      quoted({ interestOnlyPeriods: 3 })
        .plan.installments.slice(0, 3)
        .map(row => row.principal),
    ).toEqual([0n, 0n, 0n])
    const steps = [
      { periods: 12, paymentShare: rate('0.5'), principalShare: null },
      { periods: 12, paymentShare: null, principalShare: rate('0.01') },
    ]
    const { installments } = quoted({ method: 'stepped', steps }).plan
    expect(installments[12]!.principal).toBe(yuan('1000'))
    expect(installments[35]!.payment - 2n * installments[0]!.payment).toBeLessThanOrEqual(60n)
  })

  it('says who makes up for a rate below the lender’s, how much and when', () => {
    const subsidy = { payer: 'manufacturer', fullRate: rate('0.0599'), when: 'disbursement', cap: null } as const
    const rates = { annualRate: rate('0.0199'), minRate: rate('0.0199'), maxRate: rate('0.0199') }
    const quote = quoted({ ...rates, subsidies: [subsidy] })
    expect(quote.terms.annualRate).toBe('0.0199')
    expect(quote.firstPayment).toBe(yuan('2863.82'))
    expect(quote.subsidies[0]).toMatchObject({
      payer: 'manufacturer',
      fullRate: '0.0599',
      when: 'disbursement',
      amount: yuan('5849.24'),
      saved: yuan('6405.07'),
      payments: [{ on: '2026-01-15', amount: yuan('5849.24') }],
    })
    const each = quoted({ ...rates, subsidies: [{ ...subsidy, payer: 'dealer', when: 'each', cap: yuan('300') }] })
      .subsidies[0]!
    expect(each.payments).toEqual([
      { on: '2026-02-15', amount: yuan('177.92') },
      { on: '2026-03-15', amount: yuan('122.08') },
    ])
    expect(quoted({ ...rates, scale: 0, subsidies: [subsidy] }).subsidies[0]!.amount).toBeGreaterThan(yuan('5800'))
  })

  it('has one fingerprint of its cost whatever the day, and another when anything charged is another', () => {
    const print = (change: Partial<Definition>, more: object = {}, by = rules) =>
      quoteOf({ definition: definition(change) }, { ...wanted, ...more }, by).costForm.fingerprint
    const fee = { name: '费', nameEn: 'Fee', amount: yuan('500'), rate: null } as const
    const charged: Definition['fees'] = [{ ...fee, when: 'disbursement', chargedBy: 'dealer' }]
    const same = print({ fees: charged })
    expect(print({ fees: charged }, { disbursedOn: day('2026-05-31') })).toBe(same)
    const others = [
      print({}),
      print({ fees: [{ ...charged[0]!, amount: yuan('500.01') }] }),
      print({ fees: [{ ...charged[0]!, chargedBy: 'lender' }] }),
      print({ fees: charged }, { principal: yuan('100000.01') }),
      print({ fees: charged }, {}, { ...rules, penaltyMultiple: '1.3' }),
      print({ fees: charged, penaltyMultiple: rate('1.4') }),
    ]
    expect(new Set([same, ...others]).size).toBe(7)
  })

  it('is looked over before anybody publishes it', () => {
    expect(faults({})).toEqual([])
    expect(faults(ofPrice)).toEqual([])
    expect(faults({ method: 'balloon' })).toEqual(['fault:balloon'])
    expect(faults({ ...ofPrice, method: 'interest-only' })).toEqual(['fault:balloon'])
    expect(faults({ ...ofPrice, balloon: { ...balloon, share: rate('1.1'), atEnd: ['pay'] } })).toEqual([
      'fault:balloon',
    ])
    expect(faults({ ...ofPrice, balloon: { ...balloon, atEnd: [] } })).toEqual(['fault:balloon_end'])
    expect(faults({ ...ofPrice, balloon: { ...balloon, atEnd: ['refinance'] } })).toEqual(['warning:balloon_refinance'])
    expect(faults({ interestOnlyPeriods: 12 })).toEqual(['fault:interest_only'])
    expect(faults({ principalGracePeriods: 7, interestOnlyPeriods: 5 })).toEqual(['fault:grace'])
    expect(faults({ principalGracePeriods: 1, fiscalSubsidy: true })).toContain('fault:grace')
    expect(faults({ principalGracePeriods: 6 })).toEqual([])
    expect(faults({ principalGracePeriods: 7 })).toEqual(['fault:grace_cap'])
    expect(faults({ method: 'stepped' })).toEqual(['fault:steps'])
    const both = [{ periods: 3, paymentShare: rate('0.5'), principalShare: rate('0.5') }]
    expect(faults({ method: 'stepped', steps: both })).toEqual(['fault:steps'])
    const long = [{ periods: 13, paymentShare: rate('0.5'), principalShare: null }]
    expect(faults({ method: 'stepped', steps: long })).toEqual(['fault:steps'])
    const low = { payer: 'dealer', fullRate: rate('0.054'), when: 'each', cap: null } as const
    expect(faults({ subsidies: [low] })).toEqual(['fault:subsidy'])
    expect(faults({ scale: 0, minAmount: yuan('20000.5') })).toEqual(['fault:scale'])
    expect(faults({ dueDay: { date: 20, minDays: 15 } })).toEqual(['fault:due_day_count'])
    expect(faults({ dueDay: { date: 20, minDays: 15 }, firstPeriodDayCount: 'actual/360' })).toEqual([])
  })
})
