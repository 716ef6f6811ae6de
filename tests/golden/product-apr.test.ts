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

const level = (amount: string, count: number, t: number, f = 0) =>
  Array.from({ length: count }, (_, index) => ({ amount, t: t + index, f }))

/** Further examples of the appendix, from the regulation's text: unit periods a year, amount lent, payments, published rate. */
const further: [string, number, string, { amount: string; t: number; f: number }[], string][] = [
  ['(c)(1)(ii) monthly, long first period', 12, '6000', level('200', 36, 1, 19 / 30), '11.82'],
  ['(c)(1)(iv) quarterly, long first period', 4, '10000', level('385', 40, 1, 39 / 90), '8.97'],
  ['(c)(2)(i) odd first payment', 12, '5000', [{ amount: '250', t: 1, f: 0 }, ...level('230', 23, 2)], '10.08'],
  ['(c)(3)(i) odd final payment', 12, '5000', [...level('230', 23, 1), { amount: '280', t: 24, f: 0 }], '10.50'],
  ['(c)(5)(i) one payment after 255 days', 365 / 255, '1000', [{ amount: '1080', t: 1, f: 0 }], '11.45'],
  ['(c)(5)(ii) one payment after six months', 2, '1000', [{ amount: '1044', t: 1, f: 0 }], '8.80'],
  ['(c)(5)(iii) one payment after a year and a half', 1, '1000', [{ amount: '1135.19', t: 1, f: 0.5 }], '8.76'],
  ['(c)(5)(iv) one payment after two years', 1, '1000', [{ amount: '1240', t: 2, f: 0 }], '11.36'],
]

describe('further examples of Regulation Z, Appendix J', () => {
  for (const [example, unitPeriodsPerYear, amount, payments, apr] of further)
    it(`give the published rate: ${example}`, () => {
      expect(annualRate({ unitPeriodsPerYear, advances: [{ amount, t: 0, f: 0 }], payments }).apr).toBe(apr)
    })

  it('find the rate that several advances at odd times were priced with', () => {
    const i = 0.011
    const worth = ({ amount, t, f }: { amount: number; t: number; f: number }) => amount / ((1 + f * i) * (1 + i) ** t)
    const advances = [
      { amount: 20_000, t: 0, f: 0 },
      { amount: 12_000, t: 2, f: 0.4 },
      { amount: 8_000, t: 5, f: 0 },
    ]
    const dated = Array.from({ length: 30 }, (_, index) => ({ amount: 1, t: index + 6, f: 0.25 }))
    const total = (flows: typeof advances) => flows.reduce((sum, flow) => sum + worth(flow), 0)
    const payment = total(advances) / total(dated)
    const payments = dated.map(one => ({ ...one, amount: payment }))
    expect(annualRate({ unitPeriodsPerYear: 12, advances, payments })).toEqual({
      apr: (i * 1200).toFixed(2),
      effective: (((1 + i) ** 12 - 1) * 100).toFixed(2),
    })
  })
})
