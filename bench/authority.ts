import { mkdtempSync, rmSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { parseArgs } from 'node:util'
import type pg from 'pg'
import { type House, openHouse, permissionCatalogue } from '#app/house'
import { openServer } from '#app/server'
import { actorOf } from '#authority'
import { type Day, instantAt } from '#lib/day'
import { toId } from '#lib/id'
import { fen } from '#lib/money'
import { heldClock } from '#platform/clock'
import { sql } from '#platform/database'
import { silentLog } from '#platform/log'
import { openPostgres } from '#platform/postgres'
import { ensureBranch, insertGroup, type Post, posts, staffing } from '#team'
import { firstRules } from '../modules/authority/first-rules.ts'
import type { Holder } from '../modules/authority/holding.ts'
import { approvalVerdict } from '../modules/authority/matrix.ts'
import { powerFrom } from '../modules/authority/power.ts'
import { bookOn, type RuleVersion } from '../modules/authority/rule-book.ts'
import { rightsOf } from '../modules/authority/usecases/rights-of.ts'
import { countOf, percentile, rounded } from './measure.ts'

const today = '2026-03-02' as Day
const password = 'bench-password'
/** Who lists: one of each width of scope, in the first branch. */
const readers = [
  ['own', 'market_developer'],
  ['group', 'hr_officer'],
  ['branch', 'credit_reviewer'],
  ['all', 'finance_officer'],
] as const

/**
 * `npm run bench -- authority --staff 2000 --rules 300 --groups 50 --checks 200000 --loans 1000000`: what a decision of the kernel
 * costs. `checkP99Ms`: working out one person's rights from the rules and asking for one record, in process; `floorP99Ms`: the same
 * loop around one look-up in a set. `actorP99Ms`: the whole of who calls and what they may do, read live from the database, and
 * `actorFloorP99Ms` as many empty statements. `listRatio`: a page of loans with its totals, whole request, of a narrowed scope over the
 * one of somebody who sees all, worst of own, group and branch.
 */
export async function run(args: string[] = []): Promise<Record<string, unknown>> {
  const { values } = parseArgs({
    args,
    options: {
      staff: { type: 'string', default: '2000' },
      rules: { type: 'string', default: '300' },
      groups: { type: 'string', default: '50' },
      checks: { type: 'string', default: '200000' },
      loans: { type: 'string', default: '1000000' },
      requests: { type: 'string', default: '40' },
      explain: { type: 'boolean', default: false },
    },
    allowPositionals: true,
  })
  const staff = countOf(values.staff, 'staff')
  const rules = countOf(values.rules, 'rules')
  const groups = countOf(values.groups, 'groups')
  const loans = countOf(values.loans, 'loans')
  const inProcess = checks(staff, rules, groups, countOf(values.checks, 'checks'))
  const home = mkdtempSync(path.join(os.tmpdir(), 'chedai-bench-'))
  const server = await openPostgres(home)
  try {
    const clock = heldClock(instantAt(today, '10:00'))
    const house = await openHouse({ databaseUrl: server.url, home, clock, log: silentLog, firstDay: today })
    await fillRules(house.pool, rules)
    const people = await fillTeam(house, staff, groups)
    await fillLoans(house.pool, loans, people)
    const live = await liveActors(house, 2000)
    const lists = await listTimes(house, countOf(values.requests, 'requests'), values.explain)
    await house.close()
    return { staff, rules, groups, loans, ...inProcess, ...live, ...lists }
  } finally {
    await server.stop()
    rmSync(home, { recursive: true, force: true })
  }
}

/** More lines of the matrix than any lender has, so that there are as many rules as asked for. */
function manyRules(count: number): { kind: RuleVersion['kind']; code: string; content: object }[] {
  const first = firstRules()
  const line = first.find(rule => rule.kind === 'matrix')!.content
  const more = Array.from({ length: Math.max(0, count - first.length) }, (_, n) => ({
    kind: 'matrix' as const,
    code: `bench.${n}`,
    content: { ...line, products: [`p${n % 20}`], maxExposure: String(1000 * (n + 1)) },
  }))
  return [...first, ...more]
}

/** The kernel in process: nothing but rules and people in memory. */
function checks(staff: number, rules: number, groups: number, count: number) {
  const versions = manyRules(rules).map(
    ({ kind, code, content }, index) =>
      ({
        key: BigInt(index),
        kind,
        code,
        number: 1,
        content,
        fromDay: '2020-01-01',
        toDay: null,
        approved: true,
        decidedBy: null,
      }) as unknown as RuleVersion,
  )
  const book = bookOn(versions, today)
  const catalogue = permissionCatalogue()
  const people = Array.from({ length: staff }, (_, n): Holder => {
    const group = BigInt(n % groups)
    return {
      personKey: BigInt(n + 1),
      post: posts[n % posts.length]!,
      standing: { personKey: BigInt(n + 1), groupKeys: [group, group + 100n], branchKeys: [group % 10n] },
      onLeave: false,
      certificates: [],
    }
  })
  const random = draw()
  const resolve: number[] = []
  const ask: number[] = []
  const decide: number[] = []
  const floor: number[] = []
  const known = new Set(people.map(person => person.personKey))
  let yes = 0
  for (let n = 0; n < count; n += 1) {
    const holder = people[random(staff)]!
    const permission = catalogue[random(catalogue.length)]!
    const place = { ownerId: BigInt(random(staff)), groupId: BigInt(random(groups)), branchId: BigInt(random(10)) }
    let began = performance.now()
    if (known.has(place.ownerId)) yes += 1
    floor.push(performance.now() - began)
    began = performance.now()
    const power = powerFrom(book, holder, [])
    const rights = rightsOf(power, catalogue)
    if (rights.verdict(permission, place).allow) yes += 1
    resolve.push(performance.now() - began)
    began = performance.now()
    if (rights.verdict(permission, place).allow) yes += 1
    ask.push(performance.now() - began)
    began = performance.now()
    const facts = {
      stage: 'review' as const,
      exposure: fen(20_000_000),
      product: 'p3',
      broughtBy: place.ownerId,
      submittedBy: null,
      decidedBy: [],
    }
    if (approvalVerdict(power.approver, book, facts, today).allow) yes += 1
    decide.push(performance.now() - began)
  }
  return {
    checks: count,
    allowed: yes,
    checkP50Ms: exact(resolve, 0.5),
    checkP99Ms: exact(resolve, 0.99),
    recordP99Ms: exact(ask, 0.99),
    decideP99Ms: exact(decide, 0.99),
    floorP99Ms: exact(floor, 0.99),
  }
}

/** Repeatable draws: the same run asks the same questions. */
function draw(): (below: number) => number {
  let state = 42
  return below => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return state % below
  }
}

