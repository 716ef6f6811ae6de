import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { anonymous, caseFactsOf, coarseness, marksOf, storyOf } from './case-facts.ts'

const facts = fc.record({
  'customer.kind': fc.constantFrom('individual', 'sole-proprietor', 'enterprise'),
  'customer.age': fc.option(fc.integer({ min: 18, max: 70 }), { nil: null }),
  'vehicle.condition': fc.constantFrom('new', 'used'),
  'vehicle.energy': fc.constantFrom('fuel', 'new-energy'),
  'application.amount': fc.integer({ min: 30_000, max: 800_000 }).map(yuan => `${yuan}.37`),
  'vehicle.price-base': fc.integer({ min: 40_000, max: 900_000 }).map(yuan => `${yuan}.11`),
  'customer.monthly-income': fc.option(
    fc.integer({ min: 3_000, max: 90_000 }).map(yuan => `${yuan}.53`),
    { nil: null },
  ),
  'application.ltv': fc.constant('0.7342'),
})

describe('a file told as a case', () => {
  it('is told only at a coarseness at which k files look alike, and finer ones would not do', () => {
    fc.assert(
      fc.property(fc.array(facts, { minLength: 1, maxLength: 40 }), fc.integer({ min: 2, max: 6 }), (all, k) => {
        const [one] = all
        const how = anonymous(one!, all, k)
        const alike = (at: (typeof coarseness)[number]) =>
          all.filter(other => JSON.stringify(marksOf(other, at)) === JSON.stringify(marksOf(one!, at))).length
        if (how === null) {
          for (const at of coarseness) expect(alike(at)).toBeLessThan(k)
          return
        }
        expect(alike(how)).toBeGreaterThanOrEqual(k)
        for (const finer of coarseness.slice(0, coarseness.indexOf(how))) expect(alike(finer)).toBeLessThan(k)
      }),
    )
  })
  it('says no amount, income or share exactly', () => {
    fc.assert(
      fc.property(facts, one => {
        const text = JSON.stringify(caseFactsOf(one, coarseness[0])) + storyOf(caseFactsOf(one, coarseness[0]))
        expect(text).not.toContain('.37')
        expect(text).not.toContain('.53')
        expect(text).not.toContain('73.42')
        expect(text).toContain('约 75%')
      }),
    )
  })
})
