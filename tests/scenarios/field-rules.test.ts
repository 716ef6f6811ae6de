import ExcelJs from 'exceljs'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { formatPercent } from '#lib/rate'
import { fictionalId, type Lender, openLender, requested, submitted, testCustomer } from '../applications.ts'
import { clientOf, openTestHouse, refusalOf, type TestHouse } from '../house.ts'

/** Who is answered which personal field, by dated rules: one record, lists, files, searches, pictures of held changes and the audit trail. */
describe('rules about personal fields', { timeout: 120_000 }, () => {
  let house: TestHouse
  let customerId: `customer_${string}`
  let dealerId: `dealer_${string}`
  const all = { permission: null, scope: 'all' as const }

  beforeAll(async () => {
    house = await openTestHouse({ today: '2026-03-02' })
    await house.hire('admin', 'administrator')
    await house.hire('sun', 'risk_director')
    await house.hire('lin', 'market_developer', { group: '一组' })
    await house.hire('serve', 'service_agent', { group: '一组' })
    await house.hire('far', 'service_agent', { group: '杭州', branch: 'HZ' })
    await house.hire('boss', 'team_manager', { group: '一组' })
    await house.hire('audit', 'auditor')
    customerId = await testCustomer(await house.as('lin'), 81)
    const dealer = await (await house.as('boss')).party.addDealer({
      name: '车行',
      creditCode: '91990300MADEALR15Q',
      grade: 'A',
      contact: '王经理',
      accountName: '车行',
      account: '6200000000000005',
      bankName: '演示银行',
    })
    dealerId = dealer.id
  })
  afterAll(() => house.close())

  const propose = async (code: string, content: object, fromDay = '2026-03-02') => {
    const admin = await house.as('admin')
    const { id } = await admin.authority.proposeRule({
      kind: 'mask',
      code,
      content,
      fromDay,
      reason: '回访需要',
      source: '内部制度',
    })
    return id
  }
  const approve = async (id: `rule_${string}`) =>
    (await house.as('sun')).authority.decideRule({ id, approved: true, reason: '同意' })
  const audited = async () =>
    (
      await house.pool.query<{ actor_name: string; operation: string; detail: { shown?: object } }>(
        `SELECT actor_name, operation, detail FROM platform.audit WHERE detail ? 'shown' ORDER BY id`,
      )
    ).rows

  it('are masked for everybody at first, and a look leaves no line', async () => {
    const serve = await house.as('serve')
    expect((await serve.party.getCustomer({ id: customerId })).phone).toMatch(/^\d{3}\*{4}\d{4}$/)
    expect((await serve.party.listCustomers({})).rows[0]!.phone).toContain('****')
    expect(await audited()).toEqual([])
  })

  it('count once a second person has approved them; what they show is shown alike in record, list and file, and each look is on record', async () => {
    const id = await propose('service.phone', {
      ...all,
      fields: ['party.customer.phone'],
      posts: ['service_agent'],
      scope: 'branch',
      show: 'shown',
    })
    const serve = await house.as('serve')
    const masked = (await serve.party.getCustomer({ id: customerId })).phone
    expect(
      await refusalOf((await house.as('admin')).authority.decideRule({ id, approved: true, reason: '自批' })),
    ).toMatchObject({
      code: 'authority.own_rule',
    })
    const tried = await (await house.as('admin')).authority.tryRule({
      kind: 'mask',
      code: 'service.phone',
      content: { ...all, fields: ['party.customer.phone'], posts: ['service_agent'], scope: 'branch', show: 'shown' },
      fromDay: '2026-03-02',
    })
    expect(tried.people.map(one => one.name).sort()).toEqual(['far', 'serve'])
    expect(tried.people[0]!.gained).toContain('field:party.customer.phone:shown@branch')
    expect(tried.people[0]!.gained).not.toContain('field:party.customer.phone:shown@all')
    await approve(id)
    const record = await serve.party.getCustomer({ id: customerId })
    expect(record.phone).toMatch(/^1\d{10}$/)
    expect(record.phone!.slice(0, 3)).toBe(masked!.slice(0, 3))
    expect(record.idNumber).toContain('****')
    const page = await serve.party.listCustomers({})
    expect(page.rows.map(row => row.phone)).toEqual([record.phone])
    const token = (await house.identity.signIn('serve', 'password-serve')).token
    const file = await house.app.request('/api/export/party/listCustomers?columns=phone:Phone,idNumber:Id', {
      headers: { authorization: `Bearer ${token}` },
    })
    const book = new ExcelJs.Workbook()
    await book.xlsx.load(await file.arrayBuffer())
    expect(book.worksheets[0]!.getRow(2).values).toEqual([undefined, record.phone, record.idNumber])
    // Nobody else's answer has changed, not even of the same house at another post.
    expect((await (await house.as('lin')).party.getCustomer({ id: customerId })).phone).toContain('****')
    const seen = await (await house.as('audit')).authority.whoSaw({ about: customerId, field: 'phone' })
    expect(seen.lines.map(line => [line.actorName, line.operation, line.fields])).toEqual([
      ['serve', 'GET /party/customers', ['phone']],
      ['serve', 'GET /party/customers', ['phone']],
      ['serve', 'GET /party/customers/{id}', ['phone']],
    ])
    expect((await (await house.as('audit')).authority.whoSaw({ about: customerId, field: 'idNumber' })).lines).toEqual(
      [],
    )
  })

  it('show nothing in clear by a key that does not name what opens it', async () => {
    const serve = await house.as('serve')
    const keyFor = async (permissions: string[]) =>
      clientOf(
        house.app,
        (await serve.authority.addKey({ kind: 'personal', label: '报表', permissions, days: 30 })).secret,
      )
    const narrow = await keyFor(['party.customer.read'])
    expect((await narrow.party.getCustomer({ id: customerId })).phone).toContain('****')
    const wide = await keyFor(['party.customer.read', 'party.customer.reveal'])
    expect((await wide.party.getCustomer({ id: customerId })).phone).toMatch(/^1\d{10}$/)
  })

  it('withhold alike in record and list, from the search too, and no reveal opens what they withhold', async () => {
    const serve = await house.as('serve')
    const { idNumber: whole } = (await serve.party.revealCustomer({
      id: customerId,
      fields: ['idNumber'],
      reason: '核对',
    })) as {
      idNumber: string
    }
    expect(whole).toBe(fictionalId(81))
    expect((await serve.party.listCustomers({ search: whole })).total).toBe(1)
    await approve(
      await propose('service.papers', {
        ...all,
        fields: ['party.customer.idNumber'],
        posts: ['service_agent'],
        show: 'withheld',
      }),
    )
    const record = await serve.party.getCustomer({ id: customerId })
    expect(record).toMatchObject({ idNumber: null, withheld: ['idNumber'] })
    const page = await serve.party.listCustomers({})
    expect(page.rows[0]).toMatchObject({ idNumber: null, withheld: ['idNumber'] })
    expect(await serve.party.listCustomers({ search: whole })).toMatchObject({ rows: [], total: 0 })
    expect((await (await house.as('lin')).party.listCustomers({ search: whole })).total).toBe(1)
    expect(
      await refusalOf(serve.party.revealCustomer({ id: customerId, fields: ['phone', 'idNumber'], reason: '核对' })),
    ).toMatchObject({ code: 'authority.field_withheld' })
    const fields = await (await house.as('admin')).authority.seeFields({ post: 'service_agent' })
    expect(fields.find(one => one.field === 'party.customer.idNumber')!.at.map(one => one.show)).toEqual(
      Array(4).fill('withheld'),
    )
    expect(fields.find(one => one.field === 'party.customer.phone')!.at.map(one => one.show)).toEqual([
      'shown',
      'shown',
      'shown',
      'masked',
    ])
  })

  it('reach leads and what waits for a second person', async () => {
    const lin = await house.as('lin')
    const lead = await lin.origination.addLead({
      name: '李雷',
      phone: '13712345678',
      source: 'online',
      interest: '新车',
    })
    await approve(
      await propose('seller.lead', {
        ...all,
        fields: ['origination.lead.name', 'origination.lead.phone'],
        posts: ['market_developer'],
        scope: 'own',
        show: 'shown',
      }),
    )
    expect(await lin.origination.getLead({ id: lead.id })).toMatchObject({
      displayName: '李雷',
      displayPhone: '13712345678',
    })
    const boss = await house.as('boss')
    expect((await boss.origination.getLead({ id: lead.id })).displayPhone).toBe('137****5678')
    await approve(
      await propose('manager.lead', {
        ...all,
        fields: ['origination.lead.phone'],
        posts: ['team_manager'],
        show: 'withheld',
      }),
    )
    expect((await boss.origination.getLead({ id: lead.id })).displayPhone).toBe(null)
    expect((await boss.origination.listLeads({ search: '13712345678' })).total).toBe(0)
    expect(await refusalOf(boss.origination.revealLead({ id: lead.id }))).toMatchObject({
      code: 'authority.field_withheld',
    })
    // A dealer's account is withheld from the administrator, in the picture of a change that waits as well.
    await house.rule('role', 'watcher', {
      zh: '旁观',
      en: 'Watcher',
      permissions: [{ permission: 'party.dealer.read', scope: 'all' }],
    })
    await house.grant('admin', 'watcher')
    const admin = await house.as('admin')
    expect((await admin.party.getDealer({ id: dealerId })).account).toBe(null)
    expect((await boss.party.getDealer({ id: dealerId })).account).toBe('**** 0005')
  })

  it('are refused when they would keep a name back, open an account, or mix posts with a permission', async () => {
    const bad = (content: object) => refusalOf(propose('bad', { ...all, posts: [], ...content }))
    expect(await bad({ fields: ['party.customer.name'], show: 'withheld' })).toMatchObject({
      code: 'authority.mask_field',
    })
    expect(await bad({ fields: ['party.dealer.account'], show: 'shown' })).toMatchObject({
      code: 'authority.mask_field',
    })
    expect(
      await bad({ fields: ['party.customer.phone'], permission: 'party.customer.reveal', scope: 'own', show: 'shown' }),
    ).toMatchObject({ code: 'authority.mask_reach' })
  })

  it('hold from their day on', async () => {
    await approve(
      await propose(
        'seller.phone',
        { ...all, fields: ['party.customer.phone'], posts: ['market_developer'], show: 'withheld' },
        '2026-03-09',
      ),
    )
    expect((await (await house.as('lin')).party.getCustomer({ id: customerId })).phone).toContain('****')
    const admin = await house.as('admin')
    const on = async (day: string) =>
      (await admin.authority.seeFields({ post: 'market_developer', on: day }))
        .find(one => one.field === 'party.customer.phone')!
        .at.map(one => one.show)
    expect(await on('2026-03-08')).toEqual(Array(4).fill('masked'))
    expect(await on('2026-03-09')).toEqual(Array(4).fill('withheld'))
  })
})

