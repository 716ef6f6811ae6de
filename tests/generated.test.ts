import { readFileSync } from 'node:fs'
import { afterAll, describe, expect, it } from 'vitest'
import { openPool } from '#platform/database'
import { generate, generatedFiles } from '#platform/generate'
import { migrate, migrations } from '#platform/migrate'
import { testDatabase } from './database.ts'

describe('migrations', async () => {
  const database = await testDatabase()
  const pool = openPool(database.url, 2)
  afterAll(async () => {
    await pool.end()
    await database.drop()
  })

  it('give the schema, types and arrows that are committed: run `npm run generate` when this fails', async () => {
    const made = await generate(pool)
    for (const [name, file] of Object.entries(generatedFiles))
      expect(made[name as keyof typeof made]).toBe(readFileSync(file, 'utf8'))
  })

  it('run once and refuse a file that was changed afterwards', async () => {
    expect(await migrate(pool)).toEqual([])
    const changed = migrations().map((one, index) => (index === 0 ? { ...one, checksum: 'other' } : one))
    await expect(migrate(pool, changed)).rejects.toThrow('was changed after it ran')
    await expect(migrate(pool, migrations().slice(1))).rejects.toThrow('newer program')
  })

  it('make facts that cannot be changed', async () => {
    await pool.query(
      `INSERT INTO platform.audit (at, business_day, actor, actor_name, operation, outcome, request_id) VALUES (now(), '2026-01-01', 'a', 'a', 'o', 'done', 'r')`,
    )
    for (const statement of [
      'UPDATE platform.audit SET actor = $$b$$',
      'DELETE FROM platform.audit',
      'TRUNCATE platform.audit',
    ]) {
      await expect(pool.query(statement)).rejects.toThrow('are facts')
    }
  })
})
