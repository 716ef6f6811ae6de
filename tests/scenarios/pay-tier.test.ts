import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Day } from '#lib/day'
import { closeDay } from '#servicing'
import { sharedLoans } from '../../modules/performance/store/appraisal.ts'
import { type Lender, openLender, requested, submitted } from '../applications.ts'
import { type Client, openTestHouse, refusalOf, type TestHouse } from '../house.ts'
import { permit, plan } from '../plans.ts'

const tiers = [
  { from: '0', factor: '1' },
  { from: '2', factor: '2' },
]

/** Two percent of what is lent, doubled for the whole month from the second loan on, 40 % deferred. */
describe('a tier that counts the whole month', () => {
  let house: TestHouse
  let lender: Lender
  let hr: Client
  let finance: Client
  let planId: `planversion_${string}`

  beforeAll(async () => {
    house = await openTestHouse({ today: '2026-01-31' })
    lender = await openLender(house)
    await house.hire('he', 'hr_officer', { group: '人事组' })
    await house.hire('jin', 'finance_manager', { group: '财务组' })
    hr = await house.as('he')
    finance = await house.as('jin')
    // Whoever sells has to hold a certificate: 林晓雯 does, 吴迪 does not.
    await hr.training.addCertificateKind({ code: 'selling', name: '上岗证', nameEn: 'Selling', validityMonths: 12 })
    await hr.training.requireCertificates({ post: 'market_developer', codes: ['selling'] })
    const lin = (await lender.developer.team.me()).person.id as `person_${string}`
    await hr.training.issueCertificate({ code: 'selling', personId: lin, evidence: '考试通过' })
    const component = { ...plan.components[0]!, tierBy: 'count' as const, tierMode: 'whole' as const, tiers }
    const draft = await hr.performance.addPlan({
      code: 'market',
      name: '市场提成',
      reason: '首版',
      body: {
        ...plan,
        components: [component],
        teamPool: { share: '0.1' },
        gates: [
          { code: 'red-line' as const, bound: '1', factor: '0.5' },
          { code: 'company-risk' as const, bound: '0.05', factor: '0' },
          { code: 'certificate' as const, bound: '1', factor: '0.8' },
        ],
      },
    })
    planId = draft.id
    const approval = { id: draft.id, version: draft.version, fromDay: '2026-01-31', acceptedBecause: '演练' }
    await lender.riskDirector.performance.approvePlan(approval)
    for (const sequence of [1, 2]) {
      const { id } = await submitted(lender, sequence, { principal: '60000.00', price: '160000.00' })
      const { fundingId } = await requested(lender, id)
      const { version } = await lender.finance.origination.getFunding({ id: fundingId })
      await lender.finance.origination.disburseFunding({ id: fundingId, version })
      await house.drain()
    }
    house.clock.set('2026-02-01T15:30:00.000Z' as never)
    await closeDay(house.spine, { through: '2026-02-01' as Day })
    await house.drain()
  })
  afterAll(() => house.close())

  it('makes up for the first loan when the month is frozen, deferred as the loan’s own pay was', async () => {
    // A finding of conduct that became final in the month; how cases come about is another test's matter.
    await house.pool.query(
      `INSERT INTO performance.fault_case (loan_id, person_id, opened_day, trigger, duty, state, outcome, closed_at)
       SELECT 1, id, '2026-01-31', 'conduct', 'may', 'closed', 'full', '2026-01-31T12:00:00Z' FROM team.person WHERE username = 'wu'`,
    )
    const month = await hr.performance.freezeMonth({ month: '2026-01-01' })
    // 1,200 and 2,400 when paid out, 1,200 more at the end: 4,800, and a tenth of it shared by two; 40 % of all waits.
    expect(month).toMatchObject({ net: '3081.60', deferred: '2112.00' })
    const { lines } = await lender.developer.performance.myPay({ month: '2026-01-01' })
    expect(
      lines.filter(one => one.part === 'correction').map(one => [one.step, one.amount, one.vestsOn, one.parentId]),
    ).toEqual([
      ['earn', '720.00', null, null],
      ['defer', '144.00', '2027-01-31', null],
      ['defer', '144.00', '2028-01-31', null],
      ['defer', '192.00', '2029-01-31', null],
    ])
  })

  it('shares a tenth of the group’s commission, down to the loans, and cuts what a red line and a certificate close, both', async () => {
    const wu = await house.as('wu')
    const { lines, net } = await wu.performance.myPay({ month: '2026-01-01' })
    const day = (vestsOn: string | null) => vestsOn?.slice(0, 4) ?? null
    expect(lines.map(one => [one.part, one.step, one.amount, day(one.vestsOn)])).toEqual([
      ['pool', 'earn', '144.00', null],
      ['pool', 'defer', '28.80', '2027'],
      ['pool', 'defer', '28.80', '2028'],
      ['pool', 'defer', '38.40', '2029'],
      ['pool', 'cancel-payable', '86.40', null],
      ['pool', 'cancel-deferred', '17.28', null],
      ['pool', 'cancel-deferred', '17.28', null],
      ['pool', 'cancel-deferred', '23.04', null],
    ])
    // What is left is 0.5 × 0.8 of each.
    expect(net).toBe('57.60')
    const cut = await wu.performance.whyPay({ lineId: lines[4]!.id })
    expect(cut.why).toMatchObject({
      anchor: { event: 'gate', day: '2026-01-31' },
      gates: [
        {
          code: 'red-line',
          bound: '1',
          reached: '1',
          factor: '0.5',
          month: '2026-01-01',
          of: [expect.stringMatching(/^case_/)],
        },
        { code: 'certificate', bound: '1', reached: '1', factor: '0.8', month: '2026-01-01', of: ['selling'] },
      ],
      pool: { commission: '4800.00', share: '0.1', amount: '480.00', people: 2 },
    })
    // A colleague's commissions are not for a colleague to see; whoever runs pay sees them, with their loans.
    expect(cut.sources).toEqual([])
    const { sources } = await hr.performance.whyPay({ lineId: lines[0]!.id })
    expect(sources.reduce((all, one) => all + Number(one.amount), 0)).toBe(4800)
    expect(sources.every(one => one.loanNumber !== null)).toBe(true)
    const own = await lender.developer.performance.myPay({ month: '2026-01-01' })
    expect(own.lines.filter(one => one.step.startsWith('cancel'))).toEqual([])
  })

  it('is tried on last year as it would have paid', async () => {
    const test = await hr.performance.backTest({ id: planId })
    expect(test).toMatchObject({
      loans: 2,
      // 4,800 of commission, 240 of the pool, and two fifths of the other 240.
      would: '5136.00',
      months: [{ month: '2026-01', amount: '5136.00' }],
    })
  })

  const through = async (day: string) => {
    house.clock.set(`${day}T15:30:00.000Z` as never)
    await closeDay(house.spine, { through: day as Day })
    await house.drain()
  }

  /** A loan of January's, brought by 林晓雯. */
  const aboutLoan = async () => {
    const own = (await lender.developer.performance.myPay({ month: '2026-01-01' })).lines
    const loanId = own.find(one => one.part === 'commission')!.loanId as `loan_${string}`
    const personId = (await lender.developer.team.me()).person.id as `person_${string}`
    return { loanId, personId, trigger: 'other' as const, duty: 'may' as const, text: '收入未核实' }
  }

  it('holds of the pool what stems from a loan whose case is opened by hand, from both who share, and lets it go without fault', async () => {
    const wu = await house.as('wu')
    const about = await aboutLoan()
    const open = await hr.performance.openCase(about)
    // 19.20 of one who shares, 48.00 of the other.
    expect(open.heldOfPools).toBe('67.20')
    const held = (await wu.performance.myPay({ month: '2026-02-01' })).lines
    // Half of 38.40 that waits stems from this loan; the other loan's half waits on.
    expect(held.map(one => [one.part, one.step, one.amount, one.loanId])).toEqual([
      ['pool', 'hold', '5.76', about.loanId],
      ['pool', 'hold', '5.76', about.loanId],
      ['pool', 'hold', '7.68', about.loanId],
    ])
    // Who brought it keeps 40 % of 2,400 back, and 48.00 of the 96.00 that wait of 240 from the pool.
    const { balances } = await lender.developer.performance.myPay({ month: '2026-02-01' })
    expect(balances).toMatchObject({ held: '1008.00', deferred: '1008.00' })
    const told = await house.pool.query(
      `SELECT p.username, n.facts->>'amount' AS amount FROM notification.notice n JOIN team.person p ON p.id = n.person_id
        WHERE n.template = 'performance.notice.case-held' ORDER BY 1`,
    )
    expect(told.rows).toEqual([
      { username: 'lin', amount: '1008.00' },
      { username: 'wu', amount: '19.20' },
    ])
    // The lists are searched by name, however the reader begins it.
    const named = await hr.performance.listCases({ search: '晓' })
    expect(named).toMatchObject({ total: 1, rows: [{ personName: '林晓雯', loanNumber: open.loanNumber }] })
    expect((await hr.performance.listCases({ search: '%' })).total).toBe(0)
    expect(await hr.performance.listMonthPay({ month: '2026-02-01', search: '晓雯' })).toMatchObject({
      total: 1,
      rows: [{ personName: '林晓雯' }],
    })
    for (const list of ['listClaims', 'listDisputes', 'listPayAccounts'] as const)
      expect((await hr.performance[list]({ search: '晓' })).total).toBe(0)
    const director = lender.riskDirector.performance
    const finding = { id: open.id, outcome: 'partial' as const, share: '0.5', reason: '部分未核实' }
    const found = await director.decideCase({ ...finding, version: open.version })
    const text = '已当面核实'
    const appealed = await lender.developer.performance.appealCase({ id: open.id, version: found.version, text })
    expect(appealed.heldOfPools, 'what others hold concerns them').toBe(null)
    const none = { ...finding, outcome: 'none' as const, share: null, version: appealed.version }
    expect((await finance.performance.decideAppeal(none)).heldOfPools).toBe('0.00')
    expect((await wu.performance.myPay({ month: '2026-02-01' })).balances).toMatchObject({
      held: '0.00',
      claim: '0.00',
    })
    const after = (await lender.developer.performance.myPay({ month: '2026-02-01' })).balances
    expect(after).toMatchObject({ held: '0.00', deferred: '2016.00' })
  })

  it('holds of the pool what stems from the loans in trouble, in the close that finds it, and lets a finding take it back', async () => {
    const wu = await house.as('wu')
    await through('2026-03-07')
    // Both first payments are missed: all that waits of the pool is held, half of it for each loan.
    const held = (await wu.performance.myPay({ month: '2026-03-01' })).lines
    const loans = [...new Set(held.map(one => one.loanNumber))]
    expect(loans).toHaveLength(2)
    for (const loan of loans)
      expect(held.filter(one => one.loanNumber === loan).map(one => [one.part, one.step, one.amount])).toEqual([
        ['pool', 'hold', '5.76'],
        ['pool', 'hold', '5.76'],
        ['pool', 'hold', '7.68'],
      ])
    const director = lender.riskDirector.performance
    const open = await hr.performance.openCase(await aboutLoan())
    // Whom the loan paid through the pool is no judge of it.
    await permit(house, 'wu', 'performance.case.decide', 'all')
    const finding = { id: open.id, version: open.version, outcome: 'full' as const, share: null, reason: '未核实收入' }
    expect((await refusalOf(wu.performance.decideCase(finding))).code).toBe('performance.own_case')
    const found = await director.decideCase(finding)
    const appealed = await lender.developer.performance.appealCase({
      id: open.id,
      version: found.version,
      text: '不服',
    })
    await finance.performance.decideAppeal({ ...finding, version: appealed.version })
    const loan = (await director.getCase({ id: open.id })).loanNumber
    const { lines: all, balances } = await wu.performance.myPay({ month: '2026-03-01' })
    const lines = all.filter(one => one.step !== 'hold')
    // 48.00 stems from this loan: 19.20 was held, 28.80 had been paid out with January.
    expect(lines.map(one => [one.step, one.amount, one.loanNumber])).toEqual([
      ['cancel-held', '7.68', loan],
      ['cancel-held', '5.76', loan],
      ['cancel-held', '5.76', loan],
      ['claim', '28.80', loan],
    ])
    expect(balances).toMatchObject({ held: '19.20', deferred: '0.00', claim: '-28.80' })
    const why = await wu.performance.whyPay({ lineId: lines[3]!.id })
    expect(why.why).toMatchObject({ anchor: { event: 'finding', day: '2026-03-08' }, pool: { people: 2 } })
    const notices = await house.pool.query(
      `SELECT facts FROM notification.notice WHERE template = 'performance.notice.pool-taken'`,
    )
    expect(notices.rows).toEqual([{ facts: { amount: '48.00' } }])
  })

  it('pays nothing variable of a month at whose end the company’s bad loans are above the bound, and says so', async () => {
    const { id } = await submitted(lender, 3, { principal: '60000.00', price: '160000.00' })
    const { fundingId } = await requested(lender, id)
    const { version } = await lender.finance.origination.getFunding({ id: fundingId })
    await lender.finance.origination.disburseFunding({ id: fundingId, version })
    await house.drain()
    await through('2026-04-01')
    // As if both had been past due for longer than 90 days by then.
    await house.pool.query(
      `UPDATE servicing.loan_month SET class = 'substandard' WHERE month_end = '2026-03-31' AND bucket <> 'M0'`,
    )
    await hr.performance.freezeMonth({ month: '2026-02-01' })
    const month = await hr.performance.freezeMonth({ month: '2026-03-01' })
    expect(month).toMatchObject({ net: '0.00' })
    const own = await lender.developer.performance.myPay({ month: '2026-03-01' })
    const cut = own.lines.filter(one => one.step.startsWith('cancel') && one.part !== 'pool' && one.loanId !== null)
    expect(cut.filter(one => one.day === '2026-03-31').map(one => [one.step, one.amount])).toEqual([
      ['cancel-payable', '720.00'],
      ['cancel-deferred', '144.00'],
      ['cancel-deferred', '144.00'],
      ['cancel-deferred', '192.00'],
    ])
    const { why } = await lender.developer.performance.whyPay({ lineId: cut.at(-1)!.id })
    // Two of three loans of 60,000 stand bad.
    expect(why.gates).toMatchObject([{ code: 'company-risk', bound: '0.05', factor: '0' }])
    expect(Number(why.gates[0]!.reached)).toBeCloseTo(2 / 3, 3)
    // What the gate looked at is kept with the month, and opens to the loans it was made of.
    const asked = { metric: 'npl' as const, from: '2026-03-01', to: '2026-03-31', company: 'true' as const }
    const told = await lender.riskDirector.performance.figureRows(asked)
    expect(told).toMatchObject({ frozen: true, figure: { value: why.gates[0]!.reached, rows: 3 } })
  })

  it('opens a frozen month’s figures as they were, whatever is recorded late; what that changes of pay is of the next open month', async () => {
    const personId = (await lender.developer.team.me()).person.id as `person_${string}`
    const asked = { metric: 'fpd30' as const, personId, from: '2026-03-01', to: '2026-03-31' }
    const before = await hr.performance.figureRows(asked)
    expect(before).toMatchObject({ frozen: true, difference: null, figure: { value: '1.000000', rows: 2 } })
    const statement = await lender.developer.performance.myPay({ month: '2026-03-01' })
    const held = statement.lines.filter(one => one.step === 'hold').map(one => one.loanId)
    const { rows: cases } = await lender.riskDirector.performance.listCases({})
    const id = held.find(loan => loan !== cases[0]!.loanId) as `loan_${string}`
    // Paid on time, it turns out: both installments so far, of the day the first one was due.
    const valueDate = '2026-02-28'
    await lender.finance.servicing.recordRepayment({ id, amount: '3585.74', channel: 'bank-transfer', valueDate })
    await through('2026-04-03')
    const after = await hr.performance.figureRows(asked)
    expect(after).toMatchObject({ asOf: before.asOf, figure: before.figure, difference: { changed: 1 } })
    expect(after.rows).toEqual(before.rows)
    expect((await lender.developer.performance.myPay({ month: '2026-03-01' })).lines).toEqual(statement.lines)
    const { lines } = await lender.developer.performance.myPay({ month: '2026-04-01' })
    expect([...new Set(lines.filter(one => one.loanId === id).map(one => one.step))]).toEqual(['release'])
  })

  it('knows who worked on the same loan, whatever their posts', async () => {
    const pairs = await house.system('test', ctx => sharedLoans(ctx.sql, '2026-01-01' as Day, '2026-04-30' as Day))
    const { rows } = await house.pool.query(`SELECT id, username FROM team.person`)
    const name = (key: bigint) => rows.find(row => row.id === key)!.username
    const beside = pairs.filter(pair => name(pair.otherKey) === 'lin').map(pair => [name(pair.personKey), pair.files])
    // Who paid the loan out, opened its case, found and ruled on it; not who shares in the pool, nor who worked on the other loan alone.
    expect(beside.sort()).toEqual([
      ['feng', 1],
      ['he', 1],
      ['jin', 1],
      ['sun', 1],
    ])
    // 何人事 never touched an application: whom a cycle asks about them is drawn from these loans alone, and says over how many.
    const review = {
      name: '人事考核',
      from: '2026-01-01',
      to: '2026-04-30',
      dueDay: '2026-05-10',
      posts: ['hr_officer'],
    }
    const part = { part: 'peer' as const, weight: 100 }
    const { id, version } = await hr.performance.addCycle({ ...review, weights: [part], metrics: [] })
    await hr.performance.moveCycle({ id, version, to: 'open' })
    const asked = await house.pool.query(
      `SELECT r.username, k.files FROM performance.peer_ask k JOIN performance.appraisal a ON a.id = k.appraisal_id JOIN team.person r ON r.id = k.reviewer_id ORDER BY 1`,
    )
    const own = pairs.filter(pair => name(pair.personKey) === 'he').map(pair => [name(pair.otherKey), pair.files])
    expect(asked.rows.map(row => [row.username, row.files])).toEqual(own.sort())
    expect(own.length).toBeGreaterThan(2)
  })
})
