import type { Day, Instant } from '#lib/day'
import type { Context } from '#platform/context'
import { oneOrNone, rows, type Sql, sql } from '#platform/database'
import { cutPage, type PageRequest, pageClauses } from '#platform/page'
import type { Drawn, Flag, LineKind, LineState, Snapshot } from '../access-review.ts'

/** A campaign as it was opened, and when it ended. */
export type CampaignRow = {
  key: bigint
  quarter: string
  openedOn: Day
  dueOn: Day
  revokes: boolean
  openedBy: bigint | null
  openedByName: string
  settledAt: Instant | null
}

/** A line with its last answer and what the second person said. */
export type LineRow = {
  key: bigint
  campaignKey: bigint
  personKey: bigint
  personName: string
  post: string | null
  groupKey: bigint | null
  branchKey: bigint | null
  branchName: string | null
  kind: LineKind
  code: string
  titleZh: string
  titleEn: string
  snapshot: Snapshot
  flags: Flag[]
  lastUsedAt: Instant | null
  reviewerKey: bigint | null
  reviewerName: string | null
  escalatedToKey: bigint | null
  escalatedToName: string | null
  state: LineState
  answerKey: bigint | null
  versionKey: bigint | null
  reason: string | null
  answeredBy: bigint | null
  answeredByName: string | null
  answeredAt: Instant | null
  decidedByName: string | null
  decidedAt: Instant | null
  decisionReason: string | null
}

export type Counts = {
  lines: number
  answered: number
  kept: number
  revoking: number
  revoked: number
  flagged: number
}

const campaignColumns = sql`c.id AS key, c.quarter, c.opened_on AS "openedOn", c.due_on AS "dueOn", c.revokes, c.opened_by AS "openedBy", c.opened_by_name AS "openedByName", s.settled_at AS "settledAt"`
const campaignTables = sql`authority.review_campaign c LEFT JOIN authority.review_settlement s ON s.campaign_id = c.id`

const approved = sql`coalesce(d.approved, r.approved)`
const state = sql`CASE WHEN a.id IS NULL THEN CASE WHEN s.campaign_id IS NULL THEN 'open' ELSE 'unsigned' END
  WHEN a.keeps THEN 'kept' WHEN ${approved} IS NULL THEN 'revoking' WHEN ${approved} THEN 'revoked' ELSE 'retained' END`
const lineTables = sql`authority.review_line l LEFT JOIN authority.review_settlement s ON s.campaign_id = l.campaign_id
  LEFT JOIN LATERAL (SELECT * FROM authority.review_answer WHERE line_id = l.id ORDER BY id DESC LIMIT 1) a ON true
  LEFT JOIN authority.rule_decision d ON d.version_id = a.version_id LEFT JOIN authority.review_revocation r ON r.answer_id = a.id
  LEFT JOIN authority.review_call e ON e.campaign_id = l.campaign_id AND e.reviewer_id = l.reviewer_id AND e.kind = 'escalate'`
const lineColumns = sql`l.id AS key, l.campaign_id AS "campaignKey", l.person_id AS "personKey", l.person_name AS "personName", l.post, l.group_id AS "groupKey",
  l.branch_id AS "branchKey", l.branch_name AS "branchName", l.kind, l.code, l.title_zh AS "titleZh", l.title_en AS "titleEn", l.snapshot, l.flags,
  l.last_used_at AS "lastUsedAt", l.reviewer_id AS "reviewerKey", l.reviewer_name AS "reviewerName", e.to_id AS "escalatedToKey", e.to_name AS "escalatedToName",
  ${state} AS state, a.id AS "answerKey", a.version_id AS "versionKey", a.reason, a.answered_by AS "answeredBy", a.answered_by_name AS "answeredByName",
  a.answered_at AS "answeredAt", coalesce(d.decided_by_name, r.decided_by_name) AS "decidedByName", coalesce(d.decided_at, r.decided_at) AS "decidedAt",
  coalesce(d.reason, r.reason) AS "decisionReason"`

/** What is counted of lines, over `lineTables`. */
const counted = sql`count(*)::int AS lines, count(a.id)::int AS answered, count(*) FILTER (WHERE ${state} IN ('kept', 'retained'))::int AS kept,
  count(*) FILTER (WHERE ${state} = 'revoking')::int AS revoking, count(*) FILTER (WHERE ${state} = 'revoked')::int AS revoked,
  count(*) FILTER (WHERE cardinality(l.flags) > 0)::int AS flagged`

/** Lines the reader signs, or may see; one's own are never signed, but may be seen. */
const signedBy = (ctx: Context) =>
  sql`(l.person_id <> ${ctx.actor.key} AND (l.reviewer_id = ${ctx.actor.key} OR e.to_id = ${ctx.actor.key}))`
