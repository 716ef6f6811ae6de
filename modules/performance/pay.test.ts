import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Day } from '#lib/day'
import { Decimal } from '#lib/decimal'
import { fen, type Money, parseYuan } from '#lib/money'
import { checkDeferral, type DeferralRule, defer } from './deferral.ts'
import { evaluate, readFormula } from './formula.ts'
import { type Component, checkPlan, earn, makeUp, type PlanBody } from './incentive-plan.ts'
import { balancesOf, deferredOf, hold, type NewLine, type PayLine, release, takeBack, vest } from './pay-line.ts'
import { lintPlan } from './plan-lint.ts'
import { atFault, monthlyCap, planRecovery } from './recovery.ts'

const yuan = (text: string) => parseYuan(text)!
const rule: DeferralRule = {
  share: '0.4',
  parts: [
    { afterMonths: 12, share: '0.3' },
    { afterMonths: 24, share: '0.3' },
    { afterMonths: 36, share: '0.4' },
  ],
}
const law = { leastShare: '0.4', leastMonths: 36 }
const funded = '2026-01-15' as Day

/** A ledger of one loan and person in memory. */
function ledger() {
  const lines: PayLine[] = []
  const write = (line: Omit<PayLine, 'key' | 'personKey' | 'loanKey' | 'part'>) => {
    lines.push({ key: BigInt(lines.length + 1), personKey: 1n, loanKey: 7n, part: 'commission', ...line })
  }
  return {
    lines,
    earn(amount: Money, by = rule) {
      const { now, parts } = defer(amount, by, funded)
      if (now > 0n) write({ step: 'earn', amount: now, vestsOn: null, parent: null })
      for (const part of parts) write({ step: 'defer', amount: part.amount, vestsOn: part.vestsOn, parent: null })
    },
    pay() {
      const { payable } = balancesOf(lines)
      if (payable > 0n) write({ step: 'pay', amount: payable, vestsOn: null, parent: null })
    },
    deduct(amount: Money) {
      write({ step: 'give-back', amount, vestsOn: null, parent: null })
    },
    add(news: NewLine[]) {
      for (const { parent, ...line } of news) write({ ...line, vestsOn: null, parent: parent.key })
    },
  }
}

describe('the worked example', () => {
  it('pays 720 now and 144, 144, 192 later; holds 480; takes 480 and 120 at a finding of one half', () => {
    const book = ledger()
    book.earn(yuan('1200'))
    expect(book.lines.map(line => [line.step, line.amount, line.vestsOn])).toEqual([
      ['earn', 72000n, null],
      ['defer', 14400n, '2027-01-15'],
      ['defer', 14400n, '2028-01-15'],
      ['defer', 19200n, '2029-01-15'],
    ])
    book.pay()
    book.add(hold(book.lines))
    expect(balancesOf(book.lines)).toMatchObject({ held: 48000n, deferred: 0n, paid: 72000n })
    expect(vest(book.lines, '2029-12-31' as Day)).toEqual([])
    const wanted = atFault(yuan('1200'), 'partial', '0.5')
    expect(wanted).toBe(60000n)
    book.add(takeBack(book.lines, wanted))
    expect(balancesOf(book.lines)).toEqual({
      cost: -60000n,
      payable: 0n,
      deferred: 0n,
      held: 0n,
      paid: 72000n,
      claim: -12000n,
    })
    const wages = { mostShare: '0.2', leastWage: yuan('2500') }
    expect(monthlyCap(yuan('9000'), wages)).toBe(180000n)
    expect(planRecovery(yuan('120'), yuan('9000'), wages, '2026-06-01' as Day)).toEqual([
      { month: '2026-06-01', amount: 12000n },
    ])
    book.deduct(yuan('120'))
    expect(balancesOf(book.lines)).toMatchObject({ cost: -60000n, paid: 60000n, claim: 0n })
  })

  it('loses nothing when the loan is cured before a case', () => {
    const book = ledger()
    book.earn(yuan('1200'))
    book.add(hold(book.lines))
    book.add(release(book.lines))
    expect(balancesOf(book.lines)).toMatchObject({ deferred: 48000n, held: 0n })
    expect(vest(book.lines, '2028-01-15' as Day).map(line => line.amount)).toEqual([14400n, 14400n])
  })
})

