export { type ApplicationState, applicationStates, openStates } from './application.ts'
export { approvalsByPerson, dealOf, vehiclePrices } from './store/deal.ts'
export {
  applicationRows,
  checkRows,
  heldRows,
  lateFundingRows,
  lateReviewRows,
  leadRows,
  reviewRows,
  scoredRows,
} from './store/figure-rows.ts'
export * as files from './store/file-record.ts'
export * as queueRows from './store/queue-rows.ts'
export { addApplication } from './usecases/add-application.ts'
export { addLead } from './usecases/add-lead.ts'
export { expireApplications } from './usecases/expire-applications.ts'
export { openApplication } from './usecases/open-application.ts'
export { defectRateOf } from './usecases/quality-rates.ts'
