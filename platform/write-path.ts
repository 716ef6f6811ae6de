import { createHash } from 'node:crypto'
import { sql as kysely } from 'kysely'
import { addMs, type Instant } from '#lib/day'
import type { Id } from '#lib/id'
import { Refusal } from '#lib/refusal'
import type { Language } from '#lib/words'
import { businessDay } from './business-day.ts'
import type { Clock } from './clock.ts'
import type { Actor, Context, Rights, SignIns } from './context.ts'
import type { Vault } from './crypto.ts'
import { oneOrNone, type Sql } from './database.ts'
import { Held, type HeldAnswer, type Holding } from './held.ts'
import type { Log } from './log.ts'
import type { ReadUses } from './read-uses.ts'
import { notesOn, type Trail } from './trail.ts'
import { admits, raiseWall, type Wall } from './wall.ts'
import { tellWatchers } from './watchers.ts'

type Known = { actor: Actor; rights: Rights }

/** What the write path needs from the house. `app` builds it. */
export type Spine = {
  database: Sql
  clock: Clock
  vault: Vault
  signIns: SignIns
  log: Log
  /** Puts an event for everyone who hears it into the queue, inside the given transaction. */
  send(sql: Sql, event: string, payload: object): Promise<void>
  /** Who is behind this user and what they may do now; null when no active person is. */
  actorOf(sql: Sql, userId: string, keyId?: Id<'key'> | null): Promise<Known | null>
  /** The rights of the program itself. */
  systemRights: Rights
  /** What a background job may do, as the service post that is granted it. @throws Refusal authority.job_not_granted */
  jobRights(sql: Sql, job: string): Promise<Rights>
  /** On which day each person last read by each permission. */
  reads: ReadUses
  /** Which commands wait for a second person. */
  holding: Holding
  /** What row-level security lets these rights see while a permission is used. */
  wall(rights: Rights, permission: string, readerKey: bigint | null): Wall
  /** The walled table that holds the record of this identifier; null when none does. */
  walledRecord(id: string): { table: string; key: bigint } | null
}

/** One call as it came in from outside. */
export type Call = {
  userId: string | null
  /** The API key the caller showed, if it was one. */
  keyId?: Id<'key'> | null
  language: Language
  idempotencyKey: string | null
  /** Why it is asked for, where a second person will look at it. */
  reason?: string | null
  dryRun: boolean
  requestId: string
  address: string | null
}

/** What is called: its name for the audit line and the permission it asks. */
export type Called = { name: string; permission: string }

type UseCase<In, Out> = (ctx: Context, input: In) => Promise<Out>

/**
 * The one write path: authenticate → authority → idempotency → use case → audit line → commit, in one transaction. A
 * preview (`dryRun`) is the same path rolled back. A refusal or a preview leaves nothing behind but its own audit line.
 * @throws Held when the command waits for a second person; that it waits is committed, and its key answers so again
 */
export async function runCommand<In, Out>(
  spine: Spine,
  call: Call,
  called: Called,
  input: In,
  useCase: UseCase<In, Out>,
): Promise<Out> {
  const now = spine.clock.now()
  const known = await knownActor(spine, call, called, now)
  const preview = new Preview<Out>()
  try {
    const done = await spine.database.transaction().execute(async (sql): Promise<{ output: Out } | HeldAnswer> => {
      const bodyHash = call.idempotencyKey ? hashOf(called.name, input) : ''
      if (call.idempotencyKey && !call.dryRun) {
        const before = await claimKey(sql, spine.vault, known.actor.id, call.idempotencyKey, called.name, bodyHash, now)
        if (before) return heldIn(before.answer) ?? { output: before.answer as Out }
      }
      const { ctx, trail } = await open(spine, sql, known, call, now)
      const hold = await spine.holding(ctx, {
        operation: called.name,
        permission: called.permission,
        input,
        reason: call.reason ?? null,
        idempotencyKey: call.idempotencyKey,
      })
      if (hold && !call.dryRun) {
        const held = await hold.keep()
        await writeAudit(sql, ctx, call, called.name, 'held', trail)
        if (call.idempotencyKey)
          await keepAnswer(sql, spine.vault, known.actor.id, call.idempotencyKey, { [heldMark]: held })
        return held
      }
      const outside = await outsideWall(spine, sql, known, called, input)
      const output = await useCase(ctx, input)
      if (outside) throw beyondWall(spine, called)
      if (call.dryRun) {
        preview.seen = { output, ctx, trail }
        throw preview
      }
      await writeAudit(sql, ctx, call, called.name, 'done', trail)
      if (call.idempotencyKey) await keepAnswer(sql, spine.vault, known.actor.id, call.idempotencyKey, output)
      return { output }
    })
    if (!('output' in done)) throw new Held(done)
    return done.output
  } catch (error) {
    if (error === preview && preview.seen) {
      const { output, ctx, trail } = preview.seen
      await writeAudit(spine.database, ctx, call, called.name, 'previewed', trail)
      return output
    }
    if (error instanceof Refusal) await auditRefusal(spine, known.actor, call, called.name, error, now)
    throw error
  }
}

