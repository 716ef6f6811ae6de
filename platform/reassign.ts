import { sql as kysely, type RawBuilder } from 'kysely'
import type { Context } from './context.ts'
import { rows, type Sql } from './database.ts'

/** Who takes records over. */
export type Successor = { key: bigint; name: string; groupKey: bigint }

/** One record that went to somebody else. */
export type Reassigned = { key: bigint; toKey: bigint | null }

/**
 * Gives the records of an owner to one or several others, in one statement: each goes by what it is spread by (its customer, so that
 * all of one customer's go to the same person), and to the group of who takes it. The branch stays: it is the books' place.
 * @returns each record with who has it now
 */
export function reassign(
  database: Sql,
  records: {
    table: string
    key: string
    /** The column that records which go together share. */
    spreadBy: string
    /** Whether the table repeats the owner's name in `owner_name`. */
    named?: boolean
    /** Which of the owner's records, beyond whose they are. */
    which?: RawBuilder<boolean>
  },
  fromKey: bigint,
  to: readonly Successor[],
): Promise<Reassigned[]> {
  const column = (name: string) => kysely.ref(`t.${name}`)
  return rows(
    kysely<Reassigned>`UPDATE ${kysely.table(records.table)} t SET owner_id = s.key, group_id = s.group_key ${records.named ? kysely`, owner_name = s.name` : kysely``}
      FROM unnest(${to.map(one => one.key)}::bigint[], ${to.map(one => one.groupKey)}::bigint[], ${to.map(one => one.name)}::text[])
           WITH ORDINALITY AS s (key, group_key, name, place)
     WHERE t.owner_id = ${fromKey} AND ${records.which ?? kysely<boolean>`true`}
       AND s.place - 1 = mod(coalesce(${column(records.spreadBy)}, ${column(records.key)}), ${to.length}::bigint)
     RETURNING ${column(records.key)} AS key, s.key AS "toKey"`,
    database,
  )
}

/** Whose a record is; null when there is none, or it is nobody's. */
export async function ownerOf(
  database: Sql,
  records: { table: string; key: string },
  recordKey: bigint,
): Promise<bigint | null> {
  const [row] = await rows(
    kysely<{
      owner: bigint | null
    }>`SELECT t.owner_id AS owner FROM ${kysely.table(records.table)} t WHERE ${kysely.ref(`t.${records.key}`)} = ${recordKey}`,
    database,
  )
  return row?.owner ?? null
}

/** How many records an owner has, and the first of them by name. */
export async function ownedBy(
  database: Sql,
  records: { table: string; key: string; name: RawBuilder<string>; which?: RawBuilder<boolean> },
  ownerKey: bigint,
): Promise<{ count: number; first: { key: bigint; name: string }[] }> {
  const from = kysely`FROM ${kysely.table(records.table)} t WHERE t.owner_id = ${ownerKey} AND ${records.which ?? kysely<boolean>`true`}`
  const [total] = await rows(kysely<{ count: number }>`SELECT count(*)::int AS count ${from}`, database)
  const first = await rows(
    kysely<{
      key: bigint
      name: string
    }>`SELECT ${kysely.ref(`t.${records.key}`)} AS key, ${records.name} AS name ${from} ORDER BY 1 LIMIT 20`,
    database,
  )
  return { count: total!.count, first }
}

/** Records of one table as somebody's work: what a person holds of them, to whom it goes, and whose one of them is. */
export function workIn(records: Parameters<typeof reassign>[1] & Parameters<typeof ownedBy>[1]) {
  return {
    heldBy: (database: Sql, personKey: bigint) => ownedBy(database, records, personKey),
    handOver: (ctx: Context, fromKey: bigint, to: readonly Successor[]) => reassign(ctx.sql, records, fromKey, to),
    holderOf: (database: Sql, recordKey: bigint) => ownerOf(database, records, recordKey),
  }
}

const place = { owner: 't.owner_id', group: 't.group_id', branch: 't.branch_id' }

/** How many records of a table rights make visible: what a change of post is measured by. */
export function visibleIn(table: string, permission: string) {
  return {
    async count(ctx: Context): Promise<number> {
      const [row] = await rows(
        kysely<{
          count: number
        }>`SELECT count(*)::int AS count FROM ${kysely.table(table)} t WHERE ${ctx.rights.where(permission, place)}`,
        ctx.sql,
      )
      return row!.count
    },
  }
}
