import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { statesOf } from '#lib/state'
import { openPool } from '#platform/database'
import { type TestDatabase, testDatabase } from '../../tests/database.ts'
import { ruleSetStates } from './rule-set.ts'

describe('the decision tables', () => {
  let database: TestDatabase
  let pool: ReturnType<typeof openPool>
  beforeAll(async () => {
    database = await testDatabase()
    pool = openPool(database.url, 1)
  })
  afterAll(async () => {
    await pool.end()
    await database.drop()
  })

  it('know the states that the rules know', async () => {
    const { rows } = await pool.query(
      `SELECT pg_get_constraintdef(oid) AS text FROM pg_constraint WHERE conrelid = 'decision.rule_set'::regclass AND pg_get_constraintdef(oid) LIKE '%ANY%state%' OR conname = 'rule_set_state_check'`,
    )
    const stated = [...(rows[0].text as string).matchAll(/'([a-z-]+)'::text/g)].map(match => match[1])
    expect(stated).toEqual(statesOf(ruleSetStates))
  })

  it('keep published rule sets and decisions as they are', async () => {
    const { rows } = await pool.query(
      `INSERT INTO decision.rule_set (number, state, note, rules, drafted_by_name, drafted_at, effective_from) VALUES (1, 'published', 'x', '[]', 'x', now(), '2026-01-01') RETURNING id`,
    )
    const id = rows[0].id
    await expect(pool.query(`UPDATE decision.rule_set SET rules = '[1]' WHERE id = $1`, [id])).rejects.toThrow(
      /never changed/,
    )
    await pool.query(
      `INSERT INTO decision.decision (rule_set_id, facts, verdict, reasons, decided_at, business_day) VALUES ($1, '{}', 'refer', '[]', now(), '2026-01-01')`,
      [id],
    )
    await expect(pool.query(`UPDATE decision.decision SET verdict = 'approve'`)).rejects.toThrow(/are facts/)
    await expect(pool.query(`DELETE FROM decision.decision`)).rejects.toThrow(/are facts/)
  })

  it('refuse a publisher who wrote in the draft, whatever the program thinks', async () => {
    await expect(
      pool.query(
        `INSERT INTO decision.rule_set (number, state, note, rules, drafted_by_name, drafted_at, editors, published_by, effective_from) VALUES (2, 'published', 'x', '[]', 'x', now(), '{7}', 7, '2026-01-01')`,
      ),
    ).rejects.toThrow(/check/)
  })
})
