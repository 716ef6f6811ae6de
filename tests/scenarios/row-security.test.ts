import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { modules } from '#app/modules'
import { walls, wallsBelow } from '#app/walls'
import { rows, sql } from '#platform/database'
import { runQuery } from '#platform/write-path'
import { openTestHouse, type TestHouse } from '../house.ts'
import { namesSomebody, outsideWall } from '../outside-wall.ts'
import { drawsOf } from '../random-organisation.ts'
import { compareTriples } from '../row-security.ts'

/** Row-level security stands behind the kernel; `npm run fuzz` asks the same of 100,000 triples. */
describe('row-level security', () => {
  let house: TestHouse
  beforeAll(async () => {
    house = await openTestHouse()
  })
  afterAll(() => house.close())

  it('shows of a random organisation exactly what the kernel allows', async () => {
    const { triples, allowed, faults } = await compareTriples(house, drawsOf(7), 2000)
    expect(faults).toEqual([])
    expect(triples).toBe(2000)
    // Yes and no both occur often enough to mean something.
    expect(allowed).toBeGreaterThan(200)
    expect(allowed).toBeLessThan(1800)
  })

  it('leaves nothing that says what a person is judged or paid by outside', async () => {
    const open = await house.pool.query<{ name: string }>(
      `SELECT relname AS name FROM pg_class WHERE relnamespace = 'performance'::regnamespace AND relkind = 'r' AND NOT relrowsecurity ORDER BY 1`,
    )
    // Months, plans and what a metric means: the same for all.
    expect(open.rows.map(row => row.name)).toEqual([
      'frozen_metric',
      'frozen_month',
      'metric_version',
      'paid_loan',
      'pay_month',
      'plan',
      'plan_version',
    ])
  })

  it('stands before every table that names somebody, but those that are left outside by name and with a reason', async () => {
    const open = await house.pool.query<{ name: string }>(
      `SELECT DISTINCT t.relnamespace::regnamespace || '.' || t.relname AS name FROM pg_class t
         JOIN pg_attribute a ON a.attrelid = t.oid AND a.attnum > 0 AND NOT a.attisdropped
        WHERE t.relkind IN ('r', 'p') AND NOT t.relrowsecurity AND t.relnamespace::regnamespace::text IN (SELECT unnest($2::text[]))
          AND (a.attname ~ $1 OR EXISTS (SELECT FROM pg_constraint k WHERE k.conrelid = t.oid AND k.contype = 'f' AND a.attnum = ANY (k.conkey)
                AND k.confrelid IN ('team.person'::regclass, 'party.customer'::regclass)))`,
      [namesSomebody, [...modules.map(module => module.name), 'platform']],
    )
    expect(open.rows.map(row => row.name).sort()).toEqual([...outsideWall.keys()].sort())
    // Of the walled, these are named by no permission: nothing of them is read but past the wall, after a rule of their own.
    const walled = await house.pool.query<{ name: string }>(
      `SELECT relnamespace::regnamespace || '.' || relname AS name FROM pg_class WHERE relrowsecurity ORDER BY 1`,
    )
    const shown = new Set([...Object.keys(walls), ...Object.keys(wallsBelow)])
    expect(walled.rows.map(row => row.name).filter(name => !shown.delete(name))).toEqual([
      'notification.mail',
      'performance.choice',
      'performance.digest',
      'performance.kept_figure',
      'performance.peer_answer',
      'performance.pulse_answer',
      'performance.pulse_given',
      'performance.thanks',
    ])
    // And a permission is said of none that has no wall.
    expect([...shown]).toEqual([])
  })

  it('stops a query that forgets its scope, and shows nothing where nothing is said', async () => {
    const { rows: people } = await house.pool.query(
      `SELECT user_id FROM team.person p JOIN team.assignment a ON a.person_id = p.id WHERE a.post = 'collector' LIMIT 1`,
    )
    const call = {
      userId: people[0].user_id,
      language: 'zh' as const,
      idempotencyKey: null,
      dryRun: false,
      requestId: 'x',
      address: null,
    }
    const forgetful = (permission: string) =>
      runQuery(house.spine, call, { name: 'GET /x', permission }, null, async ctx =>
        rows(
          sql<{
            branch: bigint
            role: string
          }>`SELECT branch_id AS branch, current_user::text AS role FROM servicing.loan`,
          ctx.sql,
        ),
      )
    const seen = await forgetful('servicing.loan.read')
    const all = await rows(sql`SELECT 1 FROM servicing.loan`, house.spine.database)
    expect(seen.length).toBeLessThan(all.length)
    expect(seen.map(row => row.role)).toEqual(seen.map(() => 'chedai_request'))
    await house.spine.database.transaction().execute(async transaction => {
      await sql`SET LOCAL ROLE chedai_request`.execute(transaction)
      expect(await rows(sql`SELECT 1 FROM servicing.loan`, transaction)).toEqual([])
    })
  })
})