const visible = (ctx: Context) => {
  const place = { owner: 'l.person_id', group: 'l.group_id', branch: 'l.branch_id' }
  return sql`(${ctx.rights.where('authority.review.read', place)} OR ${signedBy(ctx)})`
}

/** On which day each person last read by each permission, and since when that is written down at all. */
export function lastReads(database: Sql) {
  return rows<{ personKey: bigint; permission: string; day: Day; since: Day }>(
    sql`SELECT person_id AS "personKey", permission, last_day AS day, min(first_day) OVER () AS since FROM platform.read_use`,
    database,
  )
}

/** When each person last used the commands of the house, by operation, since a moment: what the audit trail knows. */
export function lastUses(database: Sql, since: Instant) {
  return rows<{ personKey: bigint; operation: string; at: Instant }>(
    sql`SELECT actor_key AS "personKey", operation, max(at) AS at FROM platform.audit
         WHERE outcome IN ('done', 'held') AND actor_key IS NOT NULL AND at >= ${since} GROUP BY 1, 2`,
    database,
  )
}

/** The live API keys of everybody. */
export function liveKeys(database: Sql, now: Instant) {
  return rows<{
    key: bigint
    personKey: bigint
    label: string
    permissions: string[]
    createdAt: Instant
    expiresAt: Instant
  }>(
    sql`SELECT k.id AS key, k.person_id AS "personKey", k.label, k.permissions, k.created_at AS "createdAt", k.expires_at AS "expiresAt"
          FROM authority.api_key k LEFT JOIN authority.api_key_end e ON e.key_id = k.id WHERE e.key_id IS NULL AND k.expires_at > ${now} ORDER BY k.id`,
    database,
  )
}

/** Every campaign, newest first. */
export function listCampaigns(database: Sql): Promise<CampaignRow[]> {
  return rows<CampaignRow>(
    sql`SELECT ${campaignColumns} FROM ${campaignTables} ORDER BY c.quarter DESC LIMIT 40`,
    database,
  )
}

/** One campaign; with `lock`, whoever answers or ends it waits for whoever does it now. */
export async function campaignByKey(database: Sql, key: bigint, lock = false): Promise<CampaignRow | null> {
  if (lock) await sql`SELECT pg_advisory_xact_lock(hashtext('authority.review'))`.execute(database)
  return oneOrNone<CampaignRow>(sql`SELECT ${campaignColumns} FROM ${campaignTables} WHERE c.id = ${key}`, database)
}

/** The campaign of a quarter; whoever would open it waits for whoever does it now. */
export async function campaignOf(database: Sql, quarter: string): Promise<CampaignRow | null> {
  await sql`SELECT pg_advisory_xact_lock(hashtext('authority.review'))`.execute(database)
  return oneOrNone<CampaignRow>(
    sql`SELECT ${campaignColumns} FROM ${campaignTables} WHERE c.quarter = ${quarter}`,
    database,
  )
}

/** Campaigns that have not ended. */
export function runningCampaigns(database: Sql): Promise<CampaignRow[]> {
  return rows<CampaignRow>(
    sql`SELECT ${campaignColumns} FROM ${campaignTables} WHERE s.campaign_id IS NULL ORDER BY c.id`,
    database,
  )
}

/** Opens a campaign. */
export async function insertCampaign(
  ctx: Context,
  line: { quarter: string; dueOn: Day; revokes: boolean },
): Promise<bigint> {
  const row = await oneOrNone<{ id: bigint }>(
    sql`INSERT INTO authority.review_campaign (quarter, opened_on, due_on, revokes, opened_by, opened_by_name, opened_at)
        VALUES (${line.quarter}, ${ctx.today}, ${line.dueOn}, ${line.revokes}, ${ctx.actor.key}, ${ctx.actor.name}, ${ctx.now}) RETURNING id`,
    ctx.sql,
  )
  return row!.id
}

/** A drawn line with whose it is and who signs it. */
export type NewLine = Drawn & {
  person: {
    key: bigint
    name: string
    post: string | null
    groupKey: bigint | null
    branchKey: bigint | null
    branchName: string | null
  }
  reviewer: { key: bigint; name: string } | null
}