/** The same answer wherever a customer appears: on other modules' records, lists and files, in searches, on papers and in traces. */
describe('rules about personal fields on other modules’ records', { timeout: 120_000 }, () => {
  let house: TestHouse
  let lender: Lender
  let file: { id: `application_${string}`; customerId: `customer_${string}`; decisionId: `decision_${string}` }

  beforeAll(async () => {
    house = await openTestHouse({ today: '2026-03-02' })
    lender = await openLender(house)
    await house.hire('admin', 'administrator')
    await house.hire('audit', 'auditor')
    const { id, customerId } = await submitted(lender, 7)
    const { fundingId } = await requested(lender, id)
    const request = await lender.finance.origination.getFunding({ id: fundingId! })
    await lender.finance.origination.disburseFunding({ id: fundingId!, version: request.version })
    const { decisionId } = await lender.developer.origination.getApplication({ id })
    file = { id, customerId, decisionId: decisionId! }
  })
  afterAll(() => house.close())

  const rule = async (code: string, fields: string[], show: string, posts = ['market_developer']) => {
    const admin = await house.as('admin')
    const content = { fields, posts, permission: null, scope: 'all', show }
    const said = { kind: 'mask' as const, code, content, fromDay: '2026-03-02', reason: '回访', source: '内部制度' }
    const { id } = await admin.authority.proposeRule(said)
    await lender.riskDirector.authority.decideRule({ id, approved: true, reason: '同意' })
  }
  /** The customer's name on every page of one person where it stands. */
  const names = async (username: string) => {
    const { origination, servicing, contract, party } = await house.as(username)
    const { contractId, loanId } = await origination.getApplication({ id: file.id })
    const one = [
      (await party.getCustomer({ id: file.customerId })).name,
      (await party.listCustomers({})).rows[0]!.name,
      (await origination.getApplication({ id: file.id })).customerName,
      (await origination.listApplications({})).rows[0]!.customerName,
      (await contract.getContract({ id: contractId! })).customerName,
      (await contract.listContracts({})).rows[0]!.customerName,
      (await servicing.getLoan({ id: loanId! })).customerName,
      (await servicing.listLoans({})).rows[0]!.customerName,
    ]
    return [...new Set(one)]
  }

  it('answer a name alike on records and lists, and each look names the customer', async () => {
    expect(await names('lin')).toEqual(['张**'])
    await rule('seller.name', ['party.customer.name'], 'shown')
    expect(await names('lin')).toEqual(['张三7'])
    expect(await names('boss')).toEqual(['张**'])
    const seen = await (await house.as('audit')).authority.whoSaw({ about: file.customerId, field: 'name' })
    expect(new Set(seen.lines.map(line => line.operation))).toEqual(
      new Set([
        'GET /party/customers/{id}',
        'GET /party/customers',
        'GET /origination/applications/{id}',
        'GET /origination/applications',
        'GET /contract/contracts/{id}',
        'GET /contract/contracts',
        'GET /servicing/loans/{id}',
        'GET /servicing/loans',
        // Writing the contract opened everything.
        'POST /origination/applications/{id}/contract',
      ]),
    )
    expect(new Set(seen.lines.map(line => line.actorName))).toEqual(new Set(['林晓雯']))
  })

  it('hold for papers: opening one is seeing what stands on it, and what is withheld is not opened on paper either', async () => {
    const { developer, manager } = lender
    const { contractId, documents } = await developer.origination.getApplication({ id: file.id })
    const audit = await house.as('audit')
    const phoneSeen = async () => (await audit.authority.whoSaw({ about: file.customerId, field: 'phone' })).lines
    const before = await phoneSeen()
    await developer.contract.downloadContract({ id: contractId! })
    const [look, ...rest] = await phoneSeen()
    expect([look!.actorName, look!.operation]).toEqual(['林晓雯', 'GET /contract/contracts/{id}/file'])
    expect(rest).toEqual(before)
    const idCard = documents.find(paper => paper.kind === 'id-card')!.id
    await developer.origination.openDocument({ id: idCard })
    await rule('seller.papers', ['party.customer.idNumber'], 'withheld')
    expect(await refusalOf(developer.contract.downloadContract({ id: contractId! }))).toMatchObject({
      code: 'authority.field_withheld',
    })
    expect(await refusalOf(developer.origination.openDocument({ id: idCard }))).toMatchObject({
      code: 'authority.field_withheld',
    })
    // A paper without the number still opens, and other posts open both.
    const invoice = documents.find(paper => paper.kind === 'invoice')!.id
    await developer.origination.openDocument({ id: invoice })
    await manager.contract.downloadContract({ id: contractId! })
    expect((await developer.origination.listApplications({ search: fictionalId(7) })).total).toBe(0)
    expect((await manager.origination.listApplications({ search: fictionalId(7) })).total).toBe(1)
  })

  it('hold for what a customer earns: on the record, at the desk, on paper and in the trace of a decision', async () => {
    const { reviewer, manager, developer } = lender
    expect((await reviewer.origination.getReview({ id: file.id })).customer).toMatchObject({
      monthlyIncome: '30000.00',
    })
    await rule('desk.income', ['party.customer.income'], 'withheld', ['credit_reviewer', 'market_developer'])
    expect((await reviewer.origination.getReview({ id: file.id })).customer).toMatchObject({
      monthlyIncome: null,
      monthlyDebt: null,
    })
    // Nor what would tell it: the share of it that an installment takes, in figures or in a sentence.
    const offered = await manager.origination.getQuote({ id: file.id })
    const share = formatPercent(offered.installmentToIncome!)
    const told = async (client: typeof reviewer) => [
      await client.origination.getQuote({ id: file.id }),
      await client.origination.getReview({ id: file.id }),
      await client.origination.tryTerms({ id: file.id, principal: offered.principal! }),
      await client.decision.getDecision({ id: file.decisionId }),
    ]
    for (const page of await told(manager))
      expect(JSON.stringify(page)).toMatch(new RegExp(`${share}|${offered.installmentToIncome}`))
    // The band is told, for the matrix speaks of it; points that less the other lines would tell the burden's are not.
    const scored = (await manager.origination.getReview({ id: file.id })).score!
    const kept = (await reviewer.origination.getReview({ id: file.id })).score!
    expect(kept).toMatchObject({ points: null, band: scored.band })
    expect(kept.lines.filter(line => line.points === null).map(line => /收入比/.test(line.label))).toEqual([true])
    for (const page of await told(reviewer)) {
      expect(JSON.stringify(page)).not.toContain(share)
      expect(JSON.stringify(page)).not.toContain(offered.installmentToIncome)
    }
    const sentence = (await reviewer.decision.getDecision({ id: file.decisionId })).reasons.find(
      reason => reason.rule === 'affordability',
    )!.sentence
    expect(sentence).toMatch('月供收入比 不予显示，超过 30')
    const trace = await reviewer.decision.getDecision({ id: file.decisionId })
    expect(trace).toMatchObject({ incomeWithheld: true, replays: true })
    expect(
      Object.keys(trace.facts).filter(name => /monthly|income/.test(name) && name.startsWith('customer.')),
    ).toEqual([])
    expect(trace.reasons.flatMap(reason => reason.facts.map(fact => fact.name))).not.toContain(
      'customer.monthly-income',
    )
    const { documents } = await reviewer.origination.getApplication({ id: file.id })
    const proof = documents.find(paper => paper.kind === 'income-proof')!.id
    expect(await refusalOf(reviewer.origination.openDocument({ id: proof }))).toMatchObject({
      code: 'authority.field_withheld',
    })
    // Who may change the record leaves what is kept from them as it is.
    const { version, monthlyIncome } = await developer.party.getCustomer({ id: file.customerId })
    expect(monthlyIncome).toBe(null)
    await developer.party.updateCustomer({ id: file.customerId, version, occupation: '司机' })
    const unchanged = await manager.party.getCustomer({ id: file.customerId })
    expect(unchanged).toMatchObject({ occupation: '司机', monthlyIncome: '30000.00', monthlyDebt: '0.00' })
    expect(await refusalOf(rule('half', ['party.customer.income'], 'masked'))).toMatchObject({
      code: 'authority.mask_field',
    })
  })
})
