import { traverseContractProcedures } from '@orpc/server'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { contract } from '#app/contract'
import { permissionCatalogue } from '#app/house'
import { actorOf } from '#authority'
import { toId, toKey } from '#lib/id'
import type { OperationMeta } from '#lib/operation'
import type { Problem } from '#lib/problem'
import type { Placed, Rights } from '#platform/context'
import { posts } from '#team'
import { openLender, requested, submitted, testCustomer } from './applications.ts'
import { type Client, clientOf, openTestHouse, type TestHouse } from './house.ts'
import { fillBank, publishCourse, readLessons, sitExam } from './learning.ts'
import { disburse, goldenPlan } from './loans.ts'
import { hides, type Kind, named, recordKinds, type There } from './record-kinds.ts'
import { sampleOf } from './sample.ts'

/** A record that stands for itself. */
const same = (key: bigint) => ({ parent: key, id: key })

type Operation = {
  name: string
  path: readonly string[]
  permission: string
  reads: boolean
  input: Record<string, unknown> | undefined
}

const operations: Operation[] = []
traverseContractProcedures({ router: contract, path: [] }, ({ contract: procedure, path }) => {
  const { meta, route, inputSchema } = procedure['~orpc']
  const input = inputSchema ? (sampleOf(inputSchema) as Record<string, unknown>) : undefined
  const { permission } = meta as OperationMeta
  operations.push({ name: path.join('.'), path, permission, reads: route.method === 'GET', input })
})

const tables: Record<string, [table: string, key: string]> = {
  customer: ['party.customer', 'id'],
  lead: ['origination.lead', 'id'],
  application: ['origination.application', 'id'],
  loan: ['servicing.loan', 'loan_id'],
}
/** What is refused of any record alike, before one is looked at. */
const elsewhereFirst = new Set(['origination.reveal_preview', 'party.reveal_preview'])
const prefixOf = ({ input }: Operation) =>
  typeof input?.id === 'string' ? input.id.slice(0, input.id.lastIndexOf('_')) : ''

/** Whether the operation is asked about such a record; the `record` of a thread is one of any kind. */
const isAbout = ({ name, input }: Operation, { field, prefix }: Kind) => {
  const value = input?.[field]
  return (
    typeof value === 'string' &&
    (field === 'record' ? name.startsWith('notification.') : value.slice(0, value.lastIndexOf('_')) === prefix)
  )
}