/** Writes the lines of a campaign in one statement. */
export async function insertLines(database: Sql, campaignKey: bigint, lines: readonly NewLine[]): Promise<void> {
  const written = lines.map(({ person, reviewer, ...line }) => ({
    person_id: person.key.toString(),
    person_name: person.name,
    post: person.post,
    group_id: person.groupKey?.toString() ?? null,
    branch_id: person.branchKey?.toString() ?? null,
    branch_name: person.branchName,
    kind: line.kind,
    code: line.code,
    title_zh: line.zh,
    title_en: line.en,
    snapshot: line.snapshot,
    flags: line.flags,
    last_used_at: line.lastUsedAt,
    reviewer_id: reviewer?.key.toString() ?? null,
    reviewer_name: reviewer?.name ?? null,
  }))
  await sql`INSERT INTO authority.review_line (campaign_id, person_id, person_name, post, group_id, branch_id, branch_name, kind, code, title_zh, title_en, snapshot,
              flags, last_used_at, reviewer_id, reviewer_name)
    SELECT ${campaignKey}, r.person_id, r.person_name, r.post, r.group_id, r.branch_id, r.branch_name, r.kind, r.code, r.title_zh, r.title_en, r.snapshot,
           r.flags, r.last_used_at, r.reviewer_id, r.reviewer_name
      FROM jsonb_to_recordset(${JSON.stringify(written)}::jsonb) AS r (person_id bigint, person_name text, post text, group_id bigint, branch_id bigint, branch_name text,
           kind text, code text, title_zh text, title_en text, snapshot jsonb, flags text[], last_used_at timestamptz, reviewer_id bigint, reviewer_name text)`.execute(
    database,
  )
}

/** How far each campaign has come within what the reader may see, and how much of it the reader can still sign. */
export function countsFor(ctx: Context): Promise<(Counts & { campaignKey: bigint; mine: number })[]> {
  return rows<Counts & { campaignKey: bigint; mine: number }>(
    sql`SELECT l.campaign_id AS "campaignKey", ${counted}, count(*) FILTER (WHERE ${state} = 'open' AND ${signedBy(ctx)})::int AS mine
          FROM ${lineTables} WHERE ${visible(ctx)} GROUP BY l.campaign_id`,
    ctx.sql,
  )
}

/** How far each reviewer of a campaign has come, within what the reader may see. */
export function countsByReviewer(ctx: Context, campaignKey: bigint) {
  return rows<
    Counts & {
      personKey: bigint | null
      name: string | null
      remindedAt: Instant | null
      escalatedAt: Instant | null
      escalatedToName: string | null
    }
  >(
    sql`SELECT l.reviewer_id AS "personKey", l.reviewer_name AS name, ${counted}, max(m.at) AS "remindedAt", max(e.at) AS "escalatedAt", max(e.to_name) AS "escalatedToName"
          FROM ${lineTables} LEFT JOIN authority.review_call m ON m.campaign_id = l.campaign_id AND m.reviewer_id = l.reviewer_id AND m.kind = 'remind'
         WHERE l.campaign_id = ${campaignKey} AND ${visible(ctx)} GROUP BY 1, 2 ORDER BY count(*) - count(a.id) DESC, 2`,
    ctx.sql,
  )
}

/** A page of a campaign's lines within what the reader may see, by person. */
export async function listLines(
  ctx: Context,
  campaignKey: bigint,
  query: PageRequest & { state?: LineState; flag?: Flag; kind?: LineKind; search?: string },
): Promise<{ rows: LineRow[]; total: number; next: string | null }> {
  const where = sql`WHERE l.campaign_id = ${campaignKey} AND ${visible(ctx)}
    AND (${query.state ?? null}::text IS NULL OR ${state} = ${query.state ?? null}) AND (${query.flag ?? null}::text IS NULL OR ${query.flag ?? null} = ANY (l.flags))
    AND (${query.kind ?? null}::text IS NULL OR l.kind = ${query.kind ?? null})
    AND (${query.search ?? null}::text IS NULL OR l.person_name ILIKE '%' || ${query.search ?? null} || '%' OR l.reviewer_name ILIKE '%' || ${query.search ?? null} || '%')`
  const { beyond, order } = pageClauses(query, sql`l.person_name`, sql`l.id`, 'text')
  const found = await rows<LineRow>(
    sql`SELECT ${lineColumns} FROM ${lineTables} ${where} AND ${beyond} ${order}`,
    ctx.sql,
  )
  const count = await oneOrNone<{ total: number }>(
    sql`SELECT count(*)::int AS total FROM ${lineTables} ${where}`,
    ctx.sql,
  )
  return { ...cutPage(found, query.limit, row => [row.personName, row.key]), total: count!.total }
}

/** The lines of a campaign that are the reader's to sign, those not yet signed first, by person. */
export function linesToSign(ctx: Context, campaignKey: bigint): Promise<LineRow[]> {
  return rows<LineRow>(
    sql`SELECT ${lineColumns} FROM ${lineTables} WHERE l.campaign_id = ${campaignKey} AND ${signedBy(ctx)}
         ORDER BY a.id IS NOT NULL, l.person_name, l.id LIMIT 1000`,
    ctx.sql,
  )
}

