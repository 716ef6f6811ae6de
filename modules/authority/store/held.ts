import type { Instant } from '#lib/day'
import type { Context, Placed } from '#platform/context'
import { oneOrNone, rows, type Sql, sql } from '#platform/database'
import { cutPage, type PageRequest, pageClauses } from '#platform/page'
import type { HeldState } from '../held.ts'

/** A held change without what is sealed in it. */
export type HeldRow = {
  key: bigint
  operation: string
  ruleKey: bigint
  checkPermission: string
  checkRole: string | null
  backupPermission: string | null
  backupRole: string | null
  sameBranch: boolean
  makerKey: bigint
  makerName: string
  makerBranchKey: bigint | null
  reason: string | null
  fingerprint: string
  about: string[]
  state: HeldState
  heldAt: Instant
  deadlineAt: Instant
  expiresAt: Instant
  escalatedAt: Instant | null
  decidedBy: bigint | null
  decidedByName: string | null
  decidedAt: Instant | null
  decisionNote: string | null
  pictureSealed: Buffer
}
export type SealedHeld = HeldRow & { inputSealed: Buffer; answerSealed: Buffer | null }

const columns = sql`h.id AS key, h.operation, h.rule_id AS "ruleKey", h.check_permission AS "checkPermission", h.check_role AS "checkRole",
  h.backup_permission AS "backupPermission", h.backup_role AS "backupRole", h.same_branch AS "sameBranch", h.maker_id AS "makerKey", h.maker_name AS "makerName",
  h.maker_branch_id AS "makerBranchKey", h.reason, h.fingerprint, h.about, h.state, h.held_at AS "heldAt", h.deadline_at AS "deadlineAt", h.expires_at AS "expiresAt",
  h.escalated_at AS "escalatedAt", h.decided_by AS "decidedBy", h.decided_by_name AS "decidedByName", h.decided_at AS "decidedAt", h.decision_note AS "decisionNote", h.picture_sealed AS "pictureSealed"`
const sealed = sql`h.input_sealed AS "inputSealed", h.answer_sealed AS "answerSealed"`

/** Puts a command aside, with the places its checkers must reach and its first step. */
export async function insertHeld(
  ctx: Context,
  held: Omit<
    HeldRow,
    'key' | 'state' | 'heldAt' | 'escalatedAt' | 'decidedBy' | 'decidedByName' | 'decidedAt' | 'decisionNote'
  > & {
    inputSealed: Buffer
    pictureSealed: Buffer
    idempotencyKey: string | null
    places: readonly Placed[]
  },
): Promise<bigint> {
  const row = await oneOrNone<{ id: bigint }>(
    sql`INSERT INTO authority.held_change (operation, rule_id, check_permission, check_role, backup_permission, backup_role, same_branch, maker_id, maker_name,
               maker_branch_id, reason, idempotency_key, input_sealed, picture_sealed, fingerprint, about, held_at, business_day, deadline_at, expires_at)
        VALUES (${held.operation}, ${held.ruleKey}, ${held.checkPermission}, ${held.checkRole}, ${held.backupPermission}, ${held.backupRole}, ${held.sameBranch},
                ${held.makerKey}, ${held.makerName}, ${held.makerBranchKey}, ${held.reason}, ${held.idempotencyKey}, ${held.inputSealed}, ${held.pictureSealed},
                ${held.fingerprint}, ${held.about}, ${ctx.now}, ${ctx.today}, ${held.deadlineAt}, ${held.expiresAt}) RETURNING id`,
    ctx.sql,
  )
  const key = row!.id
  await sql`INSERT INTO authority.held_place (held_id, number, owner_id, group_id, branch_id)
    SELECT ${key}, number, owner, group_key, branch FROM unnest(${held.places.map(one => one.ownerId)}::bigint[], ${held.places.map(one => one.groupId)}::bigint[],
      ${held.places.map(one => one.branchId)}::bigint[]) WITH ORDINALITY AS place (owner, group_key, branch, number)`.execute(
    ctx.sql,
  )
  await insertSteps(ctx, [key], 'held', held.reason)
  return key
}

/** Adds the same step to changes. */
export async function insertSteps(
  ctx: Context,
  keys: readonly bigint[],
  kind: 'held' | 'drifted' | 'escalated' | 'done' | 'refused' | 'withdrawn' | 'expired',
  note: string | null,
): Promise<void> {
  await sql`INSERT INTO authority.held_step (held_id, kind, at, actor_id, actor_name, note)
    SELECT key, ${kind}, ${ctx.now}::timestamptz, ${ctx.actor.key}::bigint, ${ctx.actor.name}, ${note}::text FROM unnest(${[...keys]}::bigint[]) AS key`.execute(
    ctx.sql,
  )
}

