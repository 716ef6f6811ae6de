import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type Day, day } from '#lib/day'
import { Refusal } from '#lib/refusal'
import { checkEffectiveDay, checkReportingLine, holdsOn } from './assignment.ts'
import { checkParent, withDescendants } from './group.ts'
import { checkLeave, overlaps } from './leave.ts'

/** The code a rule refuses with, or null when it lets pass. */
function codeOf(rule: () => void): string | null {
  try {
    rule()
    return null
  } catch (error) {
    if (error instanceof Refusal) return error.code
    throw error
  }
}

describe('assignment', () => {
  it('holds from its first day up to but not on its last', () => {
    const assignment = { fromDay: day('2026-01-01'), toDay: day('2026-02-01') }
    expect(['2025-12-31', '2026-01-01', '2026-01-31', '2026-02-01'].map(on => holdsOn(assignment, on as Day))).toEqual([
      false,
      true,
      true,
      false,
    ])
  })
  it('cannot begin before the present one', () => {
    expect(codeOf(() => checkEffectiveDay({ fromDay: day('2026-01-01') }, day('2026-01-01')))).toBe(
      'team.effective_day',
    )
    expect(codeOf(() => checkEffectiveDay({ fromDay: day('2026-01-01') }, day('2026-01-02')))).toBeNull()
    expect(codeOf(() => checkEffectiveDay(null, day('2020-01-01')))).toBeNull()
  })
  it('keeps the reporting line a tree, whatever the order of changes', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.bigInt(0n, 9n), fc.option(fc.bigInt(0n, 9n))), { maxLength: 40 }), changes => {
        const managerOf = new Map<bigint, bigint | null>()
        for (const [person, boss] of changes) {
          if (codeOf(() => checkReportingLine(person, boss, managerOf)) === null) managerOf.set(person, boss)
        }
        for (const start of managerOf.keys()) {
          let steps = 0
          for (let at: bigint | null = start; at !== null; at = managerOf.get(at) ?? null) steps += 1
          expect(steps).toBeLessThanOrEqual(11)
        }
      }),
    )
    expect(codeOf(() => checkReportingLine(1n, 1n, new Map()))).toBe('team.reporting_circle')
  })
})

describe('group', () => {
  const groups = [
    { key: 1n, parentKey: null, branchKey: 10n },
    { key: 2n, parentKey: 1n, branchKey: 10n },
    { key: 3n, parentKey: 2n, branchKey: 10n },
    { key: 4n, parentKey: null, branchKey: 20n },
  ]
  it('includes its sub-groups at any depth', () => {
    expect(withDescendants(1n, groups)).toEqual([1n, 2n, 3n])
    expect(withDescendants(3n, groups)).toEqual([3n])
  })
  it('hangs only under a group of its branch that is not below it', () => {
    expect(codeOf(() => checkParent(1n, 10n, 3n, groups))).toBe('team.group_circle')
    expect(codeOf(() => checkParent(2n, 10n, 4n, groups))).toBe('team.group_branch')
    expect(codeOf(() => checkParent(null, 10n, 99n, groups))).toBe('team.group_not_found')
    expect(codeOf(() => checkParent(3n, 10n, 1n, groups))).toBeNull()
  })
})

describe('leave', () => {
  const june = (from: number, to: number) => ({ fromDay: day(`2026-06-0${from}`), toDay: day(`2026-06-0${to}`) })
  it('overlaps when a day is shared, both ends counted', () => {
    expect(overlaps(june(1, 3), june(3, 5))).toBe(true)
    expect(overlaps(june(1, 3), june(4, 5))).toBe(false)
  })
  it('refuses reversed days, days taken, and a stand-in who is away', () => {
    expect(codeOf(() => checkLeave(june(3, 1), [], []))).toBe('team.leave_days')
    expect(codeOf(() => checkLeave(june(1, 3), [june(3, 3)], []))).toBe('team.leave_conflict')
    expect(codeOf(() => checkLeave(june(1, 3), [], [june(2, 2)]))).toBe('team.stand_in_away')
    expect(codeOf(() => checkLeave(june(1, 3), [june(4, 5)], []))).toBeNull()
  })
})
