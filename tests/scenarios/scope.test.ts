import ExcelJs from 'exceljs'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { toId, toKey } from '#lib/id'
import { posts } from '#team'
import { testCustomer } from '../applications.ts'
import { type Client, openTestHouse, refusalOf, type TestHouse } from '../house.ts'
import { disburse, goldenPlan } from '../loans.ts'

/**
 * Every role in two branches, over records of four people in three groups: what a list shows, counts and pages is exactly
 * what can be opened one by one.
 */
describe('a list', () => {
  let house: TestHouse
  const developers = [
    { username: 'anna', group: '一组', branch: 'SH' },
    { username: 'bo', group: '一组', branch: 'SH' },
    { username: 'chi', group: '二组', branch: 'SH' },
    { username: 'dan', group: '三组', branch: 'HZ' },
  ] as const
  const readers = [
    ...posts.map(post => ({ username: `${post}-sh`, post, branch: 'SH' })),
    ...(['team_manager', 'credit_reviewer', 'service_agent'] as const).map(post => ({
      username: `${post}-hz`,
      post,
      branch: 'HZ',
    })),
  ]

  beforeAll(async () => {
    house = await openTestHouse()
    for (const { username, group, branch } of developers)
      await house.hire(username, 'market_developer', { group, branch })
    for (const { username, post, branch } of readers) await house.hire(username, post, { branch, group: `${post}组` })
    let sequence = 900
    for (const { username } of developers) {
      const client = await house.as(username)
      sequence += 1
      const customerId = await testCustomer(client, sequence)
      await client.origination.addApplication({ customerId })
      await client.origination.addLead({
        name: `线索${sequence}`,
        phone: `137${String(10_000_000 + sequence)}`,
        source: 'online',
        interest: '新车',
      })
      const { rows } = await house.pool.query(
        `SELECT p.id, a.group_id, g.branch_id FROM team.person p JOIN team.assignment a ON a.person_id = p.id JOIN team.team_group g ON g.id = a.group_id
            WHERE p.username = $1`,
        [username],
      )
      await disburse(house, `S-${sequence}`, goldenPlan('2026-03-02' as never), {
        customerKey: toKey(customerId),
        ownerKey: rows[0].id,
        groupKey: rows[0].group_id,
        branchKey: rows[0].branch_id,
      })
    }
    for (const [branch, creditCode] of [
      ['sh', '91990300MADEALR15Q'],
      ['hz', '91990200MAFLEET02E'],
    ] as const)
      await (await house.as(`team_manager-${branch}`)).party.addDealer({
        name: `${branch}经销商`,
        creditCode,
        grade: 'A',
        contact: '王经理',
        accountName: '经销商',
        account: '6200000000000005',
        bankName: '演示银行',
      })
  })
  afterAll(() => house.close())

  type Page = { rows: { id: string }[]; total: number; next: string | null }
  const nouns: Record<
    string,
    { list(client: Client, after?: string): Promise<Page>; open(client: Client, id: never): Promise<unknown> }
  > = {
    customer: {
      list: (client, after) => client.party.listCustomers({ limit: 2, ...(after ? { after } : {}) }),
      open: (client, id) => client.party.getCustomer({ id }),
    },
    dealer: {
      list: (client, after) => client.party.listDealers({ limit: 2, ...(after ? { after } : {}) }),
      open: (client, id) => client.party.getDealer({ id }),
    },
    lead: {
      list: (client, after) => client.origination.listLeads({ limit: 2, ...(after ? { after } : {}) }),
      open: (client, id) => client.origination.getLead({ id }),
    },
    application: {
      list: (client, after) => client.origination.listApplications({ limit: 2, ...(after ? { after } : {}) }),
      open: (client, id) => client.origination.getApplication({ id }),
    },
    loan: {
      list: (client, after) => client.servicing.listLoans({ limit: 2, ...(after ? { after } : {}) }),
      open: (client, id) => client.servicing.getLoan({ id }),
    },
  }

  const keysOf: Record<string, string> = {
    customer: 'SELECT id FROM party.customer',
    dealer: 'SELECT id FROM party.dealer',
    lead: 'SELECT id FROM origination.lead',
    application: 'SELECT id FROM origination.application',
    loan: 'SELECT loan_id AS id FROM servicing.loan',
  }

  for (const [noun, { list, open }] of Object.entries(nouns)) {
    it(`of ${noun}s holds for every role exactly what that role may open`, async () => {
      const { rows } = await house.pool.query<{ id: bigint }>(keysOf[noun]!)
      const all = rows.map(row => toId(noun, row.id) as string)
      expect(all.length).toBeGreaterThan(1)
      const sizes = new Set<number>()
      for (const { username } of [...developers, ...readers]) {
        const client = await house.as(username)
        const opened: string[] = []
        for (const id of all) {
          try {
            await open(client, id as never)
            opened.push(id)
          } catch (error) {
            expect((error as { data: { code: string } }).data.code, `${username} ${id}`).toMatch(
              /^authority\.(out_of_scope|not_permitted)$/,
            )
          }
        }
        const first = await list(client).catch(() => null)
        if (!first) {
          expect(await refusalOf(list(client))).toMatchObject({ code: 'authority.not_permitted' })
          expect(opened, username).toEqual([])
          continue
        }
        const listed = first.rows.map(row => row.id)
        for (let next = first.next; next; ) {
          const page = await list(client, next)
          listed.push(...page.rows.map(row => row.id))
          next = page.next
        }
        expect([...listed].sort(), username).toEqual([...opened].sort())
        expect(first.total, username).toBe(opened.length)
        sizes.add(opened.length)
      }
      // The roles see different shares, so that the comparison means something.
      expect(sizes.size).toBeGreaterThan(1)
    })
  }

  const listed = async (list: (typeof nouns)[string]['list'], client: Client) => {
    const rows: Record<string, unknown>[] = []
    const first = await list(client).catch(() => null)
    if (!first) return null
    rows.push(...first.rows)
    for (let next = first.next; next; ) {
      const page = await list(client, next)
      rows.push(...page.rows)
      next = page.next
    }
    return { ...first, rows }
  }
  const fen = (yuan: unknown) => Math.round(Number(yuan ?? 0) * 100)
  const sumOf = (rows: readonly Record<string, unknown>[], field: string) =>
    rows.reduce((sum, row) => sum + fen(row[field]), 0)

  it('is what its totals, counts, charts, boards and Excel files add up to, for every role', async () => {
    const period = { from: '2026-03-01', to: '2026-03-31' }
    for (const { username } of [...developers, ...readers]) {
      const client = await house.as(username)
      const { token } = await house.identity.signIn(username, `password-${username}`)
      const inFile = async (module: string, operation: string) => {
        const response = await house.app.request(`/api/export/${module}/${operation}`, {
          headers: { authorization: `Bearer ${token}` },
        })
        if (response.status !== 200) return null
        const book = new ExcelJs.Workbook()
        await book.xlsx.load(await response.arrayBuffer())
        return Math.max(0, book.worksheets[0]!.rowCount - 1)
      }
      const applications = await listed(nouns.application!.list, client)
      if (applications) {
        const page = await client.origination.listApplications({ limit: 2 })
        const states = await client.origination.countApplications({})
        expect(sumOf(applications.rows, 'principal'), username).toBe(fen(page.amount))
        expect(
          states.reduce((sum, state) => sum + state.count, 0),
          username,
        ).toBe(applications.rows.length)
        expect(sumOf(states, 'amount'), username).toBe(fen(page.amount))
      }
      const loans = await listed(nouns.loan!.list, client)
      if (loans) {
        const { totals } = await client.servicing.listLoans({ limit: 2 })
        expect(totals.loans, username).toBe(loans.rows.length)
        expect(fen(totals.outstanding), username).toBe(sumOf(loans.rows, 'outstanding'))
      }
      for (const [noun, module, operation] of [
        ['application', 'origination', 'listApplications'],
        ['customer', 'party', 'listCustomers'],
        ['loan', 'servicing', 'listLoans'],
        ['lead', 'origination', 'listLeads'],
      ] as const)
        expect(await inFile(module, operation), `${username} ${noun}`).toBe(
          (await listed(nouns[noun]!.list, client))?.rows.length ?? null,
        )
      const aging = await client.risk.aging({}).catch(() => null)
      if (aging) {
        const cells = aging.cells.reduce((sum, cell) => sum + cell.loans, 0)
        expect(cells, username).toBe(aging.loans)
        expect(sumOf(aging.cells, 'balance'), username).toBe(fen(aging.outstanding))
        for (const cell of aging.cells) {
          const opened = await client.risk.cellLoans({ picture: 'aging', x: [cell.x], y: [cell.y] })
          expect(opened.rows.length, `${username} ${cell.x}/${cell.y}`).toBe(cell.loans)
        }
        // A picture says how far it reaches, and who may see more of the book sees more in it.
        const where =
          aging.scope.reach === 'all'
            ? 'true'
            : `branch_id = (SELECT id FROM team.branch WHERE code = '${username.endsWith('-hz') ? 'HZ' : 'SH'}')`
        const { rows } = await house.pool.query(`SELECT count(*)::int AS count FROM servicing.loan WHERE ${where}`)
        expect(['all', 'branch'], username).toContain(aging.scope.reach)
        expect(aging.loans, username).toBe(rows[0].count)
      }
      const board = await client.performance.teamBoard(period)
      for (const [metric, figure] of Object.entries(board.all)) {
        if (figure!.rows === 0) continue
        const opened = await client.performance.figureRows({ metric: metric as never, ...period })
        expect(opened.figure, `${username} ${metric}`).toEqual(figure)
        expect(opened.rows.length, `${username} ${metric}`).toBe(figure!.rows)
      }
    }
  })
})
