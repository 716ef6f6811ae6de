export type { ApprovalCase, ApprovalVerdict } from './matrix.ts'
export { actorOf } from './usecases/actor-of.ts'
export * as ruleChanges from './usecases/change-rule.ts'
export * as committee from './usecases/committee-of.ts'
export { glassNotice } from './usecases/emergency.ts'
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
export { keyBearer } from './usecases/keys.ts'
export { checkDuty, checkIndependent, mayDecide, refusalOfVerdict } from './usecases/may-decide.ts'
export * as powers from './usecases/power-of.ts'
export { systemRights } from './usecases/rights-of.ts'
export * as accessReviews from './usecases/step-reviews.ts'
