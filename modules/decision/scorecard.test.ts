import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { firstValues } from '../reference/first-values.ts'
import { parameterSchemas } from '../reference/parameter.ts'
import type { DecisionFacts } from './fact.ts'
import { type ScoreCard, scoreOf } from './scorecard.ts'

const card = firstValues.find(one => one.code === 'score.card')!.value as ScoreCard
const good: DecisionFacts = {
  'application.down-payment-ratio': '0.5',
  'customer.installment-to-income': '0.08',
  'application.ltv': '0.5',
  'application.term': 36,
  'customer.age': 36,
}

describe('a score', () => {
  it('adds the points of each figure, bounds included, and says which', () => {
    const { points, band, lines } = scoreOf(card, good)
    expect(lines.map(line => line.points)).toEqual([40, 40, 15, 0, 10])
    expect([points, band]).toEqual([705, 'A'])
    expect(scoreOf(card, { ...good, 'application.down-payment-ratio': '0.4999999999' }).points).toBe(685)
    const thin = { ...good, 'application.down-payment-ratio': '0.25', 'application.ltv': '0.75' }
    expect(scoreOf(card, { ...thin, 'customer.installment-to-income': '0.36' })).toMatchObject({
      points: 610,
      band: 'C',
    })
  })

  it('takes what nobody knows for no good news', () => {
    fc.assert(
      fc.property(fc.subarray(Object.keys(good), { minLength: 1 }), names => {
        const known = scoreOf(card, good)
        const blind = scoreOf(card, { ...good, ...Object.fromEntries(names.map(name => [name, null])) })
        expect(blind.points).toBeLessThan(known.points)
        expect(
          blind.lines
            .filter(line => line.value === null)
            .map(line => line.fact)
            .sort(),
        ).toEqual(names.toSorted())
      }),
    )
  })

  it('never rises with the burden nor falls with the down payment', () => {
    const share = fc.integer({ min: 0, max: 1000 }).map(n => (n / 1000).toFixed(3))
    fc.assert(
      fc.property(share, share, (one, other) => {
        const [less, more] = [one, other].sort()
        const by = (fact: string, value: string) => scoreOf(card, { ...good, [fact]: value }).points
        expect(by('customer.installment-to-income', more!)).toBeLessThanOrEqual(
          by('customer.installment-to-income', less!),
        )
        expect(by('application.down-payment-ratio', more!)).toBeGreaterThanOrEqual(
          by('application.down-payment-ratio', less!),
        )
      }),
    )
  })

  it('comes from a card that names each band once, from the best down', () => {
    const schema = parameterSchemas['score.card']
    expect(schema.safeParse(card).success).toBe(true)
    expect(schema.safeParse({ ...card, bands: card.bands.toReversed() }).success).toBe(false)
    expect(schema.safeParse({ ...card, bands: card.bands.slice(1) }).success).toBe(false)
    expect(schema.safeParse({ ...card, lines: [...card.lines, card.lines[0]!] }).success).toBe(false)
  })
})
