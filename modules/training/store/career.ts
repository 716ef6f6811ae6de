import type { Day, Instant } from '#lib/day'
import type { Context } from '#platform/context'
import { oneOrNone, rows, type Sql, sql } from '#platform/database'
import { cutPage, type PageRequest, pageClauses } from '#platform/page'
import type { Line, ProposalKind, ProposalState, Readiness } from '../career.ts'
import type { Level } from '../learning.ts'

/** The skills somebody can be judged on. */
export function skills(database: Sql): Promise<{ code: string; name: string; nameEn: string }[]> {
  return rows(
    sql<{
      code: string
      name: string
      nameEn: string
    }>`SELECT code, name, name_en AS "nameEn" FROM training.skill ORDER BY code`,
    database,
  )
}

/** Adds a skill or names it anew. */
export async function saveSkill(database: Sql, skill: { code: string; name: string; nameEn: string }): Promise<void> {
  await sql`INSERT INTO training.skill (code, name, name_en) VALUES (${skill.code}, ${skill.name}, ${skill.nameEn})
    ON CONFLICT (code) DO UPDATE SET name = excluded.name, name_en = excluded.name_en`.execute(database)
}

/** How people were last judged. */
export function ratings(database: Sql, personKeys: readonly bigint[]) {
  return rows(
    sql<{ personKey: bigint; skill: string; rating: number; note: string; by: bigint | null; at: Instant }>`
      SELECT DISTINCT ON (person_id, skill) person_id AS "personKey", skill, rating, note, rated_by AS by, rated_at AS at
        FROM training.skill_rating WHERE person_id = ANY(${[...personKeys]}::bigint[]) ORDER BY person_id, skill, rated_at DESC, id DESC`,
    database,
  )
}

/** Judges a person's skill. */
export async function insertRating(
  ctx: Context,
  row: { personKey: bigint; skill: string; rating: number; note: string },
): Promise<void> {
  await sql`INSERT INTO training.skill_rating (person_id, skill, rating, note, rated_by, rated_at)
    VALUES (${row.personKey}, ${row.skill}, ${row.rating}, ${row.note}, ${ctx.actor.key}, ${ctx.now})`.execute(ctx.sql)
}

/** A proposal as it is kept. */
export type ProposalRow = {
  key: bigint
  kind: ProposalKind
  ownerId: bigint
  groupId: bigint
  branchId: bigint
  ladderKey: bigint
  step: string
  fromPost: string
  fromLevel: Level
  toPost: string
  toLevel: Level
  toGroupId: bigint
  reportsTo: bigint | null
  fromDay: Day
  reason: string
  evidence: Line[]
  lacking: number
  exceptionReason: string
  state: ProposalState
  madeBy: bigint
  madeAt: Instant
  decidedBy: bigint | null
  decidedAt: Instant | null
  decisionReason: string
}

const proposalColumns = sql`p.id AS key, p.kind, p.owner_id AS "ownerId", p.group_id AS "groupId", p.branch_id AS "branchId", p.ladder_version_id AS "ladderKey", p.step,
  p.from_post AS "fromPost", p.from_level AS "fromLevel", p.to_post AS "toPost", p.to_level AS "toLevel", p.to_group_id AS "toGroupId", p.reports_to AS "reportsTo",
  p.from_day AS "fromDay", p.reason, p.evidence, p.lacking, p.exception_reason AS "exceptionReason", p.state, p.made_by AS "madeBy", p.made_at AS "madeAt",
  p.decided_by AS "decidedBy", p.decided_at AS "decidedAt", p.decision_reason AS "decisionReason"`
const proposalPlace = { owner: 'p.owner_id', group: 'p.group_id', branch: 'p.branch_id' }

/** One proposal, locked when about to be changed. */
export function proposalByKey(database: Sql, key: bigint, lock = false): Promise<ProposalRow | null> {
  return oneOrNone(
    sql<ProposalRow>`SELECT ${proposalColumns} FROM training.career_proposal p WHERE p.id = ${key} ${lock ? sql`FOR UPDATE` : sql``}`,
    database,
  )
}

/** A page of the proposals in the reader's scope or leading into one of the groups; what is not decided about oneself is not shown to oneself. */
export async function listProposals(
  ctx: Context,
  query: PageRequest & { state?: ProposalState | undefined; personKey: bigint | null; toGroups: readonly bigint[] },
): Promise<{ rows: ProposalRow[]; total: number; next: string | null }> {
  const where = sql`WHERE (${ctx.rights.where('training.career.read', proposalPlace)} OR p.to_group_id = ANY(${[...query.toGroups]}::bigint[]))
    AND (${query.state ?? null}::text IS NULL OR p.state = ${query.state ?? null})
    AND (${query.personKey}::bigint IS NULL OR p.owner_id = ${query.personKey})
    AND (p.owner_id IS DISTINCT FROM ${ctx.actor.key}::bigint OR p.state IN ('approved', 'refused'))`
  const { beyond, order } = pageClauses(query, sql`p.id`, sql`p.id`, 'bigint')
  const found = await rows(
    sql<ProposalRow>`SELECT ${proposalColumns} FROM training.career_proposal p ${where} AND ${beyond} ${order}`,
    ctx.sql,
  )
  const count = await oneOrNone(
    sql<{ total: number }>`SELECT count(*)::int AS total FROM training.career_proposal p ${where}`,
    ctx.sql,
  )
  return { ...cutPage(found, query.limit, row => [row.key, row.key]), total: count!.total }
}

