import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import {
  fictionalId,
  type Lender,
  openLender,
  papersToSubmit,
  requested,
  submitted,
  testCustomer,
  testVin,
  upload,
} from '../applications.ts'
import { openTestHouse, refusalOf, type TestHouse } from '../house.ts'

/** An application's whole way through the public API, with everything that can be refused on it. */
describe('applications', () => {
  let house: TestHouse
  let lender: Lender

  beforeAll(async () => {
    house = await openTestHouse({ today: '2026-03-02' })
    lender = await openLender(house)
  })
  afterAll(() => house.close())

  const get = (id: `application_${string}`) => lender.developer.origination.getApplication({ id })
  const decide = (verdict: 'approve' | 'reject' | 'return' | 'escalate' | 'escalate-to-risk', more: object = {}) => ({
    verdict,
    note: '',
    conditions: [],
    ...more,
  })

  describe('from lead to loan', () => {
    let applicationId: `application_${string}`

    it('begins as a lead whose phone only its owner sees in full', async () => {
      const { developer, manager } = lender
      const lead = await developer.origination.addLead({
        name: '李小龙',
        phone: '13900001111',
        source: 'walk-in',
        interest: '秦 PLUS，年内提车',
        nextContactOn: '2026-03-03',
      })
      expect(lead).toMatchObject({ state: 'new', displayPhone: '139****1111', displayName: '李**' })
      expect(
        await refusalOf(
          (await house.as('wu')).origination.addLead({
            name: '李小龙',
            phone: '139 0000 1111',
            source: 'online',
            interest: '秦',
          }),
        ),
      ).toMatchObject({ status: 409, code: 'origination.lead_duplicate' })
      expect(
        await refusalOf(developer.origination.addLead({ name: '甲', phone: '110', source: 'other', interest: '无' })),
      ).toMatchObject({ code: 'origination.lead_phone', fields: [{ path: 'phone' }] })
      expect((await developer.origination.listLeads({ search: '13900001111' })).rows).toHaveLength(1)
      expect((await developer.origination.listLeads({ open: 'true', dueBy: '2026-03-02' })).rows).toHaveLength(0)
      const contacted = await developer.origination.contactLead({
        id: lead.id,
        version: lead.version,
        action: 'qualify',
        note: '已报价',
        nextContactOn: '2026-03-05',
      })
      expect(contacted.state).toBe('qualified')
      const stale = { id: lead.id, version: lead.version, action: 'contact' as const }
      expect(await refusalOf(developer.origination.contactLead(stale))).toMatchObject({
        code: 'origination.lead_stale',
      })
      const lose = { id: lead.id, version: contacted.version, action: 'lose' as const }
      expect(await refusalOf(developer.origination.contactLead(lose))).toMatchObject({
        code: 'origination.lost_reason',
      })
      expect(await refusalOf(developer.origination.contactLead({ ...lose, action: 'reopen' }))).toMatchObject({
        code: 'origination.lead_state',
      })
      expect(await manager.origination.revealLead({ id: lead.id })).toEqual({ name: '李小龙', phone: '13900001111' })
      expect(await refusalOf(developer.origination.getLead({ id: 'lead_0000000000000' }))).toMatchObject({
        status: 404,
        code: 'origination.lead_not_found',
      })
      const customerId = await testCustomer(developer, 1)
      const application = await developer.origination.addApplication({ leadId: lead.id, customerId })
      applicationId = application.id
      expect((await developer.origination.getLead({ id: lead.id })).state).toBe('converted')
      expect((await get(applicationId)).number).toBe('A-20260302-0001')
    })

    it('names everything that is missing at once', async () => {
      const { developer } = lender
      const { version } = await get(applicationId)
      const problem = await refusalOf(developer.origination.submitApplication({ id: applicationId, version }))
      expect(problem).toMatchObject({ status: 422, code: 'origination.incomplete', facts: { count: 16 } })
      for (const name of ['经销商', '车架号', '金融方案', '身份证', '首付凭证']) expect(problem.detail).toContain(name)
    })

    it('shows plan, true cost and what breaks a cap while it is being written', async () => {
      const { developer, dealerId, productId } = lender
      const { version } = await get(applicationId)
      const vehicle = {
        vin: testVin(1),
        brand: '比亚迪',
        model: '秦 PLUS',
        energy: 'new-energy' as const,
        use: 'self' as const,
        condition: 'new' as const,
        price: '100000.00',
      }
      const save = { id: applicationId, version, dealerId, productId, principal: '90000.00', periods: 36, vehicle }
      expect(await refusalOf(developer.origination.saveApplication({ ...save, principal: '90000.001' }))).toMatchObject(
        {
          status: 400,
          code: 'platform.invalid_input',
          fields: [{ path: 'principal', label: '贷款金额' }],
        },
      )
      expect(
        await refusalOf(
          developer.origination.saveApplication({ ...save, vehicle: { ...vehicle, vin: 'LTESTCAR0RX000001' } }),
        ),
      ).toMatchObject({ code: 'origination.vin', fields: [{ path: 'vehicle.vin', label: '车架号' }] })
      expect(
        await refusalOf(developer.origination.saveApplication({ ...save, vehicle: { plate: 'X1' } })),
      ).toMatchObject({ code: 'origination.plate' })
      expect(
        await refusalOf(developer.origination.saveApplication({ ...save, downPayment: '100000.00' })),
      ).toMatchObject({ code: 'origination.down_payment' })
      const none = {
        customerId: 'customer_0000000000000',
        dealerId: 'dealer_0000000000000',
        productId: 'product_0000000000000',
      } as const
      for (const [field, code] of [
        ['customerId', 'origination.customer_not_found'],
        ['dealerId', 'origination.dealer_not_found'],
        ['productId', 'origination.product_not_found'],
      ] as const) {
        expect(
          await refusalOf(developer.origination.saveApplication({ id: applicationId, version, [field]: none[field] })),
        ).toMatchObject({ status: 404, code })
      }
      await developer.origination.saveApplication(save)
      const above = await developer.origination.getQuote({ id: applicationId })
      expect(above.problems).toMatchObject([{ code: 'origination.ltv_cap', field: 'principal' }])
      expect(above).toMatchObject({ ltv: '0.9000000000', ltvCap: '0.85', termCap: 60 })
      await upload(developer, applicationId, papersToSubmit)
      const at = (await get(applicationId)).version
      expect(
        await refusalOf(developer.origination.submitApplication({ id: applicationId, version: at })),
      ).toMatchObject({
        code: 'origination.ltv_cap',
        fields: [{ path: 'principal' }],
      })
      await developer.origination.saveApplication({ id: applicationId, version: at, downPayment: '40000.00' })
      const quote = await developer.origination.getQuote({ id: applicationId })
      expect(quote).toMatchObject({ principal: '60000.00', downPayment: '40000.00', problems: [] })
      expect(quote.plan).toHaveLength(36)
      expect(quote.simpleRate).not.toBeNull()
      expect(await refusalOf(developer.origination.saveApplication({ id: applicationId, version: at }))).toMatchObject({
        status: 409,
        code: 'origination.stale',
      })
    })

    it('is approved automatically where the rules are content, and signed, funded and paid by another', async () => {
      const { developer, finance } = lender
      const { version } = await get(applicationId)
      const answer = await developer.origination.submitApplication({ id: applicationId, version })
      expect(answer).toMatchObject({ state: 'approved', verdict: 'approve' })
      const approved = await get(applicationId)
      expect(approved).toMatchObject({ validThrough: '2026-04-01', actions: ['acknowledge-cost', 'cancel'] })
      expect(approved.timeline.map(event => event.action)).toEqual(['add', 'submit', 'approve-automatically'])

      const produce = { id: applicationId, version: approved.version }
      expect(await refusalOf(developer.origination.produceContract(produce))).toMatchObject({
        code: 'origination.cost_not_acknowledged',
      })
      expect(await refusalOf(developer.origination.acknowledgeCost({ ...produce, readSeconds: 3 }))).toMatchObject({
        code: 'origination.read_longer',
      })
      const early = await refusalOf(developer.origination.requestFunding(produce))
      expect(early).toMatchObject({ code: 'origination.state' })
      const { fundingId } = await requested(lender, applicationId)
      const request = await finance.origination.getFunding({ id: fundingId })
      expect(request.checks.every(check => check.ok)).toBe(true)
      expect(request.amount).toBe('60000.00')
      const { loanId } = await finance.origination.disburseFunding({ id: fundingId, version: request.version })
      expect(await get(applicationId)).toMatchObject({ state: 'disbursed', loanId, actions: [] })
      expect((await finance.servicing.getLoan({ id: loanId })).principal).toBe('60000.00')
      expect(
        await refusalOf(finance.origination.disburseFunding({ id: fundingId, version: request.version })),
      ).toMatchObject({ code: 'origination.state' })
      expect((await finance.origination.listFunding({ state: 'paid' })).amount).toBe('60000.00')
    })

    it('is found by number, vehicle and the customer’s whole phone, and counted by state', async () => {
      const { developer, reviewer } = lender
      for (const search of ['A-20260302-0001', testVin(1), '13810000001', fictionalId(1)]) {
        const page = await developer.origination.listApplications({ search })
        expect(
          page.rows.map(row => row.id),
          search,
        ).toEqual([applicationId])
      }
      expect(await developer.origination.listApplications({ state: 'disbursed', mine: 'true' })).toMatchObject({
        total: 1,
        amount: '60000.00',
      })
      expect((await reviewer.origination.listApplications({ search: '139' })).rows).toHaveLength(0)
      expect(await developer.origination.countApplications({ mine: 'true' })).toEqual([
        { state: 'disbursed', count: 1, amount: '60000.00' },
      ])
    })
  })

  describe('at the review desk', () => {
    it('comes to a reviewer with everything on one page, and is approved within the limit', async () => {
      const { reviewer } = lender
      const { id } = await submitted(lender, 10, { principal: '130000.00', price: '200000.00' })
      const { id: next } = await reviewer.origination.claimNext({})
      expect(next).toBe(id)
      const page = await reviewer.origination.getReview({ id })
      expect(page).toMatchObject({
        held: 'mine',
        authority: { allow: true, exposure: '130000.00', limit: '300000.00' },
      })
      expect(page.decision?.reasons.find(reason => reason.rule === 'automatic-amount')).toMatchObject({
        outcome: 'refer',
      })
      expect(page.application.minutesLeft).toBe(120)

      const tried = await reviewer.origination.tryTerms({ id, principal: '90000.00' })
      expect(tried).toMatchObject({ verdict: 'approve', quote: { principal: '90000.00' } })
      expect(await refusalOf(reviewer.origination.tryTerms({ id, periods: 37 }))).toMatchObject({
        code: 'origination.nothing_to_try',
      })

      const zhou = await house.as('zhou')
      expect(await refusalOf(zhou.origination.claimApplication({ id }))).toMatchObject({
        status: 409,
        code: 'origination.claimed_conflict',
      })
      expect((await zhou.origination.claimNext({})).id).toBeNull()
      const { version } = page.application
      const decision = { id, version, ...decide('approve', { principal: '140000.00' }) }
      expect(await refusalOf(reviewer.origination.reviewApplication(decision))).toMatchObject({
        code: 'origination.amount_raised',
      })
      expect(
        await refusalOf(reviewer.origination.reviewApplication({ id, version, ...decide('reject') })),
      ).toMatchObject({
        code: 'origination.reason_needed',
      })
      const conditions = [{ text: '补充纳税证明', document: 'tax-certificate' as const, before: 'funding' as const }]
      const approved = await reviewer.origination.reviewApplication({
        id,
        version,
        ...decide('approve', { principal: '120000.00', conditions }),
      })
      expect(approved.state).toBe('approved')
      expect(await get(id)).toMatchObject({
        principal: '120000.00',
        requestedPrincipal: '130000.00',
        openConditions: ['补充纳税证明'],
      })
      expect(await refusalOf(requested(lender, id))).toMatchObject({ code: 'origination.conditions_open' })
    })

    it('refuses whoever brought the application in, and a second pair of eyes that is the first', async () => {
      const { senior } = lender
      const { id, version } = await submitted(lender, 11, { principal: '130000.00' })
      await house.pool.query(
        `UPDATE origination.application SET owner_id = (SELECT id FROM team.person WHERE username = 'chen') WHERE id = (SELECT id FROM origination.application ORDER BY id DESC LIMIT 1)`,
      )
      expect(
        await refusalOf(lender.reviewer.origination.reviewApplication({ id, version, ...decide('approve') })),
      ).toMatchObject({ status: 403, code: 'authority.own_case' })
      const escalated = await (await house.as('zhou')).origination.reviewApplication({
        id,
        version,
        ...decide('escalate'),
      })
      expect(escalated.state).toBe('final-review')
      const again = { id, version: escalated.version, ...decide('approve') }
      expect(await refusalOf((await house.as('zhou')).origination.reviewApplication(again))).toMatchObject({
        code: 'authority.decided_before',
      })
      await house.hire('he', 'credit_reviewer', { group: '审核组' })
      expect(await refusalOf((await house.as('he')).origination.reviewApplication(again))).toMatchObject({
        code: 'origination.escalate_upward',
      })
      expect((await senior.origination.reviewApplication(again)).state).toBe('approved')
    })

    it('goes above the limit to risk control, who approve as the second pair of eyes', async () => {
      const { reviewer, riskOfficer } = lender
      const { id, version } = await submitted(lender, 12, {
        principal: '400000.00',
        price: '600000.00',
        income: '90000.00',
      })
      expect(
        await refusalOf(reviewer.origination.reviewApplication({ id, version, ...decide('approve') })),
      ).toMatchObject({
        status: 403,
        code: 'authority.over_limit',
      })
      expect(
        await refusalOf(riskOfficer.origination.secondReview({ id, version, ...decide('approve') })),
      ).toMatchObject({ code: 'origination.state' })
      const escalated = await reviewer.origination.reviewApplication({ id, version, ...decide('escalate-to-risk') })
      expect(escalated.state).toBe('second-review')
      expect((await riskOfficer.origination.listReviewQueue()).rows.map(row => row.id)).toContain(id)
      expect((await reviewer.origination.listReviewQueue()).rows.map(row => row.id)).not.toContain(id)
      const approved = await riskOfficer.origination.secondReview({
        id,
        version: escalated.version,
        ...decide('approve'),
      })
      expect(approved.state).toBe('approved')
    })

    it('lets one of two who decide at once win, and tells the other who did', async () => {
      const { reviewer } = lender
      const zhou = await house.as('zhou')
      const { id, version } = await submitted(lender, 13, { principal: '130000.00' })
      const answers = await Promise.allSettled([
        reviewer.origination.reviewApplication({ id, version, ...decide('approve') }),
        zhou.origination.reviewApplication({ id, version, ...decide('reject', { reason: 'income' }) }),
      ])
      expect(answers.filter(answer => answer.status === 'fulfilled')).toHaveLength(1)
      const lost = answers.find(answer => answer.status === 'rejected')!
      expect(lost.reason.data).toMatchObject({ status: 409, code: 'origination.decided_conflict' })
      expect(lost.reason.data.detail).toMatch(/陈思远|周明/)
      expect(await refusalOf(reviewer.origination.claimApplication({ id }))).toMatchObject({
        code: 'origination.decided_conflict',
      })
    })

    it('returns for a supplement to the developer and comes back to the same desk', async () => {
      const { reviewer, developer } = lender
      const { id, version } = await submitted(lender, 14, { principal: '130000.00' })
      await reviewer.origination.claimApplication({ id })
      await reviewer.origination.releaseApplication({ id })
      const returned = await reviewer.origination.reviewApplication({
        id,
        version,
        ...decide('return', { reason: 'documents', note: '流水不清晰' }),
      })
      expect(returned.state).toBe('supplement')
      await upload(developer, id, ['bank-statement'])
      const again = await developer.origination.submitApplication({ id, version: (await get(id)).version })
      expect(again.state).toBe('first-review')
      const page = await reviewer.origination.getReview({ id })
      expect(page.authority.allow).toBe(true)
      const rejected = await reviewer.origination.reviewApplication({
        id,
        version: again.version,
        ...decide('reject', { reason: 'income', note: '收入不足' }),
      })
      expect(rejected.state).toBe('rejected')
      const person = await refusalOf(
        developer.origination.requestReview({ id, version: rejected.version, note: '客户申请' }),
      )
      expect(person).toMatchObject({ code: 'origination.decided_by_person' })
    })

    it('refers duplicates, declines what the rules decline, and then a person looks when asked', async () => {
      const { developer } = lender
      const first = await submitted(lender, 15, { principal: '60000.00', price: '160000.00' })
      expect(first.state).toBe('approved')
      const twin = await submitted(lender, 16, { principal: '60000.00', vin: testVin(15) })
      expect(twin).toMatchObject({ state: 'rejected', verdict: 'decline' })
      const same = await submitted(lender, 17, { principal: '60000.00', customerId: first.customerId })
      expect(same).toMatchObject({ state: 'first-review', verdict: 'refer' })
      expect((await get(twin.id)).actions).toEqual(['request-review'])
      const asked = await developer.origination.requestReview({
        id: twin.id,
        version: twin.version,
        note: '客户申请人工复核',
      })
      expect(asked.state).toBe('first-review')
    })
  })
})
