import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { addDays, day } from '#lib/day'
import { fen, type Money, parseYuan } from '#lib/money'
import type { Rate } from '#lib/rate'
import type { Refusal } from '#lib/refusal'
import { runs } from '../../tests/runs.ts'
import { type Plan, planFor } from './plan.ts'
import { dayCounts, type Method, type Terms } from './terms.ts'
import { trueCost } from './true-cost.ts'

const yuan = (text: string) => parseYuan(text) as Money
const rate = (text: string) => text as Rate
const terms = (change: Partial<Terms> = {}): Terms => ({
  principal: yuan('100000'),
  disbursedOn: day('2026-01-15'),
  annualRate: rate('0.048'),
  periods: 36,
  method: 'equal-installment',
  dayCount: 'period',
  rounding: 'half-up',
  ...change,
})
const plan = (change: Partial<Terms> = {}) => planFor(terms(change))
const payments = ({ installments }: Plan) => installments.map(row => row.payment)
const codeOf = (change: Partial<Terms>) => {
  try {
    plan(change)
    return null
  } catch (error) {
    return (error as Refusal).code
  }
}

/** Methods that need no more than the terms every plan has. */
const plainMethods = ['equal-installment', 'equal-principal', 'interest-only'] as const satisfies Method[]
const anyPlain = fc.record({
  principal: fc.bigInt(100n, 500_000_000n).map(value => value as Money),
  disbursedOn: fc.integer({ min: 0, max: 4000 }).map(offset => addDays(day('2020-01-01'), offset)),
  annualRate: fc.integer({ min: 0, max: 3600 }).map(value => rate((value / 10_000).toFixed(4))),
  periods: fc.integer({ min: 1, max: 84 }),
  every: fc.record({
    count: fc.integer({ min: 1, max: 4 }),
    unit: fc.constantFrom('day', 'week', 'month', 'quarter', 'year'),
  }),
  method: fc.constantFrom<Method>(...plainMethods),
  dayCount: fc.constantFrom(...dayCounts),
  rounding: fc.constantFrom('half-up', 'half-even', 'up', 'down'),
  tail: fc.constantFrom('last', 'level'),
})
/** Terms of every method, with grace, steps, fees and rate changes mixed in. */
const anyTerms: fc.Arbitrary<Terms> = anyPlain.chain(plain =>
  fc
    .record({
      kind: fc.constantFrom('plain', 'balloon', 'flat-fee', 'stepped'),
      share: fc.integer({ min: 0, max: 100 }),
      first: fc.integer({ min: 0, max: plain.periods - 1 }),
      grace: fc.integer({ min: 0, max: Math.min(5, Math.floor((plain.periods - 1) / 2)) }),
      fee: fc.bigInt(0n, 10_000n).map(value => value as Money),
      changed: fc.integer({ min: 0, max: 900 }),
      changedRate: fc.integer({ min: 0, max: 2000 }).map(value => rate((value / 10_000).toFixed(4))),
      changes: fc.boolean(),
    })
    .map(({ kind, share, first, grace, fee, changed, changedRate, changes }) => ({
      ...plain,
      fees: [{ name: '服务费', amount: fee, when: 'each' as const, chargedBy: 'lender' as const }],
      ...(changes ? { rateChanges: [{ from: addDays(plain.disbursedOn, changed), annualRate: changedRate }] } : {}),
      ...(kind === 'plain' ? { principalGracePeriods: grace, interestOnlyPeriods: grace } : {}),
      ...(kind === 'balloon'
        ? { method: 'balloon' as const, balloon: ((plain.principal * BigInt(share)) / 100n) as Money }
        : {}),
      ...(kind === 'flat-fee' ? { method: 'flat-fee' as const, monthlyFeeRate: rate('0.003') } : {}),
      ...(kind === 'stepped' && first > 0
        ? { method: 'stepped' as const, steps: [{ periods: first, paymentShare: rate((share / 100).toFixed(2)) }] }
        : {}),
    })),
)

