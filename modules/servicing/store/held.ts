import { sql } from '#platform/database'
import { visibleIn, workIn } from '#platform/reassign'
import type { HeldWork } from '#team'

const loans = { table: 'servicing.loan', key: 'loan_id', spreadBy: 'customer_id', name: sql<string>`t.number` }

/** The loans of the customers a person looks after, closed ones too: somebody answers for each. */
export const held: HeldWork[] = [
  {
    kind: 'servicing.loan',
    page: '/servicing/loans/',
    prefix: 'loan',
    ...workIn(loans),
  },
]

/** How many loans rights make visible: what a change of post is measured by. */
export const visible = [{ kind: 'servicing.loan', ...visibleIn('servicing.loan', 'servicing.loan.read') }]
