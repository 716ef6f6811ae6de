import type { Day, Instant } from '#lib/day'
import { toId } from '#lib/id'
import { Refusal } from '#lib/refusal'
import type { Context } from '#platform/context'
import { oneOrNone, rows, type Sql, sql } from '#platform/database'
import { type Definition, storedDefinition, type VersionState } from './definition.ts'
import type { ProductVersion } from './offer.ts'
import { DefinitionIn } from './shapes.ts'

/** A version with who did what to it. */
export type VersionRow = ProductVersion & {
  versionKey: bigint
  note: string
  draftedByName: string
  draftedAt: Instant
  editors: bigint[]
  publishedByName: string | null
  publishedAt: Instant | null
  /** Counts changes of a draft, so that a stale page overwrites nothing. */
  lock: number
}

type Kept = Omit<VersionRow, 'id' | 'name' | 'nameEn' | 'definition'> & { definition: unknown }

const columns = sql`p.id AS key, p.code, v.id AS "versionKey", v.number AS version, v.state, v.note, v.definition, v.drafted_by_name AS "draftedByName",
  v.drafted_at AS "draftedAt", v.editors, v.published_by_name AS "publishedByName", v.published_at AS "publishedAt",
  v.effective_from AS "effectiveFrom", v.last_day AS "lastDay", v.version AS lock`

function versionRow(kept: Kept): VersionRow {
  const definition: Definition = DefinitionIn.parse(inPresentWords(kept.definition))
  return { ...kept, id: toId('product', kept.key), name: definition.name, nameEn: definition.nameEn, definition }
}

/** A kept definition in today's words: versions that were published with one subsidy keep it as the only one. */
function inPresentWords(kept: unknown): unknown {
  if (typeof kept !== 'object' || kept === null || !('subsidy' in kept)) return kept
  const { subsidy, ...rest } = kept
  return { ...rest, subsidies: subsidy ? [subsidy] : [] }
}

/** Every version of one product or of all, newest first within a product. */
export async function versionsOf(database: Sql, productKey: bigint | null): Promise<VersionRow[]> {
  const found = await rows<Kept>(
    sql`SELECT ${columns} FROM product.product_version v JOIN product.product p ON p.id = v.product_id
         WHERE ${productKey}::bigint IS NULL OR p.id = ${productKey} ORDER BY p.id, v.number DESC`,
    database,
  )
  return found.map(versionRow)
}

/** One version, locked when about to be changed. */
export async function versionByNumber(
  database: Sql,
  productKey: bigint,
  number: number,
  lock = false,
): Promise<VersionRow | null> {
  const row = await oneOrNone<Kept>(
    sql`SELECT ${columns} FROM product.product_version v JOIN product.product p ON p.id = v.product_id
         WHERE p.id = ${productKey} AND v.number = ${number} ${lock ? sql`FOR UPDATE OF v` : sql``}`,
    database,
  )
  return row && versionRow(row)
}

/** The published version that took effect last on or before a day; whether it is still on offer is for the caller to ask. */
export async function latestVersionOn(database: Sql, productKey: bigint, on: Day): Promise<VersionRow | null> {
  const row = await oneOrNone<Kept>(
    sql`SELECT ${columns} FROM product.product_version v JOIN product.product p ON p.id = v.product_id
         WHERE p.id = ${productKey} AND v.state = 'published' AND v.effective_from <= ${on}::date
         ORDER BY v.effective_from DESC, v.number DESC LIMIT 1`,
    database,
  )
  return row && versionRow(row)
}

/** Whether there is such a product. */
export async function productExists(database: Sql, productKey: bigint): Promise<boolean> {
  return (await oneOrNone(sql`SELECT 1 AS one FROM product.product WHERE id = ${productKey}`, database)) !== null
}

/** Adds a product. @throws Refusal product.code_taken */
export async function insertProduct(ctx: Context, code: string): Promise<bigint> {
  const row = await oneOrNone<{ id: bigint }>(
    sql`INSERT INTO product.product (code, created_by, created_at) VALUES (${code}, ${ctx.actor.key}, ${ctx.now})
        ON CONFLICT (code) DO NOTHING RETURNING id`,
    ctx.sql,
  )
  if (!row) throw new Refusal('product.code_taken', { code }, 'code')
  return row.id
}

/** Begins a draft under the product's next number; null when the product has a draft already. */
export async function insertDraft(
  ctx: Context,
  productKey: bigint,
  draft: { note: string; definition: Definition },
): Promise<number | null> {
  const editors = ctx.actor.key === null ? [] : [ctx.actor.key]
  const row = await oneOrNone<{ number: number }>(
    sql`INSERT INTO product.product_version (product_id, number, state, note, definition, drafted_by, drafted_by_name, drafted_at, editors)
        SELECT ${productKey}::bigint, coalesce(max(number), 0) + 1, 'draft', ${draft.note}, ${JSON.stringify(storedDefinition(draft.definition))}::jsonb,
               ${ctx.actor.key}::bigint, ${ctx.actor.name}, ${ctx.now}::timestamptz, ${editors}::bigint[]
          FROM product.product_version WHERE product_id = ${productKey}
        ON CONFLICT (product_id) WHERE state = 'draft' DO NOTHING RETURNING number`,
    ctx.sql,
  )
  return row?.number ?? null
}

/** Writes a draft; who writes joins its editors. */
export async function saveDraft(
  ctx: Context,
  versionKey: bigint,
  draft: { note: string; definition: Definition },
): Promise<void> {
  await sql`UPDATE product.product_version
               SET note = ${draft.note}, definition = ${JSON.stringify(storedDefinition(draft.definition))}::jsonb, version = version + 1,
                   editors = CASE WHEN ${ctx.actor.key}::bigint IS NULL OR ${ctx.actor.key}::bigint = ANY (editors) THEN editors ELSE editors || ${ctx.actor.key}::bigint END
             WHERE id = ${versionKey}`.execute(ctx.sql)
}

/** Publishes a draft. */
export async function publishDraft(
  ctx: Context,
  versionKey: bigint,
  range: { effectiveFrom: Day; lastDay: Day | null },
): Promise<void> {
  await sql`UPDATE product.product_version SET state = 'published', published_by = ${ctx.actor.key}, published_by_name = ${ctx.actor.name},
                   published_at = ${ctx.now}, effective_from = ${range.effectiveFrom}, last_day = ${range.lastDay}, version = version + 1
             WHERE id = ${versionKey}`.execute(ctx.sql)
}

/** Discards a draft. */
export async function discardDraft(database: Sql, versionKey: bigint): Promise<void> {
  await sql`UPDATE product.product_version SET state = ${'discarded' satisfies VersionState}, version = version + 1 WHERE id = ${versionKey}`.execute(
    database,
  )
}