/** What is wrong with a plan's rows, or null: one look a plan instead of an expectation a row keeps 10,000 plans cheap. */
function fault(wanted: Terms, { installments, totals }: Plan): string | null {
  let balance: bigint = wanted.principal
  let from: string = wanted.disbursedOn
  for (const [index, row] of installments.entries()) {
    balance -= row.principal
    if (row.seq !== index + 1) return `row ${index} is numbered ${row.seq}`
    if (row.balance !== balance) return `row ${row.seq} leaves ${row.balance}, not ${balance}`
    if (row.balance < 0n || row.interest < 0n) return `row ${row.seq} is negative`
    if (row.payment !== row.principal + row.interest + row.fee) return `row ${row.seq} does not add up`
    if (row.dueOn <= from || row.days <= 0) return `row ${row.seq} is not after the one before`
    from = row.dueOn
  }
  if (installments.length !== wanted.periods) return `${installments.length} rows`
  if (balance !== 0n || totals.principal !== wanted.principal) return 'the principal is not repaid'
  return totals.payment === totals.principal + totals.interest + totals.fee ? null : 'the totals do not add up'
}

describe('every plan', () => {
  it('repays exactly the principal, row by row, never goes below zero, and adds up', () => {
    fc.assert(
      fc.property(anyTerms, wanted => {
        const wrong = fault(wanted, planFor(wanted))
        if (wrong) throw new Error(wrong)
      }),
      { numRuns: runs(2500) },
    )
  })

  it('is level but for the tail, which is no more than half a fen a period can grow to', () => {
    fc.assert(
      fc.property(anyPlain, wanted => {
        const { installments } = planFor({ ...wanted, method: 'equal-installment', rounding: 'half-up', tail: 'last' })
        const first = installments[0]!.payment
        const last = installments.at(-1)!
        if (installments.slice(0, -1).some(row => row.balance > 0n && row.payment !== first))
          throw new Error('an installment differs')
        // What half a fen of each installment and each interest has grown to by the end, rates being at most 36 % a year.
        const grown = installments.reduce(total => total * (1 + Math.max(...rowRates(wanted))) + 1, 0)
        if (wanted.principal > 1_000_000n && Math.abs(Number(last.payment - first)) > grown + 1)
          throw new Error(`the tail is ${last.payment - first}`)
      }),
      { numRuns: runs(2500) },
    )
  })

  it('moves with the calendar unchanged when it counts periods', () => {
    fc.assert(
      fc.property(anyTerms, fc.integer({ min: 0, max: 2000 }), (wanted, days) => {
        const still = { ...wanted, dayCount: 'period' as const, rateChanges: undefined }
        const [now, later] = [planFor(still), planFor({ ...still, disbursedOn: addDays(still.disbursedOn, days) })]
        if (later.installments.some((row, index) => row.payment !== now.installments[index]!.payment))
          throw new Error('a payment moved')
      }),
      { numRuns: runs(2500) },
    )
  })

  it('costs more at a higher rate', () => {
    fc.assert(
      fc.property(anyPlain, wanted => {
        // On a loan of a few yuan, or over centuries, the rounding of the level payment outweighs a percent of interest.
        const lower = { ...wanted, principal: (wanted.principal + 1_000_000n) as Money, every: undefined }
        const higher = { ...lower, annualRate: rate((Number(wanted.annualRate) + 0.01).toFixed(4)) }
        const [low, high] = [planFor(lower), planFor(higher)]
        if (high.totals.interest < low.totals.interest) throw new Error('more rate, less interest')
        if (Number(trueCost(higher, high).effective) <= Number(trueCost(lower, low).effective))
          throw new Error('more rate, less cost')
      }),
      { numRuns: runs(2500) },
    )
  })

  it('has a tail no bigger when it is levelled', () => {
    const tail = ({ installments }: Plan) => {
      const difference = installments.at(-1)!.payment - installments[0]!.payment
      return difference < 0n ? -difference : difference
    }
    fc.assert(
      fc.property(anyPlain, wanted => {
        const level = { ...wanted, method: 'equal-installment' as const }
        expect(tail(planFor({ ...level, tail: 'level' })) <= tail(planFor({ ...level, tail: 'last' }))).toBe(true)
      }),
      { numRuns: runs(1000) },
    )
  })

  it('truly costs its rate when nothing but interest is charged', () => {
    fc.assert(
      fc.property(anyPlain, wanted => {
        fc.pre(wanted.principal >= 100_000_000n)
        const even = { ...wanted, dayCount: 'period' as const, rounding: 'half-even' as const }
        const cost = trueCost(even, planFor(even))
        expect(Number(cost.simple)).toBeCloseTo(Number(wanted.annualRate) * 100, 2)
      }),
      { numRuns: 500 },
    )
  })
})

