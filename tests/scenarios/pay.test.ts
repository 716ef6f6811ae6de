import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Day } from '#lib/day'
import { closeDay } from '#servicing'
import { type Lender, openLender, requested, submitted } from '../applications.ts'
import { type Client, openTestHouse, refusalOf, type TestHouse } from '../house.ts'
import { giveAccount, permit, plan } from '../plans.ts'

const body = { ...plan, components: [plan.components[0]!] }
const refused = async (call: Promise<unknown>) => (await refusalOf(call)).code

/** The worked example to the fen: 1,200 on a loan of 60,000, 480 of it deferred, first payment missed, 90 days, one half at fault, recovery. */
describe('pay follows the loan', () => {
  let house: TestHouse
  let lender: Lender
  let hr: Client
  let manager: Client
  let loanId: `loan_${string}`
  let lin: `person_${string}`
  let planId: `planversion_${string}`

  const through = async (day: string) => {
    house.clock.set(`${day}T15:30:00.000Z` as never)
    await closeDay(house.spine, { through: day as Day })
    await house.drain()
  }

  beforeAll(async () => {
    house = await openTestHouse({ today: '2026-01-15' })
    lender = await openLender(house)
    await house.hire('he', 'hr_officer', { group: '人事组', name: '何人事' })
    await house.hire('jin', 'finance_manager', { group: '财务组', name: '金经理' })
    hr = await house.as('he')
    manager = await house.as('jin')
    lin = (await lender.developer.team.me()).person.id as typeof lin
  })
  afterAll(() => house.close())

  it('is paid by a plan one person wrote and another approved', async () => {
    const draft = await hr.performance.addPlan({ code: 'market', name: '市场提成', reason: '首版', body })
    planId = draft.id
    const approval = {
      id: draft.id,
      version: draft.version,
      fromDay: '2026-01-15',
      acceptedBecause: '质量系数下一版加入',
    }
    expect((await lender.riskDirector.performance.approvePlan(approval)).state).toBe('approved')
  })

  it('says before the funding what it would pay, and pays exactly that: 720 now, 144, 144 and 192 later', async () => {
    const estimate = await lender.developer.performance.estimatePay({
      principal: '60000.00',
      price: '160000.00',
      periods: '36',
      annualRate: '0.048',
      newCustomer: 'true',
    })
    expect(estimate).toMatchObject({ total: '1200.00', now: '720.00' })
    expect(estimate.later).toEqual([
      { day: '2027-01-15', amount: '144.00' },
      { day: '2028-01-15', amount: '144.00' },
      { day: '2029-01-15', amount: '192.00' },
    ])
    const paid = await submitted(lender, 1, { principal: '60000.00', price: '160000.00' })
    const { id } = paid
    const { total, now, later } = estimate
    expect(await lender.developer.performance.estimateApplication({ id })).toMatchObject({ total, now, later })
    // Who earns nothing of it is told nothing, and a file that may not be opened is not spoken of either.
    expect(await lender.finance.performance.estimateApplication({ id })).toBeNull()
    expect(await refused(hr.performance.estimateApplication({ id }))).toBe('authority.not_permitted')
    const { fundingId } = await requested(lender, paid.id)
    const funding = await lender.finance.origination.getFunding({ id: fundingId })
    await lender.finance.origination.disburseFunding({ id: fundingId, version: funding.version })
    await house.drain()
    const pay = await lender.developer.performance.myPay({})
    expect(pay.lines.map(line => [line.component, line.step, line.amount, line.vestsOn])).toEqual([
      ['volume', 'earn', '720.00', null],
      ['volume', 'defer', '144.00', '2027-01-15'],
      ['volume', 'defer', '144.00', '2028-01-15'],
      ['volume', 'defer', '192.00', '2029-01-15'],
    ])
    loanId = pay.lines[0]!.loanId as typeof loanId
    const why = await lender.developer.performance.whyPay({ lineId: pay.lines[0]!.id })
    expect(why.why).toMatchObject({
      plan: { code: 'market', number: 1 },
      anchor: { event: 'loan-disbursed', day: '2026-01-15' },
      inputs: [{ name: 'principal', value: '60000' }],
      sum: { base: '60000', rate: '0.02', tier: '1', quality: '1', whole: '1200.00' },
    })
    expect(await refused((await house.as('wu')).performance.whyPay({ lineId: pay.lines[0]!.id }))).toBe(
      'authority.out_of_scope',
    )
    expect(await refused(lender.developer.performance.whyPay({ lineId: 'payline_0000000000001' }))).toBe(
      'performance.line_not_found',
    )
    expect(await refused(hr.performance.personPay({ personId: 'person_0000000000001', month: '2026-01-01' }))).toBe(
      'performance.person_not_found',
    )
    // Told twice, it pays once.
    await house.system('test', ctx => ctx.emit('servicing.loan-disbursed', { loanId, day: '2026-01-15' }))
    await house.drain()
    expect((await lender.developer.performance.myPay({})).lines).toHaveLength(4)
    expect(await hr.performance.backTest({ id: planId })).toMatchObject({
      loans: 1,
      would: '1200.00',
      was: '1200.00',
      wouldHold: '0.00',
      atStake: '0.00',
    })
    expect(await refused(hr.performance.backTest({ id: 'planversion_0000000000001' }))).toBe(
      'performance.plan_not_found',
    )
  })

  it('answers a doubt about a line, and corrects it by a line of its own', async () => {
    const { lines } = await lender.developer.performance.myPay({})
    const doubt = { lineId: lines[0]!.id, reason: 'amount' as const, text: '应为 770 元' }
    const raised = await lender.developer.performance.raiseDispute(doubt)
    expect(await refused(lender.developer.performance.raiseDispute(doubt))).toBe('performance.dispute_taken')
    expect(await refused(hr.performance.raiseDispute(doubt))).toBe('performance.not_yours')
    expect((await hr.notification.listNotices({})).rows[0]!.text).toContain('林晓雯 对一条薪酬提出异议')
    const answer = { id: raised.id, version: raised.version, answer: '核实补发', correction: '50.00' }
    expect(await refused(hr.performance.answerDispute({ ...answer, correction: '-720.01' }))).toBe(
      'performance.correction_amount',
    )
    expect(await refused(hr.performance.answerDispute({ ...answer, version: 7 }))).toBe('performance.stale')
    expect((await hr.performance.answerDispute(answer)).state).toBe('corrected')
    expect(await refused(hr.performance.answerDispute({ ...answer, version: 2 }))).toBe('performance.dispute_state')
    expect(await refused(hr.performance.answerDispute({ ...answer, id: 'dispute_0000000000001' }))).toBe(
      'performance.dispute_not_found',
    )
    const after = await lender.developer.performance.myPay({})
    expect(after.lines.at(-1)).toMatchObject({
      part: 'correction',
      step: 'earn',
      amount: '50.00',
      parentId: lines[0]!.id,
    })
    const second = await lender.developer.performance.raiseDispute({ ...doubt, lineId: lines[1]!.id })
    expect((await lender.developer.performance.withdrawDispute({ id: second.id, version: second.version })).state).toBe(
      'withdrawn',
    )
    // What was corrected by mistake is taken off the line that corrected it, as long as its month is open.
    const third = await lender.developer.performance.raiseDispute({ ...doubt, lineId: after.lines.at(-1)!.id })
    await hr.performance.answerDispute({
      id: third.id,
      version: third.version,
      answer: '重复补发',
      correction: '-50.00',
    })
    expect((await lender.developer.performance.myPay({})).balances.payable).toBe('720.00')
  })

  it('freezes a month with base pay, has a second person approve it, pays it and posts it', async () => {
    const wage = { personId: lin, fromDay: '2026-01-01', monthly: '9000.00', reason: '入职' }
    await hr.performance.setWage(wage)
    expect(
      await refused(hr.performance.setWage({ ...wage, personId: (await hr.team.me()).person.id as typeof lin })),
    ).toBe('performance.own_wage')
    expect(await refused(hr.performance.freezeMonth({ month: '2026-01-01' }))).toBe('performance.month_not_over')
    await through('2026-02-01')
    const frozen = await hr.performance.freezeMonth({ month: '2026-01-15' })
    expect(frozen).toMatchObject({ state: 'frozen', net: '9720.00', deferred: '480.00' })
    expect(await refused(hr.performance.freezeMonth({ month: '2026-01-01' }))).toBe('performance.month_state')
    expect(await refused(hr.performance.setWage(wage))).toBe('performance.wage_frozen')
    expect(await refused(lender.finance.performance.payMonth({ month: '2026-01-01', version: 1 }))).toBe(
      'performance.month_state',
    )
    await permit(house, 'he', 'performance.month.approve', 'all')
    expect(await refused(hr.performance.approveMonth({ month: '2026-01-01', version: 1 }))).toBe(
      'performance.own_freeze',
    )
    expect(await refused(manager.performance.approveMonth({ month: '2026-01-01', version: 8 }))).toBe(
      'performance.stale',
    )
    await manager.performance.approveMonth({ month: '2026-01-01', version: 1 })
    expect((await lender.finance.performance.bankFile({ month: '2026-01-01' })).without).toEqual(['林晓雯'])
    await giveAccount(house, lender.developer, hr)
    const file = await lender.finance.performance.bankFile({ month: '2026-01-01' })
    expect(file.text).toContain('林晓雯,"\'@工商银行, 上海分行",6200000000000005,9720.00\r\n')
    expect(file.without).toEqual([])
    const paid = await lender.finance.performance.payMonth({ month: '2026-01-01', version: 2 })
    expect(paid.state).toBe('paid')
    const journal = await manager.ledger.getJournal({ id: paid.journalId as `journal_${string}` })
    expect(journal.lines.map(line => [line.account, line.debit, line.credit])).toEqual([
      ['6602', '10200.00', '0.00'],
      ['2211', '0.00', '10200.00'],
      ['2211', '9720.00', '0.00'],
      ['1002', '0.00', '9720.00'],
    ])
    const rows = await hr.performance.listMonthPay({ month: '2026-01-01' })
    expect(rows.rows).toMatchObject([
      {
        personName: '林晓雯',
        base: '9000.00',
        commission: '720.00',
        spot: '0.00',
        correction: '50.00',
        cancelled: '50.00',
        net: '9720.00',
      },
    ])
  })

  it('takes nothing back from a frozen month but by a case', async () => {
    const { lines } = await lender.developer.performance.myPay({ month: '2026-01-01' })
    const raised = await lender.developer.performance.raiseDispute({
      lineId: lines[0]!.id,
      reason: 'other',
      text: '请核对',
    })
    const answer = { id: raised.id, version: raised.version, answer: '多付', correction: '-10.00' }
    expect(await refused(hr.performance.answerDispute(answer))).toBe('performance.correction_paid')
    await permit(house, 'lin', 'performance.dispute.answer', 'own')
    expect(await refused(lender.developer.performance.answerDispute({ ...answer, correction: null }))).toBe(
      'performance.own_dispute',
    )
    expect((await hr.performance.answerDispute({ ...answer, correction: null })).state).toBe('upheld')
    expect(await refused(hr.performance.freezeMonth({ month: '2026-03-01' }))).toBe('performance.month_not_over')
  })

  it('holds what the loan paid in the close that finds its first payment missed, and opens a case past 90 days', async () => {
    const loan = await lender.developer.servicing.getLoan({ id: loanId })
    const firstDue = loan.nextDueOn!
    const later = (days: number) => new Date(Date.parse(firstDue) + days * 86_400_000).toISOString().slice(0, 10)
    await through(later(7))
    let pay = await lender.developer.performance.myPay({})
    expect(pay.balances).toMatchObject({ held: '480.00', deferred: '0.00' })
    expect(pay.coming.every(part => part.amount === part.held)).toBe(true)
    await through(later(91))
    pay = await lender.developer.performance.myPay({})
    expect(pay.balances.held).toBe('480.00')
    const { rows } = await lender.riskDirector.performance.listCases({})
    expect(rows).toMatchObject([{ personName: '林晓雯', trigger: 'overdue-90', state: 'open', duty: 'may' }])
  })

  it('finds fault before any money moves: part, by somebody not involved; the appeal is heard by another', async () => {
    const [open] = (await lender.riskDirector.performance.listCases({})).rows
    const one = await lender.riskDirector.performance.getCase({ id: open!.id })
    // What the system saw and by which versions, who judged what, the committee, and quality control.
    expect(one.evidence).toMatchObject({
      loan: { principal: '60000.00', overdueDays: 91 },
      decision: {
        verdict: 'approve',
        ruleSetNumber: 1,
        score: { card: 'score.card@2018-01-01', points: 720, band: 'A' },
      },
      votes: [],
    })
    expect(one.evidence.decision!.reasons.length).toBeGreaterThan(5)
    expect(one.evidence.steps.map(step => step.action)).toEqual(['submit', 'approve-automatically'])
    expect(one.balances).toMatchObject({ earned: '1200.00', held: '480.00' })
    const finding = {
      id: open!.id,
      version: open!.version,
      outcome: 'partial' as const,
      share: '0.8',
      reason: '未核实收入',
    }
    const director = lender.riskDirector
    expect(await refused(director.performance.decideCase({ ...finding, share: null }))).toBe('performance.case_share')
    expect(await refused(director.performance.decideCase({ ...finding, version: 9 }))).toBe('performance.stale')
    expect(await refused(director.performance.decideCase({ ...finding, id: 'case_0000000000001' }))).toBe(
      'performance.case_not_found',
    )
    const found = await director.performance.decideCase(finding)
    expect(found).toMatchObject({ state: 'found', balances: { held: '480.00' } })
    expect(await refused(director.performance.decideCase({ ...finding, version: found.version }))).toBe(
      'performance.case_state',
    )
    const grounds = { id: open!.id, version: found.version, text: '资料由审核核验' }
    expect(await refused(director.performance.appealCase(grounds))).toBe('performance.not_yours')
    const appealed = await lender.developer.performance.appealCase(grounds)
    expect((await manager.notification.listNotices({})).rows[0]!.text).toContain('等待未参与的人裁定')
    const ruling = {
      id: open!.id,
      version: appealed.version,
      outcome: 'partial' as const,
      share: '0.5',
      reason: '部分采纳',
    }
    expect(await refused(manager.performance.decideAppeal({ ...ruling, share: '0.9' }))).toBe(
      'performance.appeal_worse',
    )
    await permit(house, 'sun', 'performance.case.appeal', 'all')
    expect(await refused(director.performance.decideAppeal(ruling))).toBe('performance.own_case')
    const closed = await manager.performance.decideAppeal(ruling)
    // Half of 1,200, what was corrected and taken back again apart: the held 480 is cancelled, 120 remains from paid money.
    expect(closed).toMatchObject({ state: 'closed', balances: { earned: '600.00', held: '0.00', claim: '-120.00' } })
    expect(closed.recovery).toEqual([{ month: '2026-05-01', amount: '120.00' }])
  })

  it('takes the claim from the next pay within the law’s bounds, and the year’s disclosure says so', async () => {
    await through('2026-06-01')
    expect(await refused(hr.performance.freezeMonth({ month: '2026-05-01' }))).toBe('performance.month_before_open')
    const frozen = await hr.performance
      .freezeMonth({ month: '2026-02-01' })
      .then(() => hr.performance.freezeMonth({ month: '2026-03-01' }))
      .then(() => hr.performance.freezeMonth({ month: '2026-04-01' }))
      .then(() => hr.performance.freezeMonth({ month: '2026-05-01' }))
    expect(frozen.net).toBe('8880.00')
    const may = await hr.performance.personPay({ personId: lin, month: '2026-05-01' })
    expect(may.balances.claim).toBe('0.00')
    const year = await hr.performance.disclosure({ year: '2026' })
    expect(year).toMatchObject({
      deferred: '480.00',
      takenBack: '600.00',
      ofUnpaid: '480.00',
      ofPaid: '120.00',
      peopleTakenBack: 1,
    })
    expect(year.reasons).toEqual([{ trigger: 'overdue-90', outcome: 'partial', cases: 1, amount: '600.00' }])
    expect(year.plans).toMatchObject([
      { plan: '市场提成', riskRelevant: true, people: 1, variable: '1200.00', deferred: '480.00', share: '0.4000' },
    ])
    const file = await hr.performance.listDisclosure({ year: '2026' })
    expect(file.find(line => line.item === 'performance.disclosure.ofPaid')).toMatchObject({ amount: '120.00' })
  })

  it('opens a case by hand for conduct; where all must be taken back the finding is full', async () => {
    const facts = { loanId, personId: lin, trigger: 'falsified' as const, duty: 'must' as const, text: '伪造收入证明' }
    expect(
      await refused(hr.performance.openCase({ ...facts, personId: (await hr.team.me()).person.id as typeof lin })),
    ).toBe('performance.own_case')
    expect(await refused(hr.performance.openCase({ ...facts, loanId: 'loan_0000000000001' }))).toBe(
      'performance.case_nothing',
    )
    const opened = await hr.performance.openCase(facts)
    expect(await refused(hr.performance.openCase(facts))).toBe('performance.case_taken')
    const finding = { id: opened.id, version: opened.version, reason: '查实' }
    const director = lender.riskDirector
    expect(await refused(director.performance.decideCase({ ...finding, outcome: 'none', share: null }))).toBe(
      'performance.case_must',
    )
    const found = await director.performance.decideCase({ ...finding, outcome: 'full', share: null })
    // The days of appeal are over with the close, even before the money has moved.
    house.clock.set('2026-06-20T15:30:00.000Z' as never)
    await closeDay(house.spine, { through: '2026-06-17' as Day })
    const late = { id: opened.id, version: found.version, text: '不服' }
    expect(await refused(lender.developer.performance.appealCase(late))).toBe('performance.appeal_late')
    await house.drain()
    expect(await refused(lender.developer.performance.appealCase(late))).toBe('performance.case_state')
    const closed = await director.performance.getCase({ id: opened.id })
    expect(closed).toMatchObject({ state: 'closed', balances: { earned: '0.00', claim: '-600.00' } })
  })

  it('takes a claim by months as agreed, never more than the wage of the month gives; it is repaid, let go, and settled', async () => {
    const { rows } = await hr.performance.listClaims({})
    const offered = { most: '1800.00', offer: '600.00', opens: true }
    expect(rows).toMatchObject([
      { claimed: '600.00', left: '600.00', nextMonth: '2026-06-01', nextAmount: '600.00', ...offered },
      { claimed: '120.00', deducted: '120.00', left: '0.00', nextMonth: null },
    ])
    const whose = { caseId: rows[0]!.caseId as `case_${string}`, personId: lin, reason: '协商分期' }
    expect(await refused(hr.performance.planClaim({ ...whose, monthly: '1800.01' }))).toBe('performance.claim_cap')
    expect(await hr.performance.planClaim({ ...whose, monthly: '250.00' })).toMatchObject({
      nextAmount: '250.00',
      lastMonth: '2026-08-01',
      planned: '600.00',
    })
    const finance = lender.finance.performance
    expect(await refused(finance.repayClaim({ ...whose, amount: '600.01' }))).toBe('performance.claim_amount')
    expect(await refused(finance.repayClaim({ ...whose, caseId: 'case_0000000000001', amount: '1.00' }))).toBe(
      'performance.claim_not_found',
    )
    // Who takes the money sees what it is of, and not the case, whose evidence is others' private matter.
    const seen = await finance.listClaims({ state: 'open' })
    expect(seen).toMatchObject({ rows: [{ caseId: whose.caseId, left: '600.00', opens: false }], total: 1 })
    expect((await finance.listCases({})).total).toBe(0)
    expect(await refused(finance.getCase({ id: whose.caseId }))).toBe('authority.out_of_scope')
    expect((await lender.reviewer.performance.listClaims({})).total).toBe(0)
    expect(await finance.repayClaim({ ...whose, amount: '100.00' })).toMatchObject({
      left: '500.00',
      planned: '500.00',
      lastMonth: '2026-07-01',
    })
    // Who found the fault does not let its claim go; somebody not involved may.
    expect(await refused(lender.riskDirector.performance.waiveClaim({ ...whose, amount: '50.00' }))).toBe(
      'performance.own_case',
    )
    expect(await manager.performance.waiveClaim({ ...whose, amount: '50.00' })).toMatchObject({ left: '450.00' })
    // The wage falls: June gives 50 of its 250, and July, with the old wage again, takes what June could not.
    const wage = { personId: lin, reason: '停工留薪' }
    await hr.performance.setWage({ ...wage, fromDay: '2026-06-01', monthly: '2550.00' })
    await hr.performance.setWage({ ...wage, fromDay: '2026-07-01', monthly: '9000.00' })
    await through('2026-08-01')
    expect((await hr.performance.freezeMonth({ month: '2026-06-01' })).net).toBe('2500.00')
    expect((await hr.performance.freezeMonth({ month: '2026-07-01' })).net).toBe('8600.00')
    expect((await hr.performance.listClaims({ state: 'open' })).total).toBe(0)
    expect((await hr.performance.listClaims({ state: 'settled' })).rows[0]).toMatchObject({
      deducted: '450.00',
      repaid: '100.00',
      waived: '50.00',
      left: '0.00',
    })
    const { balances } = await hr.performance.personPay({ personId: lin, month: '2026-07-01' })
    expect(balances.claim).toBe('0.00')
  })
})
