import { actorOf, powers } from '#authority'
import * as notification from '#notification'
import { heldWork } from '#team'
import * as contract from '../modules/contract/store/held.ts'
import * as origination from '../modules/origination/store/held.ts'
import * as party from '../modules/party/store/held.ts'
import { closedThrough } from '../modules/performance/store/frozen.ts'
import * as servicing from '../modules/servicing/store/held.ts'

/**
 * Tells the team module, which stands below the others and cannot ask, what work a person can hold and what records rights make
 * visible. A module with records that belong to a person adds them here: `tests/scenarios/hand-over.test.ts` finds those forgotten.
 */
export function introduceNeighbours(catalogue: readonly string[]): void {
  heldWork.meetNeighbours({
    held: [...notification.held, ...party.held, ...origination.held, ...contract.held, ...servicing.held],
    visible: [...party.visible, ...origination.visible, ...servicing.visible],
    standingOf: (sql, personKey, on, now) => powers.standingOf(sql, personKey, { on, at: now }),
    closedThrough,
    actorOf: (sql, userId, now) => actorOf(sql, userId, now, catalogue),
  })
}
