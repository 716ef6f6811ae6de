import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { instant } from '#lib/day'
import { type CheckerFacts, checkerFault, conditionHolds, heldTimes, ruleHolds } from './held.ts'
import { askedFields, differences, fingerprintOf, flatten, type HeldPicture, valuesIn } from './held-diff.ts'

const facts = {
  input: { amount: 50_000_00n, note: '', account: '6200', nested: { text: '12.50' } },
  answer: { amount: 100_00n },
  maker: { branch: 'branch_0000000000001', group: null },
}

describe('a rule', () => {
  it('compares what was asked, what would be answered, and who asks; what cannot be compared does not hold', () => {
    const holds = (field: string, is: 'above' | 'given' | 'equals', value: string | null = null) =>
      conditionHolds({ field, is, value }, facts)
    expect(holds('input.amount', 'above', '49999.99')).toBe(true)
    expect(holds('input.amount', 'above', '50000')).toBe(false)
    expect(holds('answer.amount', 'above', '99')).toBe(true)
    expect(holds('input.nested.text', 'above', '12.49')).toBe(true)
    expect(holds('input.account', 'given')).toBe(true)
    expect(holds('input.note', 'given')).toBe(false)
    expect(holds('input.nothing', 'given')).toBe(false)
    expect(holds('input.constructor', 'given')).toBe(false)
    expect(holds('maker.branch', 'equals', 'branch_0000000000001')).toBe(true)
    expect(holds('input.note', 'above', '1')).toBe(false)
  })

  it('holds when all its conditions do, and without any always', () => {
    const body = {
      check: { permission: 'a.b', role: null },
      backup: null,
      sameBranch: false,
      deadlineHours: 24,
      expireHours: 72,
      reasonRequired: false,
    }
    expect(ruleHolds({ ...body, conditions: [] }, facts)).toBe(true)
    const given = { field: 'input.account', is: 'given' as const, value: null }
    expect(ruleHolds({ ...body, conditions: [given, { ...given, field: 'input.note' }] }, facts)).toBe(false)
    expect(heldTimes({ ...body, conditions: [] }, instant('2026-03-02T01:00:00.000Z'))).toEqual({
      deadlineAt: '2026-03-03T01:00:00.000Z',
      expiresAt: '2026-03-05T01:00:00.000Z',
    })
  })

  it('never lets the maker check, whatever else is true of them', () => {
    const anybody: fc.Arbitrary<CheckerFacts> = fc.record({
      personKey: fc.constantFrom(1n, 2n),
      onLeave: fc.boolean(),
      branchKey: fc.constantFrom(1n, 2n, null),
      roles: fc.subarray(['administrator', 'team_manager']),
      kernelSays: fc.constantFrom(null, 'authority.out_of_scope'),
      sameAsMaker: fc.boolean(),
      lentByMaker: fc.boolean(),
    })
    fc.assert(
      fc.property(anybody, fc.constantFrom(null, 'administrator'), fc.boolean(), (person, role, sameBranch) => {
        const asked = { makerKey: 1n, makerBranchKey: 1n, sameBranch, check: { permission: 'a.b', role } }
        const free =
          person.personKey !== 1n &&
          !person.sameAsMaker &&
          !person.lentByMaker &&
          !person.onLeave &&
          person.kernelSays === null &&
          (role === null || person.roles.includes(role)) &&
          (!sameBranch || person.branchKey === 1n)
        expect(checkerFault(asked, person) === null).toBe(free)
      }),
    )
  })
})

describe('a picture', () => {
  const picture = (fields: HeldPicture['fields'], version = 1): HeldPicture => ({
    record: 'dealer_0000000000001',
    title: null,
    version,
    fields,
    asked: [],
    cut: false,
  })

  it('shows the fields in which two readings differ, members of lists by what names them', () => {
    const before = {
      version: 1,
      name: 'a',
      lines: [
        { id: 'x', amount: '1' },
        { id: 'y', amount: '2' },
      ],
    }
    const after = {
      version: 2,
      name: 'a',
      lines: [
        { id: 'y', amount: '3' },
        { id: 'x', amount: '1' },
      ],
    }
    expect(differences(before, after).fields).toEqual([{ path: 'lines.y.amount', before: '2', after: '3' }])
    expect(differences({ a: 1 }, { b: null, a: null }).fields).toEqual([{ path: 'a', before: 1, after: null }])
    expect([...flatten({ a: [1, { b: 2n }] })]).toEqual([
      ['a.0', 1],
      ['a.1.b', '2'],
    ])
    expect(differences({}, Object.fromEntries(Array.from({ length: 300 }, (_, n) => [`f${n}`, n])))).toMatchObject({
      cut: true,
    })
  })

  it('of no change is empty, of any change is not', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.stringMatching(/^[a-z]{1,5}$/), fc.oneof(fc.string(), fc.integer())), record => {
        expect(differences(record, structuredClone(record)).fields).toEqual([])
        expect(differences(record, { ...record, zzzzzz: 1 }).fields).toHaveLength(1)
      }),
    )
  })

  it('has the same print when run again later, and another once the record or the change is another', () => {
    const field = { path: 'at', before: null, after: '2026-03-02T01:00:00.000Z' }
    const print = fingerprintOf(picture([field]), '')
    expect(fingerprintOf(picture([{ ...field, after: '2026-03-02T02:00:00.000Z' }]), '')).toBe(print)
    expect(fingerprintOf(picture([field], 2), '')).not.toBe(print)
    const made = { path: 'lines.entry_0000000000001.id', before: null, after: 'entry_0000000000001' }
    const again = { path: 'lines.entry_0000000000002.id', before: null, after: 'entry_0000000000002' }
    expect(fingerprintOf(picture([made]), '')).toBe(fingerprintOf(picture([again]), ''))
    expect(fingerprintOf(picture([{ path: 'a', before: '1', after: '2' }]), '')).not.toBe(
      fingerprintOf(picture([{ path: 'a', before: '1', after: '3' }]), ''),
    )
  })

  it('says what was asked without passwords, files and personal values in full', () => {
    const asked = {
      id: 'x',
      version: 3,
      phone: '13800138000',
      password: 'secret',
      amount: 12_50n,
      file: 'x'.repeat(5000),
    }
    expect(askedFields(asked, fen => `${fen}`)).toEqual([
      { path: 'phone', value: '138****8000' },
      { path: 'amount', value: '1250' },
    ])
    expect(valuesIn({ other: 'b', id: 'a' })).toEqual(['a', 'b', 'a'])
  })
})