const exact = (values: readonly number[], share: number) => {
  const sorted = [...values].sort((a, b) => a - b)
  return rounded(sorted[Math.ceil(sorted.length * share) - 1] ?? 0, 4)
}

async function fillRules(pool: pg.Pool, count: number): Promise<void> {
  await approve(
    pool,
    manyRules(count).filter(rule => rule.code.startsWith('bench.')),
  )
}

/** Writes approved rules. */
async function approve(pool: pg.Pool, rules: { kind: string; code: string; content: object }[]): Promise<void> {
  await pool.query(
    `WITH made AS (INSERT INTO authority.rule_version (kind, code, number, content, from_day, reason, source, proposed_by_name, proposed_at)
       SELECT r.kind, r.code, 1, r.content, '2020-01-01', 'bench', 'bench', 'bench', now() FROM jsonb_to_recordset($1::jsonb) AS r (kind text, code text, content jsonb) RETURNING id)
     INSERT INTO authority.rule_decision (version_id, approved, decided_by_name, decided_at, reason) SELECT id, true, 'bench', now(), 'bench' FROM made`,
    [JSON.stringify(rules)],
  )
}

/** The team: the readers as people are hired, everybody else as rows. Returns the keys of the groups with their branches. */
async function fillTeam(house: House, staff: number, groups: number): Promise<{ group: bigint; branch: bigint }[]> {
  const places = await house.system('bench.team', async ctx => {
    const found: { group: bigint; branch: bigint }[] = []
    for (let n = 0; n < groups; n += 1) {
      const code = `B${n % 10}`
      const branch = await ensureBranch(ctx.sql, { code, name: code, city: code })
      const group = (await insertGroup(ctx.sql, {
        branchKey: branch,
        parentKey: null,
        name: `G${n}`,
        function: 'market',
      }))!
      found.push({ group, branch })
    }
    for (const [name, post] of readers)
      await staffing.addPerson(ctx, {
        name,
        username: `bench-${name}`,
        joinedOn: '2020-01-01' as Day,
        fromDay: '2020-01-01' as Day,
        post: post as Post,
        groupId: toId('group', found[0]!.group),
        reportsTo: null,
        password,
      })
    return found
  })
  // No role reaches just the group; the bench has one that does, for somebody whose post sees no loans.
  const { rows } = await house.pool.query<{ id: bigint }>(`SELECT id FROM team.person WHERE username = 'bench-group'`)
  await approve(house.pool, [
    {
      kind: 'role',
      code: 'bench_group',
      content: { zh: '本组', en: 'Group', permissions: [{ permission: 'servicing.loan.read', scope: 'group' }] },
    },
    { kind: 'grant', code: 'bench', content: { person: String(rows[0]!.id), role: 'bench_group', effect: 'give' } },
  ])
  await house.pool.query(
    `WITH made AS (INSERT INTO team.person (user_id, username, name, joined_on)
       SELECT 'bench-' || n, 'bench' || n, 'P' || n, '2020-01-01' FROM generate_series(1, $1::int) n RETURNING id, username)
     INSERT INTO team.assignment (person_id, post, group_id, from_day)
       SELECT m.id, ($2::text[])[1 + substr(m.username, 6)::int % array_length($2::text[], 1)], ($3::bigint[])[1 + substr(m.username, 6)::int % array_length($3::bigint[], 1)], '2020-01-01' FROM made m`,
    [Math.max(1, staff - readers.length), [...posts], places.map(place => place.group)],
  )
  await house.pool.query('ANALYZE')
  return places
}

