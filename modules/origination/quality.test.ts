import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { compare, wilson } from './interval.ts'
import { confirmed, recheckBars, stateOf } from './quality.ts'
import { draw } from './quality-lot.ts'

const seed = fc.stringMatching(/^[0-9a-f]{32}$/)
const share = fc
  .integer({ min: 0, max: 100 })
  .map(percent => (percent === 100 ? '1' : `0.${String(percent).padStart(2, '0')}`))
const keys = fc.uniqueArray(fc.bigInt({ min: 1n, max: 10n ** 12n }), { maxLength: 40 })

describe('the draw of files to check', () => {
  it('comes out the same for the same seed, in whatever order the files lie', () => {
    fc.assert(
      fc.property(seed, keys, share, fc.bigInt({ min: 0n, max: 10n ** 10n - 1n }), (with_, files, part, carry) => {
        const once = draw(with_, files, part, carry)
        expect(draw(with_, files.toReversed(), part, carry)).toEqual(once)
        expect(new Set(once.taken).size).toBe(once.taken.length)
        expect(files).toEqual(expect.arrayContaining(once.taken))
      }),
    )
  })
  it('keeps the share within one file over any number of days', () => {
    fc.assert(
      fc.property(share, fc.array(fc.tuple(seed, keys), { maxLength: 30 }), (part, days) => {
        let carry = 0n
        let taken = 0
        let all = 0
        for (const [with_, files] of days) {
          const drawn = draw(with_, files, part, carry)
          carry = drawn.carry
          taken += drawn.taken.length
          all += files.length
          const off = Number(part) * all - taken
          expect(off).toBeGreaterThan(-1e-6)
          expect(off).toBeLessThan(1)
        }
      }),
    )
  })
  it('takes others with another seed, each file about as often', () => {
    const files = Array.from({ length: 20 }, (_, at) => BigInt(at + 1))
    const hits = new Map<bigint, number>()
    for (let day = 0; day < 2_000; day += 1)
      for (const key of draw(`seed${day}`, files, '0.1', 0n).taken) hits.set(key, (hits.get(key) ?? 0) + 1)
    for (const key of files) expect(hits.get(key)! / 2_000, String(key)).toBeGreaterThan(0.07)
    for (const key of files) expect(hits.get(key)! / 2_000, String(key)).toBeLessThan(0.13)
  })
})

describe('a recorded check', () => {
  const said = (answer: 'accept' | 'contest' | 'lapsed' | null, upheld: boolean | null = null) => ({ answer, upheld })
  it('stands as its defects stand', () => {
    expect(stateOf([])).toBe('clean')
    expect(stateOf([said('accept'), said(null)])).toBe('found')
    expect(stateOf([said('accept'), said('contest')])).toBe('contested')
    expect(stateOf([said('lapsed'), said('contest', false)])).toBe('closed')
  })
  it('counts what is accepted, unanswered or upheld', () => {
    expect([said('accept'), said('lapsed'), said('contest', true)].map(confirmed)).toEqual([true, true, true])
    expect([said(null), said('contest'), said('contest', false)].map(confirmed)).toEqual([false, false, false])
  })
  it('bars an approval while it is open or a critical defect stands', () => {
    expect(recheckBars('open', [])).toBe('open')
    expect(recheckBars('clean', [])).toBe(null)
    expect(recheckBars('found', [{ severity: 'major', ...said(null) }])).toBe(null)
    expect(recheckBars('found', [{ severity: 'critical', ...said(null) }])).toBe('failed')
    expect(recheckBars('closed', [{ severity: 'critical', ...said('contest', false) }])).toBe(null)
  })
})

describe('a rate of few cases', () => {
  it('has the interval of the literature', () => {
    // Newcombe 1998, table I: 81 of 263, 15 of 148, 0 of 20, 1 of 29.
    const rounded = (found: number, checked: number) => {
      const { low, high } = wilson({ found, checked })
      return [low.toFixed(4), high.toFixed(4)]
    }
    expect(rounded(81, 263)).toEqual(['0.2553', '0.3662'])
    expect(rounded(15, 148)).toEqual(['0.0624', '0.1605'])
    expect(rounded(0, 20)).toEqual(['0.0000', '0.1611'])
    expect(rounded(1, 29)).toEqual(['0.0061', '0.1718'])
    expect(wilson({ found: 0, checked: 0 })).toEqual({ rate: null, low: 0, high: 1 })
  })
  it('has a difference with the interval of the literature', () => {
    // Newcombe 1998, table II, method 10: 56/70 − 48/80 = 0.2, 0.0524 to 0.3339.
    const { fall, low, high, effect } = compare({ found: 56, checked: 70 }, { found: 48, checked: 80 })
    expect([fall!.toFixed(4), low.toFixed(4), high.toFixed(4), effect]).toEqual(['0.2000', '0.0524', '0.3339', 'works'])
  })
  it('says so when the numbers are too small, and never calls the same rate an effect', () => {
    expect(compare({ found: 3, checked: 5 }, { found: 1, checked: 5 }).effect).toBe('too-few')
    expect(compare({ found: 3, checked: 5 }, { found: 0, checked: 0 })).toMatchObject({ fall: null, effect: 'too-few' })
    expect(compare({ found: 2, checked: 60 }, { found: 30, checked: 60 }).effect).toBe('worse')
    fc.assert(
      fc.property(fc.nat(200), fc.nat(200), (found, more) => {
        const count = { found, checked: found + more }
        expect(compare(count, count).effect).toBe('too-few')
        const { rate, low, high } = wilson(count)
        if (rate !== null) expect(low <= rate && rate <= high).toBe(true)
      }),
    )
  })
})
