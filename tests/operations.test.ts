import { traverseContractProcedures } from '@orpc/server'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { contract } from '#app/contract'
import { words } from '#app/modules'
import type { OperationMeta } from '#lib/operation'
import type { Problem } from '#lib/problem'
import { posts } from '#team'
import { type Client, clientOf, openTestHouse, type TestHouse } from './house.ts'
import { sampleOf } from './sample.ts'

type Operation = {
  name: string
  path: readonly string[]
  permission: string
  refuses: readonly string[]
  input: unknown
  summary: string
}

const operations: Operation[] = []
traverseContractProcedures({ router: contract, path: [] }, ({ contract: procedure, path }) => {
  const { meta, route, inputSchema } = procedure['~orpc']
  const { permission, refuses } = meta as OperationMeta
  operations.push({
    name: path.join('.'),
    path,
    permission,
    refuses,
    input: inputSchema ? sampleOf(inputSchema) : undefined,
    summary: route.summary ?? '',
  })
})

/** Every operation × every role, over HTTP: the kernel's table and the door must agree. */
describe('operation × role', () => {
  let house: TestHouse
  const clients = new Map<string, Client>()

  beforeAll(async () => {
    house = await openTestHouse()
    for (const post of posts) {
      await house.hire(post, post)
      clients.set(post, await house.as(post))
    }
  })
  afterAll(() => house.close())

  const answer = async (client: Client, operation: Operation): Promise<Problem | null> => {
    const call = operation.path.reduce((at, part) => (at as Record<string, unknown>)[part], client as unknown) as (
      input: unknown,
      options: object,
    ) => Promise<unknown>
    try {
      await call(operation.input, { context: { headers: { 'x-dry-run': '1' } } })
      return null
    } catch (error) {
      const problem = (error as { data?: Problem }).data
      if (!problem) throw error
      return problem
    }
  }

  for (const post of posts) {
    it(`${post}: what the roles permit is let through, everything else is refused at the door`, async () => {
      const permitted = new Set((await clients.get(post)!.team.me()).permissions)
      for (const operation of operations) {
        const problem = await answer(clients.get(post)!, operation)
        const context = `${operation.name} ${problem?.code} ${problem?.detail}`
        expect(problem?.code, `the sample of ${context} must be valid input: add examples to its schema`).not.toBe(
          'platform.invalid_input',
        )
        expect(problem?.code, context).not.toBe('platform.bug')
        const refusedAtDoor = problem?.code === 'authority.not_permitted'
        expect(refusedAtDoor, context).toBe(operation.permission !== 'self' && !permitted.has(operation.permission))
      }
    })
  }

  it('nobody gets in without signing in', async () => {
    for (const operation of operations)
      expect((await answer(clientOf(house.app, null), operation))?.status, operation.name).toBe(401)
  })

  it('every permission is said in words, and somebody holds it', async () => {
    const held = new Set<string>()
    for (const post of posts)
      for (const permission of (await clients.get(post)!.team.me()).permissions) held.add(permission)
    for (const { name, permission, summary, refuses } of operations) {
      expect(summary, name).toMatch(/[一-龥].* · .*[A-Za-z]/)
      for (const code of refuses) expect(words[`refusal.${code}`], `${name}: ${code}`).toBeDefined()
      if (permission === 'self') continue
      expect(words[`permission.${permission}`], permission).toBeDefined()
      expect(held.has(permission), `nobody holds ${permission}`).toBe(true)
    }
  })
})
