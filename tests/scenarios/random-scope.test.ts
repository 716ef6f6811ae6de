import type { AnyContractProcedure } from '@orpc/contract'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { contract } from '#app/contract'
import { permissionCatalogue } from '#app/house'
import { modules } from '#app/modules'
import { actorOf } from '#authority'
import { toId } from '#lib/id'
import type { Placed } from '#platform/context'
import { useCaseOf } from '#platform/operation'
import { runQuery } from '#platform/write-path'
import { testCustomer, testDealer } from '../applications.ts'
import { openTestHouse, type TestHouse } from '../house.ts'
import { disburse, goldenPlan } from '../loans.ts'
import { drawsOf, fillOrganisation, type RandomOrganisation } from '../random-organisation.ts'

type Page = { rows: Record<string, unknown>[]; total: number; next: string | null }

/**
 * In random organisations (nested groups, random roles and scopes, grants, delegations, a certificate that most lack) a list, its
 * total, the counts and the figures of pictures and boards are the records that may be opened one by one, for every person and noun.
 */
describe('in a random organisation', { timeout: 240_000 }, () => {
  let house: TestHouse
  let organisation: RandomOrganisation
  const records: Record<string, { key: bigint; place: Placed }[]> = {}
  const nouns = {
    customer: {
      table: 'party.customer',
      key: 'id',
      read: 'party.customer.read',
      list: 'party.listCustomers',
      open: 'party.getCustomer',
    },
    dealer: {
      table: 'party.dealer',
      key: 'id',
      read: 'party.dealer.read',
      list: 'party.listDealers',
      open: 'party.getDealer',
    },
    lead: {
      table: 'origination.lead',
      key: 'id',
      read: 'origination.lead.read',
      list: 'origination.listLeads',
      open: 'origination.getLead',
    },
    application: {
      table: 'origination.application',
      key: 'id',
      read: 'origination.application.read',
      list: 'origination.listApplications',
      open: 'origination.getApplication',
    },
    loan: {
      table: 'servicing.loan',
      key: 'loan_id',
      read: 'servicing.loan.read',
      list: 'servicing.listLoans',
      open: 'servicing.getLoan',
    },
  } as const
  type Noun = keyof typeof nouns

  beforeAll(async () => {
    house = await openTestHouse()
    const draws = drawsOf(20_260_302)
    organisation = await fillOrganisation(house.pool, draws, { people: 26, groups: 9, branches: 3 })
    await house.hire('maker', 'market_developer')
    const maker = await house.as('maker')
    await house.hire('boss', 'team_manager')
    const boss = await house.as('boss')
    for (let n = 1; n < 9; n += 1) await testDealer(boss, n, `车行${n}`)
    for (let n = 0; n < 14; n += 1) {
      const customerId = await testCustomer(maker, 300 + n)
      await maker.origination.addApplication({ customerId })
      await maker.origination.addLead({
        name: `线索${n}`,
        phone: `137${10_000_000 + n}`,
        source: 'online',
        interest: '新车',
      })
      if (n % 2 === 0) await disburse(house, `R-${n}`, goldenPlan('2026-03-02' as never))
    }
    await house.pool.query(
      `INSERT INTO servicing.set_aside (loan_id, day, reason, at) SELECT loan_id, '2026-03-02', 'broken', now() FROM servicing.loan`,
    )
    for (const [noun, { table, key }] of Object.entries(nouns)) {
      const { rows } = await house.pool.query<{ key: bigint }>(`SELECT ${key} AS key FROM ${table}`)
      records[noun] = []
      for (const row of rows) {
        const there = draws.one(organisation.places)
        const place = { ownerId: draws.one(organisation.people).key, groupId: there.group, branchId: there.branch }
        await house.pool.query(`UPDATE ${table} SET owner_id = $1, group_id = $2, branch_id = $3 WHERE ${key} = $4`, [
          place.ownerId,
          place.groupId,
          place.branchId,
          row.key,
        ])
        records[noun]!.push({ key: row.key, place })
      }
    }
  }, 240_000)
  afterAll(() => house.close())

  const ask = async (userId: string, operation: string, permission: string, input: object): Promise<unknown> => {
    const [module, name] = operation.split('.') as [string, string]
    const routes = modules.find(one => one.name === module)!.routes as unknown as Record<string, object>
    const useCase = useCaseOf(routes[name]!)!
    const procedure = (contract as unknown as Record<string, Record<string, AnyContractProcedure>>)[module]![name]!
    const schema = procedure['~orpc'].inputSchema as { parse(given: unknown): unknown } | undefined
    const call = { userId, language: 'zh' as const, idempotencyKey: null, dryRun: false, requestId: 'x', address: null }
    return runQuery(
      house.spine,
      call,
      { name: `GET /${module}/${name}`, permission },
      schema?.parse(input) ?? input,
      useCase,
    )
  }
  const paging = { limit: 3 }
  const listed = async (userId: string, { list, read }: (typeof nouns)[Noun]) => {
    const rows: Record<string, unknown>[] = []
    let total = 0
    for (let after: string | undefined | null; after !== null; ) {
      const page = (await ask(userId, list, read, { ...paging, ...(after ? { after } : {}) })) as Page
      rows.push(...page.rows)
      total = page.total
      after = page.next
    }
    return { rows, total }
  }

  it('lists, totals, counts, pictures and boards hold exactly what may be opened one by one', async () => {
    const catalogue = permissionCatalogue()
    const { rows: team } = await house.pool.query<Placed>(
      `SELECT p.id AS "ownerId", a.group_id AS "groupId", g.branch_id AS "branchId" FROM team.person p
         JOIN team.assignment a ON a.person_id = p.id JOIN team.team_group g ON g.id = a.group_id`,
    )
    const sizes = new Set<string>()
    let compared = 0
    for (const { userId, username } of organisation.people) {
      const { rights } = (await actorOf(house.spine.database, userId, house.clock.now(), catalogue))!
      const within = (noun: Noun, permission: string) =>
        records[noun]!.filter(one => rights.verdict(permission, one.place).allow).map(one => toId(noun, one.key))
      for (const [noun, about] of Object.entries(nouns) as [Noun, (typeof nouns)[Noun]][]) {
        if (!rights.verdict(about.read).allow) {
          await expect(ask(userId, about.list, about.read, paging)).rejects.toMatchObject({ code: /^authority\./ })
          continue
        }
        const allowed = within(noun, about.read).sort()
        const { rows, total } = await listed(userId, about)
        expect(rows.map(row => row.id).sort(), `${username} ${noun}`).toEqual(allowed)
        expect(total, `${username} ${noun}`).toBe(allowed.length)
        for (const { key, place } of records[noun]!.slice(0, 6)) {
          const opened = await ask(userId, about.open, about.read, { id: toId(noun, key) }).then(
            () => true,
            () => false,
          )
          expect(opened, `${username} opens ${noun} ${key}`).toBe(rights.verdict(about.read, place).allow)
        }
        sizes.add(`${noun}:${allowed.length}`)
        compared += 1
      }
      if (rights.verdict('origination.application.read').allow) {
        const states = (await ask(userId, 'origination.countApplications', 'origination.application.read', {})) as {
          count: number
        }[]
        expect(
          states.reduce((sum, state) => sum + state.count, 0),
          username,
        ).toBe(within('application', 'origination.application.read').length)
      }
      if (rights.verdict('servicing.day.read').allow) {
        const closes = (await ask(userId, 'servicing.listDayCloses', 'servicing.day.read', {})) as {
          setAside: { loanId: string }[]
          setAsideWithheld: number
        }
        const seen = within('loan', 'servicing.day.read').sort()
        expect(closes.setAside.map(one => one.loanId).sort(), username).toEqual(seen)
        expect(closes.setAsideWithheld, username).toBe(records.loan!.length - seen.length)
        if (closes.setAsideWithheld > 0) compared += 1
      }
      if (rights.verdict('performance.metric.read').allow) {
        const board = (await ask(userId, 'performance.teamBoard', 'performance.metric.read', {
          from: '2026-03-01',
          to: '2026-03-31',
        })) as { people: { id: string }[] }
        const seen = team.filter(place => rights.verdict('performance.metric.read', place).allow)
        expect(board.people.map(one => one.id).sort(), username).toEqual(
          seen.map(one => toId('person', one.ownerId!)).sort(),
        )
        sizes.add(`board:${seen.length}`)
        compared += 1
      }
      if (rights.verdict('risk.portfolio.read').allow) {
        const aging = (await ask(userId, 'risk.aging', 'risk.portfolio.read', {})) as {
          loans: number
          cells: { loans: number }[]
        }
        const seen = within('loan', 'risk.portfolio.read').length
        expect(aging.loans, username).toBe(seen)
        expect(
          aging.cells.reduce((sum, cell) => sum + cell.loans, 0),
          username,
        ).toBe(seen)
        compared += 1
      }
    }
    // Enough people see enough different shares for the comparison to mean something.
    expect(compared).toBeGreaterThan(40)
    expect(sizes.size).toBeGreaterThan(12)
  })
})
