import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { addDays, type Day, type Instant, instantAt } from '#lib/day'
import { ruleVersion } from '../../tests/rules.ts'
import { commonPermissions, flagsOf, quarterOf, reviewerFor, roleLines, type Snapshot } from './access-review.ts'
import type { Holder } from './holding.ts'
import { powerFrom } from './power.ts'
import { bookOn } from './rule-book.ts'

const today = '2026-11-26' as Day
const now = instantAt(today, '09:00')
const role = (code: string, ...permissions: string[]) =>
  ruleVersion('role', code, {
    zh: code,
    en: code,
    permissions: permissions.map(permission => ({ permission, scope: 'branch' })),
  })
const book = bookOn(
  [
    role('reviewer', 'team.leave.write', 'loan.review'),
    role('payer', 'team.leave.write', 'loan.fund'),
    role('reader', 'team.leave.write', 'loan.read'),
    ruleVersion('post', 'reviewer', { roles: ['reviewer'] }),
    ruleVersion('grant', 'p.payer', { person: '7', role: 'payer', effect: 'give' }),
    ruleVersion('grant', 'p.reader', { person: '7', role: 'reader', effect: 'give' }),
    ruleVersion('duty', 'apart', { kind: 'static', first: 'loan.review', second: 'loan.fund' }),
    ruleVersion('certificate', 'c', { target: 'role', of: 'reviewer', certificate: 'review_1' }),
  ],
  today,
)
const holder: Holder = {
  personKey: 7n,
  post: 'reviewer',
  standing: { personKey: 7n, groupKeys: [], branchKeys: [] },
  onLeave: false,
  certificates: [],
}
const usage = (last: Record<string, Instant>) => ({
  traced: (permission: string) => !permission.endsWith('.read'),
  lastOf: (permission: string) => last[permission] ?? null,
})
const source = (rule: string) => ({
  rule,
  fromDay: '2020-01-01' as Day,
  toDay: null,
  reason: 'r',
  maker: 'm',
  checker: 'c',
})
const frame = { book, today, now, unusedDays: 90 }

describe('what an access review writes down', () => {
  it('names the quarter of a day and the how-manieth day of it that is', () => {
    expect(quarterOf('2026-01-01' as Day)).toEqual({ code: '2026-Q1', firstDay: '2026-01-01', dayNumber: 1 })
    expect(quarterOf('2026-03-31' as Day)).toMatchObject({ code: '2026-Q1', dayNumber: 90 })
    expect(quarterOf('2026-04-01' as Day)).toMatchObject({ code: '2026-Q2', dayNumber: 1 })
    expect(quarterOf('2024-12-31' as Day)).toMatchObject({ code: '2024-Q4', dayNumber: 92 })
  })

  it('makes a line of each role with how it came, its conflict, its certificate, and use that is its own', () => {
    // Leave is of every role: that it was recorded yesterday says nothing of any of them.
    expect([...commonPermissions(book)]).toEqual(['team.leave.write'])
    const recent = instantAt('2026-11-25' as Day, '10:00')
    const power = powerFrom(book, holder, [])
    const lines = roleLines(power, usage({ 'team.leave.write': recent, 'loan.fund': recent }), source, frame)
    const found = Object.fromEntries(lines.map(line => [line.code, line]))
    expect(found.reviewer).toMatchObject({
      kind: 'post',
      lastUsedAt: null,
      flags: ['conflict', 'certificate', 'unused'],
    })
    expect(found.payer).toMatchObject({ kind: 'grant', lastUsedAt: recent, flags: ['conflict', 'beyond-post'] })
    // Reading leaves no trail, so nothing can be said of a right that only reads.
    expect(found.reader).toMatchObject({ kind: 'grant', lastUsedAt: null, flags: ['beyond-post'] })
    expect(found.reviewer?.snapshot.sources.map(one => one.rule)).toEqual(['post:reviewer#1'])
    expect(found.reviewer?.snapshot.certificates).toEqual([{ certificate: 'review_1', live: false, validUntil: null }])
  })

  it('calls unused what was held and idle for so many days, to the day', () => {
    const line = (heldDays: number, idleDays: number | null) => ({
      kind: 'post' as const,
      code: 'x',
      zh: 'x',
      en: 'x',
      lastUsedAt: idleDays === null ? null : instantAt(addDays(today, -idleDays), '09:00'),
      snapshot: {
        sources: [{ ...source('post:x#1'), fromDay: addDays(today, -heldDays) }],
        permissions: [],
        conflicts: [],
        certificates: [],
        traced: true,
      } satisfies Snapshot,
    })
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 200 }), fc.option(fc.integer({ min: 0, max: 200 })), (held, idle) => {
        const unused = flagsOf(line(held, idle), frame).includes('unused')
        expect(unused).toBe(held >= 90 && (idle === null || idle >= 90))
      }),
    )
  })

  it('never lets a person sign for themselves, whoever is the manager', () => {
    const key = fc.bigInt({ min: 1n, max: 5n })
    fc.assert(
      fc.property(key, fc.option(key), fc.array(key), fc.uniqueArray(key), (own, manager, others, present) => {
        const people = new Map(present.map(one => [one, { key: one, name: `${one}`, managerKey: null }]))
        const reviewer = reviewerFor({ key: own, name: 'me', managerKey: manager }, people, others)
        expect(reviewer?.key).not.toBe(own)
        if (manager !== null && manager !== own && people.has(manager)) expect(reviewer?.key).toBe(manager)
        if ([manager, ...others].some(one => one !== null && one !== own && people.has(one)))
          expect(reviewer).not.toBeNull()
      }),
    )
  })
})
