import fc from 'fast-check'
import { afterAll, describe, expect, it } from 'vitest'
import type { Day } from '#lib/day'
import { openDatabase, openPool, sql } from '#platform/database'
import { testDatabase } from '../../tests/database.ts'
import { firstVersions, ruleVersion } from '../../tests/rules.ts'
import { checkSeats, countVotes, outcomeOf, type Seat } from './committee.ts'
import { barredBy, conflictsOf } from './duty.ts'
import { firstRules } from './first-rules.ts'
import type { Holder } from './holding.ts'
import { permit, powerFrom } from './power.ts'
import { type CommitteeRule, ruleSchemas } from './rule.ts'
import { bookOn } from './rule-book.ts'
import { covers, type Right, reachOf, scopeLevels, within } from './scope.ts'
import { reachWhere } from './store/predicate.ts'

const defaults = firstVersions()
const today = '2026-03-02' as Day
const holder = (personKey: bigint, post: string | null, change: Partial<Holder> = {}): Holder => ({
  personKey,
  post,
  standing: { personKey, groupKeys: [10n], branchKeys: [20n] },
  onLeave: false,
  certificates: [],
  ...change,
})

describe('a grant', () => {
  it('covers its permission, or everything below its star', () => {
    expect(covers('servicing.loan.read', 'servicing.loan.read')).toBe(true)
    expect(covers('servicing.*', 'servicing.loan.read')).toBe(true)
    expect(covers('servicing.loan.*', 'servicing.loan.read')).toBe(true)
    expect(covers('servicing.loan.*', 'servicing.loan-plan.read')).toBe(false)
    expect(covers('servicing.loan.read', 'servicing.loan.write')).toBe(false)
  })
})

describe('the kernel', async () => {
  const database = await testDatabase()
  const pool = openPool(database.url, 2)
  const db = openDatabase(pool)
  afterAll(async () => {
    await pool.end()
    await database.drop()
  })

  it('lists exactly the records it would let through one by one', async () => {
    const key = fc.option(fc.bigInt(1n, 4n))
    const standing = fc.record({
      personKey: key,
      groupKeys: fc.uniqueArray(fc.bigInt(1n, 4n)),
      branchKeys: fc.uniqueArray(fc.bigInt(1n, 4n)),
    })
    const right: fc.Arbitrary<Right> = fc.record({
      permission: fc.constantFrom('x.y.read', 'x.*', 'z.y.read'),
      scope: fc.constantFrom(...scopeLevels),
      // Rights on loan are measured from the place of whoever lent them.
      standing,
      ruleIds: fc.constant([]),
      via: fc.constantFrom('own' as const, 'delegation' as const),
    })
    const place = fc.record({ ownerId: key, groupId: key, branchId: key })
    await fc.assert(
      fc.asyncProperty(
        fc.array(right, { maxLength: 4 }),
        fc.array(place, { minLength: 1, maxLength: 12 }),
        async (rights, places) => {
          const reach = reachOf(rights, 'x.y.read')
          const checked = places
            .map((one, index) => ({ one, index }))
            .filter(({ one }) => reach !== null && within(reach, one))
            .map(({ index }) => index)
          const values = sql.join(
            places.map(
              (one, index) =>
                sql`(${index}::int, ${one.ownerId}::bigint, ${one.groupId}::bigint, ${one.branchId}::bigint)`,
            ),
          )
          const { rows } = await sql<{ index: number }>`
          SELECT index FROM (VALUES ${values}) AS r (index, o, g, b) WHERE ${reachWhere(reach, { owner: 'r.o', group: 'r.g', branch: 'r.b' })} ORDER BY index`.execute(
            db,
          )
          expect(rows.map(row => row.index)).toEqual(checked)
        },
      ),
      { numRuns: 300 },
    )
  })
})

