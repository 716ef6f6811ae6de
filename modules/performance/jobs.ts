import type { Day } from '#lib/day'
import type { Id } from '#lib/id'
import type { Context } from '#platform/context'
import type { ModuleJobs } from '#platform/jobs'
import { settleFindings } from './usecases/decide-case.ts'
import { digestsDue } from './usecases/digests-due.ts'
import { remindDisputes } from './usecases/dispute-line.ts'
import { asksDue } from './usecases/draw-asks.ts'
import { earnFromLoan } from './usecases/earn-from-loan.ts'
import { remindDue } from './usecases/remind-cycle.ts'
import { remindTalks } from './usecases/remind-talks.ts'
import { vestPay } from './usecases/vest-pay.ts'

/** Pay follows the books: a loan paid out earns, a day closed lets deferred parts fall due and findings take effect. */
export const jobs: ModuleJobs = {
  tasks: { 'performance.digests-due': digestsDue, 'performance.asks-due': asksDue },
  scheduled: {
    digests: { cron: '30 7 * * 1', event: 'performance.digests-due' },
    asks: { cron: '0 10 * * *', event: 'performance.asks-due' },
  },
  heard: {
    'servicing.loan-disbursed': (ctx: Context, payload: { loanId: Id<'loan'>; day: Day }) => earnFromLoan(ctx, payload),
    'servicing.day-closed': async (ctx: Context, payload: { day: Day }) => {
      await vestPay(ctx, payload)
      await settleFindings(ctx)
      await remindDue(ctx, payload)
      await remindTalks(ctx, payload)
      await remindDisputes(ctx, payload)
    },
  },
}
