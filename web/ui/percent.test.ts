import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { percentOf, shareOf } from './percent.ts'

describe('a share written in percent', () => {
  it('moves the point and loses nothing', () => {
    const pairs = [
      ['0.0035', '0.35'],
      ['0.333333', '33.3333'],
      ['0', '0'],
      ['1', '100'],
      ['0.4', '40'],
      ['1.25', '125'],
      ['0.0000000001', '0.00000001'],
    ] as const
    for (const [share, percent] of pairs) {
      expect(percentOf(share)).toBe(percent)
      expect(shareOf(percent)).toBe(share)
    }
    // 0.57 × 100 is 56.99999999999999 to a float.
    expect(percentOf('0.57')).toBe('57')
  })

  it('takes percent as people type it, and leaves what is none to be refused at its field', () => {
    expect(shareOf(' 0.35 % ')).toBe('0.0035')
    expect(shareOf('5.')).toBe('0.05')
    expect(shareOf('.5')).toBe('0.005')
    expect(shareOf('12％')).toBe('0.12')
    for (const text of ['', 'abc', '-1', '1,5', '.', '1e3']) expect(shareOf(text)).toBe(text)
  })

  it('comes back as it went, for every share a plan may hold', () => {
    fc.assert(
      fc.property(fc.nat(999_999), fc.integer({ min: 0, max: 10 }), fc.nat(9_999_999_999), (whole, places, digits) => {
        const part = String(digits).padStart(10, '0').slice(0, places).replace(/0+$/, '')
        const share = part === '' ? String(whole) : `${whole}.${part}`
        expect(shareOf(percentOf(share))).toBe(share)
      }),
    )
  })
})
