import fc from 'fast-check'
import { afterAll, describe, expect, it } from 'vitest'
import type { Day } from '#lib/day'
import { openDatabase, openPool, sql } from '#platform/database'
import { testDatabase } from '../../tests/database.ts'
import { firstVersions, ruleVersion } from '../../tests/rules.ts'
import type { Holder } from './holding.ts'
import { canShow, type FieldStep, fieldAnswer, fieldNames, fieldOf, showings, unruled } from './mask.ts'
import { fieldSteps, powerFrom } from './power.ts'
import type { MaskRule } from './rule.ts'
import { bookOn } from './rule-book.ts'
import { notWithheld } from './store/predicate.ts'

const first = firstVersions()
const holder = (post: string): Holder => ({
  personKey: 1n,
  post,
  standing: { personKey: 1n, groupKeys: [10n], branchKeys: [20n] },
  onLeave: false,
  certificates: [],
})
const mask = (change: Partial<MaskRule>): MaskRule => ({
  fields: ['party.customer.phone'],
  posts: [],
  permission: null,
  scope: 'all',
  show: 'masked',
  ...change,
})
const answer = (
  rules: Partial<MaskRule>[],
  post: string,
  row: { ownerId?: bigint; groupId?: bigint; branchId?: bigint },
  field = 'party.customer.phone',
) => {
  const book = bookOn(
    [...first, ...rules.map((rule, n) => ruleVersion('mask', `rule.${n}`, mask(rule)))],
    '2026-03-02' as Day,
  )
  const place = { ownerId: null, groupId: null, branchId: null, ...row }
  return fieldAnswer(fieldSteps(powerFrom(book, holder(post), []), field), place).show
}

describe('a rule about a field', () => {
  const mine = { ownerId: 1n, groupId: 10n, branchId: 20n }
  const far = { ownerId: 9n, groupId: 99n, branchId: 99n }

  it('masks everything at first, and withholds papers and accounts from who trains and runs the house', () => {
    expect(answer([], 'service_agent', mine)).toBe('masked')
    expect(answer([], 'administrator', mine, 'party.customer.idNumber')).toBe('withheld')
    expect(answer([], 'administrator', mine, 'party.customer.phone')).toBe('masked')
  })

  it('reaches records near the own place and no others', () => {
    const shown = [{ scope: 'group', show: 'shown' }] as const
    expect(answer([...shown], 'collector', { groupId: 10n })).toBe('shown')
    expect(answer([...shown], 'collector', { branchId: 20n, groupId: 11n })).toBe('masked')
    expect(answer([...shown], 'collector', mine)).toBe('shown')
    expect(answer([...shown], 'collector', far)).toBe('masked')
  })

  it('for a post outweighs one for holders of a permission, and that one for anybody', () => {
    const anybody = { show: 'withheld' } as const
    const holders = { permission: 'party.customer.reveal', show: 'shown' } as const
    const post = { posts: ['service_agent'], show: 'masked' } as const
    expect(answer([anybody], 'service_agent', mine)).toBe('withheld')
    expect(answer([anybody, holders], 'service_agent', mine)).toBe('shown')
    expect(answer([anybody, holders, { ...post, posts: ['service_agent'] }], 'service_agent', mine)).toBe('masked')
    // Who lacks the permission is not meant.
    expect(answer([anybody, holders], 'hr_officer', mine)).toBe('withheld')
  })

  it('for nearer records outweighs one for all, and of equals the stricter holds', () => {
    expect(answer([{ show: 'withheld' }, { scope: 'own', show: 'shown' }], 'collector', mine)).toBe('shown')
    expect(answer([{ show: 'withheld' }, { scope: 'own', show: 'shown' }], 'collector', far)).toBe('withheld')
    expect(answer([{ show: 'shown' }, { show: 'withheld' }], 'collector', far)).toBe('withheld')
  })

  it('cannot keep a name back or open an account that is sent money to', () => {
    expect(fieldNames.filter(field => !canShow(field, 'withheld'))).toEqual([
      'party.customer.name',
      'origination.lead.name',
    ])
    expect(canShow('party.dealer.account', 'shown')).toBe(false)
    expect(canShow('party.customer.phone', 'shown')).toBe(true)
    expect(showings.filter(show => canShow('party.customer.income', show))).toEqual(['shown', 'withheld'])
    expect(unruled('party.customer.income')).toBe('shown')
    expect(unruled('party.customer.phone')).toBe('masked')
  })

  it('finds the field of a value in a picture', () => {
    expect(fieldOf('PATCH /party/dealers/{id}', 'account')).toBe('party.dealer.account')
    expect(fieldOf('PATCH /party/dealers/{id}', 'grade')).toBe(null)
    expect(fieldOf('POST /team/people', 'phone')).toBe(null)
  })
})

describe('the predicate of the same rules', () => {
  let close = async () => {}
  afterAll(() => close())

  it('holds exactly for the records whose field is not withheld', async () => {
    const made = await testDatabase()
    const pool = openPool(made.url, 2)
    close = async () => {
      await pool.end()
      await made.drop()
    }
    const database = openDatabase(pool)
    const keys = fc.array(fc.bigInt(1n, 4n), { maxLength: 3 })
    const step: fc.Arbitrary<FieldStep> = fc.record({
      reach: fc.record({
        all: fc.constantFrom(false, false, false, true),
        ownerKeys: keys,
        groupKeys: keys,
        branchKeys: keys,
        ruleIds: fc.constant([]),
      }),
      show: fc.constantFrom(...showings),
      rule: fc.constant('r'),
    })
    const cell = fc.option(fc.bigInt(1n, 4n))
    const row = fc.record({ ownerId: cell, groupId: cell, branchId: cell })
    await fc.assert(
      fc.asyncProperty(
        fc.array(step, { maxLength: 4 }),
        fc.array(row, { minLength: 1, maxLength: 8 }),
        async (steps, rows) => {
          const predicate = notWithheld(steps, { owner: 'o', group: 'g', branch: 'b' })
          const values = sql.join(
            rows.map((r, n) => sql`(${n}::int, ${r.ownerId}::bigint, ${r.groupId}::bigint, ${r.branchId}::bigint)`),
          )
          const found = await sql<{
            n: number
          }>`SELECT n FROM (VALUES ${values}) v (n, o, g, b) WHERE ${predicate} ORDER BY n`.execute(database)
          expect(found.rows.map(one => one.n)).toEqual(
            rows.flatMap((r, n) => (fieldAnswer(steps, r).show === 'withheld' ? [] : [n])),
          )
        },
      ),
      { numRuns: 150 },
    )
  }, 120_000)
})
