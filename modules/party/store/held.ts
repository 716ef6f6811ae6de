import { sql } from '#platform/database'
import { visibleIn, workIn } from '#platform/reassign'
import type { HeldWork } from '#team'

const customers = { table: 'party.customer', key: 'id', spreadBy: 'id', name: sql<string>`t.display_name` }
const dealers = { table: 'party.dealer', key: 'id', spreadBy: 'id', name: sql<string>`t.name` }

/** The customers and dealers a person looks after; they go to others when the person leaves or moves. */
export const held: HeldWork[] = [
  {
    kind: 'party.customer',
    page: '/party/customers/',
    prefix: 'customer',
    ...workIn(customers),
  },
  {
    kind: 'party.dealer',
    page: '/party/dealers/',
    prefix: 'dealer',
    ...workIn(dealers),
  },
]

/** How many customers rights make visible: what a change of post is measured by. */
export const visible = [{ kind: 'party.customer', ...visibleIn('party.customer', 'party.customer.read') }]
