import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type Day, day, daysBetween, parts } from '#lib/day'
import { type Money, parseYuan } from '#lib/money'
import type { Rate } from '#lib/rate'
import type { Refusal } from '#lib/refusal'
import { dealOf } from './deal.ts'
import { type Definition, definitionFaults, plainRepayment } from './definition.ts'
import { rateAt, resetDaysThrough } from './floating.ts'
import { frequencies, monthsEach, termMonths } from './frequency.ts'
import { checkOffer } from './offer.ts'
import { refuseGrowing, type Wanted } from './offer-terms.ts'
import type { FiscalRule } from './subsidy-share.ts'

const yuan = (text: string) => parseYuan(text) as Money
const rate = (text: string) => text as Rate
const definition = (change: Partial<Definition> = {}): Definition => ({
  ...plainRepayment,
  name: '产品',
  nameEn: 'Product',
  method: 'equal-installment',
  annualRate: rate('0.054'),
  minRate: rate('0.03'),
  maxRate: rate('0.08'),
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
const deal = (change: Partial<Definition>, more: Partial<Wanted> = {}) =>
  dealOf({ definition: definition(change) }, { ...wanted, ...more }, rules)
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
  terms: [{ condition: 'new', maxMonths: 60 }],
  ltv: [],
  penaltyMultiple: '1.5',
  graceMonths: 6,
}
const faults = (change: Partial<Definition>) =>
  definitionFaults(definition(change), caps, () => '6').map(fault => fault.code)
const check = (change: Partial<Definition>, more: object) => () =>
  checkOffer(
    { definition: definition(change) },
    { principal: wanted.principal, periods: 36, price: wanted.price, ...more },
  )

describe('what a product may be', () => {
  it('floats with a published base, within its own bounds', () => {
    const floating = { base: 'lpr-1y', margin: rate('0.014'), reset: 'january' } as const
    const at = (value: string) => deal({ floating }, { base: { value: rate(value), day: day('2025-12-22') } })
    expect(at('0.03').terms.annualRate).toBe('0.044')
    expect(at('0.01').terms.annualRate).toBe('0.03')
    expect(at('0.09').terms.annualRate).toBe('0.08')
    expect(at('0.03').floating).toEqual({
      ...floating,
      floor: '0.03',
      cap: '0.08',
      value: '0.03',
      publishedOn: '2025-12-22',
    })
    expect(rateAt({ margin: rate('-0.005'), floor: rate('0'), cap: rate('1') }, rate('0.03'))).toBe('0.025')
    expect(codeOf(check({ floating }, { annualRate: rate('0.05') }))).toBe('product.rate_floats')
    expect(resetDaysThrough('january', day('2026-01-15'), day('2028-06-01'))).toEqual(['2027-01-01', '2028-01-01'])
    expect(resetDaysThrough('anniversary', day('2024-02-29'), day('2026-03-01'))).toEqual(['2025-02-28', '2026-02-28'])
    expect(
      faults({ floating, subsidies: [{ payer: 'dealer', fullRate: rate('0.09'), when: 'each', cap: null }] }),
    ).toEqual(['floating'])
  })

  it('charges a flat fee on the original principal, and shows what that costs a year', () => {
    const none = { annualRate: rate('0'), minRate: rate('0'), maxRate: rate('0') }
    const flat = deal({ ...none, method: 'flat-fee', monthlyFeeRate: rate('0.003') })
    // The published vector: 0.30 % a month over 36 periods is 6.7826 % a year, simple.
    expect([flat.simple, flat.effective]).toEqual(['0.067826', '0.069974'])
    expect(flat.costForm.items[0]).toMatchObject({
      code: 'fee',
      name: ['分期手续费', 'Installment fee'],
      amount: yuan('10800'),
    })
    expect(flat.costForm.total).toBe(yuan('10800'))
    // Who pays late bears the true cost by the multiple, not a multiple of no interest.
    expect(flat.penaltyRate).toBe('0.1017')
    expect(faults({ method: 'flat-fee', monthlyFeeRate: rate('0.003') })).toEqual(['flat_fee_rate'])
    expect(faults({ ...none, method: 'flat-fee' })).toEqual(['flat_fee'])
  })

  it('falls due by weeks, quarters or half-years, and at month ends', () => {
    const lastDue = (change: Partial<Definition>, periods: number) =>
      deal(change, { periods }).plan.installments.at(-1)!.dueOn
    expect(lastDue({ frequency: 'weekly' }, 52)).toBe('2027-01-14')
    expect(lastDue({ frequency: 'quarterly' }, 12)).toBe('2029-01-15')
    expect(termMonths(52, 'weekly')).toBe(12)
    expect(termMonths(53, 'weekly')).toBe(13)
    expect(frequencies.map(one => termMonths(26, one))).toEqual([6, 12, 26, 78, 156])
    expect(faults({ frequency: 'quarterly', periods: [24] })).toEqual(['term_cap'])
    expect(faults({ frequency: 'weekly', dueDay: { date: 20, minDays: 7 }, dayCount: '30/360' })).toEqual([
      'due_day_weekly',
    ])
    const days = (change: Partial<Definition>, periods = 12) =>
      deal({ dayCount: 'actual/360', ...change }, { periods }).plan.installments.map(row => row.dueOn)
    expect(days({ dueDay: { date: 31, minDays: 20 } }).slice(0, 3)).toEqual(['2026-02-28', '2026-03-31', '2026-04-30'])
    // Interest by the quarter is settled on the 21st of its last month.
    const quarters = days({ method: 'interest-only', frequency: 'quarterly', dueDay: { date: 21, minDays: 10 } }, 4)
    expect(quarters).toEqual(['2026-03-21', '2026-06-21', '2026-09-21', '2026-12-21'])
    expect(days({ frequency: 'half-yearly', dueDay: { date: 20, minDays: 10 } }, 2)).toEqual([
      '2026-06-20',
      '2026-12-20',
    ])
  })

  it('never puts a due day off the month its frequency ends with, however it begins', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 1500 }),
        fc.integer({ min: 1, max: 31 }),
        fc.integer({ min: 1, max: 45 }),
        fc.constantFrom('monthly', 'quarterly', 'half-yearly'),
        (offset, date, minDays, frequency) => {
          const disbursedOn = new Date(Date.UTC(2026, 0, 1 + offset)).toISOString().slice(0, 10) as Day
          const rows = deal(
            { dayCount: 'actual/360', frequency, dueDay: { date, minDays } },
            { periods: 12, disbursedOn },
          ).plan.installments
          expect(daysBetween(disbursedOn, rows[0]!.dueOn)).toBeGreaterThanOrEqual(minDays)
          for (const row of rows) expect(parts(row.dueOn).month % monthsEach(frequency)).toBe(0)
          expect(Math.max(...rows.map(row => parts(row.dueOn).date))).toBeLessThanOrEqual(date)
        },
      ),
    )
  })

  it('weighs installments by the season; a month without a share pays its interest', () => {
    const seasons = [
      { month: 2, share: rate('0') },
      { month: 7, share: rate('2') },
    ]
    const { plan } = deal({ method: 'seasonal', seasons })
    const [february, march] = plan.installments
    expect(february).toMatchObject({ dueOn: '2026-02-15', principal: 0n, interest: yuan('450') })
    const july = plan.installments[5]!
    expect(july.payment - 2n * march!.payment).toBeLessThanOrEqual(1n)
    expect(plan.totals.principal).toBe(wanted.principal)
    expect(faults({ method: 'seasonal' })).toEqual(['seasons'])
    expect(faults({ seasons })).toEqual(['seasons'])
  })

  it('takes payments agreed for some periods and levels the others', () => {
    const payments = [
      { seq: 3, amount: yuan('20000') },
      { seq: 12, amount: yuan('10000') },
    ]
    const { plan } = deal({ method: 'custom' }, { payments })
    expect([plan.installments[2]!.payment, plan.installments[11]!.payment]).toEqual([yuan('20000'), yuan('10000')])
    expect(plan.installments[0]!.payment).toBe(plan.installments[20]!.payment)
    expect(deal({ method: 'custom' }).plan).toEqual(deal({}).plan)
    const bad = (...rows: { seq: number; amount: Money }[]) =>
      codeOf(() => deal({ method: 'custom' }, { payments: rows }))
    expect(bad({ seq: 36, amount: yuan('1') })).toBe('product.custom_payments')
    expect(bad(payments[0]!, payments[0]!)).toBe('product.custom_payments')
    expect(bad({ seq: 1, amount: yuan('-1') })).toBe('product.custom_payments')
    expect(bad({ seq: 1, amount: yuan('200000') })).toBe('product.custom_payments')
    expect(codeOf(check({}, { payments }))).toBe('product.payments_choice')
    const growing = deal({ method: 'custom' }, { payments: [{ seq: 1, amount: yuan('100') }] }).plan
    expect(codeOf(() => refuseGrowing({}, growing))).toBe('product.balance_grows')
  })

  it('leaves an amount, or what the customer chooses within bounds, for the end', () => {
    const balloon: Definition['balloon'] = {
      basis: 'amount',
      share: rate('0'),
      amount: yuan('20000'),
      choice: null,
      atEnd: ['pay'],
    }
    expect(deal({ method: 'balloon', balloon }).balloon).toEqual({ amount: yuan('20000'), atEnd: ['pay'] })
    expect(faults({ method: 'balloon', balloon: { ...balloon, amount: yuan('20000.01') } })).toEqual(['balloon_amount'])
    expect(faults({ method: 'balloon', balloon: { ...balloon, amount: null } })).toEqual(['balloon_amount'])
    const chosen: Definition['balloon'] = {
      ...balloon,
      basis: 'price',
      amount: null,
      share: rate('0.2'),
      choice: { min: rate('0.1'), max: rate('0.3') },
    }
    expect(faults({ method: 'balloon', balloon: chosen })).toEqual([])
    expect(faults({ method: 'balloon', balloon: { ...chosen, share: rate('0.4') } })).toEqual(['balloon_choice'])
    const choose = (text: string) => codeOf(check({ method: 'balloon', balloon: chosen }, { balloon: yuan(text) }))
    expect([choose('14999.99'), choose('15000'), choose('45000'), choose('45000.01')]).toEqual([
      'product.balloon_choice',
      null,
      null,
      'product.balloon_choice',
    ])
    expect(codeOf(check({ method: 'balloon', balloon }, { balloon: yuan('20000') }))).toBe('product.balloon_choice')
  })
})