/** Every operation about a record × every role × the own, another group's and another branch's record, over HTTP. */
describe('operation × role × place', () => {
  let house: TestHouse
  /** By place, then by kind of record. */
  const records = new Map<string, Record<string, bigint>>()

  beforeAll(async () => {
    house = await openTestHouse()
    for (const post of posts) await house.hire(post, post)
    let sequence = 700
    for (const [place, group, branch] of [
      ['own', '一组', 'SH'],
      ['group', '一组', 'SH'],
      ['branch', '二组', 'HZ'],
    ] as const) {
      await house.hire(`of-${place}`, 'market_developer', { group, branch })
      const client = await house.as(`of-${place}`)
      sequence += 1
      const customer = toKey(await testCustomer(client, sequence))
      const { id: application } = await client.origination.addApplication({ customerId: toId('customer', customer) })
      const lead = { name: '线索', phone: `137${10_000_000 + sequence}`, source: 'online' as const, interest: '新车' }
      const { id: leadId } = await client.origination.addLead(lead)
      const [there] = await placesOf(`of-${place}`)
      await disburse(house, `O-${sequence}`, goldenPlan('2026-03-02' as never), {
        customerKey: customer,
        ownerKey: there!.id,
        groupKey: there!.group_id,
        branchKey: there!.branch_id,
      })
      const { rows } = await house.pool.query(`SELECT loan_id FROM servicing.loan WHERE number = 'O-${sequence}'`)
      records.set(place, { customer, application: toKey(application), lead: toKey(leadId), loan: rows[0].loan_id })
    }
  })
  afterAll(() => house.close())

  const placesOf = async (username: string) =>
    (
      await house.pool.query<{ id: bigint; user_id: string; group_id: bigint; branch_id: bigint }>(
        `SELECT p.id, p.user_id, a.group_id, g.branch_id FROM team.person p JOIN team.assignment a ON a.person_id = p.id JOIN team.team_group g ON g.id = a.group_id
          WHERE p.username = $1`,
        [username],
      )
    ).rows

  const answer = async (client: Client, { path }: Operation, input: unknown): Promise<Problem | null> => {
    const call = path.reduce((at, part) => (at as Record<string, unknown>)[part], client as unknown) as (
      input: unknown,
      options: object,
    ) => Promise<unknown>
    try {
      await call(input, { context: { headers: { 'x-dry-run': '1' } } })
      return null
    } catch (error) {
      const problem = (error as { data?: Problem }).data
      if (!problem) throw error
      return problem
    }
  }

  /** The kernel's own answers for somebody, and what they are compared with. */
  const rightsOf = async (userId: string): Promise<Rights> => {
    const { database, clock } = house.spine
    return (await actorOf(database, userId, clock.now(), permissionCatalogue()))!.rights
  }

  it('lets every role at exactly the records the kernel names', async () => {
    const faults: string[] = []
    let asked = 0
    let refused = 0
    for (const post of posts) {
      const client = await house.as(post)
      const [me] = await placesOf(post)
      const rights = await rightsOf(me!.user_id)
      for (const [prefix, [table, key]] of Object.entries(tables))
        await house.pool.query(`UPDATE ${table} SET owner_id = $1, group_id = $2, branch_id = $3 WHERE ${key} = $4`, [
          me!.id,
          me!.group_id,
          me!.branch_id,
          records.get('own')![prefix],
        ])
      for (const operation of operations) {
        const prefix = prefixOf(operation)
        const stands = tables[prefix]
        if (!stands || !rights.verdict(operation.permission).allow) continue
        for (const [place, keys] of records) {
          const { rows } = await house.pool.query<Placed>(
            `SELECT owner_id AS "ownerId", group_id AS "groupId", branch_id AS "branchId" FROM ${stands[0]} WHERE ${stands[1]} = $1`,
            [keys[prefix]],
          )
          const { allow } = rights.verdict(operation.permission, rows[0]!)
          const problem = await answer(client, operation, { ...operation.input, id: toId(prefix, keys[prefix]!) })
          const context = `${post} ${operation.name} on the ${place} record: ${problem?.code} ${problem?.detail}`
          asked += 1
          if (!allow) refused += 1
          const stopped = problem?.code.startsWith('authority.') || elsewhereFirst.has(problem?.code ?? '')
          if (problem?.code === 'platform.bug' || (allow ? problem?.code === 'authority.out_of_scope' : !stopped))
            faults.push(context)
        }
      }
    }
    expect(faults).toEqual([])
    // Both answers occur often enough to mean something.
    expect(asked).toBeGreaterThan(400)
    expect(refused).toBeGreaterThan(100)
  })

  it('lets every role at dealers, contracts, decisions and what hangs on a record exactly where the kernel reaches', async () => {
    const lender = await openLender(house)
    const { id } = await submitted(lender, 790)
    await requested(lender, id)
    const one = async (text: string, ...values: unknown[]) => (await house.pool.query(text, values)).rows[0]
    const application = toKey(id)
    const kinds: Record<string, { table: string; key: string; parent: bigint; id: bigint }> = {
      dealer: { table: 'party.dealer', key: 'id', ...same(toKey(lender.dealerId)) },
      contract: {
        table: 'contract.contract',
        key: 'id',
        ...same((await one('SELECT id FROM contract.contract ORDER BY id DESC LIMIT 1')).id),
      },
      decision: {
        table: 'decision.decision',
        key: 'id',
        ...same((await one('SELECT decision_id AS id FROM origination.application WHERE id = $1', application)).id),
      },
      document: {
        table: 'origination.application',
        key: 'id',
        parent: application,
        id: (await one('SELECT id FROM origination.document WHERE application_id = $1 LIMIT 1', application)).id,
      },
      funding: {
        table: 'origination.application',
        key: 'id',
        parent: application,
        id: (await one('SELECT id FROM origination.funding WHERE application_id = $1', application)).id,
      },
    }
    const faults: string[] = []
    const asked = new Map<string, number>()
    let refused = 0
    // Facts stay where they were made; only here they are moved about.
    for (const { table } of Object.values(kinds)) await house.pool.query(`ALTER TABLE ${table} DISABLE TRIGGER USER`)
    for (const post of posts) {
      const client = await house.as(post)
      const rights = await rightsOf((await placesOf(post))[0]!.user_id)
      for (const holder of [post, 'of-group', 'of-branch']) {
        const [there] = await placesOf(holder)
        for (const { table, key, parent } of Object.values(kinds))
          await house.pool.query(`UPDATE ${table} SET owner_id = $1, group_id = $2, branch_id = $3 WHERE ${key} = $4`, [
            there!.id,
            there!.group_id,
            there!.branch_id,
            parent,
          ])
        const place = { ownerId: there!.id, groupId: there!.group_id, branchId: there!.branch_id }
        for (const operation of operations) {
          const kind = kinds[prefixOf(operation)]
          if (!kind || !rights.verdict(operation.permission).allow) continue
          const { allow } = rights.verdict(operation.permission, place)
          const problem = await answer(client, operation, {
            ...operation.input,
            id: toId(prefixOf(operation), kind.id),
          })
          asked.set(prefixOf(operation), (asked.get(prefixOf(operation)) ?? 0) + 1)
          if (!allow) refused += 1
          const stopped = problem?.code.startsWith('authority.') || elsewhereFirst.has(problem?.code ?? '')
          if (problem?.code === 'platform.bug' || (allow ? problem?.code === 'authority.out_of_scope' : !stopped))
            faults.push(`${post} ${operation.name} at ${holder}: ${problem?.code} ${problem?.detail}`)
        }
      }
    }
    expect(faults).toEqual([])
    expect([...asked.keys()].sort()).toEqual(Object.keys(kinds).sort())
    expect(refused).toBeGreaterThan(20)
  })

  it('answers of people, pay, appraisals, exams, threads, tasks and held changes only whom the rule of each names', async () => {
    const lender = await house.as('hr_officer')
    await fillBank(lender, '信贷政策', 4)
    await publishCourse(lender, { code: 'c-place' })
    const learner = await house.as('of-group')
    await readLessons(learner, 'c-place')
    const { id: attempt } = await sitExam(learner, 'c-place', 4)
    await house.hire('maker', 'auditor', { group: '旁人', branch: 'BJ' })
    await house.hire('stranger', 'auditor', { group: '旁人', branch: 'BJ' })
    const [[maker], [stranger]] = await Promise.all([placesOf('maker'), placesOf('stranger')])
    const { customer, application } = records.get('own')!
    const { kinds, close } = await recordKinds(house, {
      customer: customer!,
      application: application!,
      attempt: toKey(attempt),
      maker: maker!,
      stranger: stranger!,
    })
    const known = new Map<string, { me: bigint; rights: Rights }>()
    for (const post of posts) {
      const [me] = await placesOf(post)
      known.set(post, { me: me!.id, rights: await rightsOf(me!.user_id) })
    }
    const thereOf = async (holder: string) => (await placesOf(holder))[0]!
    const theres = new Map<string, There>()
    for (const holder of [...posts, 'of-group', 'of-branch']) theres.set(holder, await thereOf(holder))
    const asks: { post: string; holder: string; kind: Kind; operation: Operation; may: boolean }[] = []
    let turn = 0
    for (const kind of kinds)
      for (const operation of operations.filter(one => isAbout(one, kind))) {
        if (operation.permission === 'self' && !kind.may) continue
        // The rule is asked for every role; of those it answers alike everywhere one is sent, another for each operation.
        const alike = new Map<string, typeof asks>()
        for (const [post, asking] of known) {
          if (operation.permission !== 'self' && !asking.rights.verdict(operation.permission).allow) continue
          const line = [post, 'of-group', 'of-branch'].map(holder => {
            const { id, group_id, branch_id } = theres.get(holder)!
            const place = { ownerId: id, groupId: group_id, branchId: branch_id }
            const may = kind.may?.(operation, place, asking) ?? asking.rights.verdict(operation.permission, place).allow
            return { post, holder, kind, operation, may }
          })
          const answers = line.map(one => one.may).join()
          alike.set(answers, [...(alike.get(answers) ?? []), ...line])
        }
        for (const lines of alike.values()) {
          const chosen = lines[(turn % (lines.length / 3)) * 3]!.post
          asks.push(...lines.filter(line => line.post === chosen))
          turn += 1
        }
      }
    // The rule alone: row-level security, behind it, would cover for one that lets too many in.
    const { wall } = house.spine
    house.spine.wall = () => ({ '*': true })
    const faults: string[] = []
    const asked = new Map<string, { open: number; shut: number }>()
    const sent = new Set<string>()
    const stands = new Map<Kind, string>()
    const order = [...Map.groupBy(asks, ({ kind, holder }) => `${kinds.indexOf(kind)} ${holder}`).values()].flat()
    for (const { post, holder, kind, operation, may } of order) {
      const there = theres.get(holder)!
      if (stands.get(kind) !== holder) await kind.move(there)
      stands.set(kind, holder)
      const input = { ...operation.input, [kind.field]: named(kind, there) }
      const problem = await answer(await house.as(post), operation, input)
      const code = problem?.code ?? ''
      const count = asked.get(kind.prefix) ?? { open: 0, shut: 0 }
      asked.set(kind.prefix, count)
      count[may ? 'open' : 'shut'] += 1
      sent.add(post)
      if (code === 'platform.bug' || (may ? code === 'authority.out_of_scope' : !hides(code)))
        faults.push(`${post} ${operation.name} at ${holder}, may ${may}: ${code} ${problem?.detail}`)
    }
    house.spine.wall = wall
    close()
    expect(faults).toEqual([])
    // Each kind was let in and turned away.
    for (const [prefix, count] of asked)
      expect(Math.min(count.open, count.shut), `${prefix} ${JSON.stringify(count)}`).toBeGreaterThan(0)
    expect(asked.size).toBe(new Set(kinds.map(kind => kind.prefix)).size)
    expect([...sent].sort()).toEqual([...posts].sort())
  })

  it('gives a key no more than it names of what its owner may, on each record', async () => {
    const owner = await house.as('credit_reviewer')
    const named = ['party.customer.read', 'origination.application.read']
    const { secret } = await owner.authority.addKey({ kind: 'personal', label: '报表', permissions: named, days: 30 })
    const [me] = await placesOf('credit_reviewer')
    const rights = await rightsOf(me!.user_id)
    const byKey = clientOf(house.app, secret)
    // The door decides; a third of the operations, and every one the key names, tell as much as all.
    for (const [n, operation] of operations.entries()) {
      if (operation.permission === 'self' || (n % 3 > 0 && !named.includes(operation.permission))) continue
      const keys = records.get('branch')!
      const prefix = prefixOf(operation)
      const input = tables[prefix] ? { ...operation.input, id: toId(prefix, keys[prefix]!) } : operation.input
      const code = (await answer(byKey, operation, input))?.code
      if (!named.includes(operation.permission)) expect(code, operation.name).toBe('authority.key_limit')
      else if (tables[prefix])
        expect(code, operation.name).toBe(
          rights.verdict(operation.permission, { ownerId: null, groupId: null, branchId: null }).allow
            ? undefined
            : 'authority.out_of_scope',
        )
      else expect(code, operation.name).not.toBe('authority.key_limit')
    }
  })

  it('answers the same with row-level security and without: it hides nothing that the kernel shows', async () => {
    // Customers and contracts that stand elsewhere than their applications and loans.
    await house.pool.query(
      `UPDATE party.customer SET owner_id = o.id, group_id = a.group_id, branch_id = g.branch_id
         FROM team.person o JOIN team.assignment a ON a.person_id = o.id JOIN team.team_group g ON g.id = a.group_id WHERE o.username = 'of-branch'`,
    )
    const { wall } = house.spine
    const told = async (client: Client, { path }: Operation, input: unknown) => {
      const call = path.reduce((at, part) => (at as Record<string, unknown>)[part], client as unknown) as (
        input: unknown,
      ) => Promise<unknown>
      const answered = await call(input).catch(error => ({ code: (error as { data?: Problem }).data?.code }))
      return JSON.stringify(answered, (key, value) => (key === 'asOf' || key === 'minutesLeft' ? undefined : value))
    }
    let compared = 0
    for (const post of ['credit_reviewer', 'team_manager'] as const) {
      const client = await house.as(post)
      const permitted = new Set((await client.team.me()).permissions)
      for (const operation of operations) {
        if (!operation.reads || !(operation.permission === 'self' || permitted.has(operation.permission))) continue
        const prefix = prefixOf(operation)
        const inputs = tables[prefix]
          ? [...records.values()].map(keys => ({ ...operation.input, id: toId(prefix, keys[prefix]!) }))
          : [operation.input]
        for (const input of inputs) {
          const behind = await told(client, operation, input)
          house.spine.wall = () => ({ '*': true })
          const open = await told(client, operation, input)
          house.spine.wall = wall
          compared += 1
          expect(behind, `${post} ${operation.name} ${JSON.stringify(input)}`).toBe(open)
        }
      }
    }
    expect(compared).toBeGreaterThan(100)
  })
})
