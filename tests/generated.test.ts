import { readFileSync } from 'node:fs'
import { afterAll, describe, expect, it } from 'vitest'
import { moduleOrder } from '#platform/arrows'
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

describe('the page of arrows', () => {
  const list = (entries: string) => `export const modules: Module[] = [\n${entries}\n]\n`

  it('reads a module however its entry is broken into lines', () => {
    const text = list("  {\n    name: 'team',\n    jobs: { heard: {} },\n  },\n  { routes, name: 'party' },")
    expect(moduleOrder(`${text}const after = { name: 'other' }`, ['party', 'team'])).toEqual(['team', 'party'])
  })

  it('stops where a module could not be read, rather than leave it out', () => {
    expect(() => moduleOrder(list("  teamModule,\n  { name: 'party' },"), ['party', 'team'])).toThrow('[team]')
    expect(() => moduleOrder(list("  { name: 'party' },\n  { name: 'gone' },"), ['party'])).toThrow('[gone]')
    expect(() => moduleOrder('export const modules = collect()', ['party'])).toThrow('[party]')
  })
})
