import { describe, expect, it } from 'vitest'
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
