import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { addDays, day, daysBetween, parts } from '#lib/day'
import { Decimal } from '#lib/decimal'
import { type Money, parseYuan } from '#lib/money'
import type { Rate } from '#lib/rate'
import type { Refusal } from '#lib/refusal'
import { changesBetween } from './change.ts'
import { costForm } from './cost-form.ts'
import { type Definition, definitionFaults, plainRepayment } from './definition.ts'
import { checkOffer, leastDownPayment, type Offer } from './offer.ts'
import { firstDueOn, termsOf } from './offer-terms.ts'
import { planFor } from './plan.ts'
import { financed, quoteOf } from './quote.ts'
import { DefinitionIn } from './shapes.ts'
import { trueCost } from './true-cost.ts'

const yuan = (text: string) => parseYuan(text) as Money
const rate = (text: string) => text as Rate

const definition = (change: Partial<Definition> = {}): Definition => ({
  ...plainRepayment,
  name: '标准新车贷',
  nameEn: 'Standard new car',
  method: 'equal-installment',
  annualRate: rate('0.0599'),
  minRate: rate('0.0399'),
  maxRate: rate('0.0899'),
  gradeRates: [{ grade: 'A', annualRate: rate('0.0499') }],
  customerKinds: ['individual'],
  vehicleConditions: ['new'],
  vehicleEnergies: ['fuel', 'new-energy'],
  vehicleUses: ['self'],
  minAmount: yuan('20000'),
  maxAmount: yuan('500000'),
  minDownPaymentRatio: rate('0.2'),
  periods: [12, 24, 36, 60],
  dayCount: '30/360',
  rounding: 'half-up',
  dueDay: null,
  fees: [],
  penaltyMultiple: null,
  settlementFee: null,
  ...change,
})
const offer = (change: Partial<Offer> = {}): Offer => ({ principal: yuan('100000'), periods: 36, ...change })
const codeOf = (run: () => unknown) => {
  try {
    run()
    return null
  } catch (error) {
    return (error as Refusal).code
  }
}
const caps = {
  rate: '0.24',
  terms: [
    { condition: 'new', maxMonths: 60 },
    { condition: 'used', maxMonths: 36 },
  ],
  ltv: [{ use: 'self', energy: 'fuel', condition: 'new', cap: '0.80' }],
  penaltyMultiple: '1.5',
  graceMonths: 6,
}
const rules = { penaltyMultiple: '1.5', settlementFee: { rate: '0.03', freeAfterPeriods: 12 }, fiscal: null }

describe('an offer', () => {
  it('is refused outside what the product sells, and says why', () => {
    const check = (change: Partial<Offer>) => codeOf(() => checkOffer({ definition: definition() }, offer(change)))
    expect(check({})).toBeNull()
    expect(check({ principal: yuan('19999.99') })).toBe('product.amount_range')
    expect(check({ principal: yuan('500000.01') })).toBe('product.amount_range')
    expect(check({ periods: 48 })).toBe('product.periods_offered')
    expect(check({ annualRate: rate('0.09') })).toBe('product.rate_range')
    expect(check({ price: yuan('120000'), downPayment: yuan('23999.99') })).toBe('product.down_payment_low')
    expect(check({ price: yuan('120000'), downPayment: yuan('24000') })).toBeNull()
    expect(check({ customerKind: 'enterprise' })).toBe('product.customer_kind')
    expect(check({ vehicle: { condition: 'used', energy: 'fuel', use: 'self' } })).toBe('product.vehicle_kind')
    expect(check({ vehicle: { condition: null, energy: 'fuel', use: null } })).toBeNull()
  })

  it('takes exactly the least down payment, and not a fen less', () => {
    fc.assert(
      fc.property(
        fc.bigInt(2_500_000n, 60_000_000n),
        fc.integer({ min: 0, max: 9999 }).map(part => rate((part / 10_000).toFixed(4))),
        (price, ratio) => {
          const product = { definition: definition({ minDownPaymentRatio: ratio, minAmount: 1n as Money }) }
          const least = leastDownPayment(product.definition, price as Money)
          const check = (down: bigint) =>
            codeOf(() => checkOffer(product, offer({ price: price as Money, downPayment: down as Money })))
          expect(check(least)).toBeNull()
          if (least > 0n) expect(check(least - 1n)).toBe('product.down_payment_low')
        },
      ),
    )
  })

  it('takes the agreed rate before the grade’s, and that before the usual one', () => {
    const wanted = { principal: yuan('100000'), periods: 36, disbursedOn: day('2026-03-02') }
    const rateOf = (more: object) => termsOf({ definition: definition() }, { ...wanted, ...more }).annualRate
    expect(rateOf({})).toBe('0.0599')
    expect(rateOf({ grade: 'A' })).toBe('0.0499')
    expect(rateOf({ grade: 'C' })).toBe('0.0599')
    expect(rateOf({ grade: 'A', annualRate: rate('0.0555') })).toBe('0.0555')
  })

  it('falls due first on the fixed day, never sooner than promised and never a month later than needed', () => {
    expect(firstDueOn(null, day('2026-03-02'))).toBeUndefined()
    expect(firstDueOn({ date: 20, minDays: 15 }, day('2026-03-02'))).toBe('2026-03-20')
    expect(firstDueOn({ date: 20, minDays: 15 }, day('2026-03-10'))).toBe('2026-04-20')
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 28 }),
        fc.integer({ min: 1, max: 45 }),
        fc.integer({ min: 0, max: 3000 }),
        (date, minDays, offset) => {
          const from = addDays(day('2024-01-01'), offset)
          const due = firstDueOn({ date, minDays }, from)!
          expect(parts(due).date).toBe(date)
          expect(daysBetween(from, due)).toBeGreaterThanOrEqual(minDays)
          expect(daysBetween(from, due)).toBeLessThanOrEqual(minDays + 31)
        },
      ),
    )
  })

  it('finances a price less its down payment, a share rounded up to whole yuan', () => {
    expect(financed({ principal: yuan('80000'), price: yuan('100000') })).toEqual({
      principal: yuan('80000'),
      downPayment: yuan('20000'),
    })
    expect(financed({ price: yuan('129999'), downPaymentRatio: rate('0.3') })).toEqual({
      principal: yuan('90999'),
      downPayment: yuan('39000'),
    })
    expect(financed({ price: yuan('129999') })).toBeNull()
  })
})