/** One held change with what is sealed; locked when it is about to be decided, so that of two checkers one comes first. */
export function heldByKey(database: Sql, key: bigint, lock = false): Promise<SealedHeld | null> {
  return oneOrNone(
    sql<SealedHeld>`SELECT ${columns}, ${sealed} FROM authority.held_change h WHERE h.id = ${key} ${lock ? sql`FOR UPDATE` : sql``}`,
    database,
  )
}

export async function stepsOf(database: Sql, key: bigint) {
  return rows<{ kind: string; at: Instant; actorName: string; note: string | null }>(
    sql`SELECT kind, at, actor_name AS "actorName", note FROM authority.held_step WHERE held_id = ${key} ORDER BY id`,
    database,
  )
}

/** The places a checker's scope must reach. */
export function placesOf(database: Sql, key: bigint): Promise<Placed[]> {
  return rows(
    sql<Placed>`SELECT owner_id AS "ownerId", group_id AS "groupId", branch_id AS "branchId" FROM authority.held_place WHERE held_id = ${key} ORDER BY number`,
    database,
  )
}

/** Writes a new picture: the record changed since. */
export async function saveDrift(ctx: Context, key: bigint, picture: Buffer, fingerprint: string): Promise<void> {
  await sql`UPDATE authority.held_change SET picture_sealed = ${picture}, fingerprint = ${fingerprint} WHERE id = ${key}`.execute(
    ctx.sql,
  )
  await insertSteps(ctx, [key], 'drifted', null)
}

/** Ends a wait. */
export async function saveEnd(
  ctx: Context,
  key: bigint,
  state: Exclude<HeldState, 'waiting' | 'expired'>,
  note: string | null,
  answer: Buffer | null = null,
): Promise<void> {
  await sql`UPDATE authority.held_change SET state = ${state}, decided_by = ${ctx.actor.key}, decided_by_name = ${ctx.actor.name}, decided_at = ${ctx.now},
                   decision_note = ${note}, answer_sealed = ${answer} WHERE id = ${key}`.execute(ctx.sql)
  await insertSteps(ctx, [key], state, note)
}

/** Ends every wait whose time is over; the keys. */
export async function expireHeld(ctx: Context): Promise<bigint[]> {
  const found = await rows<{ id: bigint }>(
    sql`UPDATE authority.held_change SET state = 'expired', decided_at = ${ctx.now}, decided_by_name = ${ctx.actor.name}
         WHERE state = 'waiting' AND expires_at <= ${ctx.now}::timestamptz RETURNING id`,
    ctx.sql,
  )
  const keys = found.map(row => row.id)
  await insertSteps(ctx, keys, 'expired', null)
  return keys
}

/** Marks every change whose deadline has passed as open to its backup; the keys. */
export async function escalateHeld(ctx: Context): Promise<bigint[]> {
  const found = await rows<{ id: bigint }>(
    sql`UPDATE authority.held_change SET escalated_at = ${ctx.now} WHERE state = 'waiting' AND escalated_at IS NULL AND backup_permission IS NOT NULL
           AND deadline_at <= ${ctx.now}::timestamptz RETURNING id`,
    ctx.sql,
  )
  const keys = found.map(row => row.id)
  await insertSteps(ctx, keys, 'escalated', null)
  return keys
}

/** The pairs of a permission and a role that changes in a state ask for: what a reader is compared with. */
export async function askedPermissions(database: Sql): Promise<string[]> {
  const found = await rows<{ permission: string }>(
    sql`SELECT DISTINCT check_permission AS permission FROM authority.held_change
        UNION SELECT DISTINCT backup_permission FROM authority.held_change WHERE backup_permission IS NOT NULL`,
    database,
  )
  return found.map(row => row.permission)
}

/** Which changes a list wants: `check` what the reader may check, `mine` what the reader asked for, `all` both and what is settled. */
export type HeldBox = 'check' | 'mine' | 'all'

/**
 * The predicate of what a reader may see as a checker: the permission of the change (or of its backup) reaches every one of its
 * places, the role and the branch fit, and it is not their own.
 */