/**
 * A read: the same door and the same authority, one read-only snapshot behind the wall of row-level security; only looking where
 * one may not, or may in an emergency alone, leaves an audit line.
 */
export async function runQuery<In, Out>(
  spine: Spine,
  call: Call,
  called: Called,
  input: In,
  useCase: UseCase<In, Out>,
): Promise<Out> {
  const now = spine.clock.now()
  const known = await knownActor(spine, call, called, now)
  const look = (behindWall: boolean) =>
    spine.database
      .transaction()
      .setIsolationLevel('repeatable read')
      .setAccessMode('read only')
      .execute(async sql => {
        const { ctx, trail } = await open(spine, sql, known, call, now)
        if (behindWall) await raiseWall(sql, spine.wall(known.rights, called.permission, known.actor.key))
        return { output: await useCase(ctx, input), ctx, trail }
      })
  try {
    const seen = await look(true).catch(async error => {
      if (!(error instanceof Refusal && error.code.endsWith('not_found'))) throw error
      // What the wall hides is not there. The kernel, asked without it, says why; were it to say yes, the wall has the last word.
      await look(false)
      spine.log.error({ operation: called.name }, 'row security hid what the kernel let through')
      throw error
    })
    // Looking is an act too where only an emergency allows it, or where a rule shows personal data in clear; nobody's page changes by it.
    if (known.rights.used().length > 0 || 'shown' in seen.trail.detail)
      await writeAudit(spine.database, seen.ctx, call, called.name, 'done', seen.trail, null, true)
    if (known.actor.key !== null && called.permission !== 'self')
      spine.reads.note(known.actor.key, called.permission, seen.ctx.today)
    return seen.output
  } catch (error) {
    if (error instanceof Refusal && error.code.startsWith('authority.'))
      await auditRefusal(spine, known.actor, call, called.name, error, now)
    throw error
  }
}

/** Whether the record a command is about lies outside what row-level security lets its caller see. */
async function outsideWall(spine: Spine, sql: Sql, known: Known, called: Called, input: unknown): Promise<boolean> {
  const id = (input as { id?: unknown } | null)?.id
  const record = typeof id === 'string' ? spine.walledRecord(id) : null
  const wall = spine.wall(known.rights, called.permission, known.actor.key)
  return record !== null && !(await admits(sql, wall, record.table, record.key))
}

/** The kernel let a command through on a record that the wall hides: nothing of it stays, and it is a bug to be looked at. */
function beyondWall(spine: Spine, called: Called): Refusal {
  spine.log.error({ operation: called.name }, 'the kernel let through a command on what row security hides')
  return new Refusal('authority.out_of_scope', { permission: `permission.${called.permission}` })
}

/**
 * Work the program does by itself (events, schedules): same transaction, same audit line, the job as actor, within the grants of its
 * service post; what it is refused is an audit line too. What whoever runs this machine starts by hand (`byHand`: installation,
 * imports, the demo) has the rights of the program itself.
 */
