import type { ModuleJobs } from '#platform/jobs'
import { expireApplications } from './usecases/expire-applications.ts'

export const jobs: ModuleJobs = {
  heard: { 'servicing.day-closed': expireApplications },
}