function checkable(ctx: Context, permissions: readonly string[], roles: readonly string[]) {
  const place = { owner: 'p.owner_id', group: 'p.group_id', branch: 'p.branch_id' }
  const reached = (permission: string) =>
    sql`NOT EXISTS (SELECT FROM authority.held_place p WHERE p.held_id = h.id AND NOT coalesce(${ctx.rights.where(permission, place)}, false))`
  const held = permissions.filter(permission => ctx.rights.verdict(permission).allow)
  const way = (permission: string, role: string) =>
    held.length === 0
      ? sql<boolean>`false`
      : sql<boolean>`(${sql.join(
          held.map(
            one =>
              sql`(${sql.ref(`h.${permission}`)} = ${one} AND (${sql.ref(`h.${role}`)} IS NULL OR ${sql.ref(`h.${role}`)} = ANY(${[...roles]}::text[])) AND ${reached(one)})`,
          ),
          sql` OR `,
        )})`
  return sql<boolean>`(h.maker_id <> ${ctx.actor.key} AND (NOT h.same_branch OR h.maker_branch_id IS NOT DISTINCT FROM ${ctx.actor.branchKey}::bigint)
    AND (${way('check_permission', 'check_role')} OR (h.deadline_at <= ${ctx.now}::timestamptz AND ${way('backup_permission', 'backup_role')})))`
}

/** A page of held changes the reader may see, newest first. */
export async function listHeld(
  ctx: Context,
  query: PageRequest & { box: HeldBox; state?: HeldState | undefined; about?: string | undefined },
  roles: readonly string[],
): Promise<{ rows: HeldRow[]; next: string | null; total: number }> {
  const permissions = await askedPermissions(ctx.sql)
  const mine = sql<boolean>`h.maker_id = ${ctx.actor.key}`
  const decided = sql<boolean>`h.decided_by = ${ctx.actor.key}`
  const check = checkable(ctx, permissions, roles)
  const box =
    query.box === 'mine'
      ? mine
      : query.box === 'check'
        ? sql<boolean>`(h.state = 'waiting' AND h.expires_at > ${ctx.now}::timestamptz AND ${check})`
        : sql<boolean>`(${mine} OR ${decided} OR ${check})`
  const where = sql`WHERE ${box} AND (${query.state ?? null}::text IS NULL OR h.state = ${query.state ?? null})
    AND (${query.about ?? null}::text IS NULL OR h.about @> ARRAY[${query.about ?? null}::text])`
  const { beyond, order } = pageClauses(query, sql`h.id`, sql`h.id`, 'bigint')
  const found = await rows<HeldRow>(
    sql`SELECT ${columns} FROM authority.held_change h ${where} AND ${beyond} ${order}`,
    ctx.sql,
  )
  const count = await oneOrNone<{ total: number }>(
    sql`SELECT count(*)::int AS total FROM authority.held_change h ${where}`,
    ctx.sql,
  )
  return { ...cutPage(found, query.limit, row => [row.key, row.key]), total: count!.total }
}

/** The changes that wait on one record, oldest first, whoever asks: the caller has checked that the record may be read. */
export function waitingAbout(database: Sql, about: string): Promise<HeldRow[]> {
  return rows(
    sql<HeldRow>`SELECT ${columns} FROM authority.held_change h WHERE h.state = 'waiting' AND h.about @> ARRAY[${about}::text] ORDER BY h.id LIMIT 20`,
    database,
  )
}

/** What has been said of pairs of accounts with one of these people in it; the last word of each pair. */
export async function samePersonLines(database: Sql, personKey: bigint) {
  return rows<{ person: bigint; other: bigint; same: boolean }>(
    sql`SELECT DISTINCT ON (person_id, other_id) person_id AS person, other_id AS other, same FROM authority.held_same_person
         WHERE person_id = ${personKey} OR other_id = ${personKey} ORDER BY person_id, other_id, id DESC`,
    database,
  )
}

/** Records whether two accounts are one human's. */
export async function insertSamePerson(
  ctx: Context,
  pair: { person: bigint; other: bigint; same: boolean; reason: string },
): Promise<void> {
  const [low, high] = pair.person < pair.other ? [pair.person, pair.other] : [pair.other, pair.person]
  await sql`INSERT INTO authority.held_same_person (person_id, other_id, same, reason, said_by, said_by_name, said_at)
            VALUES (${low}, ${high}, ${pair.same}, ${pair.reason}, ${ctx.actor.key}, ${ctx.actor.name}, ${ctx.now})`.execute(
    ctx.sql,
  )
}
