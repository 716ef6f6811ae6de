import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Problem } from '#lib/problem'
import { draftApplication, fictionalId, type Lender, openLender, submitted, testVin, upload } from '../applications.ts'
import { type CallHeaders, type Client, openTestHouse, refusalOf, type TestHouse } from '../house.ts'
import { disburse, goldenPlan, liveUntil } from '../loans.ts'

/**
 * What people get wrong, through the public API: a status, a code, one sentence in the reader's language that names the
 * field, and not a single row written but the audit line of the refusal.
 */
describe('bad input', () => {
  let house: TestHouse
  let lender: Lender
  let finance: Client

  beforeAll(async () => {
    house = await openTestHouse({ today: '2026-01-15' })
    lender = await openLender(house)
    finance = lender.finance
    await disburse(house, 'B-1', goldenPlan('2026-01-15' as never))
    await disburse(house, 'B-2', goldenPlan('2026-01-15' as never))
    await liveUntil(house, '2026-02-15')
    await house.drain()
  })
  afterAll(() => house.close())

  /** Everything the business keeps, as one text: equal before and after means that nothing was written. */
  async function everything(): Promise<string> {
    const { rows: tables } = await house.pool.query<{ name: string }>(
      `SELECT format('%I.%I', schemaname, tablename) AS name FROM pg_tables
        WHERE schemaname NOT IN ('pg_catalog', 'information_schema', 'pgboss') AND format('%I.%I', schemaname, tablename) <> 'platform.audit'
        ORDER BY 1`,
    )
    const parts = tables.map(
      ({ name }) =>
        `SELECT '${name}' AS name, count(*) || ' ' || coalesce(md5(string_agg(t::text, '|' ORDER BY t::text)), '') AS state FROM ${name} t`,
    )
    const { rows } = await house.pool.query(`${parts.join(' UNION ALL ')} ORDER BY 1`)
    const { rows: queued } = await house.pool.query(`SELECT count(*)::int AS n FROM pgboss.job`)
    return JSON.stringify([rows, queued])
  }

  type Expected = { status: number; code: string; field: string; label: [zh: string, en: string] }

  /** Tries the call in both languages and holds it to the promise. */
  async function refused(
    call: (options: { context: CallHeaders }) => Promise<unknown>,
    { status, code, field, label }: Expected,
  ): Promise<Problem[]> {
    const before = await everything()
    const problems: Problem[] = []
    for (const [index, language] of (['zh', 'en'] as const).entries()) {
      const problem = await refusalOf(call({ context: { headers: { 'x-language': language } } }))
      expect(problem).toMatchObject({ status, code })
      const named = problem.fields.find(one => one.path === field)
      expect(named, `${code} names ${field}: ${JSON.stringify(problem.fields)}`).toBeDefined()
      expect(named!.label).toBe(label[index])
      expect(named!.message).toMatch(language === 'zh' ? /[一-龥]/ : /^[^一-龥]*$/)
      expect(problem.detail).toMatch(language === 'zh' ? /[一-龥]/ : /^[^一-龥]*$/)
      expect(problem.detail, 'no hole is left in the sentence').not.toMatch(/\{\w+[:}]/)
      expect(JSON.stringify(problem)).not.toMatch(/\.ts\b|node_modules|at \w+ \(/)
      problems.push(problem)
    }
    expect(await everything()).toBe(before)
    return problems
  }

  const person = {
    kind: 'individual' as const,
    name: '王五',
    idNumber: fictionalId(700),
    phone: '13900000700',
    monthlyIncome: '20000.00',
    monthlyDebt: '0',
  }

  describe('in identifiers', () => {
    const customer = (change: object) => (options: { context: CallHeaders }) =>
      lender.developer.party.addCustomer({ ...person, ...change }, options)

    it('a resident number with a wrong check digit', async () => {
      const right = person.idNumber
      const wrong = right.slice(0, -1) + (right.endsWith('1') ? '2' : '1')
      await refused(customer({ idNumber: wrong }), {
        status: 422,
        code: 'party.id_number',
        field: 'idNumber',
        label: ['证件号码', 'Id number'],
      })
    })

    it('a phone, a bank card and a credit code with a wrong check digit', async () => {
      await refused(customer({ phone: '12345' }), {
        status: 422,
        code: 'party.phone',
        field: 'phone',
        label: ['手机号', 'Phone'],
      })
      await refused(customer({ bankCard: '6200000000000006' }), {
        status: 422,
        code: 'party.bank_card',
        field: 'bankCard',
        label: ['还款账号', 'Repayment account'],
      })
      await refused(customer({ kind: 'sole-proprietor', businessName: '王记', businessCode: '91990000MA0000007Y' }), {
        status: 422,
        code: 'party.credit_code',
        field: 'businessCode',
        label: ['统一社会信用代码', 'Credit code'],
      })
    })

    it('a vehicle identification number with a wrong check digit', async () => {
      const draft = await draftApplication(lender, 701)
      const vin = testVin(702)
      const wrong = vin.slice(0, 8) + (vin[8] === '1' ? '2' : '1') + vin.slice(9)
      await refused(
        options =>
          lender.developer.origination.saveApplication(
            { id: draft.id, version: draft.version, vehicle: { vin: wrong } },
            options,
          ),
        { status: 422, code: 'origination.vin', field: 'vehicle.vin', label: ['车架号', 'VIN'] },
      )
    })
  })

  describe('in figures', () => {
    it('a loan above the cap for the vehicle’s value', async () => {
      const draft = await draftApplication(lender, 710, { principal: '150000.00' })
      const [zh, en] = await refused(
        options => lender.developer.origination.submitApplication({ id: draft.id, version: draft.version }, options),
        { status: 422, code: 'origination.ltv_cap', field: 'principal', label: ['贷款金额', 'Principal'] },
      )
      expect([zh!.detail, en!.detail]).toEqual([expect.stringContaining('85'), expect.stringContaining('85')])
    })

    it('a term above the cap for that vehicle', async () => {
      const draft = await draftApplication(lender, 711)
      await upload(lender.developer, draft.id, ['appraisal-report', 'vehicle-licence'])
      const used = await lender.developer.origination.saveApplication({
        id: draft.id,
        version: draft.version,
        periods: 48,
        vehicle: { condition: 'used', appraisedValue: '150000.00' },
      })
      const [zh] = await refused(
        options => lender.developer.origination.submitApplication({ id: draft.id, version: used.version }, options),
        { status: 422, code: 'origination.term_cap', field: 'periods', label: ['期数', 'Periods'] },
      )
      expect(zh!.facts).toMatchObject({ term: 48, cap: 36 })
    })

    it('an amount with three decimals, wherever money is written', async () => {
      const money = { status: 400, code: 'platform.invalid_input' }
      const draft = await draftApplication(lender, 712)
      await refused(
        options =>
          lender.developer.origination.saveApplication(
            { id: draft.id, version: draft.version, principal: '80000.005' },
            options,
          ),
        { ...money, field: 'principal', label: ['贷款金额', 'Loan amount'] },
      )
      await refused(options => lender.developer.party.addCustomer({ ...person, monthlyIncome: '1000.001' }, options), {
        ...money,
        field: 'monthlyIncome',
        label: ['月收入', 'Monthly income'],
      })
      const { id } = (await finance.servicing.listLoans({})).rows[0]!
      await refused(
        options => finance.servicing.recordRepayment({ id, amount: '1.001', channel: 'bank-transfer' }, options),
        { ...money, field: 'amount', label: ['还款金额', 'Amount'] },
      )
    })

    it('an income or a debt below nothing', async () => {
      const nobody = { kind: 'individual' as const, name: '甲', idNumber: fictionalId(900), phone: '13800000900' }
      for (const field of ['monthlyIncome', 'monthlyDebt'] as const)
        expect(
          await refusalOf(
            lender.developer.party.addCustomer({ ...nobody, monthlyIncome: '1', monthlyDebt: '1', [field]: '-1.00' }),
          ),
        ).toMatchObject({ status: 400, code: 'platform.invalid_input', fields: [{ path: field }] })
    })

    it('a repayment larger than what is owed', async () => {
      const { id } = (await finance.servicing.listLoans({ search: 'B-1' })).rows[0]!
      const [zh, en] = await refused(
        options => finance.servicing.recordRepayment({ id, amount: '999999.00', channel: 'bank-transfer' }, options),
        { status: 422, code: 'servicing.repayment_exceeds', field: 'amount', label: ['还款金额', 'Amount'] },
      )
      // The sentence says what may be paid.
      for (const { detail } of [zh!, en!]) expect(detail).toContain('5,976.24')
    })
  })

  it('a file with bad rows: good rows in, bad rows with line and reason, a second time nothing', async () => {
    const file = ['贷款编号,金额,到账日,流水号', 'B-1,2988.12,2026-02-15,R1', 'B-2,1.005,2026-02-15,R2', 'B-7,1,x,R3']
    const content = Buffer.from(file.join('\n')).toString('base64')
    const result = await finance.servicing.importRepayments({ fileName: '回盘.csv', content })
    expect(result).toMatchObject({ rows: 3, recorded: 1, refused: 2, amount: '2988.12' })
    const bad = result.results.filter(row => row.outcome === 'refused')
    expect(bad.map(row => [row.line, row.code])).toEqual([
      [3, 'servicing.row_amount'],
      [4, 'servicing.row_day'],
    ])
    for (const row of bad) expect(row.reason).toMatch(/[一-龥]/)
    const english = await finance.servicing.getImport(
      { id: result.id },
      { context: { headers: { 'x-language': 'en' } } },
    )
    for (const row of english.results.filter(one => one.outcome === 'refused'))
      expect(row.reason).toMatch(/^[^一-龥]+$/)
    await house.drain()
    const before = await everything()
    expect(await finance.servicing.importRepayments({ fileName: '回盘.csv', content })).toMatchObject({
      repeatedFile: true,
    })
    expect(await everything()).toBe(before)
  })

  it('a stale page: the old version changes nothing', async () => {
    const draft = await draftApplication(lender, 720)
    const { origination } = lender.developer
    const saved = await origination.saveApplication({ id: draft.id, version: draft.version, principal: '70000.00' })
    const before = await everything()
    for (const language of ['zh', 'en']) {
      const problem = await refusalOf(
        origination.saveApplication(
          { id: draft.id, version: draft.version, principal: '60000.00' },
          { context: { headers: { 'x-language': language } } },
        ),
      )
      expect(problem).toMatchObject({ status: 409, code: 'origination.stale' })
      expect(problem.detail).toMatch(language === 'zh' ? /刷新/ : /[Rr]eload/)
    }
    expect(await everything()).toBe(before)
    expect(await origination.getApplication({ id: draft.id })).toMatchObject({
      version: saved.version,
      principal: '70000.00',
    })
  })

  it('two reviewers at once: one wins, the other is told, one decision stands', async () => {
    const { id } = await submitted(lender, 730, { principal: '120000.00', price: '200000.00' })
    const page = await lender.reviewer.origination.getApplication({ id })
    expect(page.state).toBe('first-review')
    const other = await house.as('zhou')
    const decide = (client: Client, language: string) =>
      client.origination.reviewApplication(
        { id, version: page.version, verdict: 'approve', note: '资料齐全' },
        { context: { headers: { 'x-language': language } } },
      )
    const outcomes = await Promise.allSettled([decide(lender.reviewer, 'en'), decide(other, 'en')])
    expect(outcomes.map(one => one.status).sort()).toEqual(['fulfilled', 'rejected'])
    const loser = outcomes[0]!.status === 'rejected' ? lender.reviewer : other
    for (const language of ['zh', 'en']) {
      const problem = await refusalOf(decide(loser, language))
      expect(problem.status).toBe(409)
      expect(problem.code).toMatch(/^origination\.(decided_conflict|stale)$/)
      expect(problem.detail).toMatch(language === 'zh' ? /[一-龥]/ : /^[^一-龥]*(陈思远|周明)?[^一-龥]*$/)
    }
    const { rows } = await house.pool.query(
      `SELECT count(*)::int AS n FROM platform.audit WHERE operation LIKE '%review%' AND outcome = 'done' AND about @> ARRAY[$1]`,
      [id],
    )
    expect(rows[0].n).toBe(1)
  })

  it('what is no JSON, no such field or no such address answers as a problem too', async () => {
    const before = await everything()
    const send = (path: string, body: string) =>
      house.app.request(`http://chedai.test/api${path}`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', 'x-language': 'en' },
        body,
      })
    for (const [path, body] of [
      ['/party/customers', '{'],
      ['/party/customers', '[]'],
      ['/party/nothing', '{}'],
    ] as const) {
      const response = await send(path, body)
      const problem = (await response.json()) as Problem
      expect(response.status, path).toBeGreaterThanOrEqual(400)
      expect(response.status, path).toBeLessThan(500)
      expect(response.headers.get('content-type')).toBe('application/problem+json')
      expect(problem.detail).toMatch(/^[^一-龥]+$/)
    }
    expect(await everything()).toBe(before)
  })
})
