import { describe, expect, it } from 'vitest'
import type { Day } from '#lib/day'
import { type Money, parseYuan } from '#lib/money'
import { firstVersions, ruleVersion } from '../../tests/rules.ts'
import { type ApprovalCase, type Approver, approvalVerdict, type Hand } from './matrix.ts'
import type { Power } from './power.ts'
import type { Link } from './rule.ts'
import { bookOn, withoutLimit } from './rule-book.ts'
import { limitsOf } from './stand-in.ts'

const today = '2026-03-02' as Day
const yuan = (text: string) => parseYuan(text) as Money
const line = (change: object) => ({
  stage: 'review',
  roles: ['credit_reviewer'],
  maxExposure: '300000',
  base: 'group',
  maxLtv: null,
  grades: null,
  products: null,
  exceptions: [],
  mode: 'single',
  joint: [],
  committee: null,
  ...change,
})
const defaults = firstVersions()
const facts: ApprovalCase = {
  stage: 'review',
  exposure: yuan('300000'),
  broughtBy: 2n,
  submittedBy: 2n,
  decidedBy: [3n],
}
const hand = (personKey: bigint, roles: string[], cap: Money | null = null): Hand => ({
  personKey,
  roles: roles.map(role => ({ role, ruleIds: [`post:${role}#1`], toDay: null })),
  cap,
  ruleIds: [],
})
const who = (personKey: bigint, roles: string[], change: Partial<Approver> = {}): Approver => ({
  personKey,
  onLeave: false,
  hands: [hand(personKey, roles)],
  certificates: [],
  ...change,
})
const bound = (exposure: Money, ...links: Link[]) => [{ links, exposure }]
const ask = (approver: Approver, change: Partial<ApprovalCase> = {}, rules = defaults) =>
  approvalVerdict(approver, bookOn(rules, today), { ...facts, ...change }, today)