describe('the rules of a day', () => {
  it('are of every kind what their shapes say, as installed', () => {
    for (const { kind, code, content } of firstRules())
      expect(ruleSchemas[kind].safeParse(content).error?.message, `${kind}:${code}`).toBeUndefined()
  })

  it('are the versions begun last of those approved by then', () => {
    const rules = [
      ruleVersion('setting', 'glass.minutes', { value: 1 }),
      ruleVersion('setting', 'glass.minutes', { value: 2 }, { number: 2, fromDay: '2026-03-01' as Day }),
      ruleVersion(
        'setting',
        'glass.minutes',
        { value: 3 },
        { number: 3, fromDay: '2026-03-01' as Day, approved: null },
      ),
      ruleVersion('setting', 'glass.minutes', { value: 4 }, { number: 4, fromDay: '2026-03-05' as Day }),
      ruleVersion('setting', 'review.days', { value: 9 }, { toDay: '2026-03-01' as Day }),
    ]
    const on = (day: string) => bookOn(rules, day as Day).settings
    expect(on('2026-02-28')).toMatchObject({ 'glass.minutes': 1, 'review.days': 9 })
    expect(on('2026-03-01')).toMatchObject({ 'glass.minutes': 2, 'review.days': 14 })
    expect(on('2026-03-05')).toMatchObject({ 'glass.minutes': 4 })
  })

  it('do not yet hold at an instant before they were approved', () => {
    const late = ruleVersion(
      'setting',
      'glass.minutes',
      { value: 2 },
      {
        fromDay: today,
        decidedBy: 1n,
        decidedAt: '2026-03-02T04:00:00.000Z' as never,
      },
    )
    const at = (instant: string) => bookOn([late], today, instant as never).settings['glass.minutes']
    expect(at('2026-03-02T03:59:59.999Z')).toBe(240)
    expect(at('2026-03-02T04:00:00.000Z')).toBe(2)
  })

  it('keep duties apart in every role they install', () => {
    const book = bookOn(defaults, today)
    for (const role of book.roles.values())
      expect(
        conflictsOf(
          role.permissions.map(one => one.permission),
          book.duties,
        ),
        role.code,
      ).toEqual([])
    for (const post of book.posts.values()) {
      const permissions = post.roles.flatMap(role => book.roles.get(role)!.permissions.map(one => one.permission))
      expect(conflictsOf(permissions, book.duties), post.code).toEqual([])
    }
  })
})

describe('a person’s power', () => {
  const granted = (person: bigint, role: string, effect = 'give') =>
    ruleVersion('grant', `${person}.${role}`, { person: String(person), role, effect })

  it('names the chain of rules: post, role, permission at its scope', () => {
    const power = powerFrom(bookOn(defaults, today), holder(1n, 'credit_reviewer'), [])
    expect(permit(power, 'origination.application.review')).toMatchObject({
      reason: 'authority.permitted',
      ruleIds: [
        'post:credit_reviewer#1',
        'role:credit_reviewer#1',
        'credit_reviewer:origination.application.review@branch',
      ],
      reach: { all: false, ownerKeys: [1n], branchKeys: [20n] },
    })
  })

  it('loses a role that is withheld, though the post brings it', () => {
    const book = bookOn([...defaults, granted(1n, 'credit_reviewer', 'withhold')], today)
    expect(permit(powerFrom(book, holder(1n, 'credit_reviewer'), []), 'origination.application.review').reach).toBe(
      null,
    )
  })

  it('never has both sides of duties that are kept apart: the second waits, the one on loan before the own', () => {
    const book = bookOn([...defaults, granted(1n, 'credit_reviewer')], today)
    const both = powerFrom(book, holder(1n, 'market_developer'), [])
    expect(permit(both, 'origination.application.submit').reach).not.toBe(null)
    expect(permit(both, 'origination.application.review')).toMatchObject({
      reach: null,
      reason: 'authority.duty_conflict',
      ruleIds: ['duty:sell-and-review#1'],
    })
    const lent = {
      key: 7n,
      fromKey: 2n,
      fromName: '',
      permissions: ['origination.application.submit'],
      cap: null,
    }
    const reviewer = powerFrom(bookOn(defaults, today), holder(1n, 'credit_reviewer'), [
      { lent, giver: holder(2n, 'market_developer') },
    ])
    expect(permit(reviewer, 'origination.application.review').reach).not.toBe(null)
    expect(permit(reviewer, 'origination.application.submit').reason).toBe('authority.duty_conflict')
  })

  it('includes what another lent, from the other’s place, and never more than the other has', () => {
    const giver = holder(2n, 'credit_reviewer', { standing: { personKey: 2n, groupKeys: [11n], branchKeys: [21n] } })
    const lend = (...permissions: string[]) =>
      powerFrom(bookOn(defaults, today), holder(1n, 'service_agent'), [
        { lent: { key: 7n, fromKey: 2n, fromName: '', permissions, cap: null }, giver },
      ])
    expect(permit(lend('origination.application.review'), 'origination.application.review')).toMatchObject({
      reach: { branchKeys: [21n] },
      ruleIds: expect.arrayContaining(['delegation:7:role:credit_reviewer#1']),
    })
    expect(permit(lend('authority.role.write'), 'authority.role.write').reach).toBe(null)
  })

  it('lacks what a certificate would open, at the second it ends', () => {
    const rules = [
      ...defaults,
      ruleVersion('certificate', 'review', {
        target: 'permission',
        of: 'origination.application.review',
        certificate: 'credit-review',
      }),
      ruleVersion('certificate', 'service', { target: 'role', of: 'service_agent', certificate: 'service' }),
    ]
    const book = bookOn(rules, today)
    const ask = (post: string, certificates: string[], permission: string) =>
      permit(
        powerFrom(book, holder(1n, post, { certificates: certificates.map(code => ({ code, validUntil: null })) }), []),
        permission,
      )
    expect(ask('credit_reviewer', [], 'origination.application.review')).toMatchObject({
      reach: null,
      reason: 'authority.certificate_needed',
      missing: ['certificate:credit-review'],
    })
    expect(ask('credit_reviewer', ['credit-review'], 'origination.application.review').reach).not.toBe(null)
    expect(ask('service_agent', [], 'party.customer.reveal').missing).toEqual(['certificate:service'])
    expect(ask('service_agent', ['service'], 'party.customer.reveal').reach).not.toBe(null)
  })
})

