import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { addMs, type Instant } from '#lib/day'
import { toKey } from '#lib/id'
import { certificatesOf } from '#training'
import { type Client, openTestHouse, refusalOf, type TestHouse } from '../house.ts'

/** Certificates: given, live to the second, revoked, and who may do so. */
describe('certificates', () => {
  let house: TestHouse
  let hr: Client
  let chen: Awaited<ReturnType<TestHouse['hire']>>
  beforeAll(async () => {
    house = await openTestHouse()
    await house.hire('hr', 'hr_officer')
    chen = await house.hire('chen', 'credit_reviewer')
    hr = await house.as('hr')
    await hr.training.addCertificateKind({
      code: 'credit-approval',
      name: '信贷审批上岗证',
      nameEn: 'Credit approval',
      validityMonths: 12,
    })
  })
  afterAll(() => house.close())

  const live = (at: Instant) => certificatesOf(house.spine.database, toKey(chen), at)

  it('count to the last millisecond before their end, and not at it', async () => {
    await hr.training.issueCertificate({ code: 'credit-approval', personId: chen, evidence: '总行证书 2026-018' })
    const [row] = (await hr.training.listCertificates({ personId: chen })).rows
    expect(row).toMatchObject({ state: 'valid', basis: 'external', validUntil: '2027-03-01T16:00:00.000Z' })
    const end = row!.endsAt
    expect(await live(addMs(end, -1))).toMatchObject([{ code: 'credit-approval', state: 'valid', endsAt: end }])
    expect(await live(end)).toEqual([])
    expect(await live(addMs(row!.issuedAt, -1))).toEqual([])
  })

  it('end at once when revoked, and say why; a second time there is nothing to revoke', async () => {
    const [row] = (await hr.training.listCertificates({ personId: chen })).rows
    house.clock.advance(1000)
    const revoked = await hr.training.revokeCertificate({ id: row!.id, reason: '代考' })
    expect(revoked).toMatchObject({ state: 'revoked', revokedReason: '代考' })
    const now = house.clock.now()
    expect(await live(now)).toEqual([])
    expect(await live(addMs(now, -1))).toHaveLength(1)
    expect((await refusalOf(hr.training.revokeCertificate({ id: row!.id, reason: '代考' }))).code).toBe(
      'training.certificate_ended',
    )
  })

  it('are given by others only, of kinds that exist, to people at work', async () => {
    const code = async (call: Promise<unknown>) => (await refusalOf(call)).code
    const { person } = await hr.team.me()
    expect(
      await code(hr.training.issueCertificate({ code: 'credit-approval', personId: person.id, evidence: 'x' })),
    ).toBe('training.own_certificate')
    expect(await code(hr.training.issueCertificate({ code: 'no-such', personId: chen, evidence: 'x' }))).toBe(
      'training.certificate_not_found',
    )
    expect(
      await code(
        hr.training.issueCertificate({ code: 'credit-approval', personId: 'person_0000000000001', evidence: 'x' }),
      ),
    ).toBe('training.person_not_found')
    const kind = { name: '信贷审批上岗证', nameEn: 'Credit approval', validityMonths: 12 }
    expect(await code(hr.training.addCertificateKind({ code: 'credit-approval', ...kind }))).toBe('training.code_taken')
    expect(await code(hr.training.changeCertificateKind({ code: 'credit-approval', version: 9, ...kind }))).toBe(
      'training.stale',
    )
    const reviewer = await house.as('chen')
    expect((await reviewer.training.listCertificates({})).rows).toHaveLength(1)
    expect(
      await code(reviewer.training.issueCertificate({ code: 'credit-approval', personId: chen, evidence: 'x' })),
    ).toBe('authority.not_permitted')
  })
})
