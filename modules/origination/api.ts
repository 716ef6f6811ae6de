import { applicationApi } from './application-api.ts'
import { caseApi } from './case-api.ts'
import { fundingApi } from './funding-api.ts'
import { leadApi } from './lead-api.ts'
import { qualityApi } from './quality-api.ts'
import { reviewApi } from './review-api.ts'
import { shadowApi } from './shadow-api.ts'
import { sittingApi } from './sitting-api.ts'

/** Every operation of the module; one file a noun. */
export const api = {
  ...leadApi,
  ...applicationApi,
  ...reviewApi,
  ...sittingApi,
  ...qualityApi,
  ...shadowApi,
  ...caseApi,
  ...fundingApi,
}
