import { api as authority } from '#authority/api'
import { api as contracts } from '#contract/api'
import { api as decision } from '#decision/api'
import { api as ledger } from '#ledger/api'
import { api as notification } from '#notification/api'
import { api as origination } from '#origination/api'
import { api as party } from '#party/api'
import { api as performance } from '#performance/api'
import { api as product } from '#product/api'
import { api as reference } from '#reference/api'
import { api as risk } from '#risk/api'
import { api as servicing } from '#servicing/api'
import { api as team } from '#team/api'
import { api as training } from '#training/api'

/** Every operation of the program, by module: what the server, the web client and the command line all speak. */
export const contract = {
  team,
  training,
  authority,
  reference,
  party,
  product,
  ledger,
  notification,
  decision,
  contract: contracts,
  servicing,
  origination,
  risk,
  performance,
}