/** Keeps a proposal; null when one about the person is open already. */
export async function insertProposal(
  ctx: Context,
  row: Omit<ProposalRow, 'key' | 'state' | 'madeBy' | 'madeAt' | 'decidedBy' | 'decidedAt' | 'decisionReason'>,
): Promise<bigint | null> {
  const made = await oneOrNone(
    sql<{
      id: bigint
    }>`INSERT INTO training.career_proposal (kind, owner_id, group_id, branch_id, ladder_version_id, step, from_post, from_level, to_post, to_level,
        to_group_id, reports_to, from_day, reason, evidence, lacking, exception_reason, made_by, made_at)
      VALUES (${row.kind}, ${row.ownerId}, ${row.groupId}, ${row.branchId}, ${row.ladderKey}, ${row.step}, ${row.fromPost}, ${row.fromLevel}, ${row.toPost}, ${row.toLevel},
        ${row.toGroupId}, ${row.reportsTo}, ${row.fromDay}::date, ${row.reason}, ${JSON.stringify(row.evidence)}::jsonb, ${row.lacking}, ${row.exceptionReason},
        ${ctx.actor.key}, ${ctx.now}) ON CONFLICT (owner_id) WHERE state = 'proposed' DO NOTHING RETURNING id`,
    ctx.sql,
  )
  return made?.id ?? null
}

/** Ends a proposal. */
export async function endProposal(
  ctx: Context,
  key: bigint,
  state: Exclude<ProposalState, 'proposed'>,
  reason: string,
): Promise<void> {
  await sql`UPDATE training.career_proposal SET state = ${state}, decided_by = ${ctx.actor.key}, decided_at = ${ctx.now}, decision_reason = ${reason}
    WHERE id = ${key}`.execute(ctx.sql)
}

/** A key post that is kept. */
export type KeyPostRow = { key: bigint; post: string; groupId: bigint; branchId: bigint; note: string }
/** Somebody named for it. */
export type SuccessorRow = {
  key: bigint
  keyPost: bigint
  personKey: bigint
  readiness: Readiness
  note: string
  namedBy: bigint | null
  namedAt: Instant
}

const keyPostColumns = sql`k.id AS key, k.post, k.group_id AS "groupId", k.branch_id AS "branchId", k.note`

/** The key posts in the reader's scope. */
export function keyPosts(ctx: Context): Promise<KeyPostRow[]> {
  const scope = ctx.rights.where('training.succession.read', {
    owner: 'k.owner_id',
    group: 'k.group_id',
    branch: 'k.branch_id',
  })
  return rows(
    sql<KeyPostRow>`SELECT ${keyPostColumns} FROM training.key_post k WHERE k.ended_at IS NULL AND ${scope} ORDER BY k.branch_id, k.group_id, k.post`,
    ctx.sql,
  )
}

/** One key post, locked. */
export function keyPostForUpdate(database: Sql, key: bigint): Promise<KeyPostRow | null> {
  return oneOrNone(
    sql<KeyPostRow>`SELECT ${keyPostColumns} FROM training.key_post k WHERE k.id = ${key} AND k.ended_at IS NULL FOR UPDATE`,
    database,
  )
}

/** Keeps a post as a key post; null when it is one already. */
export async function insertKeyPost(ctx: Context, row: Omit<KeyPostRow, 'key'>): Promise<bigint | null> {
  const made = await oneOrNone(
    sql<{ id: bigint }>`INSERT INTO training.key_post (post, group_id, branch_id, note, added_by, added_at)
      VALUES (${row.post}, ${row.groupId}, ${row.branchId}, ${row.note}, ${ctx.actor.key}, ${ctx.now}) ON CONFLICT (post, group_id) WHERE ended_at IS NULL DO NOTHING RETURNING id`,
    ctx.sql,
  )
  return made?.id ?? null
}

/** A post is a key post no more. */
export async function endKeyPost(ctx: Context, key: bigint): Promise<void> {
  await sql`UPDATE training.key_post SET ended_at = ${ctx.now} WHERE id = ${key}`.execute(ctx.sql)
  await sql`UPDATE training.successor SET ended_at = ${ctx.now} WHERE key_post_id = ${key} AND ended_at IS NULL`.execute(
    ctx.sql,
  )
}

/** Who is named for key posts now. */
export function successors(database: Sql, keyPostKeys: readonly bigint[]): Promise<SuccessorRow[]> {
  return rows(
    sql<SuccessorRow>`SELECT id AS key, key_post_id AS "keyPost", person_id AS "personKey", readiness, note, named_by AS "namedBy", named_at AS "namedAt"
      FROM training.successor WHERE key_post_id = ANY(${[...keyPostKeys]}::bigint[]) AND ended_at IS NULL
     ORDER BY array_position(ARRAY['now', 'within-year', 'later'], readiness), id`,
    database,
  )
}

/** Names somebody for a key post, or says anew how ready they are: what was said before ends and stays on record. */
export async function nameSuccessor(
  ctx: Context,
  row: { keyPost: bigint; personKey: bigint; readiness: Readiness; note: string },
): Promise<void> {
  await endSuccessor(ctx, row.keyPost, row.personKey)
  await sql`INSERT INTO training.successor (key_post_id, person_id, readiness, note, named_by, named_at)
    VALUES (${row.keyPost}, ${row.personKey}, ${row.readiness}, ${row.note}, ${ctx.actor.key}, ${ctx.now})`.execute(
    ctx.sql,
  )
}

/** Somebody is named no more; false when they were not. */
export async function endSuccessor(ctx: Context, keyPost: bigint, personKey: bigint): Promise<boolean> {
  const done = await sql`UPDATE training.successor SET ended_at = ${ctx.now}
    WHERE key_post_id = ${keyPost} AND person_id = ${personKey} AND ended_at IS NULL`.execute(ctx.sql)
  return done.numAffectedRows === 1n
}
