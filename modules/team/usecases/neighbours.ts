import type { Day, Instant } from '#lib/day'
import { parseId } from '#lib/id'
import type { Money } from '#lib/money'
import type { Actor, Context, Rights } from '#platform/context'
import type { Sql } from '#platform/database'
import type { Reassigned, Successor } from '#platform/reassign'

/** Work of one kind that a person can hold; the module whose records they are offers it. */
export type HeldWork = {
  /** Its word: `party.customer`. */
  kind: string
  /** The address of one record's page, without its identifier; null where it has none. */
  page: string | null
  /** The type of its identifiers. */
  prefix: string
  /** It is nobody's afterwards, as a held case goes back to the queue: no successor is asked for. */
  ends?: true
  /** It goes with the person wherever they move, out of the branch, too; only who leaves hands it over. */
  personal?: true
  /** Whose one record is; null when it is nobody's. */
  holderOf?(sql: Sql, recordKey: bigint): Promise<bigint | null>
  /** How many a person holds, and the first of them. */
  heldBy(sql: Sql, personKey: bigint): Promise<{ count: number; first: { key: bigint; name: string }[] }>
  /** Gives all of them to others; with the person alone among the successors, they follow the person to another group. */
  handOver(ctx: Context, fromKey: bigint, to: readonly Successor[]): Promise<Reassigned[]>
}

/** Records of one kind that rights make visible. */
export type VisibleRecords = { kind: string; count(ctx: Context): Promise<number> }

/** What the floors above hand in: this module stands below them and cannot ask. */
export type Neighbours = {
  held: readonly HeldWork[]
  visible: readonly VisibleRecords[]
  /** The last day whose figures or pay are frozen: who stood where up to it has been told and paid. Null before the first. */
  closedThrough(sql: Sql): Promise<Day | null>
  /** Who is behind a sign-in and what they may do, as the kernel says it at this point of the transaction. */
  actorOf(sql: Sql, userId: string, now: Instant): Promise<{ actor: Actor; rights: Rights } | null>
  /** The most a person may approve at each desk, and which pairs of duties meet in them. */
  standingOf(
    sql: Sql,
    personKey: bigint,
    on: Day,
    now: Instant,
  ): Promise<{ limits: { stage: string; limit: Money }[]; apart: { rule: string; first: string; second: string }[] }>
}

let known: Neighbours = {
  held: [],
  visible: [],
  closedThrough: async () => null,
  actorOf: async () => null,
  standingOf: async () => ({ limits: [], apart: [] }),
}

/** Called once by `app`, which knows every module. */
export function meetNeighbours(neighbours: Neighbours): void {
  known = neighbours
}

/** What the floors above have handed in. */
export const neighbours = (): Neighbours => known

/** Whose a record is: its owner, and who has it in hand. */
export async function holdersOf(database: Sql, record: string): Promise<bigint[]> {
  const prefix = record.slice(0, record.lastIndexOf('_'))
  const key = parseId(prefix, record)
  const found = new Set<bigint>()
  for (const one of known.held) {
    if (key === null || one.prefix !== prefix || !one.holderOf) continue
    const holder = await one.holderOf(database, key)
    if (holder !== null) found.add(holder)
  }
  return [...found]
}
