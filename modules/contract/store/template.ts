import type { Day, Instant } from '#lib/day'
import type { Context } from '#platform/context'
import { oneOrNone, rows, type Sql, sql } from '#platform/database'
import type { TemplateBody, TemplateState } from '../template.ts'

export type TemplateRow = {
  key: bigint
  number: number
  state: TemplateState
  note: string
  body: TemplateBody
  editors: bigint[]
  draftedByName: string
  draftedAt: Instant
  publishedByName: string | null
  publishedAt: Instant | null
  effectiveFrom: Day | null
  version: number
}

const columns = sql`id AS key, number, state, note, body, editors, drafted_by_name AS "draftedByName", drafted_at AS "draftedAt",
  published_by_name AS "publishedByName", published_at AS "publishedAt", effective_from AS "effectiveFrom", version`

/** Every template, newest first. */
export function listTemplates(database: Sql): Promise<TemplateRow[]> {
  return rows(sql<TemplateRow>`SELECT ${columns} FROM contract.template ORDER BY number DESC LIMIT 200`, database)
}

/** One template, locked when about to be changed. */
export function templateByKey(database: Sql, key: bigint, lock = false): Promise<TemplateRow | null> {
  return oneOrNone(
    sql<TemplateRow>`SELECT ${columns} FROM contract.template WHERE id = ${key} ${lock ? sql`FOR UPDATE` : sql``}`,
    database,
  )
}

/** The template in force on a day: the one that took effect last. */
export function templateOn(database: Sql, on: Day): Promise<TemplateRow | null> {
  return oneOrNone(
    sql<TemplateRow>`SELECT ${columns} FROM contract.template WHERE state = 'published' AND effective_from <= ${on}::date
                      ORDER BY effective_from DESC, number DESC LIMIT 1`,
    database,
  )
}

/** Begins a draft under the next number. */
export async function insertDraft(ctx: Context, draft: { note: string; body: TemplateBody }): Promise<bigint> {
  const editors = ctx.actor.key === null ? [] : [ctx.actor.key]
  const row = await oneOrNone<{ id: bigint }>(
    sql`INSERT INTO contract.template (number, state, note, body, drafted_by, drafted_by_name, drafted_at, editors)
        SELECT coalesce(max(number), 0) + 1, 'draft', ${draft.note}, ${JSON.stringify(draft.body)}::jsonb, ${ctx.actor.key}::bigint,
               ${ctx.actor.name}, ${ctx.now}::timestamptz, ${editors}::bigint[] FROM contract.template RETURNING id`,
    ctx.sql,
  )
  return row!.id
}

/** Writes a draft; who writes joins its editors. */
export async function saveDraft(ctx: Context, key: bigint, draft: { note: string; body: TemplateBody }): Promise<void> {
  await sql`UPDATE contract.template SET note = ${draft.note}, body = ${JSON.stringify(draft.body)}::jsonb, version = version + 1,
                   editors = CASE WHEN ${ctx.actor.key}::bigint IS NULL OR ${ctx.actor.key}::bigint = ANY (editors) THEN editors ELSE editors || ${ctx.actor.key}::bigint END
             WHERE id = ${key}`.execute(ctx.sql)
}

/** Publishes a draft from a day on. */
export async function publishDraft(ctx: Context, key: bigint, effectiveFrom: Day): Promise<void> {
  await sql`UPDATE contract.template SET state = 'published', published_by = ${ctx.actor.key}, published_by_name = ${ctx.actor.name},
                   published_at = ${ctx.now}, effective_from = ${effectiveFrom}, version = version + 1 WHERE id = ${key}`.execute(
    ctx.sql,
  )
}

/** Discards a draft. */
export async function discardDraft(database: Sql, key: bigint): Promise<void> {
  await sql`UPDATE contract.template SET state = 'discarded', version = version + 1 WHERE id = ${key}`.execute(database)
}
