export {
  bankCard,
  mobile,
  plate,
  residentCheckDigit,
  residentId,
  uscc,
  vin,
  vinCheckDigit,
} from './identifiers.ts'
export { maskName, maskPhone } from './masking.ts'
export { dealerGroups, dealerNames } from './store/dealer.ts'
export { addCustomer } from './usecases/add-customer.ts'
export { addDealer } from './usecases/add-dealer.ts'
export * as answered from './usecases/answer-fields.ts'
export * as exposureGroup from './usecases/bound-customers.ts'
export * as surveys from './usecases/decline-surveys.ts'
export {
  contactsOf,
  customerFacts,
  customerForContract,
  dealerFacts,
  dealerPayee,
  matches,
} from './usecases/facts.ts'
