import { readFileSync } from 'node:fs'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { statesOf } from '#lib/state'
import { openPool } from '#platform/database'
import { type TestDatabase, testDatabase } from '../../../tests/database.ts'
import { applicationStates } from '../application.ts'
import { leadSources, leadStates } from '../lead.ts'

describe('the origination tables', () => {
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

  const allowed = async (constraint: string) => {
    const { rows } = await pool.query(
      `SELECT pg_get_constraintdef(oid) AS text FROM pg_constraint WHERE conname = $1`,
      [constraint],
    )
    return [...(rows[0].text as string).matchAll(/'([a-z-]+)'::text/g)].map(match => match[1])
  }

  it('know the states and sources that the rules know', async () => {
    expect(await allowed('application_state_check')).toEqual(statesOf(applicationStates))
    expect(await allowed('lead_state_check')).toEqual(statesOf(leadStates))
    expect(await allowed('lead_source_check')).toEqual([...leadSources])
  })

  it('keep the history of an application as it was written', async () => {
    const { rows } = await pool.query(
      `INSERT INTO origination.application (number, state, owner_id, owner_name, created_at, created_day, state_since) VALUES ('A-20260302-0001', 'draft', 1, 'x', now(), '2026-03-02', now()) RETURNING id`,
    )
    await pool.query(
      `INSERT INTO origination.application_event (application_id, at, business_day, actor, actor_name, action, to_state, owner_id) VALUES ($1, now(), '2026-03-02', 'system:x', 'x', 'add', 'draft', 1)`,
      [rows[0].id],
    )
    await expect(pool.query(`UPDATE origination.application_event SET note = 'other'`)).rejects.toThrow(/are facts/)
    await expect(pool.query(`UPDATE origination.application SET state = 'disbursed'`)).rejects.toThrow(/check/)
  })

  it('show every state and action in the diagram of the README', () => {
    const readme = readFileSync(path.join(import.meta.dirname, '..', 'README.md'), 'utf8')
    for (const [state, actions] of Object.entries(applicationStates)) {
      for (const [action, to] of Object.entries(actions)) expect(readme).toContain(`${state} --> ${to}: ${action}\n`)
    }
  })
})
