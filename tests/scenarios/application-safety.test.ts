import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import {
  acceptContractOf,
  fictionalId,
  type Lender,
  openLender,
  papersToFund,
  requested,
  submitted,
  testVin,
  upload,
} from '../applications.ts'
import { openTestHouse, refusalOf, type TestHouse } from '../house.ts'
import { liveUntil } from '../loans.ts'

/** What must stop an application however it came this far. */
describe('the safety of an application', () => {
  let house: TestHouse
  let lender: Lender

  beforeAll(async () => {
    house = await openTestHouse({ today: '2026-03-02' })
    lender = await openLender(house)
  })
  afterAll(() => house.close())

  const get = (id: `application_${string}`) => lender.developer.origination.getApplication({ id })
  const approve = { verdict: 'approve' as const, note: '', conditions: [] }
  const parameter = (code: string, value: string, from: string) =>
    house.pool.query(
      `WITH p AS (INSERT INTO reference.parameter (code, value, from_day, source, mark, reason, proposed_at)
         VALUES ($1, $2::jsonb, $3, 'x', 'D', 'x', now()) RETURNING id)
       INSERT INTO reference.parameter_decision (parameter_id, approved, decided_at, reason) SELECT id, true, now(), 'x' FROM p`,
      [code, value, from],
    )

  it('sees the loan that still stands on a vehicle, and pays no second one to another customer', async () => {
    const { developer, reviewer, finance } = lender
    const first = await submitted(lender, 1, { principal: '60000.00' })
    const { fundingId } = await requested(lender, first.id)
    const { loanId } = await finance.origination.disburseFunding({ id: fundingId, version: 1 })
    const twin = await submitted(lender, 2, { principal: '60000.00', vin: testVin(1) })
    expect(twin).toMatchObject({ state: 'rejected', verdict: 'decline' })
    const again = await submitted(lender, 1, { principal: '20000.00', customerId: first.customerId })
    expect(again).toMatchObject({ state: 'first-review', verdict: 'refer' })

    const { version } = await developer.origination.requestReview({ id: twin.id, version: twin.version, note: '核实' })
    const blind = await refusalOf(reviewer.origination.reviewApplication({ id: twin.id, version, ...approve }))
    expect(blind).toMatchObject({ code: 'origination.override_note', fields: [{ path: 'note' }] })
    const seen = { ...approve, note: '原贷款今日结清，已电话核实' }
    await reviewer.origination.reviewApplication({ id: twin.id, version, ...seen })
    expect(await refusalOf(requested(lender, twin.id))).toMatchObject({ code: 'origination.vehicle_financed' })
    const { total } = await finance.servicing.quoteSettlement({ id: loanId })
    await finance.servicing.settleLoan({ id: loanId, amount: total, channel: 'bank-transfer', reference: 'S-1' })
    const at = (await get(twin.id)).version
    const asked = await developer.origination.requestFunding({ id: twin.id, version: at })
    await finance.origination.disburseFunding({ id: asked.fundingId, version: 1 })
  })

  it('counts who decided before a return as having decided', async () => {
    const { developer, riskOfficer } = lender
    await house.grant('chen', 'risk_officer')
    const chen = lender.reviewer
    const one = await submitted(lender, 3, { principal: '400000.00', price: '600000.00', income: '90000.00' })
    const up = { verdict: 'escalate-to-risk' as const, note: '', conditions: [] }
    const risen = await chen.origination.reviewApplication({ id: one.id, version: one.version, ...up })
    const back = { verdict: 'return' as const, reason: 'documents' as const, note: '补流水', conditions: [] }
    const returned = await riskOfficer.origination.secondReview({ id: one.id, version: risen.version, ...back })
    const again = await developer.origination.submitApplication({ id: one.id, version: returned.version })
    expect(again.state).toBe('second-review')
    const own = { id: one.id, version: again.version, ...approve }
    expect(await refusalOf(chen.origination.secondReview(own))).toMatchObject({ code: 'authority.decided_before' })
    expect((await riskOfficer.origination.secondReview(own)).state).toBe('approved')
  })

  it('approves and pays nobody who has come onto the blacklist meanwhile', async () => {
    const { reviewer, riskOfficer, finance } = lender
    const waiting = await submitted(lender, 4, { principal: '130000.00' })
    const { id } = await submitted(lender, 5, { principal: '60000.00' })
    const { fundingId } = await requested(lender, id)
    for (const one of [waiting, { customerId: (await get(id)).customerId! }]) {
      const { idNumber } = await riskOfficer.party.revealCustomer({
        id: one.customerId,
        fields: ['idNumber'],
        reason: '列入黑名单',
      })
      await riskOfficer.party.recordBlacklist({ idNumber: idNumber!, listed: true, reason: '虚假资料', source: '举报' })
    }
    expect(
      await refusalOf(
        reviewer.origination.reviewApplication({ id: waiting.id, version: waiting.version, ...approve, note: '同意' }),
      ),
    ).toMatchObject({ code: 'origination.customer_blacklisted' })
    expect(await refusalOf(finance.origination.disburseFunding({ id: fundingId, version: 1 }))).toMatchObject({
      code: 'origination.customer_blacklisted',
    })
  })

  it('approves no minor, whoever asks for a person', async () => {
    const { developer, reviewer } = lender
    const { id: customerId } = await developer.party.addCustomer({
      kind: 'individual',
      name: '李小',
      idNumber: fictionalId(10, 2009),
      phone: '13810000010',
      monthlyIncome: '30000.00',
      monthlyDebt: '0.00',
    })
    const consent = {
      kind: 'credit-bureau' as const,
      given: true,
      wordingVersion: '2026-01',
      channel: 'online' as const,
    }
    await developer.party.recordConsent({ id: customerId, ...consent })
    const declined = await submitted(lender, 10, { customerId, principal: '20000.00' })
    expect(declined.verdict).toBe('decline')
    const { version } = await developer.origination.requestReview({ ...declined, note: '客户申请' })
    const override = { id: declined.id, version, ...approve, note: '家长担保' }
    expect(await refusalOf(reviewer.origination.reviewApplication(override))).toMatchObject({
      code: 'origination.too_young',
      facts: { age: 17, min: 18 },
    })
  })

  it('takes for a condition only a paper that came after the approval', async () => {
    const { developer, reviewer } = lender
    const { id, version } = await submitted(lender, 6, { principal: '130000.00' })
    const conditions = [{ text: '重新提供收入证明', document: 'income-proof' as const, before: 'signing' as const }]
    await reviewer.origination.reviewApplication({ id, version, ...approve, conditions })
    expect((await get(id)).openConditions).toEqual(['重新提供收入证明'])
    const at = async () => ({ id, version: (await get(id)).version })
    await developer.origination.acknowledgeCost({ ...(await at()), readSeconds: 15 })
    expect(await refusalOf(developer.origination.produceContract(await at()))).toMatchObject({
      code: 'origination.conditions_open',
    })
    await upload(developer, id, ['income-proof'])
    expect((await get(id)).openConditions).toEqual([])
    await developer.origination.produceContract(await at())
  })

  it('makes a contract only of the cost form that the customer read', async () => {
    const { developer } = lender
    const { id } = await submitted(lender, 28, { principal: '60000.00' })
    const at = async () => ({ id, version: (await get(id)).version })
    const { formSha256 } = await developer.origination.getQuote({ id })
    expect(formSha256).toMatch(/^[0-9a-f]{64}$/)
    expect((await get(id)).costLeastSeconds).toBe(10)
    const printed = await developer.origination.printCostForm({ id })
    expect(
      Buffer.from(await printed.arrayBuffer())
        .subarray(0, 5)
        .toString(),
    ).toBe('%PDF-')
    const bare = await developer.origination.addApplication({})
    expect(await refusalOf(developer.origination.printCostForm({ id: bare.id }))).toMatchObject({
      code: 'origination.nothing_to_disclose',
    })
    const another = { ...(await at()), readSeconds: 15, formSha256: '0'.repeat(64) }
    expect(await refusalOf(developer.origination.acknowledgeCost(another))).toMatchObject({
      code: 'origination.cost_stale',
    })
    await developer.origination.acknowledgeCost({ ...(await at()), readSeconds: 15, formSha256 })
    expect((await get(id)).actions).toContain('produce-contract')
    // What was read is not what is charged now: the customer reads again before anything is signed.
    await house.pool.query('UPDATE origination.application SET cost_form_sha256 = $1 WHERE cost_form_sha256 = $2', [
      'f'.repeat(64),
      formSha256,
    ])
    expect((await get(id)).actions).toContain('acknowledge-cost')
    expect(await refusalOf(developer.origination.produceContract(await at()))).toMatchObject({
      code: 'origination.cost_changed',
    })
    await developer.origination.acknowledgeCost({ ...(await at()), readSeconds: 15, formSha256 })
    await developer.origination.produceContract(await at())
  })

  it('gets another contract when the first was voided by hand before anybody accepted it', async () => {
    const { developer } = lender
    const { id } = await submitted(lender, 7, { principal: '60000.00' })
    const at = async () => ({ id, version: (await get(id)).version })
    await developer.origination.acknowledgeCost({ ...(await at()), readSeconds: 15 })
    const { contractId } = await developer.origination.produceContract(await at())
    const { version } = await developer.contract.getContract({ id: contractId })
    await developer.contract.voidContract({ id: contractId, version, reason: '客户改手机号' })
    expect((await get(id)).actions).toContain('produce-contract')
    const second = await developer.origination.produceContract(await at())
    expect(second.state).toBe('signing')
    await upload(developer, id, papersToFund)
    expect((await developer.contract.getContract({ id: second.contractId })).number).toMatch(/-2$/)
    const third = await developer.origination.produceContract(await at())
    expect((await developer.contract.getContract({ id: second.contractId })).state).toBe('void')
    const contract = await developer.contract.getContract({ id: third.contractId })
    await developer.contract.acceptContract({
      id: third.contractId,
      version: contract.version,
      sha256: contract.file.sha256,
      readSeconds: 15,
      identityChecked: true,
    })
    expect((await get(id)).actions).not.toContain('produce-contract')
    expect(await refusalOf(developer.origination.produceContract(await at()))).toMatchObject({
      code: 'contract.accepted_conflict',
    })
  })

  it('pays no account but the one in the contract the customer signed', async () => {
    const { developer, manager, finance, dealerId } = lender
    const { id } = await submitted(lender, 9, { principal: '60000.00' })
    const { fundingId } = await requested(lender, id)
    house.clock.advance(60_000)
    const known = {
      accountName: '浦东新源汽车销售有限公司',
      account: '6200 0000 0000 0005',
      bankName: '演示银行上海分行',
    }
    const change = async (account: object) => {
      const { version } = await manager.party.getDealer({ id: dealerId })
      await manager.party.updateDealer({ id: dealerId, version, ...account })
    }
    await change(known)
    expect((await finance.origination.getFunding({ id: fundingId })).checks.every(check => check.ok)).toBe(true)
    await change({ account: '6205500000000000004' })
    expect(await refusalOf(finance.origination.disburseFunding({ id: fundingId, version: 1 }))).toMatchObject({
      code: 'origination.payee_changed',
    })
    await finance.origination.returnFunding({ id: fundingId, version: 1, reason: '账户变更，重签合同' })
    expect((await get(id)).actions).toContain('produce-contract')
    house.clock.advance(60_000)
    const { contractId } = await developer.origination.produceContract({ id, version: (await get(id)).version })
    await acceptContractOf(lender, contractId)
    const asked = await developer.origination.requestFunding({ id, version: (await get(id)).version })
    await finance.origination.disburseFunding({ id: asked.fundingId, version: 1 })
  })

  it('is held to the caps of the day and of the institution’s own licence', async () => {
    const { developer, reviewer } = lender
    const { id, version } = await submitted(lender, 8, { principal: '130000.00' })
    await parameter('institution.licence', '"bank"', '2026-03-03')
    await parameter('rate.cap', '{"annual":"0.04"}', '2026-03-03')
    expect((await developer.origination.getQuote({ id })).termCap).toBe(60)
    await liveUntil(house, '2026-03-03')
    expect((await developer.origination.getQuote({ id })).termCap).toBe(84)
    expect(await refusalOf(reviewer.origination.reviewApplication({ id, version, ...approve }))).toMatchObject({
      code: 'origination.rate_cap',
      facts: { rate: '4.80 %', cap: '4.00 %' },
    })
  })
})