/** What a period of plain terms bears at most. */
const rowRates = ({ annualRate, every }: Terms) => {
  const years = { day: 1 / 360, week: 7 / 360, month: 31 / 360, quarter: 92 / 360, year: 366 / 360 }
  return [Number(annualRate) * (every?.count ?? 1) * years[every?.unit ?? 'month']]
}

describe('methods', () => {
  it('leave the balloon for the last installment', () => {
    const { installments } = plan({ method: 'balloon', balloon: yuan('30000'), annualRate: rate('0.054') })
    expect([installments[0]!.payment, installments[35]!.payment]).toEqual([yuan('2245.56'), yuan('32245.43')])
    expect(payments(plan({ method: 'balloon', balloon: yuan('0') }))).toEqual(payments(plan()))
    expect(payments(plan({ method: 'balloon', balloon: yuan('100000'), periods: 2 }))).toEqual([
      yuan('400'),
      yuan('100400'),
    ])
  })

  it('pay shares of one installment that repays', () => {
    const { installments } = plan({
      method: 'stepped',
      steps: [
        { periods: 12, paymentShare: rate('0.5') },
        { periods: 24, paymentShare: rate('1') },
      ],
    })
    expect(installments[12]!.payment - 2n * installments[0]!.payment).toBeLessThanOrEqual(1n)
    // 0.5·A·a(12) + A·a(24)·v^12 = P at 0.4 % a month.
    expect([installments[0]!.payment, installments[12]!.payment]).toEqual([yuan('1810.35'), yuan('3620.69')])
    expect(payments(plan({ method: 'stepped', steps: [{ periods: 12, paymentShare: rate('0.5') }] }))).toEqual(
      installments.map(row => row.payment),
    )
  })

  it('pay fixed steps first and solve the rest', () => {
    const { installments } = plan({ method: 'stepped', steps: [{ periods: 12, payment: yuan('1000') }] })
    expect(installments.slice(0, 12).every(row => row.payment === yuan('1000'))).toBe(true)
    const rest = plan({ principal: installments[11]!.balance, periods: 24 })
    expect(installments[12]!.payment).toBe(rest.installments[0]!.payment)
  })

  it('solve a share before fixed steps, whose last payment takes the tail and what later rates bring', () => {
    const last = {
      method: 'stepped',
      steps: [
        { periods: 30, paymentShare: rate('1') },
        { periods: 6, payment: yuan('1000') },
      ],
    } as const
    const { installments } = plan(last)
    expect(installments.slice(30, 35).every(row => row.payment === yuan('1000'))).toBe(true)
    expect(Number(installments[35]!.payment)).toBeCloseTo(Number(yuan('1000')), -3)
    const dearer = plan({ ...last, rateChanges: [{ from: day('2028-09-01'), annualRate: rate('0.06') }] })
    expect(dearer.installments[35]!.payment).toBeGreaterThan(installments[35]!.payment)
    expect(dearer.installments[35]!.balance).toBe(0n)
  })

  it('end early where fixed steps repay before the last period', () => {
    const { installments } = plan({ method: 'stepped', steps: [{ periods: 12, payment: yuan('20000') }] })
    expect(installments[5]!.balance).toBe(0n)
    expect(installments.slice(6).every(row => row.payment === 0n)).toBe(true)
  })

  it('pay custom amounts, a rounding cent a period going into the last', () => {
    const usual = payments(plan())
    expect(payments(plan({ method: 'custom', payments: usual }))).toEqual(usual)
    expect(payments(plan({ method: 'custom', payments: Array(36).fill(usual[0]) }))).toEqual(usual)
    expect(codeOf({ method: 'custom', payments: Array(36).fill(yuan('2900')) })).toBe('product.does_not_repay')
    expect(codeOf({ method: 'custom', payments: [yuan('100400')] })).toBe('product.payments')
  })

  it('let a payment below the interest raise the balance', () => {
    const { installments } = plan({ method: 'custom', periods: 2, payments: [yuan('0'), yuan('100801.60')] })
    expect(installments).toMatchObject([
      { principal: yuan('-400'), interest: yuan('400'), payment: 0n, balance: yuan('100400') },
      { principal: yuan('100400'), interest: yuan('401.60'), payment: yuan('100801.60'), balance: 0n },
    ])
  })

  it('pay nothing in grace, then interest only, then as usual', () => {
    const { installments } = plan({ principalGracePeriods: 2, interestOnlyPeriods: 3 })
    expect(installments.slice(0, 2)).toMatchObject([
      { principal: yuan('-400'), interest: yuan('400'), payment: 0n, balance: yuan('100400') },
      { principal: yuan('-401.60'), interest: yuan('401.60'), payment: 0n, balance: yuan('100801.60') },
    ])
    expect(installments.slice(2, 5).map(row => [row.principal, row.payment])).toEqual(
      Array(3).fill([0n, yuan('403.21')]),
    )
    const rest = plan({ principal: yuan('100801.60'), periods: 31 })
    expect(payments({ ...rest, installments: installments.slice(5) })).toEqual(payments(rest))
    const falling = plan({ method: 'equal-principal', principalGracePeriods: 2, periods: 12 })
    expect(falling.installments[2]!.principal).toBe(yuan('10080.16'))
  })

  it('charge a flat fee for the months of a period, and fees of each installment beside it', () => {
    const flat = { method: 'flat-fee', annualRate: rate('0'), monthlyFeeRate: rate('0.003'), periods: 4 } as const
    expect(plan({ ...flat, every: { count: 1, unit: 'quarter' } }).installments[0]!.fee).toBe(yuan('900'))
    const fees = [{ name: '账户费', rate: rate('0.0001'), when: 'each', chargedBy: 'dealer' }] as const
    expect(plan({ ...flat, fees }).installments.map(row => row.fee)).toEqual(Array(4).fill(yuan('310')))
  })
})

