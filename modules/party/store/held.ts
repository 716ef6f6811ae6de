import type { Context } from '#platform/context'
import { rows, sql } from '#platform/database'
import { ownedBy, ownerOf, reassign } from '#platform/reassign'
import type { HeldWork } from '#team'

const customers = { table: 'party.customer', key: 'id', spreadBy: 'id', name: sql<string>`t.display_name` }
const dealers = { table: 'party.dealer', key: 'id', spreadBy: 'id', name: sql<string>`t.name` }

/** The customers and dealers a person looks after; they go to others when the person leaves or moves. */
export const held: HeldWork[] = [
  {
    kind: 'party.customer',
    page: '/party/customers/',
    prefix: 'customer',
    heldBy: (database, personKey) => ownedBy(database, customers, personKey),
    handOver: (ctx, fromKey, to) => reassign(ctx.sql, customers, fromKey, to),
    holderOf: (database, key) => ownerOf(database, customers, key),
  },
  {
    kind: 'party.dealer',
    page: '/party/dealers/',
    prefix: 'dealer',
    heldBy: (database, personKey) => ownedBy(database, dealers, personKey),
    handOver: (ctx, fromKey, to) => reassign(ctx.sql, dealers, fromKey, to),
    holderOf: (database, key) => ownerOf(database, dealers, key),
  },
]

const place = { owner: 't.owner_id', group: 't.group_id', branch: 't.branch_id' }

/** How many customers rights make visible: what a change of post is measured by. */
export const visible = [
  {
    kind: 'party.customer',
    async count(ctx: Context): Promise<number> {
      const [row] = await rows(
        sql<{
          count: number
        }>`SELECT count(*)::int AS count FROM party.customer t WHERE ${ctx.rights.where('party.customer.read', place)}`,
        ctx.sql,
      )
      return row!.count
    },
  },
]
