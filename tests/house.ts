import { createHmac, randomBytes } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { type ClientContext, createORPCClient, ORPCError } from '@orpc/client'
import type { ContractRouterClient } from '@orpc/contract'
import { OpenAPILink } from '@orpc/openapi-client/fetch'
import type { Hono } from 'hono'
import { contract } from '#app/contract'
import { type House, type HouseOptions, openHouse } from '#app/house'
import { openServer } from '#app/server'
import { type Day, instantAt } from '#lib/day'
import type { Id } from '#lib/id'
import { toId } from '#lib/id'
import { type Problem, problemFetch, readProblem } from '#lib/problem'
import { heldClock } from '#platform/clock'
import { type Log, silentLog } from '#platform/log'
import { ensureBranch, insertGroup, type Post, staffing } from '#team'
import { testDatabase } from './database.ts'
import { differingSums } from './figure-sums.ts'

/** Headers of one call in a test: key, preview, language. */
export type CallHeaders = ClientContext & { headers?: Record<string, string> }
export type Client = ContractRouterClient<typeof contract, CallHeaders>

/** A house of a test's own: its database, its held clock, its people, and a client that speaks HTTP to it as each of them. */
export type TestHouse = House & {
  app: Hono
  clock: ReturnType<typeof heldClock>
  databaseUrl: string
  /** Where its key lives. */
  home: string
  /** The contract client as this person (by username); signs in on first use. */
  as(username: string): Promise<Client>
  /** Takes a person in at the branch's group of that post, and returns the id. The password is `password-<username>`. */
  hire(
    username: string,
    post: Post,
    options?: { group?: string; branch?: string; reportsTo?: Id<'person'>; name?: string },
  ): Promise<Id<'person'>>
  /** Writes an approved rule of any kind as the installation itself would, in force from a day on. */
  rule(kind: string, code: string, content: object | null, fromDay?: string): Promise<void>
  /** Gives a person a role beyond the post's. */
  grant(username: string, role: string, fromDay?: string): Promise<void>
}

/**
 * Passwords of tests keep nobody out, so they are hashed in no time. What people get is tried where a house is opened
 * without it: in the tests of identity, of the start, and at the door in the browser.
 */
export const quickHashing: NonNullable<HouseOptions['hashing']> = {
  hash: async password => quickHash(randomBytes(8).toString('hex'), password),
  verify: async ({ hash, password }) => quickHash(hash.split('.')[0]!, password) === hash,
}
const quickHash = (salt: string, password: string) =>
  `${salt}.${createHmac('sha256', salt).update(password).digest('hex')}`

/** Opens a house on a fresh database; `today` is the open business day, 09:00 on the clock. */
export async function openTestHouse(options: { today?: string; log?: Log; hashing?: 'real' } = {}): Promise<TestHouse> {
  const today = (options.today ?? '2026-03-02') as Day
  const database = await testDatabase()
  const home = mkdtempSync(path.join(os.tmpdir(), 'chedai-test-'))
  const clock = heldClock(instantAt(today, '09:00'))
  const house = await openHouse({
    databaseUrl: database.url,
    home,
    clock,
    log: options.log ?? silentLog,
    firstDay: today,
    hashing: options.hashing === 'real' ? undefined : quickHashing,
  })
  // Fictional identifiers are for demo installations only, and tests use no others.
  await house.pool.query(`INSERT INTO platform.installation (name, value) VALUES ('demo', 'true')`)
  const app = openServer(house)
  const tokens = new Map<string, string>()
  const rule: TestHouse['rule'] = async (kind, code, content, fromDay = '2020-01-01') => {
    await house.pool.query(
      `WITH made AS (INSERT INTO authority.rule_version (kind, code, number, content, from_day, reason, source, proposed_by_name, proposed_at)
         SELECT $1, $2, coalesce(max(number), 0) + 1, $3::jsonb, $4::date, 'test', 'test', 'test', now() FROM authority.rule_version WHERE kind = $1 AND code = $2 RETURNING id)
       INSERT INTO authority.rule_decision (version_id, approved, decided_by_name, decided_at, reason) SELECT id, true, 'test', now(), 'test' FROM made`,
      [kind, code, content === null ? null : JSON.stringify(content), fromDay],
    )
  }
  return {
    ...house,
    app,
    clock,
    databaseUrl: database.url,
    home,
    async as(username) {
      if (!tokens.has(username))
        tokens.set(username, (await house.identity.signIn(username, `password-${username}`)).token)
      return clientOf(app, tokens.get(username)!)
    },
    hire: (username, post, { group = post, branch = 'SH', reportsTo, name = username } = {}) =>
      house.system('test.hire', async ctx => {
        const branchKey = await ensureBranch(ctx.sql, { code: branch, name: `${branch}分公司`, city: branch })
        const made = await insertGroup(ctx.sql, { branchKey, parentKey: null, name: group, function: 'market' })
        const groupKey = made ?? (await groupKeyOf(house, branchKey, group))
        const person = await staffing.addPerson(ctx, {
          name,
          username,
          joinedOn: '2020-01-01' as Day,
          fromDay: '2020-01-01' as Day,
          post,
          groupId: toId('group', groupKey),
          reportsTo: reportsTo ?? null,
          password: `password-${username}`,
        })
        return person.id
      }),
    rule,
    async grant(username, role, fromDay) {
      const { rows } = await house.pool.query('SELECT id FROM team.person WHERE username = $1', [username])
      await rule('grant', `${username}.${role}`, { person: String(rows[0].id), role, effect: 'give' }, fromDay)
    },
    async close() {
      // Whatever a test did to loans, the sums that figures are read off are those of the rows.
      const differing = await differingSums(house.pool)
      await house.close()
      await database.drop()
      rmSync(home, { recursive: true, force: true })
      if (differing.length > 0)
        throw new Error(`sums of loans differ from their rows: ${JSON.stringify(differing, text)}`)
    },
  }
}

const text = (_: string, value: unknown) => (typeof value === 'bigint' ? String(value) : value)

async function groupKeyOf(house: House, branchKey: bigint, name: string): Promise<bigint> {
  const { rows } = await house.pool.query(
    'SELECT group_id AS id FROM team.group_period WHERE branch_id = $1 AND name = $2 AND to_day IS NULL',
    [branchKey, name],
  )
  return rows[0].id
}

/** The contract client over HTTP requests handed straight to the application. */
export function clientOf(app: Hono, token: string | null): Client {
  const link = new OpenAPILink<CallHeaders>(contract, {
    url: 'http://chedai.test/api',
    headers: ({ context }) => ({ ...(token ? { authorization: `Bearer ${token}` } : {}), ...context.headers }),
    fetch: problemFetch(request => app.fetch(request)),
    customErrorResponseBodyDecoder: body => {
      const problem = readProblem(body)
      return problem && new ORPCError(problem.code, { status: problem.status, message: problem.detail, data: problem })
    },
  })
  return createORPCClient(link) as Client
}

/** The problem an operation answers with; fails the test when it succeeds. */
export async function refusalOf(call: Promise<unknown>): Promise<Problem> {
  try {
    await call
  } catch (error) {
    if (error instanceof ORPCError && error.data) return error.data as Problem
    throw error
  }
  throw new Error('expected a refusal, but the operation succeeded')
}
