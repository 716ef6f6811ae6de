import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { Decimal } from '#lib/decimal'
import type { Refusal } from '#lib/refusal'
import { quote } from './quote-answer.ts'
import { methods } from './terms.ts'

const terms = (change: Record<string, unknown> = {}): Record<string, unknown> => ({
  principal: '100000.00',
  disbursedOn: '2026-01-15',
  annualRate: '0.048',
  periods: 36,
  every: { count: 1, unit: 'month' },
  method: 'equal-installment',
  ...change,
})
const codeOf = (input: unknown) => {
  try {
    quote(input)
    return null
  } catch (error) {
    return (error as Refusal).code
  }
}
const refused = (change: Record<string, unknown>) => codeOf(terms(change))
const warnings = (change: Record<string, unknown>) => quote(terms(change)).warnings.map(warning => warning.code)

/** Terms that use every field, so that a fault can be planted in each. */
const rich = {
  ...terms(),
  dayCount: 'actual/365',
  rounding: { mode: 'half-up', scale: 2 },
  tail: 'last',
  firstDueOn: '2026-02-20',
  balloon: '20000.00',
  method: 'balloon',
  interestOnlyPeriods: 2,
  principalGracePeriods: 1,
  monthlyFeeRate: '0.001',
  steps: [{ periods: 12, paymentShare: '0.5' }],
  payments: Array(36).fill('3000.00'),
  rateChanges: [{ from: '2027-01-01', annualRate: '0.045' }],
  fees: [{ name: '服务费', amount: '300.00', when: 'disbursement', chargedBy: 'lender' }],
  subsidy: { payer: 'manufacturer', customerRate: '0.0199', cap: '3000.00' },
}

