export { actorOf } from './usecases/actor-of.ts'
export { installDefaults } from './usecases/install-defaults.ts'
export { checkMayDecide, mayDecide } from './usecases/may-decide.ts'
export { systemRights } from './usecases/rights-of.ts'