describe('the approval matrix', () => {
  it('allows up to and including the limit, and names its line', () => {
    expect(ask(who(1n, ['credit_reviewer']))).toMatchObject({
      allow: true,
      reason: 'authority.within_limit',
      way: 'single',
      ruleIds: ['post:credit_reviewer#1', 'matrix:review.reviewer#1'],
      limit: yuan('300000'),
    })
    expect(ask(who(1n, ['credit_reviewer']), { exposure: yuan('300000.01') })).toMatchObject({
      allow: false,
      reason: 'authority.over_limit',
      missing: ['higher_limit'],
    })
    expect(ask(who(1n, ['credit_reviewer', 'senior_reviewer']), { exposure: yuan('500000') }).allow).toBe(true)
  })

  it('counts the exposure of everyone bound to the customer', () => {
    expect(
      ask(who(1n, ['credit_reviewer']), { exposure: yuan('100'), linked: bound(yuan('299900.01'), 'guarantor') }),
    ).toMatchObject({
      reason: 'authority.over_limit',
      facts: { exposure: '300000.01' },
    })
    const own = [...defaults, ruleVersion('matrix', 'review.reviewer', line({ base: 'customer' }))].slice(1)
    const customer = own.filter(one => one.code !== 'review.reviewer').concat(own.at(-1)!)
    expect(
      ask(
        who(1n, ['credit_reviewer']),
        { exposure: yuan('100'), linked: bound(yuan('9999999'), 'guarantor') },
        customer,
      ).allow,
    ).toBe(true)
  })

  it('counts the related parties its line names and no others, each once', () => {
    const owes = yuan('299900.01')
    const told = (links: Link[] | undefined, ...as: Link[]) =>
      ask(who(1n, ['credit_reviewer']), { exposure: yuan('100'), linked: bound(owes, ...as) }, [
        ruleVersion('matrix', 'one', line({ ...(links ? { links } : {}) })),
      ]).reason
    expect(told(['spouse'], 'spouse')).toBe('authority.over_limit')
    expect(told(['spouse'], 'guarantor')).toBe('authority.within_limit')
    expect(told(['controller', 'guarantor'], 'controller')).toBe('authority.over_limit')
    // A line made before links could be named counts what counted then.
    expect(told(undefined, 'co-borrower')).toBe('authority.over_limit')
    expect(told(undefined, 'spouse')).toBe('authority.within_limit')
    // Somebody bound in two ways owes once.
    const twice = { exposure: yuan('100'), linked: bound(yuan('200000'), 'spouse', 'guarantor') }
    const both = [ruleVersion('matrix', 'one', line({ links: ['spouse', 'guarantor'] }))]
    expect(ask(who(1n, ['credit_reviewer']), twice, both).reason).toBe('authority.within_limit')
  })

  it('judges who has no score as the strictest band', () => {
    const told = (grade: string | null, grades: string[]) =>
      ask(who(1n, ['credit_reviewer']), { grade }, [ruleVersion('matrix', 'one', line({ grades }))])
    expect(told(null, ['A', 'B'])).toMatchObject({
      reason: 'authority.grade_outside',
      facts: { grade: 'authority.grade.none' },
    })
    expect(told(null, ['D', 'E']).reason).toBe('authority.within_limit')
    expect(told('D', ['D']).reason).toBe('authority.within_limit')
  })

  it('is never given by who brought the case in, submitted it or decided on it, nor on leave, nor without a line', () => {
    expect(ask(who(2n, ['senior_reviewer']))).toMatchObject({ allow: false, reason: 'authority.own_case' })
    expect(ask(who(3n, ['senior_reviewer']))).toMatchObject({ allow: false, reason: 'authority.decided_before' })
    expect(ask(who(1n, ['senior_reviewer'], { onLeave: true })).reason).toBe('authority.on_leave')
    expect(ask(who(1n, ['risk_officer'])).reason).toBe('authority.no_limit')
    expect(ask(who(1n, ['risk_officer']), { stage: 'second' }).allow).toBe(true)
    const touches = [{ personKey: 1n, act: 'sell' as const, day: '2025-12-01' as Day }]
    expect(ask(who(1n, ['senior_reviewer']), { touches })).toMatchObject({
      reason: 'authority.duty_time',
      facts: { until: '2026-12-01' },
    })
  })

  it('asks for loan to value, score band, product and exceptions; what is not known is a no', () => {
    const strict = [ruleVersion('matrix', 'one', line({ maxLtv: '0.8', grades: ['A', 'B'], products: ['standard'] }))]
    const good = { ltv: '0.8', grade: 'B', product: 'standard' }
    const told = (change: Partial<ApprovalCase>) =>
      ask(who(1n, ['credit_reviewer']), { ...good, ...change }, strict).reason
    expect(told({})).toBe('authority.within_limit')
    expect(told({ ltv: '0.8001' })).toBe('authority.ltv_outside')
    expect(told({ ltv: null })).toBe('authority.ltv_outside')
    expect(told({ grade: 'C' })).toBe('authority.grade_outside')
    expect(told({ grade: null })).toBe('authority.grade_outside')
    expect(told({ product: 'balloon' })).toBe('authority.product_outside')
    expect(told({ exceptions: ['declined-by-rules'] })).toBe('authority.exception_outside')
  })

  it('needs the certificate of its line, and says which', () => {
    const rules = [
      ...defaults,
      ruleVersion('certificate', 'x', { target: 'matrix', of: 'review.reviewer', certificate: 'credit' }),
    ]
    expect(ask(who(1n, ['credit_reviewer']), {}, rules)).toMatchObject({
      reason: 'authority.certificate_needed',
      missing: ['certificate:credit'],
      facts: { certificate: 'credit' },
    })
    const certified = who(1n, ['credit_reviewer'], { certificates: [{ code: 'credit', validUntil: null }] })
    expect(ask(certified, {}, rules).allow).toBe(true)
    // What somebody may approve is said by the same certificates.
    const most = (approver: Approver) => limitsOf({ book: bookOn(rules, today), approver } as Power, today)
    expect(most(certified)).toEqual([{ stage: 'review', limit: yuan('300000') }])
    expect(most(who(1n, ['credit_reviewer']))).toEqual([])
  })

  it('takes two different persons of the named roles where a line asks for two', () => {
    const rules = [ruleVersion('matrix', 'two', line({ mode: 'joint', joint: ['senior_reviewer'] }))]
    const first = ask(who(1n, ['credit_reviewer']), {}, rules)
    expect(first).toMatchObject({
      allow: false,
      reason: 'authority.second_person',
      way: 'joint',
      line: 'two',
      sides: ['first'],
      missing: ['person:senior_reviewer'],
    })
    const signatures = [{ personKey: 1n, line: 'two', sides: first.sides }]
    expect(ask(who(1n, ['credit_reviewer', 'senior_reviewer']), { signatures }, rules)).toMatchObject({
      allow: false,
      reason: 'authority.second_person',
    })
    expect(ask(who(4n, ['credit_reviewer']), { signatures }, rules).allow).toBe(false)
    expect(ask(who(4n, ['senior_reviewer']), { signatures }, rules)).toMatchObject({
      allow: true,
      reason: 'authority.jointly',
    })
  })

  it('sends to the committee what only it may decide', () => {
    const big = { stage: 'second' as const, exposure: yuan('3000000.01') }
    expect(ask(who(1n, ['risk_officer']), big)).toMatchObject({
      allow: false,
      reason: 'authority.committee_needed',
      way: 'committee',
      committee: 'credit',
      missing: ['committee:credit'],
      limit: yuan('1000000'),
    })
    const company = { stage: 'second' as const, exceptions: ['corporate' as const] }
    expect(ask(who(1n, ['risk_director', 'risk_officer']), company).reason).toBe('authority.committee_needed')
    expect(withoutLimit).toBeGreaterThan(yuan('1000000000000'))
  })

  it('can be lent up to a cap, but not by who had a hand in the case', () => {
    const lent = (giver: bigint, cap: string | null) =>
      who(1n, [], { hands: [hand(1n, []), hand(giver, ['senior_reviewer'], cap === null ? null : yuan(cap))] })
    expect(ask(lent(5n, null)).allow).toBe(true)
    expect(ask(lent(5n, '299999.99'))).toMatchObject({ reason: 'authority.over_limit', limit: yuan('299999.99') })
    expect(ask(lent(3n, null)).reason).toBe('authority.no_limit')
    expect(ask(lent(2n, null)).reason).toBe('authority.no_limit')
  })
})