describe('the pay ledger', () => {
  const step = fc.oneof(
    fc.record({ do: fc.constant('earn' as const), amount: fc.bigInt(1n, 10_000_000n) }),
    fc.record({ do: fc.constant('pay' as const) }),
    fc.record({ do: fc.constant('hold' as const) }),
    fc.record({ do: fc.constant('release' as const) }),
    fc.record({ do: fc.constant('vest' as const), months: fc.integer({ min: 1, max: 40 }) }),
    fc.record({ do: fc.constant('take' as const), amount: fc.bigInt(0n, 12_000_000n) }),
  )

  it('nets to exactly nothing for a loan that is fully reversed, whatever happened to it before', () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 30 }), steps => {
        const book = ledger()
        for (const one of steps) {
          if (one.do === 'earn') book.earn(fen(one.amount))
          if (one.do === 'pay') book.pay()
          if (one.do === 'hold') book.add(hold(book.lines))
          if (one.do === 'release') book.add(release(book.lines))
          if (one.do === 'vest') book.add(vest(book.lines, `${2026 + Math.floor(one.months / 12)}-12-31` as Day))
          if (one.do === 'take') book.add(takeBack(book.lines, fen(one.amount)))
          const now = balancesOf(book.lines)
          expect(Object.values(now).reduce((total, amount) => total + amount, 0n)).toBe(0n)
          for (const account of ['payable', 'deferred', 'held', 'paid'] as const) expect(now[account] >= 0n).toBe(true)
          expect(now.cost <= 0n && now.claim <= 0n).toBe(true)
        }
        book.add(takeBack(book.lines, fen(-balancesOf(book.lines).cost)))
        const end = balancesOf(book.lines)
        expect(end.cost).toBe(0n)
        expect([end.payable, end.deferred, end.held]).toEqual([0n, 0n, 0n])
        expect(end.claim).toBe(-end.paid)
        if (end.paid > 0n) book.deduct(end.paid)
        expect(Object.values(balancesOf(book.lines)).every(amount => amount === 0n)).toBe(true)
      }),
      { numRuns: 2000 },
    )
  })

  it('splits every amount into parts that sum to it', () => {
    fc.assert(
      fc.property(
        fc.bigInt(0n, 10n ** 12n),
        fc.integer({ min: 0, max: 10_000 }),
        fc.integer({ min: 1, max: 12 }),
        (amount, share, count) => {
          const parts = Array.from({ length: count }, (_, at) => ({ afterMonths: (at + 1) * 3, share: '0.05' }))
          const split = defer(fen(amount), { share: String(share / 10_000), parts }, funded)
          expect(split.parts.reduce((total, part) => total + part.amount, 0n as bigint) + split.now).toBe(amount)
        },
      ),
    )
  })

  it('knows what still waits of each deferred part', () => {
    const book = ledger()
    book.earn(yuan('1000'))
    book.add(vest(book.lines, '2027-02-01' as Day))
    expect(deferredOf(book.lines).map(part => part.waiting)).toEqual([0n, 12000n, 16000n])
  })
})

describe('a deferral', () => {
  const refusal = (change: Partial<DeferralRule>, riskRelevant = true) => {
    try {
      checkDeferral({ ...rule, ...change }, riskRelevant, law)
      return null
    } catch (error) {
      return (error as { code: string }).code
    }
  }
  it('may be back-loaded but never front-loaded, and is long and large enough for posts that decide about risk', () => {
    expect(refusal({})).toBeNull()
    expect(refusal({ share: '0.3' })).toBe('performance.deferral_too_little')
    expect(refusal({ share: '0.3' }, false)).toBeNull()
    expect(refusal({ share: '1.2' })).toBe('performance.deferral_share')
    expect(refusal({ parts: [{ afterMonths: 12, share: '0.5' }] })).toBe('performance.deferral_parts')
    expect(
      refusal({
        parts: [
          { afterMonths: 12, share: '0.5' },
          { afterMonths: 36, share: '0.5' },
        ],
      }),
    ).toBe('performance.deferral_front_loaded')
    expect(
      refusal({
        parts: [
          { afterMonths: 12, share: '0.5' },
          { afterMonths: 24, share: '0.5' },
        ],
      }),
    ).toBe('performance.deferral_too_short')
  })
})

