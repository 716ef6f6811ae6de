import { traverseContractProcedures } from '@orpc/server'
import type pg from 'pg'
import { actorOf, holdCommand, installDefaults, powers, systemRights } from '#authority'
import { installTemplate } from '#contract'
import { installRuleSet } from '#decision'
import { type Day, dayAt } from '#lib/day'
import type { OperationMeta } from '#lib/operation'
import { openBusinessDay } from '#platform/business-day'
import { type Clock, systemClock } from '#platform/clock'
import type { Context } from '#platform/context'
import { loadKey, openVault, type Vault } from '#platform/crypto'
import { openDatabase, openPool } from '#platform/database'
import { type Jobs, openJobs } from '#platform/jobs'
import { type Log, openLog } from '#platform/log'
import { migrate } from '#platform/migrate'
import { openReadUses } from '#platform/read-uses'
import { type Identity, type IdentityOptions, newPassword, openIdentity } from '#platform/session'
import { runSystem, type Spine } from '#platform/write-path'
import { installParameters } from '#reference'
import { introduceResults } from './careers.ts'
import { contract } from './contract.ts'
import { tellHouse } from './holding.ts'
import { modules } from './modules.ts'
import { introduceNeighbours } from './organisation.ts'
import { walledRecord, wallOf } from './walls.ts'

/** The program with its database, queue and identity open: what the server, the worker, the commands and the tests stand on. */
export type House = {
  spine: Spine
  pool: pg.Pool
  jobs: Jobs
  identity: Identity
  /** Work of the program itself, one transaction, with its audit line. */
  system<Out>(job: string, work: (ctx: Context) => Promise<Out>): Promise<Out>
  /** Works off every waiting event. */
  drain(): Promise<number>
  close(): Promise<void>
}

export type HouseOptions = {
  databaseUrl: string
  /** Where key and files of this installation live. */
  home: string
  clock?: Clock
  log?: Log
  /** The business day an empty installation opens on; default: today in the business timezone. */
  firstDay?: Day
  /** The address people use, when it is not loopback. */
  baseUrl?: string | undefined
  /** Commits need not survive a power cut; only for filling a demo, which is filled again when that happens. */
  hasty?: boolean
  /** The company's OpenID provider. */
  oidc?: IdentityOptions['oidc']
  /** How passwords are kept, when not by scrypt: tests sign hundreds of people in and have no secrets. */
  hashing?: IdentityOptions['hashing']
}

/** Every permission any operation asks for: the catalogue, generated from the contracts. */
export function permissionCatalogue(): string[] {
  const found = new Set<string>()
  traverseContractProcedures({ router: contract, path: [] }, ({ contract: procedure }) => {
    const { permission } = procedure['~orpc'].meta as OperationMeta
    if (permission !== 'self' && permission !== 'public') found.add(permission)
  })
  return [...found].sort()
}

/**
 * Makes sure that this database was sealed with our key: the first key leaves its fingerprint.
 * @throws Error in one sentence when it was another one; with it, nothing of people could be read or found.
 */
async function sameKey(pool: pg.Pool, vault: Vault): Promise<void> {
  const print = keyPrint(vault)
  await pool.query(
    `INSERT INTO platform.installation (name, value) VALUES ('key', to_jsonb($1::text)) ON CONFLICT DO NOTHING`,
    [print],
  )
  const { rows } = await pool.query<{ print: string }>(
    `SELECT value #>> '{}' AS print FROM platform.installation WHERE name = 'key'`,
  )
  if (rows[0]?.print !== print)
    throw new Error(
      'this database was sealed with another key: put the file `key` of its home, or its CHEDAI_KEY, back',
    )
}

/** What tells keys apart without telling anything of them. */
export function keyPrint(vault: Vault): string {
  return vault.fingerprint('chedai', 'platform.key').toString('hex')
}

/** Opens the house: brings the database to the present schema, opens the queue, and gives an empty installation its first roles and day. */
export async function openHouse(options: HouseOptions): Promise<House> {
  const clock = options.clock ?? systemClock
  const log = options.log ?? openLog()
  const pool = openPool(
    options.databaseUrl,
    Number(process.env.CHEDAI_POOL ?? 12),
    options.hasty ? '-c synchronous_commit=off' : undefined,
  )
  await migrate(pool)
  const vault = openVault(loadKey(options.home))
  await sameKey(pool, vault)
  const identity = openIdentity({
    databaseUrl: options.databaseUrl,
    secret: vault.secret('session'),
    baseUrl: options.baseUrl,
    now: () => Date.parse(clock.now()),
    lockout: { failures: 5, windowMinutes: 15, lockMinutes: 15 },
    oidc: options.oidc,
    hashing: options.hashing,
    onEvent: event => log.info({ event: event.kind, userId: event.userId, method: event.method }, 'identity'),
  })
  const jobs = await openJobs(pool, Object.fromEntries(modules.map(module => [module.name, module.jobs ?? {}])), log)
  const catalogue = permissionCatalogue()
  tellHouse(catalogue)
  introduceNeighbours(catalogue)
  introduceResults()
  const database = openDatabase(pool)
  const spine: Spine = {
    database,
    clock,
    vault,
    log,
    send: jobs.send,
    actorOf: (sql, userId, keyId) => actorOf(sql, userId, clock.now(), catalogue, keyId),
    systemRights,
    jobRights: powers.jobRights,
    reads: openReadUses(database, log),
    holding: holdCommand,
    wall: wallOf,
    walledRecord,
    signIns: {
      async open(username, name, given) {
        const password = given ?? newPassword()
        return { userId: await identity.createUser({ username, name, password }), password }
      },
      close: userId => identity.setActive(userId, false),
    },
  }
  await openBusinessDay(spine.database, options.firstDay ?? dayAt(clock.now()), clock.now())
  await runSystem(spine, 'install', installDefaults, { audit: false, byHand: true })
  await runSystem(spine, 'install', installParameters, { audit: false, byHand: true })
  await runSystem(spine, 'install', installRuleSet, { audit: false, byHand: true })
  await runSystem(spine, 'install', installTemplate, { audit: false, byHand: true })
  return {
    spine,
    pool,
    jobs,
    identity,
    system: (job, work) => runSystem(spine, job, work, { byHand: true }),
    drain: () => jobs.drain(spine),
    async close() {
      await jobs.stop()
      await spine.reads.flush()
      await identity.close()
      await pool.end()
    },
  }
}
