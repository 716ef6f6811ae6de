import { describe, expect, it } from 'vitest'
import { addMs, instant } from '#lib/day'
import { claimEnd, heldByAnother, openConditions, reachesAbove } from './review.ts'

const now = instant('2026-11-23T01:00:00Z')

describe('a hold on a case', () => {
  it('keeps others away until it runs out, and never its holder', () => {
    const claim = { claimedBy: 1n, claimedUntil: claimEnd(now) }
    expect(heldByAnother(claim, 2n, now)).toBe(true)
    expect(heldByAnother(claim, 1n, now)).toBe(false)
    expect(heldByAnother(claim, 2n, addMs(claimEnd(now), 1))).toBe(false)
    expect(heldByAnother(claim, 2n, claimEnd(now))).toBe(false)
    expect(heldByAnother({ claimedBy: null, claimedUntil: null }, 2n, now)).toBe(false)
  })
})

describe('conditions of an approval', () => {
  const conditions = [
    { text: '补充纳税证明', document: 'tax-certificate', before: 'funding' as const },
    { text: '补充流水', document: 'bank-statement', before: 'signing' as const },
    { text: '放款前电话核实', document: null, before: 'funding' as const },
  ]
  it('stay open until their paper is there; before the money all of them count', () => {
    expect(openConditions(conditions, 'signing', []).map(one => one.document)).toEqual(['bank-statement'])
    expect(openConditions(conditions, 'funding', []).map(one => one.document)).toEqual([
      'tax-certificate',
      'bank-statement',
    ])
    expect(openConditions(conditions, 'funding', ['tax-certificate', 'bank-statement'])).toEqual([])
  })
})

describe('an escalation', () => {
  it('goes up, never sideways', () => {
    expect(reachesAbove('final-review', 300_000n, 300_000n)).toBe(false)
    expect(reachesAbove('final-review', 500_000n, 300_000n)).toBe(true)
    expect(reachesAbove('first-review', 1n, 300_000n)).toBe(true)
    expect(reachesAbove('second-review', 1n, 300_000n)).toBe(true)
  })
})