describe('rate changes', () => {
  it('on a due day bear from the next period, with an installment solved anew', () => {
    const { installments } = plan({ rateChanges: [{ from: day('2027-01-15'), annualRate: rate('0.045') }] })
    const usual = plan()
    expect(installments.slice(0, 12)).toEqual(usual.installments.slice(0, 12))
    const rest = plan({ principal: installments[11]!.balance, periods: 24, annualRate: rate('0.045') })
    expect(installments.slice(12).map(row => row.payment)).toEqual(payments(rest))
  })

  it('within a period bear their own days', () => {
    const { installments } = plan({
      dayCount: 'actual/360',
      method: 'interest-only',
      periods: 1,
      rateChanges: [{ from: day('2026-01-25'), annualRate: rate('0.036') }],
    })
    // 10 days at 4.8 % and 21 at 3.6 %.
    expect(installments[0]!.interest).toBe(yuan('343.33'))
  })

  it('before the disbursement bear from the start', () => {
    expect(payments(plan({ rateChanges: [{ from: day('2026-01-15'), annualRate: rate('0.06') }] }))).toEqual(
      payments(plan({ annualRate: rate('0.06') })),
    )
  })
})

describe('rounding', () => {
  it('to yuan or jiao keeps every amount whole in that unit', () => {
    for (const [scale, unit] of [
      [0, 100n],
      [1, 10n],
    ] as const) {
      const { installments, totals } = plan({ scale })
      for (const row of installments)
        expect((row.payment % unit) + (row.interest % unit) + (row.balance % unit)).toBe(0n)
      expect(totals.principal).toBe(yuan('100000'))
    }
    expect(plan({ scale: 0 }).installments[0]!.payment).toBe(yuan('2988'))
    expect(codeOf({ scale: 0, principal: fen(10_000_050n) })).toBe('product.principal_decimals')
  })

  it('of a half goes as told', () => {
    const interest = (rounding: Terms['rounding']) =>
      plan({ principal: yuan('0.50'), annualRate: rate('0.12'), method: 'interest-only', rounding }).installments[0]!
        .interest
    expect(['half-up', 'half-even', 'up', 'down'].map(mode => interest(mode as Terms['rounding']))).toEqual([
      1n,
      0n,
      1n,
      0n,
    ])
  })
})

