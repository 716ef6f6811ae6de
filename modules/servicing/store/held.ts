import type { Context } from '#platform/context'
import { rows, sql } from '#platform/database'
import { ownedBy, ownerOf, reassign } from '#platform/reassign'
import type { HeldWork } from '#team'

const loans = { table: 'servicing.loan', key: 'loan_id', spreadBy: 'customer_id', name: sql<string>`t.number` }

/** The loans of the customers a person looks after, closed ones too: somebody answers for each. */
export const held: HeldWork[] = [
  {
    kind: 'servicing.loan',
    page: '/servicing/loans/',
    prefix: 'loan',
    heldBy: (database, personKey) => ownedBy(database, loans, personKey),
    handOver: (ctx, fromKey, to) => reassign(ctx.sql, loans, fromKey, to),
    holderOf: (database, key) => ownerOf(database, loans, key),
  },
]

const place = { owner: 't.owner_id', group: 't.group_id', branch: 't.branch_id' }

/** How many loans rights make visible: what a change of post is measured by. */
export const visible = [
  {
    kind: 'servicing.loan',
    async count(ctx: Context): Promise<number> {
      const [row] = await rows(
        sql<{
          count: number
        }>`SELECT count(*)::int AS count FROM servicing.loan t WHERE ${ctx.rights.where('servicing.loan.read', place)}`,
        ctx.sql,
      )
      return row!.count
    },
  },
]
