import { describe, expect, it } from 'vitest'
import { fen } from '#lib/money'
import type { Rate } from '#lib/rate'
import { type ComparedPlan, differencesOf } from './comparison.ts'

const plan = (change: Partial<ComparedPlan>): ComparedPlan => ({
  principal: fen(10_000_000),
  downPayment: fen(3_000_000),
  firstPayment: fen(300_000),
  lastPayment: fen(300_000),
  upFrontFees: fen(0),
  totalInterest: fen(800_000),
  totalCost: fen(800_000),
  totalPayment: fen(10_800_000),
  annualRate: '0.05' as Rate,
  simple: '0.05' as Rate,
  ...change,
})

describe('plans side by side', () => {
  it('differ in what is not the same, the farthest apart first, each so much above the lowest', () => {
    const other = plan({ lastPayment: fen(3_000_000), totalCost: fen(880_000), simple: '0.09' as Rate })
    expect(differencesOf([plan({}), other])).toEqual([
      { figure: 'lastPayment', above: [null, '27000.00'] },
      { figure: 'simple', above: [null, '0.04'] },
      { figure: 'totalCost', above: [null, '800.00'] },
    ])
    expect(differencesOf([plan({}), plan({})])).toEqual([])
  })

  it('leaves out a plan that could not be worked, and a figure it does not know', () => {
    const plans = [plan({ firstPayment: fen(0), downPayment: null }), null, plan({})]
    expect(differencesOf(plans)).toEqual([{ figure: 'firstPayment', above: [null, null, '3000.00'] }])
    expect(differencesOf([plan({}), null])).toEqual([])
  })
})
