import { mkdtempSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { parseArgs } from 'node:util'
import { openHouse } from '#app/house'
import { type Day, instantAt } from '#lib/day'
import { heldClock } from '#platform/clock'
import { openPool } from '#platform/database'
import { silentLog } from '#platform/log'
import { openPostgres, removePostgres } from '#platform/postgres'
import { drawsOf } from './random-organisation.ts'
import { compareTriples } from './row-security.ts'

/**
 * `npm run fuzz -- --triples 100000 --seed 1`: random (person, operation, record) triples in random organisations, a new one every
 * 20,000; the kernel and row-level security must agree on each. Prints the count; exits 1 with the first faults when they differ.
 */
const { values } = parseArgs({
  options: { triples: { type: 'string', default: '100000' }, seed: { type: 'string', default: '1' } },
})
const wanted = Number(values.triples)
const today = '2026-03-02' as Day
const home = mkdtempSync(path.join(os.tmpdir(), 'chedai-fuzz-'))
const server = await openPostgres(home)
const admin = openPool(server.url, 1)
const sum = { triples: 0, allowed: 0, faults: [] as string[] }
for (let seed = Number(values.seed); sum.triples < wanted; seed += 1) {
  const url = new URL(server.url)
  url.pathname = `/fuzz_${seed}`
  await admin.query(`CREATE DATABASE fuzz_${seed}`)
  const house = await openHouse({
    databaseUrl: url.href,
    home,
    clock: heldClock(instantAt(today, '10:00')),
    log: silentLog,
    firstDay: today,
  })
  const found = await compareTriples(house, drawsOf(seed), Math.min(20_000, wanted - sum.triples))
  sum.triples += found.triples
  sum.allowed += found.allowed
  sum.faults.push(...found.faults)
  await house.close()
}
await admin.end()
await server.stop()
await removePostgres(home)
process.stdout.write(`${JSON.stringify({ ...sum, faults: sum.faults.length })}\n`)
for (const fault of sum.faults.slice(0, 20)) process.stderr.write(`${fault}\n`)
process.exit(sum.faults.length === 0 ? 0 : 1)