const commission: Component = {
  code: 'volume',
  kind: 'commission',
  role: 'brought',
  when: null,
  base: 'principal',
  rate: '0.004',
  tierBy: 'amount',
  tierMode: 'slice',
  tiers: [
    { from: '0', factor: '1' },
    { from: '1000000', factor: '1.5' },
  ],
  quality: {
    metric: 'overdue',
    leastLoans: 10,
    steps: [
      { from: '0', factor: '1' },
      { from: '0.03', factor: '0.8' },
    ],
  },
  monthlyCap: null,
  deferred: true,
}
const inputs = {
  principal: new Decimal(300_000),
  price: new Decimal(400_000),
  term_months: new Decimal(36),
  annual_rate: new Decimal('0.06'),
  new_customer: new Decimal(1),
  within_time: new Decimal(1),
  decision_minutes: new Decimal(0),
}
const earning = {
  inputs,
  principal: yuan('300000'),
  before: { amount: fen(0), count: 0 },
  paidSoFar: fen(0),
  quality: null,
}

describe('a component', () => {
  it('pays base × rate × tier × quality, each slice by its own factor', () => {
    expect(earn(commission, earning)).toMatchObject({ amount: 120000n, note: 'too-few-loans' })
    // 900,000 before: 100,000 at 1 and 200,000 at 1.5.
    const across = earn(commission, { ...earning, before: { amount: yuan('900000'), count: 3 } })
    expect(across.amount).toBe(160000n)
    expect(earn(commission, { ...earning, quality: { share: '0.03', loans: 10 } }).amount).toBe(96000n)
  })
  it('stops at its cap, pays nothing where its condition does not hold, and nothing where it divides by zero', () => {
    expect(earn({ ...commission, monthlyCap: '1000' }, { ...earning, paidSoFar: yuan('400') })).toMatchObject({
      amount: 60000n,
      note: 'capped',
    })
    expect(earn({ ...commission, when: 'term_months > 36' }, earning)).toMatchObject({ amount: 0n, note: 'not-met' })
    expect(earn({ ...commission, base: 'principal / decision_minutes' }, earning)).toMatchObject({
      amount: 0n,
      note: 'division-by-zero',
    })
  })
  it('makes up for the earlier loans of the month where everything counts at the tier reached', () => {
    const whole: Component = { ...commission, tierMode: 'whole' }
    const lines = [
      { key: 1n, amount: yuan('900000'), tier: '1', paid: yuan('3600') },
      { key: 2n, amount: yuan('200000'), tier: '1.5', paid: yuan('1200') },
    ]
    expect(makeUp(whole, lines)).toEqual([{ key: 1n, difference: 180000n }])
    expect(makeUp(commission, lines)).toEqual([])
    // 4,800 is paid of a cap of 5,500: of the 1,800 that lack, 700 have room.
    expect(makeUp({ ...whole, monthlyCap: '5500' }, lines)).toEqual([{ key: 1n, difference: 70000n }])
  })
  it('earns by slices never less for more, wherever it starts (no cliff)', () => {
    fc.assert(
      fc.property(fc.bigInt(0n, 300_000_000n), fc.bigInt(1n, 300_000_000n), (before, amount) => {
        const at = (principal: bigint) =>
          earn(commission, {
            ...earning,
            principal: fen(principal),
            inputs: { ...inputs, principal: new Decimal(principal.toString()).div(100) },
            before: { amount: fen(before), count: 0 },
          }).amount
        const step = at(amount + 100n) - at(amount)
        expect(step >= 0n && step <= 1n + 1n).toBe(true)
      }),
    )
  })
})

describe('a formula', () => {
  const refusal = (text: string) => {
    try {
      readFormula(text, ['a', 'b'])
      return null
    } catch (error) {
      return (error as { code: string }).code
    }
  }
  it('computes with the usual precedence, and says null on division by zero', () => {
    const value = (text: string) =>
      evaluate(readFormula(text, ['a', 'b']), { a: new Decimal(6), b: new Decimal(0) })?.toString()
    expect(value('1 + 2 * 3 - 4 / 2')).toBe('5')
    expect(value('-(a - 2) * 2')).toBe('-8')
    expect(value('if(a > 5 and b = 0, max(a, 10), a / b)')).toBe('10')
    expect(value('10 - 3 - 2')).toBe('5')
    expect(value('a / b')).toBeUndefined()
  })
  it('knows no clock, no loops and no names but its inputs', () => {
    expect(refusal('now()')).toBe('performance.formula_input')
    expect(refusal('today')).toBe('performance.formula_input')
    expect(refusal('while(a, b)')).toBe('performance.formula_input')
    expect(refusal('a +')).toBe('performance.formula_syntax')
    expect(refusal('a ; b')).toBe('performance.formula_syntax')
    expect(refusal('a b')).toBe('performance.formula_syntax')
    expect(refusal('if(a, b)')).toBe('performance.formula_syntax')
    expect(refusal('('.repeat(200))).toBe('performance.formula_syntax')
    expect(refusal('1 + '.repeat(200))).toBe('performance.formula_long')
  })
})