describe('segregation over time', () => {
  const book = bookOn(defaults, today)
  const touch = (act: 'sell' | 'review' | 'fund', day: string) => [{ personKey: 1n, act, day: day as Day }]
  it('bars whoever sold to the customer within twelve months, and nobody after', () => {
    expect(barredBy(book.duties, 1n, 'review', touch('sell', '2025-03-02'), today)).toMatchObject({
      did: 'sell',
      until: '2026-03-02',
      rule: 'duty:sold-then-review#1',
    })
    expect(barredBy(book.duties, 1n, 'review', touch('sell', '2025-03-01'), today)).toBe(null)
    expect(barredBy(book.duties, 2n, 'review', touch('sell', '2026-01-01'), today)).toBe(null)
    expect(barredBy(book.duties, 1n, 'review', touch('review', '2026-01-01'), today)).toBe(null)
    expect(barredBy(book.duties, 1n, 'fund', touch('review', '2026-01-01'), today)).toMatchObject({ did: 'review' })
  })
})

describe('a committee', () => {
  const rule: CommitteeRule = {
    zh: '贷审会',
    en: 'Committee',
    memberRole: 'member',
    chairRole: 'chair',
    members: 5,
    quorum: [2, 3],
    favour: [2, 3],
  }
  const seat = (personKey: bigint, change: Partial<Seat> = {}): Seat => ({
    personKey,
    name: `P${personKey}`,
    roles: ['member'],
    barred: false,
    away: false,
    ...change,
  })
  const five = [1n, 2n, 3n, 4n, 5n].map(key => seat(key))
  const chair = seat(9n, { roles: ['chair'] })

  it('sits in an odd number, with members who may, under a chair apart', () => {
    expect(() => checkSeats(rule, chair, five)).not.toThrow()
    expect(() => checkSeats(rule, chair, [...five, seat(6n)])).toThrow('authority.committee_odd')
    expect(() => checkSeats(rule, chair, [...five.slice(1), seat(2n)])).toThrow('authority.committee_odd')
    expect(() => checkSeats(rule, chair, five.slice(2))).toThrow('authority.committee_members')
    for (const bad of [{ roles: [] }, { barred: true }, { away: true }])
      expect(() => checkSeats(rule, chair, [...five.slice(1), seat(6n, bad)])).toThrow('authority.committee_member')
    expect(() => checkSeats(rule, seat(9n), five)).toThrow('authority.committee_chair')
    expect(() => checkSeats(rule, seat(1n, { roles: ['member', 'chair'] }), five)).toThrow('authority.committee_chair')
  })

  it('decides with its quorum, by its share, and the chair only ever says no', () => {
    const count = (...given: ('for' | 'against' | 'abstain')[]) => countVotes(rule, 5, given)
    expect(count('for', 'for', 'for')).toMatchObject({ quorate: false, carried: false })
    expect(() => outcomeOf(count('for', 'for', 'for'), false)).toThrow('authority.committee_quorum')
    expect(outcomeOf(count('for', 'for', 'for', 'abstain'), false)).toBe('approved')
    expect(outcomeOf(count('for', 'for', 'against', 'abstain'), false)).toBe('rejected')
    expect(outcomeOf(count('for', 'for', 'for', 'against', 'against'), false)).toBe('rejected')
    expect(outcomeOf(count('for', 'for', 'for', 'for', 'against'), true)).toBe('vetoed')
    expect(outcomeOf(count('against', 'against', 'for', 'for', 'against'), true)).toBe('rejected')
  })
})
