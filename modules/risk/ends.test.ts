import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { apart } from './ends.ts'

describe('the names beside the curves of a picture', () => {
  it('stand at their curves’ ends where there is room, and lie on no other name, in the order of the ends', () => {
    expect(apart([1, 20, 10], 30)).toEqual([1, 20, 10])
    const ends = fc.array(fc.integer({ min: 0, max: 3000 }), { maxLength: 20 })
    fc.assert(
      fc.property(ends, all => {
        const [top, room] = [3000, 350]
        const heights = apart(all, top, room)
        expect(Math.max(0, ...heights)).toBeLessThanOrEqual(top)
        const order = all.map((_, index) => index).sort((a, b) => all[a]! - all[b]!)
        for (const [place, index] of order.entries())
          if (place > 0) expect(heights[index]! - heights[order[place - 1]!]!).toBeGreaterThan((top * 14.9) / room)
      }),
    )
  })
})