/** Lines by key. */
export function linesByKey(database: Sql, keys: readonly bigint[]): Promise<LineRow[]> {
  return rows<LineRow>(
    sql`SELECT ${lineColumns} FROM ${lineTables} WHERE l.id = ANY (${keys}::bigint[]) ORDER BY l.id`,
    database,
  )
}

/** The lines of a campaign that nobody has answered. */
export function unanswered(database: Sql, campaignKey: bigint): Promise<LineRow[]> {
  return rows<LineRow>(
    sql`SELECT ${lineColumns} FROM ${lineTables} WHERE l.campaign_id = ${campaignKey} AND a.id IS NULL ORDER BY l.id`,
    database,
  )
}

/** Writes answers in one statement. */
export async function insertAnswers(
  ctx: Context,
  answers: readonly { lineKey: bigint; keeps: boolean; versionKey: bigint | null }[],
  reason: string | null,
): Promise<void> {
  await sql`INSERT INTO authority.review_answer (line_id, keeps, reason, answered_by, answered_by_name, answered_at, version_id)
    SELECT line, keeps, ${reason}, ${ctx.actor.key}::bigint, ${ctx.actor.name}, ${ctx.now}::timestamptz, version
      FROM unnest(${answers.map(one => one.lineKey)}::bigint[], ${answers.map(one => one.keeps)}::boolean[], ${answers.map(one => one.versionKey)}::bigint[]) AS n (line, keeps, version)`.execute(
    ctx.sql,
  )
}

/** Writes what the second person said of a revocation that is no rule. */
export async function insertRevocation(
  ctx: Context,
  answerKey: bigint,
  decision: { approved: boolean; reason: string },
): Promise<void> {
  await sql`INSERT INTO authority.review_revocation (answer_id, approved, decided_by, decided_by_name, decided_at, reason)
    VALUES (${answerKey}, ${decision.approved}, ${ctx.actor.key}, ${ctx.actor.name}, ${ctx.now}, ${decision.reason})`.execute(
    ctx.sql,
  )
}

/** Reviewers of a campaign with lines left, who have not been called in this way. */
export function notCalled(database: Sql, campaignKey: bigint, kind: 'remind' | 'escalate') {
  return rows<{ reviewerKey: bigint; name: string; open: number }>(
    sql`SELECT l.reviewer_id AS "reviewerKey", l.reviewer_name AS name, count(*)::int AS open FROM ${lineTables}
         WHERE l.campaign_id = ${campaignKey} AND a.id IS NULL AND l.reviewer_id IS NOT NULL
           AND NOT EXISTS (SELECT FROM authority.review_call k WHERE k.campaign_id = l.campaign_id AND k.reviewer_id = l.reviewer_id AND k.kind = ${kind})
         GROUP BY 1, 2 ORDER BY 1`,
    database,
  )
}

/** Writes that a reviewer was reminded or passed over. */
export async function insertCall(
  ctx: Context,
  call: { campaignKey: bigint; reviewerKey: bigint; kind: 'remind' | 'escalate'; toKey: bigint; toName: string },
): Promise<void> {
  await sql`INSERT INTO authority.review_call (campaign_id, reviewer_id, kind, to_id, to_name, at)
    VALUES (${call.campaignKey}, ${call.reviewerKey}, ${call.kind}, ${call.toKey}, ${call.toName}, ${ctx.now}) ON CONFLICT DO NOTHING`.execute(
    ctx.sql,
  )
}

/** Writes the end of a campaign. */
export async function insertSettlement(
  ctx: Context,
  end: { campaignKey: bigint; unsigned: number; revoking: number },
): Promise<void> {
  await sql`INSERT INTO authority.review_settlement (campaign_id, settled_at, unsigned, revoking)
    VALUES (${end.campaignKey}, ${ctx.now}, ${end.unsigned}, ${end.revoking}) ON CONFLICT DO NOTHING`.execute(ctx.sql)
}

/** How a campaign ended: what nobody signed, and what of it was proposed for revocation. */
export function settlementOf(database: Sql, campaignKey: bigint) {
  return oneOrNone<{ unsigned: number; revoking: number }>(
    sql`SELECT unsigned, revoking FROM authority.review_settlement WHERE campaign_id = ${campaignKey}`,
    database,
  )
}

/** Whom a campaign asks: each reviewer with what is left. */
export function openByReviewer(database: Sql, campaignKey: bigint) {
  return rows<{ reviewerKey: bigint; open: number }>(
    sql`SELECT l.reviewer_id AS "reviewerKey", count(*)::int AS open FROM ${lineTables}
         WHERE l.campaign_id = ${campaignKey} AND a.id IS NULL AND l.reviewer_id IS NOT NULL GROUP BY 1`,
    database,
  )
}
