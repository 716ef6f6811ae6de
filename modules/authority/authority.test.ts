import fc from 'fast-check'
import { afterAll, describe, expect, it } from 'vitest'
import { type Money, parseYuan } from '#lib/money'
import { openDatabase, openPool, sql } from '#platform/database'
import { testDatabase } from '../../tests/database.ts'
import { approvalVerdict } from './approval.ts'
import { covers, type Grant, reachOf, scopeLevels, within } from './scope.ts'
import { reachWhere } from './store.ts'

const yuan = (text: string) => parseYuan(text) as Money

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
    const grant = fc.record({
      role: fc.constantFrom('a', 'b'),
      permission: fc.constantFrom('x.y.read', 'x.*', 'z.y.read'),
      scope: fc.constantFrom(...scopeLevels),
    })
    const standing = fc.record({
      personKey: key,
      groupKeys: fc.uniqueArray(fc.bigInt(1n, 4n)),
      branchKeys: fc.uniqueArray(fc.bigInt(1n, 4n)),
    })
    const place = fc.record({ ownerId: key, groupId: key, branchId: key })
    await fc.assert(
      fc.asyncProperty(
        fc.array(grant, { maxLength: 4 }),
        standing,
        fc.array(place, { minLength: 1, maxLength: 12 }),
        async (grants: Grant[], stands, places) => {
          const reach = reachOf(grants, stands, 'x.y.read')
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

describe('an approval', () => {
  const limits = [
    { role: 'credit_reviewer', stage: 'review' as const, maxExposure: yuan('300000') },
    { role: 'senior_reviewer', stage: 'review' as const, maxExposure: yuan('500000') },
    { role: 'risk_officer', stage: 'second' as const, maxExposure: yuan('1000000') },
  ]
  const facts = { stage: 'review' as const, exposure: yuan('300000'), broughtBy: 2n, submittedBy: 2n, decidedBy: [3n] }
  const verdict = (person: bigint, roles: string[], change: Partial<typeof facts> = {}, onLeave = false) =>
    approvalVerdict(person, onLeave, roles, limits, { ...facts, ...change })

  it('is within the limit up to and including it', () => {
    expect(verdict(1n, ['credit_reviewer'])).toMatchObject({
      allow: true,
      reason: 'authority.within_limit',
      ruleIds: ['limit:credit_reviewer:review'],
    })
    expect(verdict(1n, ['credit_reviewer'], { exposure: yuan('300000.01') })).toMatchObject({
      allow: false,
      reason: 'authority.over_limit',
    })
    expect(verdict(1n, ['credit_reviewer', 'senior_reviewer'], { exposure: yuan('500000') }).allow).toBe(true)
  })
  it('is never given by who brought the case in, submitted it or decided on it, whatever the roles', () => {
    expect(verdict(2n, ['senior_reviewer'])).toMatchObject({ allow: false, reason: 'authority.own_case' })
    expect(verdict(3n, ['senior_reviewer'])).toMatchObject({ allow: false, reason: 'authority.decided_before' })
  })
  it('is not given on leave, nor without a limit for the stage', () => {
    expect(verdict(1n, ['credit_reviewer'], {}, true).reason).toBe('authority.on_leave')
    expect(verdict(1n, ['risk_officer']).reason).toBe('authority.no_limit')
    expect(verdict(1n, ['risk_officer'], { stage: 'second' as never }).allow).toBe(true)
  })
})
