import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type Day, day, dayFromNumber } from '#lib/day'
import { Refusal } from '#lib/refusal'
import {
  checkDelegationCircle,
  checkDelegationDays,
  checkOwnRights,
  type DelegationArrow,
  delegationHolds,
} from './delegation.ts'

function codeOf(rule: () => void): string | null {
  try {
    rule()
    return null
  } catch (error) {
    if (error instanceof Refusal) return error.code
    throw error
  }
}

const on = (count: number) => dayFromNumber(20_000 + count) as Day

describe('a delegation', () => {
  it('begins today or later, ends no earlier, and lasts a year at most', () => {
    const today = day('2026-03-02')
    const code = (from: string, to: string) => codeOf(() => checkDelegationDays(day(from), day(to), today))
    expect(code('2026-03-02', '2026-03-02')).toBeNull()
    expect(code('2026-03-01', '2026-03-05')).toBe('team.delegation_days')
    expect(code('2026-03-05', '2026-03-04')).toBe('team.delegation_days')
    expect(code('2026-03-02', '2027-03-02')).toBeNull()
    expect(code('2026-03-02', '2027-03-03')).toBe('team.delegation_days')
  })

  it('holds on both its days, but not on the day it is ended nor on which its giver leaves', () => {
    const line = { fromDay: day('2026-03-03'), toDay: day('2026-03-06'), endedOn: null, giverLeftOn: null }
    const holding = (change: Partial<typeof line> | { endedOn: Day } | { giverLeftOn: Day }) =>
      ['02', '03', '04', '05', '06', '07'].filter(date =>
        delegationHolds({ ...line, ...change }, day(`2026-03-${date}`)),
      )
    expect(holding({})).toEqual(['03', '04', '05', '06'])
    expect(holding({ endedOn: day('2026-03-05') })).toEqual(['03', '04'])
    expect(holding({ giverLeftOn: day('2026-03-05') })).toEqual(['03', '04'])
  })

  it('is never to oneself, whatever was let through before: on no day does anybody act for themself round a circle', () => {
    const arrow = fc.record({
      fromKey: fc.bigInt(1n, 6n),
      toKey: fc.bigInt(1n, 6n),
      fromDay: fc.integer({ min: 0, max: 12 }),
      length: fc.integer({ min: 0, max: 6 }),
    })
    fc.assert(
      fc.property(fc.array(arrow, { maxLength: 25 }), wanted => {
        const kept: DelegationArrow[] = []
        for (const { fromKey, toKey, fromDay, length } of wanted) {
          const next = { fromKey, toKey, fromDay: on(fromDay), toDay: on(fromDay + length) }
          if (codeOf(() => checkDelegationCircle(next, kept)) === null) kept.push(next)
        }
        for (let number = 0; number <= 18; number += 1) {
          const today = kept.filter(one => one.fromDay <= on(number) && on(number) <= one.toDay)
          for (let person = 1n; person <= 6n; person += 1n) {
            const reached = new Set<bigint>()
            for (let front = [person]; front.length > 0; ) {
              const next = today
                .filter(one => front.includes(one.fromKey) && !reached.has(one.toKey))
                .map(one => one.toKey)
              for (const key of next) reached.add(key)
              front = next
            }
            expect(reached.has(person)).toBe(false)
          }
        }
      }),
    )
  })

  it('gives only what is one’s own: nothing lent, nothing over rights', () => {
    const verdict = (ruleIds: string[]) => ({ allow: ruleIds.length > 0, reason: '', ruleIds, missing: [] })
    const rules: Record<string, string[]> = {
      'party.customer.read': ['market_developer:party.customer.read@own'],
      'servicing.waiver.record': ['delegation:12:collector:servicing.waiver.record@branch'],
      'origination.application.approve': ['risk_officer:origination.application.approve@all'],
      'authority.role.read': ['administrator:authority.*@all'],
    }
    const code = (...permissions: string[]) =>
      codeOf(() => checkOwnRights(permissions, permission => verdict(rules[permission] ?? [])))
    expect(code('party.customer.read', 'approval')).toBeNull()
    expect(code('party.customer.write')).toBe('team.delegation_beyond')
    expect(code('servicing.waiver.record')).toBe('team.delegation_beyond')
    expect(code('authority.role.read')).toBe('team.delegation_reserved')
    delete rules['origination.application.approve']
    expect(code('approval')).toBe('team.delegation_beyond')
  })
})
