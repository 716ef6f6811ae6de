import { addDays, type Day } from '#lib/day'
import { runSystem, type Spine } from '#platform/write-path'
import { addChanges, sumMonthEnds } from '../store/figure-sum.ts'

/** Month ends that one close sums at most: those of two years where a book is summed for the first time. */
const most = 24

/**
 * After a day's close, adds what has changed to the sums that figures are read off, and sums the month ends that are new. When several days
 * were caught up, only after the last of them.
 */
export async function keepFigureSums(spine: Spine, { day }: { day: Day }): Promise<void> {
  await runSystem(
    spine,
    'servicing.sum-figures',
    async ctx => {
      if (addDays(day, 1) !== ctx.today) return
      await addChanges(ctx.sql)
      await sumMonthEnds(ctx, most)
    },
    { audit: false, snapshot: true },
  )
}
