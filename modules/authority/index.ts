export { actorOf } from './usecases/actor-of.ts'
export { heldNotice } from './usecases/held-notice.ts'
export { holdCommand } from './usecases/hold-command.ts'
export {
  type HouseFacts,
  type HouseOperation,
  houseFacts,
  learnHouse,
  type OperationField,
} from './usecases/house-operations.ts'
export { installDefaults } from './usecases/install-defaults.ts'
export { checkMayDecide, mayDecide } from './usecases/may-decide.ts'
export { systemRights } from './usecases/rights-of.ts'