describe('the cost form', () => {
  const fees: Definition['fees'] = [
    {
      name: '抵押登记服务费',
      nameEn: 'Registration',
      amount: yuan('800'),
      rate: null,
      when: 'disbursement',
      chargedBy: 'third-party',
    },
    {
      name: '账户管理费',
      nameEn: 'Account fee',
      amount: null,
      rate: rate('0.0005'),
      when: 'each',
      chargedBy: 'lender',
    },
  ]

  it('names every item, who charges it and what only a default brings', () => {
    const quote = quoteOf({ definition: definition({ fees }) }, { ...offer(), disbursedOn: day('2026-03-02') }, rules)
    expect(quote.costForm.items.map(item => [item.code, item.chargedBy, item.contingent])).toEqual([
      ['interest', 'lender', false],
      ['fee', 'third-party', false],
      ['fee', 'lender', false],
      ['penalty', 'lender', true],
      ['compound', 'lender', true],
      ['settlement-fee', 'lender', true],
    ])
    expect(quote.costForm.items[1]).toMatchObject({ amount: yuan('800'), name: ['抵押登记服务费', 'Registration'] })
    expect(quote.costForm.items[2]!.amount).toBe(yuan('1800'))
    expect(quote.costForm.items[3]!.standard[0]).toBe('年利率 8.985 %（合同利率的 1.5 倍）')
    expect(quote.costForm.total).toBe(quote.totalCost)
    expect(quote.totalPayment).toBe(quote.terms.principal + quote.totalCost)
  })

  it('leaves the early settlement fee out where there is none', () => {
    const free = definition({ settlementFee: { rate: rate('0'), freeAfterPeriods: 0 } })
    const quote = quoteOf({ definition: free }, { ...offer(), disbursedOn: day('2026-03-02') }, rules)
    expect(quote.costForm.items.map(item => item.code)).not.toContain('settlement-fee')
  })

  it('adds up: the parts are the yearly total shown', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 2400 }),
        fc.constantFrom(12, 24, 36, 60),
        fc.array(fc.record({ amount: fc.bigInt(1n, 300_000n), each: fc.boolean() }), { maxLength: 4 }),
        fc.boolean(),
        (bips, periods, drawn, fixedDay) => {
          const product = definition({
            annualRate: rate((bips / 10_000).toFixed(4)),
            dueDay: fixedDay ? { date: 20, minDays: 15 } : null,
            fees: drawn.map((fee, index) => ({
              name: `费${index}`,
              nameEn: `Fee ${index}`,
              amount: (fee.each ? fee.amount / 100n + 1n : fee.amount) as Money,
              rate: null,
              when: fee.each ? ('each' as const) : ('disbursement' as const),
              chargedBy: 'lender' as const,
            })),
          })
          const terms = termsOf({ definition: product }, { ...offer({ periods }), disbursedOn: day('2026-03-02') })
          const plan = planFor(terms)
          const form = costForm(terms, plan, rules)
          const parts = form.items.reduce((total, item) => total.plus(item.annualised ?? 0), new Decimal(0))
          expect(parts.toFixed(4)).toBe(new Decimal(form.simple).toFixed(4))
          expect(new Decimal(form.simple).times(100).toFixed(2)).toBe(
            new Decimal(trueCost(terms, plan).simple).toFixed(2, Decimal.ROUND_HALF_UP),
          )
          for (const item of form.items) if (item.annualised) expect(new Decimal(item.annualised).gte(0)).toBe(true)
        },
      ),
      { numRuns: 150 },
    )
  })
})