describe('the linter', () => {
  const plan: PlanBody = {
    posts: ['market_developer'],
    riskRelevant: true,
    performance: {
      monthly: '3000',
      floor: 50,
      most: 120,
      weights: [
        { code: 'disbursed-amount', family: 'volume', weight: 40 },
        { code: 'overdue-rate', family: 'risk', weight: 30 },
        { code: 'complaints', family: 'compliance', weight: 30 },
      ],
    },
    components: [{ ...commission, monthlyCap: '20000' }],
    teamPool: null,
    gates: [],
    deferral: rule,
  }
  const codes = (change: Partial<PlanBody>) => lintPlan({ ...plan, ...change }).map(finding => finding.code)
  it('has nothing to say about a sound plan', () => {
    checkPlan(plan, law)
    expect(codes({})).toEqual([])
  })
  it('finds pay tied to the rate, cliffs, volume above risk and compliance, and deciders paid by volume', () => {
    const with_ = (change: Partial<Component>) => codes({ components: [{ ...plan.components[0]!, ...change }] })
    expect(with_({ base: 'principal * annual_rate' })).toEqual(['rate-tied'])
    expect(with_({ when: 'annual_rate > 0.05' })).toEqual(['rate-tied'])
    expect(with_({ tierMode: 'whole' })).toEqual(['cliff'])
    expect(with_({ quality: null })).toEqual(['no-quality'])
    expect(with_({ monthlyCap: null })).toEqual(['no-cap'])
    expect(with_({ role: 'reviewed' })).toEqual(['maker-paid-by-checker'])
    const weights = [
      { code: 'disbursed-amount', family: 'volume' as const, weight: 60 },
      { code: 'overdue-rate', family: 'risk' as const, weight: 40 },
    ]
    expect(codes({ performance: { ...plan.performance!, weights } })).toEqual(['volume-outweighs'])
    expect(codes({ performance: { ...plan.performance!, floor: 60 } })).toEqual(['score-floor'])
    expect(codes({ teamPool: { share: '0.1' } })).toEqual([])
    expect(codes({ teamPool: { share: '0.6' } })).toEqual(['pool-beyond'])
    const paysDeciders = { share: '0.1', weights: [{ post: 'credit_reviewer', weight: 1 }] }
    expect(codes({ teamPool: paysDeciders })).toEqual(['pool-pays-deciders'])
    expect(codes({ gates: [{ code: 'company-risk', bound: '0.02', factor: '0' }] })).toEqual(['gate-cliff'])
  })
  it('refuses weights that are not 100, steps out of order and codes used twice', () => {
    const refusal = (change: Partial<PlanBody>) => {
      try {
        checkPlan({ ...plan, ...change }, law)
        return null
      } catch (error) {
        return (error as { code: string }).code
      }
    }
    expect(refusal({ posts: [] })).toBe('performance.plan_empty')
    expect(refusal({ performance: { ...plan.performance!, weights: plan.performance!.weights.slice(1) } })).toBe(
      'performance.plan_weights',
    )
    expect(refusal({ components: [{ ...commission, tiers: [...commission.tiers].reverse() }] })).toBe(
      'performance.plan_steps',
    )
    expect(refusal({ components: [commission, commission] })).toBe('performance.plan_code')
    expect(refusal({ teamPool: { share: '0' } })).toBe('performance.plan_pool')
    const gate = { code: 'red-line' as const, bound: '1', factor: '0.5' }
    expect(refusal({ gates: [gate] })).toBeNull()
    expect(refusal({ gates: [gate, gate] })).toBe('performance.plan_gate')
    expect(refusal({ gates: [{ ...gate, factor: '1' }] })).toBe('performance.plan_gate')
    const falling = [
      { from: '0', factor: '1' },
      { from: '1000000', factor: '0.9' },
    ]
    expect(refusal({ components: [{ ...commission, tiers: falling }] })).toBeNull()
    expect(refusal({ components: [{ ...commission, tierMode: 'whole', tiers: falling }] })).toBe(
      'performance.plan_steps',
    )
    expect(refusal({ components: [{ ...commission, rate: '-1' }] })).toBe('performance.plan_rate')
  })
})
