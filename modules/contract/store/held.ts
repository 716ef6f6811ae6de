import { sql } from '#platform/database'
import { workIn } from '#platform/reassign'
import type { HeldWork } from '#team'

// What is void never changes again, not even whose it was.
const contracts = {
  table: 'contract.contract',
  key: 'id',
  spreadBy: 'customer_id',
  name: sql<string>`t.number`,
  which: sql<boolean>`t.state <> 'void'`,
}

/** The contracts of the customers a person looks after. */
export const held: HeldWork[] = [
  {
    kind: 'contract.contract',
    page: '/contract/contracts/',
    prefix: 'contract',
    ...workIn(contracts),
  },
]