describe('a definition', () => {
  const faults = (change: Partial<Definition>, cost = '6') =>
    definitionFaults(definition(change), caps, () => cost).map(fault => `${fault.severity}:${fault.code}`)

  it('is looked over before anybody publishes it', () => {
    expect(faults({})).toEqual([])
    expect(faults({ annualRate: rate('0.1') })).toEqual(['fault:rate_order'])
    expect(faults({ gradeRates: [{ grade: 'E', annualRate: rate('0.2') }] })).toEqual(['fault:grade_rate'])
    // A grade that is not listed pays the usual rate: a better one may not pay more than that.
    expect(faults({ gradeRates: [{ grade: 'B', annualRate: rate('0.0699') }] })).toEqual(['fault:grade_order'])
    expect(faults({ gradeRates: (['A', 'A'] as const).map(grade => ({ grade, annualRate: rate('0.05') })) })).toEqual([
      'fault:grade_twice',
    ])
    expect(faults({ minAmount: yuan('600000') })).toEqual(['fault:amount_order'])
    expect(faults({ periods: [12, 12] })).toEqual(['fault:periods_twice'])
    expect(faults({ minDownPaymentRatio: rate('1.01') })).toEqual(['fault:down_payment'])
    expect(faults({ dueDay: { date: 20, minDays: 15 }, dayCount: 'period' })).toEqual(['fault:due_day_count'])
    const both = { name: '费', nameEn: 'Fee', when: 'each', chargedBy: 'lender', amount: yuan('1'), rate: rate('0.1') }
    expect(faults({ fees: [both as Definition['fees'][number]] })).toEqual(['fault:fee'])
    expect(faults({ periods: [72] })).toEqual(['fault:term_cap'])
    expect(faults({ vehicleConditions: ['new', 'used'] })).toEqual(['warning:term_cap'])
    expect(faults({}, '24.01')).toEqual(['fault:rate_cap'])
    expect(faults({ maxRate: rate('0.18') })).toEqual(['warning:penalty_cap'])
    expect(faults({ minDownPaymentRatio: rate('0.1') })).toEqual(['warning:ltv_cap'])
  })

  it('names what differs, each side as people read it', () => {
    const before = definition()
    const after = definition({ annualRate: rate('0.0549'), periods: [12, 24, 36], dueDay: { date: 20, minDays: 15 } })
    expect(changesBetween(before, before, 'zh')).toEqual([])
    expect(changesBetween(before, after, 'zh')).toEqual([
      { field: 'annualRate', from: '5.99 %', to: '5.49 %' },
      { field: 'periods', from: '12、24、36、60', to: '12、24、36' },
      { field: 'dueDay', from: '放款日的对应日', to: '每月 20 日，首期至少 15 天' },
    ])
    expect(changesBetween(before, after, 'en')[2]!.to).toBe('Day 20 of the month, at least 15 days before the first')
  })

  it('misses no field in the comparison', () => {
    const other: Definition = {
      name: '甲',
      nameEn: 'A',
      method: 'equal-principal',
      annualRate: rate('0.05'),
      minRate: rate('0.04'),
      maxRate: rate('0.08'),
      gradeRates: [],
      customerKinds: ['enterprise'],
      vehicleConditions: ['used'],
      vehicleEnergies: ['fuel'],
      vehicleUses: ['commercial'],
      minAmount: yuan('1'),
      maxAmount: yuan('2'),
      minDownPaymentRatio: rate('0.3'),
      periods: [6],
      dayCount: 'actual/360',
      firstPeriodDayCount: 'actual/365',
      rounding: 'up',
      scale: 1,
      tail: 'level',
      principalGracePeriods: 2,
      interestOnlyPeriods: 3,
      balloon: { basis: 'price', share: rate('0.3'), amount: null, choice: null, atEnd: ['pay', 'return'] },
      steps: [{ periods: 3, paymentShare: rate('0.5'), principalShare: null }],
      dueDay: { date: 1, minDays: 2 },
      fees: [{ name: '费', nameEn: 'Fee', amount: null, rate: rate('0.01'), when: 'each', chargedBy: 'dealer' }],
      seasons: [{ month: 2, share: rate('0') }],
      frequency: 'quarterly',
      floating: { base: 'lpr-1y', margin: rate('0.01'), reset: 'january' },
      monthlyFeeRate: rate('0.003'),
      subsidies: [{ payer: 'dealer', fullRate: rate('0.09'), when: 'each', cap: yuan('3000') }],
      fiscalSubsidy: true,
      penaltyMultiple: rate('1.3'),
      settlementFee: { rate: rate('0.02'), freeAfterPeriods: 6 },
    }
    expect(changesBetween(definition(), other, 'zh').map(change => change.field)).toEqual(
      Object.keys(DefinitionIn.shape),
    )
  })
})
