import { describe, expect, it } from 'vitest'
import { planWords } from '../../modules/product/plan-words.ts'
import { run as actus } from './actus.ts'
import { run as apr } from './apr.ts'
import { batch } from './batch.ts'
import { run as quote } from './quote.ts'

const terms = {
  principal: '100000.00',
  disbursedOn: '2026-01-15',
  annualRate: '0.048',
  periods: 36,
  every: { count: 1, unit: 'month' },
  method: 'equal-installment',
}
const flows = {
  unitPeriodsPerYear: 12,
  advances: [{ amount: '5000', t: 0, f: 0 }],
  payments: Array.from({ length: 24 }, (_, index) => ({ amount: '230', t: index + 1, f: 0 })),
}

describe('quote and apr', () => {
  it('answer an object with an object, an array with an array, a bad case in its place', () => {
    const one = quote(terms)
    expect(one).toMatchObject({ apr: { simple: '4.8000', effective: '4.9070' }, warnings: [] })
    expect(Object.keys(one as object)).toEqual(['installments', 'totals', 'apr', 'warnings'])
    expect(quote([])).toEqual([])
    const many = quote([terms, { ...terms, principal: 'NaN' }, null, [], terms])
    expect(many).toEqual([
      one,
      { error: { code: 'product.principal', message: expect.stringContaining('本金') } },
      { error: { code: 'product.terms', message: expect.any(String) } },
      { error: { code: 'product.terms', message: expect.any(String) } },
      one,
    ])
    expect(apr([flows, { ...flows, payments: [] }])).toEqual([
      { apr: '9.69', effective: '10.13' },
      { error: { code: 'product.no_annual_rate', message: expect.any(String) } },
    ])
    expect(quote({ ...terms, periods: 0 })).toMatchObject({ error: { code: 'product.periods' } })
  })

  it.each<[string, object, string]>([
    ['a principal that is no number', { principal: 'NaN' }, 'principal'],
    ['a principal below zero', { principal: '-1' }, 'principal'],
    ['no principal', { principal: '0' }, 'principal'],
    ['no periods', { periods: 0 }, 'periods'],
    ['half a period', { periods: 1.5 }, 'periods'],
    ['more periods than anybody lends for', { periods: 601 }, 'periods'],
    ['a day that is none', { disbursedOn: '2026-02-30' }, 'disbursed_on'],
    ['a balloon above the principal', { method: 'balloon', balloon: '100000.01' }, 'balloon'],
    ['a balloon below zero', { method: 'balloon', balloon: '-1' }, 'balloon'],
    ['a rate at minus one', { annualRate: '-1' }, 'rate'],
    ['a rate below minus one', { annualRate: '-1.5' }, 'rate'],
    ['a rate above ten', { annualRate: '10.01' }, 'rate'],
    ['a rate that is no number', { annualRate: 'NaN' }, 'rate'],
    ['an unknown method', { method: 'magic' }, 'method'],
    ['an unknown day count', { dayCount: 'actual/364' }, 'day_count'],
    ['an unknown unit', { every: { count: 1, unit: 'fortnight' } }, 'every'],
    ['scale 9', { rounding: { mode: 'half-up', scale: 9 } }, 'scale'],
    ['an unknown rounding', { rounding: { mode: 'sideways' } }, 'rounding'],
    ['a first due day before the disbursement', { firstDueOn: '2026-01-14' }, 'first_due'],
    ['a last due day before the others', { lastDueOn: '2026-03-01' }, 'last_due'],
    ['steps that repay more than all', { method: 'stepped', steps: [{ periods: 36, principalShare: '1' }] }, 'steps'],
    ['payments that do not repay', { method: 'custom', payments: Array(36).fill('1') }, 'does_not_repay'],
    ['a fee below zero', { fees: [{ name: 'x', amount: '-1', when: 'each', chargedBy: 'lender' }] }, 'fees'],
    ['a subsidy to more than the rate', { subsidy: { payer: 'dealer', customerRate: '0.05' } }, 'subsidy'],
  ])('refuse %s in both languages', (_name, change, code) => {
    const answer = quote({ ...terms, ...change }) as { error: { code: string; message: string } }
    expect(answer.error.code).toBe(`product.${code}`)
    const [zh, en] = planWords[`refusal.product.${code}` as keyof typeof planWords]
    // Word for word up to the first hole, so that both are there and none is open.
    for (const sentence of [zh, en]) expect(answer.error.message).toContain(sentence.split('{')[0]!)
    expect(answer.error.message).not.toMatch(/[{}]/)
  })

  it('leave no hole in a sentence', () => {
    const bad = [
      { method: 'x' },
      { tail: 'x' },
      { dayCount: 'x' },
      { method: 'custom' },
      { method: 'stepped', steps: [null] },
      { principal: '1.001' },
      { firstDueOn: 'x' },
      { periods: 600, every: { count: 9, unit: 'year' } },
      { interestOnlyPeriods: 50 },
      { fees: 'x' },
    ].map(change => ({ ...terms, ...change }))
    for (const answer of quote(bad) as { error: { message: string } }[])
      expect(answer.error.message).not.toMatch(/[{}?]/)
  })

  it('answer ACTUS cases under their ids, a bad one in its place', () => {
    const terms = {
      contractType: 'PAM',
      statusDate: '2025-12-31',
      initialExchangeDate: '2026-01-01',
      maturityDate: '2026-02-01',
      notionalPrincipal: '1',
    }
    const answers = actus({ good: { terms, results: 'not read' }, bad: { terms: {} }, worse: 3 })
    expect(answers).toEqual({
      good: [expect.objectContaining({ eventType: 'IED' }), expect.objectContaining({ eventType: 'MD', payoff: '1' })],
      bad: { error: { code: 'product.actus_type', message: expect.stringContaining('PAM') } },
      worse: { error: { code: 'product.actus_case', message: expect.any(String) } },
    })
    expect(actus(null)).toMatchObject({ error: { code: 'product.actus_case' } })
    expect(actus([{ terms }])).toEqual([(answers as { good: unknown }).good])
  })

  it('let a fault of ours cost one case, not the batch', () => {
    const faulty = (input: unknown) => {
      if (input === 2) throw new Error('boom')
      return input
    }
    expect(batch([1, 2, 3], faulty)).toEqual([
      1,
      { error: { code: 'platform.internal', message: expect.any(String) } },
      3,
    ])
  })
})
