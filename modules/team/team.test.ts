import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type Day, day, dayFromNumber } from '#lib/day'
import { Refusal } from '#lib/refusal'
import { checkEffectiveDay, checkReportingLines, type ReportingLine } from './assignment.ts'
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
  it('cannot begin before the present one, nor further back than a month, and back at all only with a reason', () => {
    const today = day('2026-03-02')
    const code = (since: string | null, from: string, reason: string | null = null) =>
      codeOf(() => checkEffectiveDay(since === null ? null : { fromDay: day(since) }, day(from), today, reason))
    expect(code('2026-01-01', '2026-01-01', '补')).toBe('team.effective_day')
    expect(code('2026-03-02', '2026-03-03')).toBeNull()
    expect(code(null, '2026-03-02')).toBeNull()
    expect(code('2026-01-01', '2026-03-01')).toBe('team.reason_needed')
    expect(code('2026-01-01', '2026-03-01', '  ')).toBe('team.reason_needed')
    expect(code('2026-01-01', '2026-03-01', '补办手续')).toBeNull()
    expect(code('2025-01-01', '2026-01-29', '补')).toBe('team.dated_back')
  })
  it('never lets anybody report to themself on any day, over managers and dotted lines, whatever the order of changes', () => {
    const at = (count: number) => dayFromNumber(20_000 + count)
    const line = fc.record({
      personKey: fc.bigInt(0n, 6n),
      managerKey: fc.bigInt(0n, 6n),
      from: fc.integer({ min: 0, max: 10 }),
      length: fc.option(fc.integer({ min: 1, max: 5 })),
    })
    fc.assert(
      fc.property(fc.array(line, { maxLength: 30 }), wanted => {
        let kept: ReportingLine[] = []
        for (const { personKey, managerKey, from, length } of wanted) {
          const next = { personKey, managerKey, fromDay: at(from), toDay: length === null ? null : at(from + length) }
          if (codeOf(() => checkReportingLines(personKey, [...kept, next], next.fromDay)) === null)
            kept = [...kept, next]
        }
        for (let number = 0; number <= 16; number += 1) {
          const today = kept.filter(one => holdsOn(one, at(number)))
          for (let person = 0n; person <= 6n; person += 1n) {
            const reached = new Set<bigint>()
            for (let front = [person]; front.length > 0; ) {
              const above = today.filter(one => front.includes(one.personKey) && !reached.has(one.managerKey))
              front = above.map(one => one.managerKey)
              for (const key of front) reached.add(key)
            }
            expect(reached.has(person)).toBe(false)
          }
        }
      }),
    )
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
