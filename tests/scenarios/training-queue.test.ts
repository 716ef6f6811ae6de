import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { addMs, type Instant } from '#lib/day'
import type { Id } from '#lib/id'
import { openLender, submitted } from '../applications.ts'
import { type Client, openTestHouse, refusalOf, type TestHouse } from '../house.ts'
import { fillBank, publishCourse, readLessons, sitExam } from '../learning.ts'

/** A certificate that ends while a case lies open: the next decision is refused, the case goes back, passing restores it at once. */
describe('a certificate that ends', () => {
  let house: TestHouse
  let lender: Awaited<ReturnType<typeof openLender>>
  let hr: Client
  let chen: Id<'person'>
  beforeAll(async () => {
    house = await openTestHouse({ today: '2026-03-02' })
    lender = await openLender(house)
    await house.hire('hr', 'hr_officer', { group: '人事组' })
    hr = await house.as('hr')
    const { rows } = await hr.team.listPeople({ limit: 100 })
    chen = rows.find(person => person.username === 'chen')!.id
    await hr.training.addCertificateKind({
      code: 'credit-approval',
      name: '信贷审批',
      nameEn: 'Credit',
      validityMonths: 1,
    })
    await fillBank(hr, '信贷政策', 8)
    await publishCourse(hr, { code: 'policy', certificateCode: 'credit-approval' })
    await house.rule('certificate', 'reviewers', {
      target: 'matrix',
      of: 'review.reviewer',
      certificate: 'credit-approval',
    })
  })
  afterAll(() => house.close())

  it('gives back what lies open, offers it no more, refuses with the way to the exam, and is restored by passing', async () => {
    const { reviewer } = lender
    const { id, version } = await submitted(lender, 1, { principal: '130000.00' })
    const decide = () =>
      reviewer.origination.reviewApplication({ id, version, verdict: 'approve', note: '资料齐全，收入与流水相符' })
    expect(await reviewer.origination.claimNext({})).toEqual({ id: null })
    await readLessons(reviewer, 'policy')
    const passed = await sitExam(reviewer, 'policy', 4)
    expect(passed.passed).toBe(true)
    const [held] = (await hr.training.listCertificates({ personId: chen })).rows

    // The minute before its end a case is taken; at the very second the decision is refused.
    house.clock.set(addMs(held!.endsAt as Instant, -60_000))
    expect(await reviewer.origination.claimNext({})).toEqual({ id })
    house.clock.set(held!.endsAt as Instant)
    expect(await refusalOf(decide())).toMatchObject({
      code: 'authority.certificate_needed',
      facts: { certificateName: expect.stringMatching(/[一-龥]/), exam: '/training/certificates/credit-approval' },
    })
    await house.jobs.send(house.spine.database, 'training.certificates-due', {})
    await house.drain()
    const { rows } = await house.pool.query('SELECT claimed_by FROM origination.application')
    expect(rows).toEqual([{ claimed_by: null }])
    const seen = await reviewer.origination.getApplication({ id })
    expect(seen.timeline.at(-1)).toMatchObject({ action: 'reroute' })
    const notices = await reviewer.notification.listNotices({})
    expect(notices.rows[0]?.text).toContain('已退回队列')
    expect(await reviewer.origination.claimNext({})).toEqual({ id: null })

    expect(await reviewer.training.certificateGuide({ code: 'credit-approval' })).toMatchObject({
      courseCode: 'policy',
    })
    expect((await sitExam(reviewer, 'policy', 4)).passed).toBe(true)
    expect(await reviewer.origination.claimNext({})).toEqual({ id })
    expect((await decide()).state).not.toBe('first-review')
  })

  it('by revocation does the same at once', async () => {
    const { reviewer } = lender
    const { id } = await submitted(lender, 2, { principal: '120000.00' })
    expect(await reviewer.origination.claimNext({})).toEqual({ id })
    const live = (await hr.training.listCertificates({ personId: chen, state: 'valid' })).rows
    for (const row of live) await hr.training.revokeCertificate({ id: row.id, reason: '代考' })
    await house.drain()
    const { rows } = await house.pool.query(
      'SELECT claimed_by FROM origination.application WHERE claimed_by IS NOT NULL',
    )
    expect(rows).toEqual([])
    expect(await reviewer.origination.claimNext({})).toEqual({ id: null })
  })

  it('takes what lies open from its holder at that second, before any job has run', async () => {
    const { reviewer } = lender
    const { rows } = await hr.team.listPeople({ limit: 100 })
    const zhou = rows.find(person => person.username === 'zhou')!.id
    const issue = (personId: Id<'person'>) =>
      hr.training.issueCertificate({ code: 'credit-approval', personId, evidence: '考试' })
    await issue(chen)
    const { endsAt } = (await hr.training.listCertificates({ personId: chen, state: 'valid' })).rows[0]!
    house.clock.set(addMs(house.clock.now(), 5 * 86_400_000))
    await issue(zhou)
    const other = await house.as('zhou')
    house.clock.set(addMs(endsAt as Instant, -60_000))
    const { id } = await submitted(lender, 3, { principal: '120000.00' })
    await reviewer.origination.claimApplication({ id })
    expect((await other.origination.getReview({ id })).held).toBe('other')
    expect(await refusalOf(other.origination.claimApplication({ id }))).toMatchObject({
      code: 'origination.claimed_conflict',
    })
    house.clock.set(endsAt as Instant)
    expect((await other.origination.getReview({ id })).held).toBe('free')
    await other.origination.claimApplication({ id })
    const { timeline } = await other.origination.getApplication({ id })
    expect(timeline.at(-1)).toMatchObject({ action: 'reroute' })
  })
})
