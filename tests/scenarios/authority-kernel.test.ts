import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Day, instantAt } from '#lib/day'
import type { Id } from '#lib/id'
import { type Lender, openLender, submitted } from '../applications.ts'
import { openTestHouse, refusalOf, type TestHouse } from '../house.ts'

/** The kernel as people meet it: certificates to the second, duties over time, delegation, two signatures, the committee. */
describe('the authority to decide', () => {
  let house: TestHouse
  let lender: Lender
  const people = new Map<string, Id<'person'>>()
  const approve = { verdict: 'approve' as const, note: '同意', conditions: [] }

  beforeAll(async () => {
    house = await openTestHouse({ today: '2026-03-02' })
    lender = await openLender(house)
    people.set('hr', await house.hire('hr', 'hr_officer', { group: '人事组' }))
    people.set('cfo', await house.hire('cfo', 'finance_manager', { group: '财务组', name: '财理' }))
    for (const name of ['r1', 'r2', 'r3', 'r4'])
      people.set(name, await house.hire(name, 'risk_officer', { group: '风控组', name: `风控${name}` }))
    const { rows } = await (await house.as('hr')).team.listPeople({ limit: 100 })
    for (const person of rows) people.set(person.username, person.id)
  })
  afterAll(() => house.close())

  const big = { principal: '400000.00', price: '600000.00', income: '90000.00' }

  it('ends with the certificate at its second and comes back at once with the next', async () => {
    const hr = await house.as('hr')
    await hr.training.addCertificateKind({
      code: 'credit-review',
      name: '信贷审批资格',
      nameEn: 'Credit review',
      validityMonths: 1,
    })
    await house.rule('certificate', 'reviewers', {
      target: 'matrix',
      of: 'review.reviewer',
      certificate: 'credit-review',
    })
    const one = await submitted(lender, 1, { principal: '130000.00' })
    const decide = () => lender.reviewer.origination.reviewApplication({ id: one.id, version: one.version, ...approve })
    expect(await refusalOf(decide())).toMatchObject({
      status: 403,
      code: 'authority.certificate_needed',
      facts: { certificate: 'credit-review', exam: '/training/certificates/credit-review' },
    })
    // The queue does not offer what the certificate would open.
    expect(await lender.reviewer.origination.claimNext({})).toEqual({ id: null })
    const issue = () =>
      hr.training.issueCertificate({ code: 'credit-review', personId: people.get('chen')!, evidence: '考试 2026-01' })
    await issue()
    expect((await lender.reviewer.origination.getReview({ id: one.id })).authority).toMatchObject({
      allow: true,
      rules: expect.arrayContaining(['post:credit_reviewer#1', 'matrix:review.reviewer#1']),
    })
    expect(await lender.reviewer.origination.claimNext({})).toEqual({ id: one.id })
    await lender.reviewer.origination.releaseApplication({ id: one.id })
    house.clock.set(instantAt('2026-04-01' as Day, '23:59'))
    expect((await lender.reviewer.origination.getReview({ id: one.id })).authority.allow).toBe(true)
    house.clock.set(instantAt('2026-04-02' as Day, '00:00'))
    expect((await refusalOf(decide())).code).toBe('authority.certificate_needed')
    await issue()
    expect((await decide()).state).toBe('approved')
    await house.rule('certificate', 'reviewers', null)
    house.clock.set(instantAt('2026-03-02' as Day, '10:00'))
  })

  it('of the door asks for certificates too', async () => {
    await house.rule('certificate', 'reveal', {
      target: 'permission',
      of: 'party.customer.reveal',
      certificate: 'privacy',
    })
    const customer = { id: 'customer_0000000000001' as const, fields: ['phone' as const], reason: '核实' }
    expect(await refusalOf(lender.riskOfficer.party.revealCustomer(customer))).toMatchObject({
      code: 'authority.certificate_needed',
      facts: { exam: '/training/certificates/privacy' },
    })
    expect((await lender.riskOfficer.team.me()).permissions).not.toContain('party.customer.reveal')
    await house.rule('certificate', 'reveal', null)
  })

  it('is barred to who sold to the customer within the months of the rule, whatever the post now', async () => {
    const seller = await house.as('wu')
    const first = await submitted(lender, 2, { client: seller, principal: '80000.00' })
    await house.grant('wu', 'senior_reviewer', '2026-03-02')
    const hr = await house.as('hr')
    const { version } = await hr.team.getPerson({ id: people.get('wu')! })
    const { assignment } = await hr.team.getPerson({ id: people.get('wu')! })
    await hr.team.movePerson({
      id: people.get('wu')!,
      version,
      post: 'service_agent',
      groupId: assignment!.groupId,
      reportsTo: null,
      fromDay: '2026-03-02',
    })
    // The customer goes over to a colleague, as a leaver's or mover's do.
    await house.pool.query(`UPDATE party.customer SET owner_id = (SELECT id FROM team.person WHERE username = 'lin')`)
    const next = await submitted(lender, 2, { customerId: first.customerId, principal: '90000.00' })
    expect(next.state).toBe('first-review')
    const decide = { id: next.id, version: next.version, ...approve }
    expect(await refusalOf(seller.origination.reviewApplication(decide))).toMatchObject({
      code: 'authority.duty_time',
      facts: { until: '2027-03-02' },
    })
    expect((await seller.origination.getReview({ id: next.id })).authority).toMatchObject({
      allow: false,
      missing: ['another_person'],
    })
    await house.rule('duty', 'sold-then-review', null)
    expect((await seller.origination.reviewApplication(decide)).state).toBe('approved')
  })

  it('keeps both sides of a pair from one person: the second is withheld with the rule that says so', async () => {
    await house.grant('lin', 'credit_reviewer', '2026-03-02')
    const one = await submitted(lender, 3, { principal: '130000.00' })
    expect(
      await refusalOf(lender.developer.origination.reviewApplication({ id: one.id, version: one.version, ...approve })),
    ).toMatchObject({ code: 'authority.duty_conflict' })
    await house.rule('grant', 'lin.credit_reviewer', null, '2026-03-02')
  })

  it('can be lent for a time, up to a cap', async () => {
    const senior = await house.as('xu')
    const he = await house.hire('he', 'service_agent', { group: '客服组' })
    const stand = await house.as('he')
    const one = await submitted(lender, 4, { principal: '130000.00' })
    const decide = { id: one.id, version: one.version, ...approve }
    expect((await refusalOf(stand.origination.reviewApplication(decide))).code).toBe('authority.not_permitted')
    // Who could stand in is asked of the same rules that will hold once it is lent.
    const personId = (await senior.team.me()).person.id
    const days = { personId, fromDay: '2026-03-03', toDay: '2026-03-06' }
    const proposed = await senior.authority.standIns(days)
    expect(proposed).toMatchObject({ approves: true, desks: ['review'] })
    const candidate = (name: string) => proposed.candidates.find(other => other.name === name)
    expect(candidate('he')).toMatchObject({ fit: true, conflicts: [], limits: proposed.limits })
    // Whoever decides cases every day comes before whoever would only be lent it.
    const fit = proposed.candidates.filter(other => other.fit).map(other => other.name)
    expect(fit.indexOf('周明')).toBeGreaterThan(-1)
    expect(fit.indexOf('周明')).toBeLessThan(fit.indexOf('he'))
    expect(proposed.candidates.some(other => !other.fit && other.conflicts.length > 0)).toBe(true)
    expect(await refusalOf(senior.authority.standIns({ ...days, toDay: '2026-03-01' }))).toMatchObject({
      code: 'team.leave_days',
    })
    expect(await refusalOf(stand.authority.standIns(days))).toMatchObject({ code: 'authority.out_of_scope' })
    const { id } = await senior.team.addDelegation({
      toPersonId: he,
      permissions: ['approval'],
      cap: '100000.00',
      fromDay: '2026-03-02',
      toDay: '2026-03-06',
      reason: '出差',
    })
    expect(await refusalOf(stand.origination.reviewApplication(decide))).toMatchObject({
      code: 'authority.over_limit',
      facts: { limit: '100000.00' },
    })
    const small = await submitted(lender, 5, { principal: '90000.00', income: '7000.00' })
    expect(small.state).toBe('first-review')
    expect(
      (await stand.origination.reviewApplication({ id: small.id, version: small.version, ...approve })).state,
    ).toBe('approved')
    expect((await stand.team.me()).permissions).toContain('origination.application.review')
    await senior.team.endDelegation({ id, reason: '已返回' })
    expect((await refusalOf(stand.origination.reviewApplication(decide))).code).toMatch(/^authority\./)
  })

  it('takes two different signatures where the matrix asks for two', async () => {
    const line = { stage: 'review', base: 'group', maxLtv: null, grades: null, products: null, exceptions: [] }
    await house.rule('matrix', 'review.pair', {
      ...line,
      roles: ['credit_reviewer'],
      maxExposure: '450000',
      mode: 'joint',
      joint: ['credit_reviewer', 'senior_reviewer'],
      committee: null,
    })
    const one = await submitted(lender, 6, big)
    const sign = { id: one.id, version: one.version, ...approve }
    const review = await lender.reviewer.origination.getReview({ id: one.id })
    expect(review.authority).toMatchObject({ allow: false, way: 'joint', reason: 'authority.second_person', signed: 0 })
    const signed = await lender.reviewer.origination.reviewApplication(sign)
    expect(signed.state).toBe('first-review')
    const again = { ...sign, version: signed.version }
    expect(await refusalOf(lender.reviewer.origination.reviewApplication(again))).toMatchObject({
      code: 'authority.second_person',
    })
    const zhou = await house.as('zhou')
    expect((await zhou.origination.getReview({ id: one.id })).authority).toMatchObject({ allow: true, signed: 1 })
    // Another amount is another approval: the first signature was not for it.
    const less = await zhou.origination.reviewApplication({ ...again, principal: '390000.00' })
    expect(less.state).toBe('first-review')
    expect((await zhou.origination.reviewApplication({ ...again, version: less.version })).state).toBe('approved')
    await house.rule('matrix', 'review.pair', null)
  })

  describe('of the committee', () => {
    const seats = () => ['r1', 'r2', 'r3', 'r4', 'cfo'].map(name => people.get(name)!)
    const toCommittee = async (sequence: number) => {
      const one = await submitted(lender, sequence, big)
      const up = { verdict: 'escalate-to-risk' as const, note: '', conditions: [] }
      return lender.reviewer.origination.reviewApplication({ id: one.id, version: one.version, ...up })
    }
    const convene = (one: { id: Id<'application'>; version: number }, change: object = {}) =>
      lender.riskOfficer.origination.conveneSitting({
        id: one.id,
        version: one.version,
        chairId: people.get('sun')!,
        members: seats(),
        ...change,
      })
    const vote = async (name: string, id: Id<'sitting'>, given: 'for' | 'against' | 'abstain') =>
      (await house.as(name)).origination.castVote({ id, vote: given, opinion: `${name}：${given}` })

    beforeAll(async () => {
      for (const [code, role, most] of [
        ['second.officer', 'risk_officer', '100000'],
        ['second.director', 'risk_director', '200000'],
      ])
        await house.rule('matrix', code!, {
          stage: 'second',
          roles: [role],
          maxExposure: most,
          base: 'group',
          maxLtv: null,
          grades: null,
          products: null,
          exceptions: [],
          mode: 'single',
          joint: [],
          committee: null,
        })
    })

    it('is convened in an odd number of members who may sit, and only over what it must decide', async () => {
      const one = await toCommittee(10)
      expect(
        await refusalOf(lender.riskOfficer.origination.secondReview({ id: one.id, version: one.version, ...approve })),
      ).toMatchObject({ code: 'authority.committee_needed' })
      const { seats: offered, least } = await lender.riskOfficer.origination.listSeats({ id: one.id })
      expect(least).toBe(5)
      expect(offered.filter(seat => seat.chair).map(seat => seat.name)).toEqual(['孙立'])
      expect(await refusalOf(convene(one, { members: seats().slice(1) }))).toMatchObject({
        code: 'authority.committee_odd',
      })
      expect(await refusalOf(convene(one, { members: seats().slice(2) }))).toMatchObject({
        code: 'authority.committee_members',
      })
      expect(await refusalOf(convene(one, { members: [...seats().slice(1), people.get('chen')!] }))).toMatchObject({
        code: 'authority.committee_member',
      })
      expect(await refusalOf(convene(one, { chairId: people.get('r1')! }))).toMatchObject({
        code: 'authority.committee_chair',
      })
      const small = await submitted(lender, 11, { principal: '90000.00', income: '7000.00' })
      expect(await refusalOf(convene(small))).toMatchObject({ code: 'origination.state' })
      const within = await lender.reviewer.origination.reviewApplication({
        id: small.id,
        version: small.version,
        verdict: 'escalate-to-risk',
        note: '',
        conditions: [],
      })
      expect(await refusalOf(convene(within))).toMatchObject({ code: 'origination.not_for_committee' })
    })

    it('votes once each, unseen till the end, and what carries is approved with the dissent on record', async () => {
      const one = await toCommittee(12)
      const { id } = await convene(one)
      expect(await refusalOf(convene(one))).toMatchObject({ code: 'origination.sitting_open' })
      expect(
        await refusalOf(lender.riskOfficer.origination.secondReview({ id: one.id, version: one.version, ...approve })),
      ).toMatchObject({ code: 'origination.sitting_open' })
      const close = async (outcome: 'announce' | 'veto' | 'adjourn', version = 1) =>
        lender.riskDirector.origination.closeSitting({ id, version, outcome, note: '会议结论' })
      await vote('r1', id, 'for')
      expect(await refusalOf(vote('r1', id, 'against'))).toMatchObject({
        status: 409,
        code: 'origination.voted_duplicate',
      })
      expect(await refusalOf(vote('qian', id, 'for'))).toMatchObject({ code: 'origination.not_seated' })
      await vote('r2', id, 'against')
      const seen = await (await house.as('r3')).origination.getSitting({ id })
      expect(seen.members.map(member => member.vote)).toEqual([null, null, null, null, null])
      expect(seen).toMatchObject({ awaitsReader: true, voted: 2, count: null, dissent: [] })
      expect(await refusalOf(close('announce'))).toMatchObject({ code: 'authority.committee_quorum' })
      for (const name of ['r3', 'r4', 'cfo']) await vote(name, id, 'for')
      expect(
        await refusalOf(
          (await house.as('r1')).origination.closeSitting({ id, version: 1, outcome: 'veto', note: 'x' }),
        ),
      ).toMatchObject({ code: 'authority.not_permitted' })
      expect(await close('announce')).toMatchObject({ state: 'approved' })
      const done = await lender.riskDirector.origination.getSitting({ id })
      expect(done).toMatchObject({
        count: { for: 4, against: 1, carried: true },
        dissent: [{ name: '风控r2', vote: 'against', opinion: 'r2：against' }],
      })
      expect((await lender.developer.origination.getApplication({ id: one.id })).state).toBe('approved')
      expect(await refusalOf(close('announce', 2))).toMatchObject({ code: 'origination.sitting_closed' })
      expect(await refusalOf(vote('r1', id, 'for'))).toMatchObject({ code: 'origination.sitting_closed' })
    })

    it('is turned to a no by the chair, never to a yes; a member on leave does not vote', async () => {
      const one = await toCommittee(13)
      const { id } = await convene(one)
      const hr = await house.as('hr')
      await hr.team.addLeave({
        personId: people.get('cfo')!,
        kind: 'annual',
        fromDay: '2026-03-02',
        toDay: '2026-03-03',
        reason: '年假',
      })
      expect(await refusalOf(vote('cfo', id, 'for'))).toMatchObject({ code: 'authority.on_leave' })
      for (const name of ['r1', 'r2', 'r3', 'r4']) await vote(name, id, 'for')
      const chair = lender.riskDirector.origination
      expect(await refusalOf(chair.closeSitting({ id, version: 9, outcome: 'veto', note: '风险过高' }))).toMatchObject({
        code: 'origination.stale',
      })
      await house.grant('r1', 'committee_chair')
      expect(
        await refusalOf(
          (await house.as('r1')).origination.closeSitting({ id, version: 1, outcome: 'veto', note: '风险过高' }),
        ),
      ).toMatchObject({ code: 'origination.not_chair' })
      expect(await chair.closeSitting({ id, version: 1, outcome: 'veto', note: '风险过高' })).toMatchObject({
        state: 'vetoed',
      })
      expect((await lender.developer.origination.getApplication({ id: one.id })).state).toBe('rejected')
      expect(await refusalOf(chair.getSitting({ id: 'sitting_0000000000001' }))).toMatchObject({
        code: 'origination.sitting_not_found',
      })
      const list = await chair.listSittings({ limit: 10 })
      expect(list.rows.map(row => row.state)).toEqual(['vetoed', 'approved'])
    })
  })
})
