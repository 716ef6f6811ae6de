import { createHash } from 'node:crypto'
import { mkdirSync } from 'node:fs'
import path from 'node:path'
import { PgBoss } from 'pg-boss'
import type { TestProject } from 'vitest/node'
import { openPool } from '#platform/database'
import { migrate, migrations } from '#platform/migrate'
import { openPostgres } from '#platform/postgres'

declare module 'vitest' {
  interface ProvidedContext {
    postgresUrl: string
    templateName: string
  }
}

/**
 * Starts (or joins) the test server once for the whole run and prepares a template database with every migration and the
 * queue's schema; each test file clones it in milliseconds.
 */
export default async function setup(project: TestProject) {
  const home = path.resolve(process.env.CHEDAI_TEST_HOME ?? '.chedai-test')
  mkdirSync(home, { recursive: true })
  // Tests can lose a power cut; the program cannot. Only this server runs without durable commits, and tidies up nothing in
  // databases that live for a minute.
  const server = await openPostgres(home, {
    settings: {
      fsync: 'off',
      full_page_writes: 'off',
      synchronous_commit: 'off',
      autovacuum: 'off',
      max_connections: '200',
    },
  })
  const wanted = migrations()
  const templateName = `chedai_template_${createHash('sha256')
    .update(wanted.map(one => one.checksum).join())
    .digest('hex')
    .slice(0, 12)}`
  const admin = openPool(server.url, 1)
  await admin.query(`SELECT pg_advisory_lock(hashtext('chedai.template'))`)
  const { rowCount } = await admin.query('SELECT 1 FROM pg_database WHERE datname = $1 AND datistemplate', [
    templateName,
  ])
  if (!rowCount) {
    await admin.query(`DROP DATABASE IF EXISTS ${templateName} WITH (FORCE)`)
    await admin.query(`CREATE DATABASE ${templateName}`)
    const url = new URL(server.url)
    url.pathname = `/${templateName}`
    const pool = openPool(url.href, 2)
    await migrate(pool, wanted)
    await pool.end()
    const boss = new PgBoss({ connectionString: url.href, max: 1, supervise: false, schedule: false })
    await boss.start()
    await boss.stop({ graceful: false })
    await admin.query(`UPDATE pg_database SET datistemplate = true WHERE datname = $1`, [templateName])
  }
  await admin.query(`SELECT pg_advisory_unlock(hashtext('chedai.template'))`)
  await admin.end()
  project.provide('postgresUrl', server.url)
  project.provide('templateName', templateName)
  return () => server.stop()
}