/** The book: every loan owned by one of the developers of its group, spread evenly over groups and branches. */
async function fillLoans(
  pool: pg.Pool,
  loans: number,
  places: readonly { group: bigint; branch: bigint }[],
): Promise<void> {
  const { rows } = await pool.query<{ id: bigint; group_id: bigint }>(
    `SELECT p.id, a.group_id FROM team.person p JOIN team.assignment a ON a.person_id = p.id WHERE a.post = 'market_developer' ORDER BY p.id`,
  )
  const owners = rows.map(row => row.id)
  const groupOf = rows.map(row => row.group_id)
  const branchOf = new Map(places.map(place => [place.group, place.branch]))
  await pool.query(
    `INSERT INTO servicing.loan (loan_id, number, customer_id, product_id, product_version, dealer_id, owner_id, group_id, branch_id, principal, annual_rate, penalty_rate,
        grace_days, allocation_order, disbursed_on, matures_on, periods, opened_at, state, outstanding, next_seq, next_due_on, next_interest, period_from, bucket, class, stage,
        non_retail, contagion, final_principal)
     SELECT (1780000000000::bigint << 20) + n * 1024, 'B' || n, n, 1 + n % 5, 1, 1 + n % 50, ($2::bigint[])[1 + n % array_length($2::bigint[], 1)],
            ($3::bigint[])[1 + n % array_length($3::bigint[], 1)], ($4::bigint[])[1 + n % array_length($4::bigint[], 1)], 10000000, 0.048, 0.072, 3,
            '{fee,penalty,compound,interest,principal}', date '2025-01-01' + (n % 400)::int, date '2029-01-01', 36, now(), 'active', 9000000, 2, date '2026-04-01', 1000,
            date '2026-03-01', 'M0', 'normal', 1, false, 'none', 277700 FROM generate_series(1, $1::bigint) n`,
    [loans, owners, groupOf, groupOf.map(group => branchOf.get(group))],
  )
  await pool.query('VACUUM ANALYZE servicing.loan')
}

/** Who calls and what they may do, read live; beside it the same number of statements that ask for nothing. */
async function liveActors(house: House, count: number) {
  const catalogue = permissionCatalogue()
  const { database, clock } = house.spine
  const took: number[] = []
  const floor: number[] = []
  for (let n = 0; n < count; n += 1) {
    let began = performance.now()
    await actorOf(database, `bench-${1 + ((n * 7919) % 1900)}`, clock.now(), catalogue)
    took.push(performance.now() - began)
    began = performance.now()
    for (let statement = 0; statement < 7; statement += 1) await sql`SELECT 1`.execute(database)
    floor.push(performance.now() - began)
  }
  return {
    actorP50Ms: exact(took, 0.5),
    actorP99Ms: exact(took, 0.99),
    actorFloorP50Ms: exact(floor, 0.5),
    actorFloorP99Ms: exact(floor, 0.99),
  }
}

/** The same page of the loan list, asked in turn by people of each scope. */
async function listTimes(house: House, requests: number, explain: boolean) {
  const app = openServer(house)
  const tokens = new Map<string, string>()
  for (const [name] of readers) tokens.set(name, (await house.identity.signIn(`bench-${name}`, password)).token)
  const ask = async (name: string) => {
    const began = performance.now()
    const response = await app.fetch(
      new Request('http://chedai.test/api/servicing/loans?limit=50&sort=disbursedOn', {
        headers: { authorization: `Bearer ${tokens.get(name)}` },
      }),
    )
    const body = (await response.json()) as { total?: number; totals?: unknown }
    if (response.status !== 200) throw new Error(`the list answered ${response.status}: ${JSON.stringify(body)}`)
    return { took: performance.now() - began, total: body.total ?? 0 }
  }
  const times = new Map<string, number[]>(readers.map(([name]) => [name, []]))
  const totals: Record<string, number> = {}
  for (let n = 0; n < requests + 3; n += 1) {
    for (const [name] of readers) {
      const { took, total } = await ask(name)
      times.get(name)!.push(took)
      totals[name] = total
    }
    if (n < 3) for (const list of times.values()) list.length = 0
  }
  if (explain) {
    const { rows } = await house.pool.query(
      `EXPLAIN (ANALYZE, BUFFERS) SELECT count(*), sum(outstanding) FROM servicing.loan l WHERE (l.owner_id = 1 OR l.branch_id = (SELECT min(id) FROM team.branch))`,
    )
    process.stderr.write(`${rows.map(row => Object.values(row as object)[0]).join('\n')}\n`)
  }
  const median = (name: string) => percentile(times.get(name)!, 0.5)
  const all = median('all')
  const ratios = Object.fromEntries(['own', 'group', 'branch'].map(name => [name, rounded(median(name) / all, 2)]))
  return {
    listMs: { own: median('own'), group: median('group'), branch: median('branch'), all },
    listRows: totals,
    listRatios: ratios,
    listRatio: Math.max(...Object.values(ratios)),
  }
}