describe('the true cost', () => {
  it('takes irregular dates by XIRR on actual/365', () => {
    const odd = terms({ dayCount: 'actual/365', method: 'interest-only', periods: 1, firstDueOn: day('2027-01-15') })
    expect(trueCost(odd, planFor(odd)).effective).toBe('4.8000')
  })

  it('knows that a fee at disbursement lowers the cash and nothing else', () => {
    const fees = [{ name: '服务费', amount: yuan('3000'), when: 'disbursement', chargedBy: 'lender' }] as const
    const charged = terms({ fees })
    expect(planFor(charged)).toEqual(plan())
    expect(trueCost(charged, planFor(charged))).toEqual({ simple: '6.8430', effective: '7.0617' })
  })
})

describe('refusals', () => {
  it('name what cannot be', () => {
    expect(codeOf({ principal: fen(0) })).toBe('product.principal')
    expect(codeOf({ periods: 0 })).toBe('product.periods')
    expect(codeOf({ periods: 601 })).toBe('product.periods')
    expect(codeOf({ every: { count: 0, unit: 'month' } })).toBe('product.every')
    expect(codeOf({ annualRate: rate('10.0001') })).toBe('product.rate')
    expect(codeOf({ annualRate: rate('-1') })).toBe('product.rate')
    // −99 % a year over two-year periods is more than everything.
    expect(codeOf({ annualRate: rate('-0.99'), every: { count: 2, unit: 'year' } })).toBe('product.rate')
    expect(codeOf({ disbursedOn: '2026-02-30' as Terms['disbursedOn'] })).toBe('product.disbursed_on')
    expect(codeOf({ firstDueOn: day('2026-01-15') })).toBe('product.first_due')
    expect(codeOf({ method: 'balloon' })).toBe('product.balloon')
    expect(codeOf({ method: 'balloon', balloon: yuan('100000.01') })).toBe('product.balloon')
    expect(codeOf({ principalGracePeriods: 30, interestOnlyPeriods: 6 })).toBe('product.grace_periods')
    expect(codeOf({ method: 'flat-fee' })).toBe('product.monthly_fee_rate')
    expect(codeOf({ method: 'stepped' })).toBe('product.steps')
    expect(codeOf({ method: 'stepped', steps: [{ periods: 37, paymentShare: rate('1') }] })).toBe('product.steps')
    expect(codeOf({ method: 'stepped', steps: [{ periods: 36, payment: yuan('2000') }] })).toBe(
      'product.does_not_repay',
    )
    expect(codeOf({ method: 'stepped', steps: [{ periods: 36, paymentShare: rate('0') }] })).toBe('product.steps')
    const twice = { from: day('2027-01-01'), annualRate: rate('0.05') }
    expect(codeOf({ rateChanges: [twice, twice] })).toBe('product.rate_changes')
    const fee = { name: '费', when: 'disbursement', chargedBy: 'lender' } as const
    expect(codeOf({ fees: [fee] })).toBe('product.fees')
    expect(codeOf({ fees: [{ ...fee, amount: yuan('100000') }] })).toBe('product.fees')
    expect(codeOf({ subsidy: { payer: 'dealer', customerRate: rate('0.05') } })).toBe('product.subsidy')
    expect(codeOf({ periods: 600, every: { count: 2, unit: 'year' } })).toBe('product.due_beyond_calendar')
    expect(codeOf({ periods: 600, every: { count: 36_500, unit: 'week' } })).toBe('product.due_beyond_calendar')
  })
})
