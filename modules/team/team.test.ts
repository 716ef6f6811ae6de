import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type Day, day, dayFromNumber } from '#lib/day'
import { Refusal } from '#lib/refusal'
import { checkEffectiveDay, checkReportingLine } from './assignment.ts'
import { checkTree, type GroupPeriod, pathTo, withDescendants } from './group.ts'
import { checkLeave, overlaps } from './leave.ts'
import { holdsOn, patchFrom } from './period.ts'

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
  it('includes its sub-groups at any depth, and knows the way down to it', () => {
    expect(withDescendants(1n, groups)).toEqual([1n, 2n, 3n])
    expect(withDescendants(3n, groups)).toEqual([3n])
    expect(pathTo(3n, groups)).toEqual([1n, 2n, 3n])
  })

  const always = { name: '', leaderKey: null, fromDay: day('2026-01-01'), toDay: null }
  const periods = groups.map(group => ({ ...group, ...always }))
  const moved = (key: bigint, parentKey: bigint | null, from = day('2026-02-01')) => [
    ...periods.filter(period => period.key !== key),
    ...patchFrom(
      periods.filter(period => period.key === key),
      from,
      { parentKey },
    ),
  ]
  it('hangs only under a group of its branch that is there as long and not below it', () => {
    const code = (tree: GroupPeriod[]) => codeOf(() => checkTree(tree, day('2026-01-15')))
    expect(code(moved(1n, 3n))).toBe('team.group_circle')
    expect(code(moved(2n, 4n))).toBe('team.group_branch')
    expect(code(moved(2n, 99n))).toBe('team.group_not_found')
    expect(code(moved(3n, 1n))).toBeNull()
    const closing = periods.map(period => (period.key === 2n ? { ...period, toDay: day('2026-06-01') } : period))
    expect(code(closing)).toBe('team.group_not_found')
  })

  it('never comes to stand under itself by random moves, and shows on any day what replaying the changes gives', () => {
    const change = fc.record({
      key: fc.bigInt(1n, 5n),
      parentKey: fc.option(fc.bigInt(1n, 5n)),
      name: fc.constantFrom('一组', '二组', '三组'),
      from: fc.integer({ min: 0, max: 20 }),
      what: fc.constantFrom('parent', 'name'),
    })
    const at = (count: number) => dayFromNumber(20_000 + count)
    fc.assert(
      fc.property(fc.array(change, { maxLength: 30 }), changes => {
        let tree: GroupPeriod[] = [1n, 2n, 3n, 4n, 5n].map(key => ({
          key,
          branchKey: 1n,
          parentKey: null,
          name: '',
          leaderKey: null,
          fromDay: at(0),
          toDay: null,
        }))
        const done: typeof changes = []
        for (const one of changes) {
          const patch = one.what === 'parent' ? { parentKey: one.parentKey } : { name: one.name }
          const next = tree.flatMap(period =>
            period.key === one.key ? patchFrom([period], at(one.from), patch) : [period],
          )
          if (codeOf(() => checkTree(next, at(0))) !== null) continue
          tree = next
          done.push(one)
        }
        for (let number = 0; number <= 21; number += 1) {
          const shown = tree.filter(period => holdsOn(period, at(number)))
          expect(shown.length).toBe(5)
          for (const group of shown) {
            const said = done.filter(one => one.key === group.key && one.from <= number)
            expect(group.parentKey).toBe(said.findLast(one => one.what === 'parent')?.parentKey ?? null)
            expect(group.name).toBe(said.findLast(one => one.what === 'name')?.name ?? '')
            expect(pathTo(group.key, shown).length).toBe(new Set(pathTo(group.key, shown)).size)
            const top = shown.find(one => one.key === pathTo(group.key, shown)[0])
            expect(top?.parentKey).toBeNull()
          }
        }
      }),
    )
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
