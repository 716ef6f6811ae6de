import { traverseContractProcedures } from '@orpc/server'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { contract } from '#app/contract'
import { posts } from '#team'
import { fictionalId, type Lender, openLender, requested, submitted } from './applications.ts'
import { type Client, openTestHouse, type TestHouse } from './house.ts'
import { sampleOf } from './sample.ts'

type Read = { name: string; path: readonly string[]; input: Record<string, unknown> | undefined }

const reads: Read[] = []
traverseContractProcedures({ router: contract, path: [] }, ({ contract: procedure, path }) => {
  const { route, inputSchema } = procedure['~orpc']
  const input = inputSchema ? (sampleOf(inputSchema) as Record<string, unknown>) : undefined
  if (route.method === 'GET') reads.push({ name: path.join('.'), path, input })
})

/**
 * Every reading operation of every module, asked by every post about records of one customer: nowhere do name, number or phone stand
 * in clear without a rule, and once a rule shows the name to a post, every page that named the customer masked names them in clear.
 */
describe('every answer that names a customer', { timeout: 240_000 }, () => {
  let house: TestHouse
  let lender: Lender
  const about = new Map<string, string>()
  const clear = { name: '张三7', number: fictionalId(7), phone: '13810000007' }

  beforeAll(async () => {
    house = await openTestHouse({ today: '2026-03-02' })
    lender = await openLender(house)
    for (const post of posts) await house.hire(`a-${post}`, post, { group: '华东一组' })
    const { developer, finance } = lender
    const { id, customerId } = await submitted(lender, 7)
    const { fundingId } = await requested(lender, id)
    const request = await finance.origination.getFunding({ id: fundingId! })
    await finance.origination.disburseFunding({ id: fundingId!, version: request.version })
    // A second file of the same customer waits at the desk.
    await submitted(lender, 8, { customerId, income: '9000.00', principal: '128000.00' })
    const done = await developer.origination.getApplication({ id })
    for (const record of [id, customerId, fundingId, done.contractId, done.loanId, done.decisionId])
      if (record) about.set(record.slice(0, record.lastIndexOf('_')), record)
    await finance.servicing.recordRepayment({
      id: done.loanId!,
      amount: '100.00',
      channel: 'bank-transfer',
      reference: '流水1',
    } as never)
  })
  afterAll(() => house.close())

  /** What one person is answered, where they are answered at all. */
  const answers = async (username: string) => {
    const client = await house.as(username)
    const found = new Map<string, string>()
    for (const { name, path, input } of reads) {
      const call = path.reduce(
        (at, part) => (at as Record<string, unknown>)[part],
        client as unknown,
      ) as Client['team']['me']
      const asked = Object.fromEntries(
        Object.entries(input ?? {}).map(([field, value]) => {
          const prefix = typeof value === 'string' && value.includes('_') ? value.slice(0, value.lastIndexOf('_')) : ''
          return [field, field === 'record' ? about.get('customer') : (about.get(prefix) ?? value)]
        }),
      )
      const said = await (call as (input: unknown) => Promise<unknown>)(input ? asked : undefined).catch(() => null)
      if (said) found.set(name, JSON.stringify(said))
    }
    return found
  }
  const masked = '张**'
  const naming = (found: ReadonlyMap<string, string>, text: string) =>
    [...found].flatMap(([name, said]) => (said.includes(text) ? [name] : [])).sort()

  it('names, numbers and phones stand nowhere in clear without a rule', async () => {
    const named = new Set<string>()
    for (const post of posts) {
      const found = await answers(`a-${post}`)
      for (const [what, text] of Object.entries(clear)) expect(naming(found, text), `${post}: ${what}`).toEqual([])
      for (const name of naming(found, masked)) named.add(name)
    }
    expect([...named].sort()).toEqual([
      'contract.getContract',
      'contract.listContracts',
      'origination.getApplication',
      'origination.getFunding',
      'origination.getReview',
      'origination.listApplications',
      'origination.listReviewQueue',
      'party.getCustomer',
      'party.listCustomers',
      'risk.cellLoans',
      'servicing.getLoan',
      'servicing.listLoans',
    ])
  })

  it('a rule that shows the name shows it on every page where it stands', async () => {
    const post = 'team_manager'
    const before = naming(await answers(`a-${post}`), masked)
    await house.hire('admin', 'administrator')
    const { id } = await (await house.as('admin')).authority.proposeRule({
      kind: 'mask',
      code: 'manager.name',
      content: { fields: ['party.customer.name'], posts: [post], permission: null, scope: 'all', show: 'shown' },
      fromDay: '2026-03-02',
      reason: '回访',
      source: '内部制度',
    } as never)
    await lender.riskDirector.authority.decideRule({ id, approved: true, reason: '同意' })
    const after = await answers(`a-${post}`)
    expect(naming(after, clear.name)).toEqual(before)
    expect(naming(after, masked)).toEqual([])
    expect(before.length).toBeGreaterThan(8)
  })
})
