import type { Instant } from '#lib/day'
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
  /** Who is behind a sign-in and what they may do, as the kernel says it at this point of the transaction. */
  actorOf(sql: Sql, userId: string, now: Instant): Promise<{ actor: Actor; rights: Rights } | null>
}

let known: Neighbours = { held: [], visible: [], actorOf: async () => null }

/** Called once by `app`, which knows every module. */
export function meetNeighbours(neighbours: Neighbours): void {
  known = neighbours
}

/** What the floors above have handed in. */
export const neighbours = (): Neighbours => known
