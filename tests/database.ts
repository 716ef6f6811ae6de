import { randomBytes } from 'node:crypto'
import { inject } from 'vitest'
import { openPool } from '#platform/database'

/** A fresh migrated database of this test's own. */
export type TestDatabase = { url: string; drop(): Promise<void> }

/** Clones the migrated template. */
export async function testDatabase(): Promise<TestDatabase> {
  const serverUrl = inject('postgresUrl')
  const name = `test_${randomBytes(6).toString('hex')}`
  const admin = openPool(serverUrl, 1)
  await admin.query(`CREATE DATABASE ${name} TEMPLATE ${inject('templateName')} STRATEGY FILE_COPY`)
  await admin.end()
  const url = new URL(serverUrl)
  url.pathname = `/${name}`
  return {
    url: url.href,
    async drop() {
      const pool = openPool(serverUrl, 1)
      await pool.query(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`)
      await pool.end()
    },
  }
}