describe('subsidies on top of each other', () => {
  const layers: Definition['subsidies'] = [
    { payer: 'manufacturer', fullRate: rate('0.0899'), when: 'disbursement', cap: null },
    { payer: 'dealer', fullRate: rate('0.0699'), when: 'each', cap: yuan('1000') },
  ]
  const fiscal: FiscalRule = {
    from: day('2025-09-01'),
    until: day('2026-12-31'),
    points: rate('0.01'),
    shareOfRate: rate('0.5'),
    cap: yuan('3000'),
    capPer: 'year',
  }
  const stacked = (
    change: Partial<Definition> = {},
    more: Partial<Wanted> = {},
    rule: Partial<FiscalRule> = {},
    used = {},
  ) =>
    dealOf(
      { definition: definition({ subsidies: layers, fiscalSubsidy: true, ...change }) },
      { ...wanted, ...more },
      { ...rules, fiscal: { ...fiscal, ...rule }, fiscalUsed: used },
    )

  it('go from the lender’s rate to the agreed one, then the treasury pays of what is left', () => {
    const { subsidies, plan, agreed, costForm } = stacked()
    expect(subsidies.map(one => [one.payer, one.fullRate, one.rate, one.when])).toEqual([
      ['manufacturer', '0.0899', '0.0699', 'disbursement'],
      ['dealer', '0.0699', '0.054', 'each'],
      ['fiscal', '0.054', '0.044', 'each'],
    ])
    // 1 % of 5.4 % is 10/54 of the first month's 450.00, cut to the fen.
    expect(subsidies[2]!.rows[0]).toBe(yuan('83.33'))
    expect(plan.installments[0]!.interest).toBe(yuan('366.67'))
    expect(agreed.installments[0]!.interest).toBe(yuan('450'))
    expect(costForm.items[0]!.amount).toBe(agreed.totals.interest)
    // The dealer's cap leaves the rest with the lender.
    expect(subsidies[1]!.amount).toBe(yuan('1000'))
    expect(subsidies[1]!.amount + subsidies[1]!.shortfall).toBe(subsidies[1]!.saved)
    // After 2026 the programme is over: the installment of 15 January 2027 has its interest of 2026 subsidised.
    expect(subsidies[2]!.payments.at(-1)!.on).toBe('2027-01-15')
    expect(stacked({}, { disbursedOn: day('2027-01-05') }).subsidies).toHaveLength(2)
  })

  it('stay within the treasury’s cap, of the rate and of the borrower’s year', () => {
    expect(stacked({ annualRate: rate('0.018'), minRate: rate('0.018') }).subsidies[2]!.rate).toBe('0.009')
    expect(stacked({}, {}, { cap: yuan('100') }).subsidies[2]!.amount).toBe(yuan('132.51'))
    expect(stacked({}, {}, { cap: yuan('100'), capPer: 'program' }).subsidies[2]!.amount).toBe(yuan('100'))
    const used = { 2026: yuan('2950'), program: yuan('2950') }
    expect(stacked({}, {}, { capPer: 'program' }, used).subsidies[2]!.amount).toBe(yuan('50'))
    expect(stacked({}, {}, { capPer: 'program' }, { program: yuan('4000') }).subsidies).toHaveLength(2)
  })

  it('are looked over: each payer once, rates falling, consumers only', () => {
    expect(faults({ subsidies: layers, fiscalSubsidy: true, maxRate: rate('0.06') })).toEqual([])
    expect(faults({ subsidies: [...layers].reverse(), maxRate: rate('0.06') })).toEqual(['subsidy'])
    expect(
      faults({ subsidies: [layers[0]!, { ...layers[1]!, payer: 'manufacturer' }], maxRate: rate('0.06') }),
    ).toEqual(['subsidy_twice'])
    expect(faults({ subsidies: [{ ...layers[0]!, payer: 'fiscal' }] })).toEqual(['subsidy_fiscal'])
    expect(faults({ fiscalSubsidy: true, vehicleUses: ['self', 'commercial'] })).toEqual(['fiscal_consumer'])
    expect(faults({ fiscalSubsidy: true, customerKinds: ['enterprise'] })).toEqual(['fiscal_consumer'])
  })

  it('share every installment to the fen, and nobody pays less than nothing', () => {
    const rates = fc
      .uniqueArray(fc.integer({ min: 1, max: 2000 }), { minLength: 3, maxLength: 3 })
      .map(list => list.sort((a, b) => b - a))
    fc.assert(
      fc.property(
        rates,
        fc.constantFrom('equal-installment', 'equal-principal', 'interest-only', 'seasonal'),
        fc.constantFrom('weekly', 'monthly', 'quarterly'),
        fc.constantFrom('period', 'actual/360'),
        fc.constantFrom('disbursement', 'each'),
        fc.integer({ min: 1, max: 60 }),
        fc.integer({ min: 100_000, max: 50_000_000 }),
        fc.option(fc.integer({ min: 1, max: 400_000 })),
        fc.integer({ min: 0, max: 800 }),
        (basis, method, frequency, dayCount, when, periods, principal, cap, offset) => {
          const [first, second, third] = basis.map(points => rate((points / 10_000).toFixed(4)))
          const plain: Partial<Definition> = {
            method,
            seasons: method === 'seasonal' ? [{ month: 2, share: rate('0') }] : [],
            frequency,
            dayCount,
          }
          const asked = {
            periods,
            principal: BigInt(principal) as Money,
            disbursedOn: new Date(Date.UTC(2025, 5, 1 + offset)).toISOString().slice(0, 10) as Day,
          }
          // A loan of winter alone has nothing to weigh.
          fc.pre(codeOf(() => deal(plain, asked)) === null)
          const layered: Definition['subsidies'] = [
            { payer: 'manufacturer', fullRate: first!, when, cap: null },
            { payer: 'dealer', fullRate: second!, when: 'each', cap: cap === null ? null : (BigInt(cap) as Money) },
          ]
          const { subsidies, plan } = stacked({ ...plain, annualRate: third!, subsidies: layered }, asked)
          const whole = deal({ ...plain, annualRate: first! }, asked).plan
          let missing = 0n
          plan.installments.forEach((row, index) => {
            const others = subsidies.reduce((sum, one) => sum + one.rows[index]!, 0n)
            // Rounding that would make a share negative stands in its neighbour; by the end nothing is missing.
            missing += whole.installments[index]!.payment - row.payment - others
            expect(row.interest >= 0n && row.payment >= 0n && row.principal >= 0n).toBe(true)
            for (const one of subsidies) expect(one.rows[index]! >= 0n).toBe(true)
          })
          expect(missing).toBe(0n)
          for (const one of subsidies) {
            expect(one.rows.reduce((sum, amount) => sum + amount, 0n)).toBe(one.saved)
            expect(one.payments.reduce((sum, paid) => sum + paid.amount, 0n)).toBe(one.amount)
            // What is earned over the plan is what is paid, whether at once or in parts.
            expect(one.earned.every(amount => amount >= 0n)).toBe(true)
            expect(one.earned.reduce((sum, amount) => sum + amount, 0n)).toBe(one.amount)
            if (one.when === 'each') expect(one.amount + one.shortfall).toBe(one.saved)
          }
        },
      ),
      { numRuns: 300 },
    )
  })
})