export async function runSystem<Out>(
  spine: Spine,
  job: string,
  work: (ctx: Context) => Promise<Out>,
  options: {
    audit?: boolean
    now?: Instant
    /** All reads see one moment, as in a query; for work that compares many figures with each other. */
    snapshot?: boolean
    byHand?: boolean
  } = {},
): Promise<Out> {
  const now = options.now ?? spine.clock.now()
  const actor: Actor = { kind: 'system', id: `system:${job}`, key: null, name: job, groupKey: null, branchKey: null }
  const call: Call = {
    userId: null,
    language: 'zh',
    idempotencyKey: null,
    dryRun: false,
    requestId: job,
    address: null,
  }
  const level = options.snapshot ? 'repeatable read' : 'read committed'
  try {
    return await spine.database
      .transaction()
      .setIsolationLevel(level)
      .execute(async sql => {
        const rights = options.byHand ? spine.systemRights : await spine.jobRights(sql, job)
        const { ctx, trail } = await open(spine, sql, { actor, rights }, call, now)
        const output = await work(ctx)
        if (options.audit ?? true) await writeAudit(sql, ctx, call, job, 'done', trail)
        else await tellWatchers.execute(sql)
        return output
      })
  } catch (error) {
    if (error instanceof Refusal && error.code.startsWith('authority.job_'))
      await auditRefusal(spine, actor, call, job, error, now)
    throw error
  }
}

/** Marks the answer of a key whose command waits. */
const heldMark = '$held'
const heldIn = (answer: unknown): HeldAnswer | null =>
  answer && typeof answer === 'object' && heldMark in answer ? (answer[heldMark] as HeldAnswer) : null

/**
 * Runs a command that waited, in the transaction of the person who lets it through: as its maker, with the rights given, and with
 * an audit line of its own that names both.
 */
export async function runHeld<In, Out>(
  ctx: Context,
  held: { id: string; operation: string; actor: Actor; rights: Rights },
  input: In,
  useCase: UseCase<In, Out>,
): Promise<Out> {
  const trail: Trail = { about: new Set([held.id]), detail: { heldId: held.id, checkedBy: ctx.actor.id } }
  const own: Context = {
    ...ctx,
    actor: held.actor,
    rights: held.rights,
    ...notesOn(trail),
  }
  const output = await useCase(own, input)
  await writeAudit(ctx.sql, own, { requestId: held.id, address: null }, held.operation, 'done', trail)
  return output
}

/** Carries a preview's answer out of the transaction that is being rolled back. */
class Preview<Out> extends Error {
  seen: { output: Out; ctx: Context; trail: Trail } | null = null
}

async function knownActor(spine: Spine, call: Call, called: Called, now: Instant) {
  if (!call.userId) throw new Refusal('platform.not_signed_in')
  const known = await spine.actorOf(spine.database, call.userId, call.keyId)
  if (!known) throw new Refusal('platform.not_signed_in')
  if (called.permission !== 'self') {
    try {
      known.rights.check(called.permission)
    } catch (error) {
      if (error instanceof Refusal) await auditRefusal(spine, known.actor, call, called.name, error, now)
      throw error
    }
  }
  return known
}

async function open(
  spine: Spine,
  sql: Sql,
  known: { actor: Actor; rights: Rights },
  call: Call,
  now: Instant,
): Promise<{ ctx: Context; trail: Trail }> {
  const trail: Trail = { about: new Set(), detail: {} }
  const ctx: Context = {
    sql,
    actor: known.actor,
    rights: known.rights,
    today: await businessDay(sql),
    now,
    language: call.language,
    dryRun: call.dryRun,
    vault: spine.vault,
    signIns: spine.signIns,
    emit: (event, payload) => spine.send(sql, event, payload),
    ...notesOn(trail),
  }
  return { ctx, trail }
}