describe('a quote', () => {
  it('takes what is left out as monthly, half-up to the fen, tail last, by periods', () => {
    const full = terms({ dayCount: 'period', rounding: { mode: 'half-up', scale: 2 }, tail: 'last' })
    expect(quote(terms({ every: undefined }))).toEqual(quote(full))
    expect(quote(terms({ rounding: {} }))).toEqual(quote(full))
    const flat = { method: 'flat-fee', monthlyFeeRate: '0.003' }
    expect(quote(terms({ ...flat, annualRate: undefined }))).toEqual(quote(terms({ ...flat, annualRate: '0' })))
    expect(quote(terms({ firstDueOn: null, fees: null, balloon: null }))).toEqual(quote(full))
  })

  it('reads numbers where they are exact', () => {
    expect(quote(terms({ principal: 100000, annualRate: 0.048 }))).toEqual(quote(terms()))
    expect(refused({ annualRate: 0.1 + 0.2 })).toBe('product.rate')
    expect(refused({ principal: 1e21 })).toBe('product.principal')
    expect(quote(terms({ annualRate: 1e-7 })).totals.interest).toBe('0.00')
  })

  it('writes two decimals whatever the scale', () => {
    const { installments } = quote(terms({ rounding: { mode: 'half-up', scale: 0 } }))
    expect(installments[0]).toMatchObject({ payment: '2988.00', interest: '400.00', balance: '97412.00' })
    expect(quote(terms({ principal: '100000.00', rounding: { scale: 1 } })).installments[0]!.payment).toBe('2988.10')
  })

  it('keeps thirty decimals unrounded, and still repays exactly', () => {
    fc.assert(
      fc.property(
        fc.record({
          annualRate: fc.integer({ min: 0, max: 5000 }).map(value => (value / 10_000).toFixed(4)),
          periods: fc.integer({ min: 1, max: 120 }),
          method: fc.constantFrom('equal-installment', 'equal-principal', 'balloon'),
          dayCount: fc.constantFrom('period', 'actual/365', 'actual/actual', '30/360'),
        }),
        change => {
          const { installments, totals } = quote(terms({ ...change, balloon: '12345.67', rounding: { mode: 'none' } }))
          const sum = installments.reduce((total, row) => total.plus(row.principal), new Decimal(0))
          expect(sum.minus('100000').abs().lt('1e-25')).toBe(true)
          expect([totals.principal, installments.at(-1)!.balance]).toEqual(['100000.00', '0.00'])
          if (change.method !== 'equal-installment') return
          const [first, last] = [installments[0]!, installments.at(-1)!].map(row => new Decimal(row.payment))
          expect(first!.minus(last!).abs().lt('1e-18')).toBe(true)
        },
      ),
      { numRuns: 300 },
    )
    const exact = quote(terms({ rounding: { mode: 'none' } })).installments[0]!
    // P·i/(1−(1+i)^−36) at 0.4 % a month, to thirty decimals.
    expect(exact.payment).toBe(
      new Decimal('100000')
        .times('0.004')
        .div(new Decimal(1).minus(new Decimal('1.004').pow(-36)))
        .toFixed(30),
    )
  })

  it('survives six hundred periods at a thousand percent', () => {
    for (const unit of ['day', 'month', 'quarter'] as const)
      for (const mode of ['half-up', 'none'])
        for (const tail of ['last', 'level']) {
          const answer = quote(
            terms({ periods: 600, annualRate: '10', every: { count: 1, unit }, rounding: { mode }, tail }),
          )
          expect(answer.totals.principal).toBe('100000.00')
          expect(answer.installments).toHaveLength(600)
        }
  })

  it('takes several subsidies, each with its form and share, and says of each installment who pays what', () => {
    const three = [
      { payer: 'manufacturer', form: 'disbursement', share: '0.5' },
      { payer: 'dealer', form: 'each', share: '0.25', cap: '500.00' },
      { payer: 'fiscal', form: 'each', customerRate: '0.005' },
    ]
    const answer = quote(terms({ annualRate: '0.0599', subsidies: three }))
    expect(answer.subsidies!.map(one => [one.payer, one.fullRate, one.customerRate, one.form])).toEqual([
      ['manufacturer', '0.0599', '0.02995', 'disbursement'],
      ['dealer', '0.02995', '0.014975', 'each'],
      ['fiscal', '0.014975', '0.005', 'each'],
    ])
    expect(answer.installments.map(row => row.payment)).toEqual(
      quote(terms({ annualRate: '0.005' })).installments.map(row => row.payment),
    )
    const contract = quote(terms({ annualRate: '0.0599' })).installments
    for (const [index, row] of answer.installments.entries()) {
      const parts = Object.values(row.paidBy!).reduce((sum, part) => sum + Math.round(Number(part) * 100), 0)
      expect(parts).toBe(Math.round(Number(contract[index]!.payment) * 100))
      expect(row.contractPayment).toBe(contract[index]!.payment)
      expect(row.paidBy!.customer).toBe(row.payment)
    }
    expect(answer.warnings.map(one => one.code)).toEqual(['product.subsidy_capped'])
    expect(answer.subsidies![1]!.amount).toBe('500.00')
    expect(answer.subsidies![1]!.payments.reduce((sum, one) => sum + Number(one.amount), 0)).toBeCloseTo(500)
    // One in the list is what the one alone is.
    const alone = { payer: 'manufacturer', customerRate: '0.0199' }
    const [one] = quote(terms({ annualRate: '0.0599', subsidies: [alone] })).subsidies!
    expect(one).toMatchObject(quote(terms({ annualRate: '0.0599', subsidy: alone })).subsidy!)
    for (const subsidies of [
      'x',
      [null],
      [{ payer: 'dealer' }],
      [{ payer: 'dealer', share: '0.5', customerRate: '0.01' }],
      [{ payer: 'dealer', share: '1.1' }],
      [
        { payer: 'dealer', share: '0.6' },
        { payer: 'fiscal', share: '0.6' },
      ],
      [
        { payer: 'dealer', customerRate: '0.01' },
        { payer: 'fiscal', customerRate: '0.02' },
      ],
      [
        { payer: 'dealer', customerRate: '0.02' },
        { payer: 'dealer', customerRate: '0.01' },
      ],
    ])
      expect(refused({ annualRate: '0.0599', subsidies })).toBe('product.subsidy')
    // The one that is wrong, and by what it is called there, is named.
    const late = { payer: 'fiscal', share: '0.1', form: 'lump' }
    expect(() => quote(terms({ annualRate: '0.0599', subsidies: [alone, late] }))).toThrow(
      expect.objectContaining({ field: 'subsidies[1].form' }),
    )
  })

  it('adds the subsidy where there is one, up to its cap', () => {
    const subsidy = { payer: 'manufacturer', customerRate: '0.0199', cap: '3000.00' }
    const answer = quote(terms({ annualRate: '0.0599', subsidy }))
    expect(answer.subsidy).toMatchObject({ amount: '3000.00', presentValue: '5849.24' })
    expect(answer.warnings.map(warning => warning.code)).toEqual(['product.subsidy_capped'])
    expect('subsidy' in quote(terms())).toBe(false)
  })

  it('warns of what a person should know', () => {
    expect(warnings({ anualRate: '0.05' })).toEqual(['product.unknown_field'])
    expect(warnings({ balloon: '5' })).toEqual(['product.ignored_field'])
    expect(warnings({ method: 'flat-fee', monthlyFeeRate: '0.003' })).toEqual(['product.ignored_field'])
    expect(warnings({ firstDueOn: '2026-03-01' })).toEqual(['product.odd_first_period'])
    expect(warnings({ firstDueOn: '2026-02-15' })).toEqual([])
    expect(warnings({ method: 'custom', periods: 2, payments: ['0', '100801.60'] })).toEqual(['product.balance_grows'])
    expect(warnings({ method: 'custom', periods: 2, payments: ['100400', '5'] })).toEqual([
      'product.repaid_early',
      'product.payment_adjusted',
    ])
  })

  it('refuses each impossible term by its code', () => {
    for (const input of [null, 1, 'x', [], undefined]) expect(codeOf(input)).toBe('product.terms')
    for (const principal of [
      '0',
      '-1',
      'NaN',
      'abc',
      '',
      ' 1',
      '1e5',
      null,
      undefined,
      {},
      [],
      true,
      Number.NaN,
      '1,000',
    ])
      expect(refused({ principal })).toBe('product.principal')
    expect(refused({ principal: '100.005' })).toBe('product.principal_decimals')
    expect(refused({ principal: '100.5', rounding: { mode: 'up', scale: 0 } })).toBe('product.principal_decimals')
    for (const periods of [0, -1, 601, 1.5, '36', null, undefined, 1e9, Number.NaN, [36]])
      expect(refused({ periods })).toBe('product.periods')
    for (const disbursedOn of ['2026-02-30', '2026-13-01', '2026-1-5', '', null, undefined, 20260115, '0000-00-00'])
      expect(refused({ disbursedOn })).toBe('product.disbursed_on')
    for (const annualRate of [
      '-1',
      '-1.5',
      'NaN',
      '10.01',
      '11',
      'x',
      null,
      undefined,
      '',
      '4.8%',
      Number.POSITIVE_INFINITY,
    ])
      expect(refused({ annualRate })).toBe('product.rate')
    for (const method of ['annuity', '', null, undefined, 1, {}]) expect(refused({ method })).toBe('product.method')
    for (const every of [
      null,
      [],
      'month',
      {},
      { count: 1 },
      { count: 0, unit: 'month' },
      { count: 1, unit: 'fortnight' },
    ])
      expect(refused({ every })).toBe('product.every')
    expect(refused({ every: { count: 1, unit: 'toString' } })).toBe('product.every')
    for (const dayCount of ['actual/364', null, 30]) expect(refused({ dayCount })).toBe('product.day_count')
    for (const rounding of [null, 'half-up', [], { mode: 'nearest' }, { mode: null }])
      expect(refused({ rounding })).toBe('product.rounding')
    for (const scale of [3, 9, -1, 1.5, '2', null]) expect(refused({ rounding: { scale } })).toBe('product.scale')
    expect(refused({ tail: 'first' })).toBe('product.tail')
    for (const firstDueOn of ['2026-01-14', '2026-01-15', '2026-02-30', 5])
      expect(refused({ firstDueOn })).toBe('product.first_due')
    for (const balloon of ['100000.01', '-1', 'x', undefined])
      expect(refused({ method: 'balloon', balloon })).toBe('product.balloon')
    for (const monthlyFeeRate of ['-0.1', 'x', undefined])
      expect(refused({ method: 'flat-fee', monthlyFeeRate })).toBe('product.monthly_fee_rate')
    for (const interestOnlyPeriods of [36, -1, 0.5, '3'])
      expect(refused({ interestOnlyPeriods })).toBe('product.grace_periods')
    for (const principalGracePeriods of [36, 1e9])
      expect(refused({ principalGracePeriods })).toBe('product.grace_periods')
    for (const steps of [
      [],
      undefined,
      'x',
      [null],
      [{ periods: 12 }],
      [{ periods: null, payment: '5' }],
      [{ periods: 40, paymentShare: '1' }],
    ])
      expect(refused({ method: 'stepped', steps })).toBe('product.steps')
    for (const payments of [[], undefined, 'x', ['1'], Array(36).fill(null), Array(36).fill('-1')])
      expect(refused({ method: 'custom', payments })).toBe('product.payments')
    expect(refused({ method: 'custom', payments: Array(36).fill('1') })).toBe('product.does_not_repay')
    expect(refused({ method: 'stepped', steps: [{ periods: 36, payment: '1' }] })).toBe('product.does_not_repay')
    for (const rateChanges of [
      'x',
      [null],
      [{}],
      [{ from: '2026-02-30', annualRate: '0.04' }],
      [{ from: '2027-01-01', annualRate: '11' }],
    ])
      expect(refused({ rateChanges })).toBe('product.rate_changes')
    const fee = { name: '费', amount: '5', when: 'each' }
    for (const fees of [
      'x',
      [null],
      [{ ...fee, when: 'never' }],
      [{ ...fee, rate: '0.1' }],
      [{ ...fee, amount: '-5' }],
      [{ ...fee, amount: '100000', when: 'disbursement' }],
    ])
      expect(refused({ fees })).toBe('product.fees')
    for (const subsidy of ['x', {}, { payer: 'x', customerRate: '0' }, { payer: 'dealer', customerRate: '0.05' }])
      expect(refused({ subsidy })).toBe('product.subsidy')
    expect(refused({ periods: 600, every: { count: 10, unit: 'year' } })).toBe('product.due_beyond_calendar')
  })

  it('answers or refuses, whatever junk stands in whichever field', () => {
    const junk = fc.oneof(
      fc.constantFrom(
        null,
        undefined,
        Number.NaN,
        -1,
        0,
        1e308,
        '',
        'NaN',
        '-0',
        '١',
        '2026-02-30',
        '9'.repeat(400),
        true,
        [],
        {},
        [null],
        [[]],
      ),
      fc.jsonValue(),
    )
    const paths = pathsOf(rich)
    fc.assert(
      fc.property(fc.constantFrom(...paths), junk, fc.constantFrom(...methods), (path, value, method) => {
        const input = put({ ...rich, method, steps: [{ periods: 12, paymentShare: '0.5' }] }, path, value)
        try {
          expect(quote(input).totals.principal).toMatch(/^\d+\.\d\d$/)
        } catch (error) {
          expect((error as Refusal).code).toMatch(/^product\.[a-z_]+$/)
        }
      }),
      { numRuns: 5000 },
    )
  })
})

type Path = readonly (string | number)[]

function pathsOf(value: unknown, path: Path = []): Path[] {
  if (typeof value !== 'object' || value === null) return [path]
  const inside = Object.entries(value).slice(0, 30)
  return [...(path.length > 0 ? [path] : []), ...inside.flatMap(([key, one]) => pathsOf(one, [...path, key]))]
}

function put(target: unknown, [key, ...rest]: Path, value: unknown): unknown {
  if (key === undefined) return value
  const copy = Array.isArray(target) ? [...target] : { ...(target as object) }
  const slot = copy as Record<string | number, unknown>
  slot[key] = put(slot[key], rest, value)
  return copy
}
