import { describe, expect, it } from 'vitest'
import { annualRate } from '../../modules/product/annual-rate.ts'
import { outsideJson } from './outside.ts'

type Flow = { amount: number; t: number; f: number }
type Example = {
  example: string
  description: string
  unit_periods_per_year: number
  advances: Flow[]
  payments: Flow[]
  expected_apr_percent_2dp: number
}

const appendix = outsideJson<{ cases: Example[] }>('regz/appendix-j.json')

describe.skipIf(!appendix)('worked examples of Regulation Z, Appendix J', () => {
  it('are six', () => expect(appendix?.cases).toHaveLength(6))
  for (const { example, description, ...flows } of appendix?.cases ?? [])
    it(`give the published rate: ${example} ${description}`, () => {
      const answer = annualRate({
        unitPeriodsPerYear: flows.unit_periods_per_year,
        advances: flows.advances,
        payments: flows.payments,
      })
      expect(answer.apr).toBe(flows.expected_apr_percent_2dp.toFixed(2))
    })
})