/** Writes the audit line and, where something has been done, tells whoever watches in the same statement. */
async function writeAudit(
  sql: Sql,
  ctx: Pick<Context, 'actor' | 'today' | 'now'> & { rights?: Rights },
  call: Pick<Call, 'requestId' | 'address'>,
  operation: string,
  outcome: string,
  trail: Trail,
  refusal: string | null = null,
  quiet = false,
) {
  const glass = ctx.rights?.used() ?? []
  const detail = {
    ...trail.detail,
    ...(ctx.actor.through ? { key: ctx.actor.through } : {}),
    ...(glass.length > 0 ? { glass } : {}),
  }
  await kysely`WITH line AS (INSERT INTO platform.audit (at, business_day, actor, actor_name, operation, outcome, refusal, about, detail, request_id, address,
      actor_key, actor_group_id, actor_branch_id)
    VALUES (${ctx.now}, ${ctx.today}, ${ctx.actor.id}, ${ctx.actor.name}, ${operation}, ${outcome}, ${refusal},
            ${[...trail.about]}, ${writeJson(detail)}::jsonb, ${call.requestId}, ${call.address},
            ${ctx.actor.key}, ${ctx.actor.groupKey}, ${ctx.actor.branchKey})) ${outcome === 'done' && !quiet ? tellWatchers : kysely`SELECT`}`.execute(
    sql,
  )
}

async function auditRefusal(spine: Spine, actor: Actor, call: Call, operation: string, refusal: Refusal, now: Instant) {
  const today = await businessDay(spine.database)
  const trail = { about: new Set<string>(), detail: { facts: refusal.facts } }
  await writeAudit(spine.database, { actor, today, now }, call, operation, 'refused', trail, refusal.code)
}

const keyLifeMs = 7 * 86_400_000

/**
 * Takes the key for this body. A second call with it waits here until the first has committed, then gets its answer.
 * @throws Refusal when the key was used for something else.
 */
async function claimKey(
  sql: Sql,
  vault: Vault,
  actor: string,
  key: string,
  operation: string,
  bodyHash: string,
  now: Instant,
) {
  await kysely`DELETE FROM platform.idempotency WHERE actor = ${actor} AND key = ${key} AND created_at < ${addMs(now, -keyLifeMs)}`.execute(
    sql,
  )
  const inserted = await kysely`INSERT INTO platform.idempotency (actor, key, operation, body_hash, created_at)
    VALUES (${actor}, ${key}, ${operation}, ${bodyHash}, ${now}) ON CONFLICT DO NOTHING`.execute(sql)
  if (inserted.numAffectedRows === 1n) return null
  const before = await oneOrNone(
    kysely<{
      body_hash: string
      answer: Buffer | null
    }>`SELECT body_hash, answer FROM platform.idempotency WHERE actor = ${actor} AND key = ${key}`,
    sql,
  )
  if (before?.body_hash !== bodyHash) throw new Refusal('platform.idempotency_key_reused')
  return {
    answer: before.answer === null ? null : readJson(JSON.parse(vault.open(before.answer, 'platform.idempotency'))),
  }
}

async function keepAnswer(sql: Sql, vault: Vault, actor: string, key: string, output: unknown) {
  await kysely`UPDATE platform.idempotency SET answer = ${vault.seal(writeJson(output ?? null), 'platform.idempotency')} WHERE actor = ${actor} AND key = ${key}`.execute(
    sql,
  )
}

function hashOf(operation: string, input: unknown): string {
  return createHash('sha256').update(operation).update('\0').update(writeJson(input)).digest('hex')
}

/** JSON that keeps bigint: `{"$big":"123"}`. */
export function writeJson(value: unknown): string {
  return JSON.stringify(value ?? null, (_, item) => (typeof item === 'bigint' ? { $big: item.toString() } : item))
}

/** Reads what `writeJson` wrote, once parsed: bigint again. */
export function readJson(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(readJson)
  if (value && typeof value === 'object') {
    const entries = Object.entries(value)
    if (entries.length === 1 && entries[0]![0] === '$big') return BigInt(entries[0]![1] as string)
    return Object.fromEntries(entries.map(([key, item]) => [key, readJson(item)]))
  }
  return value
}
