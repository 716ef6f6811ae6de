import type { ModuleJobs } from '#platform/jobs'
import { expireApplications } from './usecases/expire-applications.ts'
import { releaseLapsed } from './usecases/release-lapsed.ts'

export const jobs: ModuleJobs = {
  heard: {
    'servicing.day-closed': expireApplications,
    'training.certificate-expired': releaseLapsed,
    'training.certificate-revoked': releaseLapsed,
  },
}
