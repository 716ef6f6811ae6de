export type { CustomerData, CustomerKind } from './customer.ts'
export { mobile, plate, residentCheckDigit, residentId, uscc, vin, vinCheckDigit } from './identifiers.ts'
export { maskName, maskPhone } from './masking.ts'
export { customerNames, dealerNames } from './store/customer.ts'
export { addCustomer } from './usecases/add-customer.ts'
export { addDealer } from './usecases/add-dealer.ts'
export {
  type CustomerFacts,
  customerFacts,
  customerForContract,
  dealerFacts,
  dealerPayee,
  matches,
} from './usecases/facts.ts'
