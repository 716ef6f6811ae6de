import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Day } from '#lib/day'
import { expireApplications } from '#origination'
import {
  acceptContractOf,
  draftApplication,
  type Lender,
  openLender,
  papersToFund,
  requested,
  submitted,
  upload,
} from '../applications.ts'
import { openTestHouse, refusalOf, type TestHouse } from '../house.ts'

/** What an application runs into: caps, bad papers, time, and the checks before money moves. */
describe('the limits of an application', () => {
  let house: TestHouse
  let lender: Lender

  beforeAll(async () => {
    house = await openTestHouse({ today: '2026-03-02' })
    lender = await openLender(house)
    await house.hire('admin', 'administrator')
  })
  afterAll(() => house.close())

  const get = (id: `application_${string}`) => lender.developer.origination.getApplication({ id })

  it('refuses by field what breaks a cap: more than the price, too long for a used vehicle', async () => {
    const { developer } = lender
    const one = await draftApplication(lender, 1, { principal: '170000.00' })
    expect(await refusalOf(developer.origination.submitApplication(one))).toMatchObject({
      status: 422,
      code: 'origination.principal_above_price',
      fields: [{ path: 'principal' }],
    })
    await upload(developer, one.id, ['appraisal-report', 'vehicle-licence'])
    const used = await developer.origination.saveApplication({
      id: one.id,
      version: one.version,
      principal: '80000.00',
      periods: 48,
      vehicle: { condition: 'used', appraisedValue: '150000.00' },
    })
    expect(
      await refusalOf(developer.origination.submitApplication({ id: one.id, version: used.version })),
    ).toMatchObject({
      code: 'origination.term_cap',
      fields: [{ path: 'periods' }],
      facts: { term: 48, cap: 36 },
    })
  })

  it('takes papers for what their bytes say, opens them with an audit line, and notices one used twice', async () => {
    const { developer, finance } = lender
    const { id } = await draftApplication(lender, 2)
    const add = (kind: 'other', bytes: Buffer) =>
      developer.origination.addDocument({ id, kind, name: '照片.jpg', content: bytes.toString('base64') })
    expect(await refusalOf(add('other', Buffer.from('<html></html>')))).toMatchObject({
      code: 'origination.document_type',
    })
    expect(await refusalOf(add('other', Buffer.alloc(9 * 1024 * 1024, '%PDF')))).toMatchObject({
      code: 'origination.document_size',
    })
    const paper = Buffer.from('%PDF-1.4 the same paper')
    const { id: documentId } = await add('other', paper)
    const opened = await finance.origination.openDocument({ id: documentId })
    expect(Buffer.from(opened.content!, 'base64').equals(paper)).toBe(true)
    const { rows } = await house.pool.query(
      `SELECT actor_name FROM platform.audit WHERE about @> ARRAY[$1] AND operation LIKE '%open'`,
      [documentId],
    )
    expect(rows).toEqual([{ actor_name: '冯财' }])
    const preview = { context: { headers: { 'x-dry-run': '1' } } }
    expect(await refusalOf(finance.origination.openDocument({ id: documentId }, preview))).toMatchObject({
      code: 'origination.reveal_preview',
    })
    const keyed = { context: { headers: { 'idempotency-key': 'look' } } }
    await finance.origination.openDocument({ id: documentId }, keyed)
    expect(await finance.origination.openDocument({ id: documentId }, keyed)).toEqual({})
    const other = await draftApplication(lender, 3)
    const twice = await developer.origination.addDocument({
      id: other.id,
      kind: 'other',
      name: 'x.pdf',
      content: paper.toString('base64'),
    })
    expect(twice.elsewhere).toBe(1)
    await developer.origination.removeDocument({ id: twice.id })
    expect(await refusalOf(developer.origination.openDocument({ id: twice.id }))).toMatchObject({
      status: 404,
      code: 'origination.document_not_found',
    })
  })

  it('keeps to itself what lies outside a person’s scope', async () => {
    const { id } = await draftApplication(lender, 4)
    const wu = await house.as('wu')
    expect(await refusalOf(wu.origination.getApplication({ id }))).toMatchObject({ code: 'authority.out_of_scope' })
    expect((await wu.origination.listApplications({})).total).toBe(0)
    expect(await refusalOf(wu.origination.getApplication({ id: 'application_0000000000000' }))).toMatchObject({
      status: 404,
      code: 'origination.application_not_found',
    })
  })

  it('can be cancelled with a reason until the money is on its way', async () => {
    const { id, version } = await draftApplication(lender, 5)
    const cancelled = await lender.developer.origination.cancelApplication({ id, version, reason: 'customer-withdrew' })
    expect(cancelled.state).toBe('cancelled')
    expect(
      await refusalOf(lender.developer.origination.submitApplication({ id, version: cancelled.version })),
    ).toMatchObject({ code: 'origination.state' })
  })

  it('asks for signed contract and papers before money is asked for, and again before it is paid', async () => {
    const { developer, finance, manager, dealerId } = lender
    const { id } = await submitted(lender, 6, { principal: '60000.00' })
    const at = async () => ({ id, version: (await get(id)).version })
    await developer.origination.acknowledgeCost({ ...(await at()), readSeconds: 12 })
    const { contractId } = await developer.origination.produceContract(await at())
    expect(await refusalOf(developer.origination.requestFunding(await at()))).toMatchObject({
      code: 'origination.contract_not_accepted',
    })
    await acceptContractOf(lender, contractId)
    const missing = await refusalOf(developer.origination.requestFunding(await at()))
    expect(missing).toMatchObject({ code: 'origination.papers_missing' })
    expect(missing.detail).toContain('购车发票')
    await upload(developer, id, papersToFund)
    const { fundingId } = await developer.origination.requestFunding(await at())
    const returned = await finance.origination.returnFunding({ id: fundingId, version: 1, reason: '发票抬头不符' })
    expect(returned.state).toBe('signing')
    const again = await developer.origination.requestFunding(await at())
    const dealer = (await manager.party.listDealers({})).rows.find(row => row.id === dealerId)!
    const frozen = await manager.party.setDealerState({
      id: dealerId,
      version: dealer.version,
      state: 'frozen',
      reason: '核查',
    })
    expect(await refusalOf(finance.origination.disburseFunding({ id: again.fundingId, version: 1 }))).toMatchObject({
      code: 'origination.dealer_frozen',
    })
    await manager.party.setDealerState({ id: dealerId, version: frozen.version, state: 'active', reason: '核查完毕' })
    const stale = { id: again.fundingId, version: 9 }
    expect(await refusalOf(finance.origination.disburseFunding(stale))).toMatchObject({ code: 'origination.stale' })
    await house.pool.query(
      `UPDATE origination.funding SET requested_by = (SELECT id FROM team.person WHERE username = 'feng') WHERE state = 'requested'`,
    )
    const pay = { id: again.fundingId, version: 1 }
    expect(await refusalOf(finance.origination.disburseFunding(pay))).toMatchObject({ code: 'origination.same_person' })
    await house.hire('han', 'finance_officer', { group: '财务组' })
    expect((await (await house.as('han')).origination.disburseFunding(pay)).loanId).toMatch(/^loan_/)
    expect(await refusalOf(finance.origination.getFunding({ id: 'funding_0000000000000' }))).toMatchObject({
      status: 404,
      code: 'origination.funding_not_found',
    })
  })

  it('expires when the days of its approval are over, and is refused from the first day after', async () => {
    const { developer } = lender
    const { id } = await submitted(lender, 7, { principal: '60000.00' })
    await developer.origination.acknowledgeCost({ id, version: (await get(id)).version, readSeconds: 12 })
    const signing = await submitted(lender, 10, { principal: '60000.00' })
    const at = async () => ({ id: signing.id, version: (await get(signing.id)).version })
    await developer.origination.acknowledgeCost({ ...(await at()), readSeconds: 12 })
    const { contractId } = await developer.origination.produceContract(await at())
    await house.pool.query(
      `UPDATE origination.application SET valid_through = '2026-03-01' WHERE state IN ('approved', 'signing')`,
    )
    const problem = await refusalOf(developer.origination.produceContract({ id, version: (await get(id)).version }))
    expect(problem).toMatchObject({ code: 'origination.approval_expired', facts: { day: '2026-03-01' } })
    const closed = { day: '2026-03-01' as Day }
    await house.system('test.expire', ctx => expireApplications(ctx, closed))
    await house.system('test.expire', ctx => expireApplications(ctx, closed))
    const { state, timeline } = await get(id)
    expect(state).toBe('expired')
    expect(timeline.filter(event => event.action === 'expire')).toHaveLength(1)
    expect((await get(signing.id)).state).toBe('expired')
    expect((await developer.contract.getContract({ id: contractId })).state).toBe('void')
  })

  it('sends the next person a notice', async () => {
    const { developer } = lender
    const { id } = await submitted(lender, 8, { principal: '60000.00' })
    expect((await get(id)).state).toBe('approved')
    await requested(lender, id)
    const { fundingId } = await get(id)
    await lender.finance.origination.disburseFunding({ id: fundingId!, version: 1 })
    const inbox = await developer.notification.listNotices({})
    expect(inbox.rows.some(row => row.about === id)).toBe(true)
  })

  it('measures every stage in working minutes', async () => {
    const { reviewer, manager } = lender
    const decide = (verdict: 'reject', more: { reason: 'other' }) => ({ verdict, note: '', conditions: [], ...more })
    const { id, version } = await submitted(lender, 9, { principal: '130000.00' })
    house.clock.advance(3 * 3_600_000)
    const left = (await reviewer.origination.listReviewQueue()).rows.find(row => row.id === id)!
    expect(left.minutesLeft).toBeLessThan(0)
    await reviewer.origination.reviewApplication({ id, version, ...decide('reject', { reason: 'other' }) })
    const last = (await get(id)).timeline.at(-1)!
    expect(last).toMatchObject({ action: 'reject', withinTime: false })
    expect(last.workingMinutes).toBeGreaterThan(120)
    const times = await manager.origination.listStageTimes({ from: '2026-03-01', to: '2026-03-31' })
    expect(times.find(row => row.state === 'first-review')!.count).toBe(1)
  })

  it('is decided by whom the matrix names for its score: a C goes past the reviewer to the senior', async () => {
    const { reviewer, senior } = lender
    const said = (verdict: 'approve' | 'escalate') => ({ verdict, note: '符合授信政策', conditions: [] })
    const [line] = await (await house.as('admin')).authority.listRules({ kind: 'matrix', code: 'review.reviewer' })
    const content = line!.content as object
    await house.rule('matrix', 'review.reviewer', { ...content, grades: ['A', 'B'] })
    const thin = { principal: '280000.00', price: '380000.00', income: '24000.00' }
    const { id, version } = await submitted(lender, 21, thin)
    const seen = await reviewer.origination.getReview({ id })
    expect(seen.score).toMatchObject({ points: 630, band: 'C', basePoints: 600 })
    expect(seen.score!.lines.map(one => one.points)).toEqual([0, 20, 0, 0, 10])
    expect(seen.authority).toMatchObject({ allow: false, reason: 'authority.grade_outside', missing: ['grade'] })
    expect(seen.authority.sentence).toContain('C')
    expect(await refusalOf(reviewer.origination.reviewApplication({ id, version, ...said('approve') }))).toMatchObject({
      status: 403,
      code: 'authority.grade_outside',
      facts: { grade: 'C' },
    })
    const passed = await reviewer.origination.reviewApplication({ id, version, ...said('escalate') })
    const approved = await senior.origination.reviewApplication({ id, version: passed.version, ...said('approve') })
    expect(approved.state).toBe('approved')
    // The same amount with more paid down scores a B, and the reviewer decides alone.
    const better = await submitted(lender, 22, { ...thin, price: '420000.00', income: '36000.00' })
    expect((await reviewer.origination.getReview({ id: better.id })).score).toMatchObject({ band: 'B' })
    const alone = { id: better.id, version: better.version, ...said('approve') }
    expect((await reviewer.origination.reviewApplication(alone)).state).toBe('approved')
    // The decision keeps the score it was made with among its facts, and replays.
    const trace = await reviewer.decision.getDecision({ id: seen.decision!.id })
    expect(trace).toMatchObject({ replays: true, facts: { 'score.points': 630, 'score.band': 'C' } })
    await house.rule('matrix', 'review.reviewer', content)
  })
})
