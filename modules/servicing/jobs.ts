import { type Day, dayAt } from '#lib/day'
import type { ModuleJobs } from '#platform/jobs'
import { closeDay } from './usecases/close-day.ts'

/** The day close by button (`…-requested`) and by schedule (`…-scheduled`, which catches up to the calendar). */
export const jobs: ModuleJobs = {
  tasks: {
    'servicing.day-close-requested': async (spine, { through }: { through: Day }) => {
      await closeDay(spine, { through })
    },
    'servicing.day-close-scheduled': async spine => {
      await closeDay(spine, { through: dayAt(spine.clock.now()) })
    },
  },
  scheduled: { 'close-day': { cron: '30 23 * * *', event: 'servicing.day-close-scheduled' } },
}
