import type { ModuleJobs } from '#platform/jobs'
import { settleOverdueHeld } from './usecases/settle-overdue-held.ts'

/** Every five minutes: changes past their deadline go to their backup, and those past their last hour expire. */
export const jobs: ModuleJobs = {
  heard: { 'authority.held-due': settleOverdueHeld },
  scheduled: { held: { cron: '*/5 * * * *', event: 'authority.held-due' } },
}
