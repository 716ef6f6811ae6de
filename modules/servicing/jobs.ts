import { type Day, dayAt } from '#lib/day'
import { Refusal } from '#lib/refusal'
import type { ModuleJobs } from '#platform/jobs'
import type { Spine } from '#platform/write-path'
import { closeDay, helpClose } from './usecases/close-day.ts'
import { heedCorrection } from './usecases/correct-index.ts'
import { keepBooksCheck } from './usecases/keep-books-check.ts'
import { keepFigureSums } from './usecases/keep-figure-sums.ts'
import { keepRefusedClose } from './usecases/keep-refused-close.ts'
import { sendReminders } from './usecases/send-reminders.ts'

/**
 * The day close by button (`…-requested`) and by schedule (`…-scheduled`, which catches up to the calendar); with more
 * ranges than workers, the processes that work off the queue are asked to help (`ranges-open`). Books that do not agree
 * stop a close before anything is touched: that is said in the log, on the day close page and on the wall,
 * not tried again. After a close the sums that figures are read off are brought up to it, and all books are checked.
 */
export const jobs: ModuleJobs = {
  heard: { 'reference.series-recorded': heedCorrection },
  tasks: {
    'servicing.day-closed': async (spine, closed: { day: Day }) => {
      await keepFigureSums(spine, closed)
      await keepBooksCheck(spine, closed)
    },
    'servicing.day-close-requested': (spine, { through }: { through: Day }) => closeThrough(spine, through),
    'servicing.day-close-scheduled': spine => closeThrough(spine, dayAt(spine.clock.now())),
    'servicing.reminders-due': sendReminders,
    'servicing.ranges-open': (spine, { day }: { day: Day }) => helpClose(spine, day),
  },
  scheduled: {
    'close-day': { cron: '30 23 * * *', event: 'servicing.day-close-scheduled' },
    // Reminders are noted at night and go out in the morning.
    reminders: { cron: '0 9 * * *', event: 'servicing.reminders-due' },
  },
}

async function closeThrough(spine: Spine, through: Day): Promise<void> {
  try {
    await closeDay(spine, { through, shared: true })
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
    spine.log.error({ refusal: error.code, facts: error.facts, through }, 'day close refused')
    await keepRefusedClose(spine, error)
  }
}
