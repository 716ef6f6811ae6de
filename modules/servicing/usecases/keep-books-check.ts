import { addDays, type Day } from '#lib/day'
import { runSystem, type Spine } from '#platform/write-path'
import { saveBooksCheck } from '../store/watch.ts'
import { checkBooks } from './check-books.ts'

/**
 * Checks all books after a day's close, as of one moment, and keeps the verdict, so that whoever watches sees it without
 * checking again. When several days were caught up, only after the last of them.
 */
export async function keepBooksCheck(spine: Spine, { day }: { day: Day }): Promise<void> {
  await runSystem(
    spine,
    'servicing.check-books',
    async ctx => {
      if (addDays(day, 1) !== ctx.today) return
      const { agree, loanDifferences, ledgerDifferences } = await checkBooks(ctx)
      await saveBooksCheck(ctx.sql, {
        day,
        checkedAt: ctx.now,
        agree,
        loanDifferences: loanDifferences.length,
        ledgerDifferences: ledgerDifferences.length,
      })
    },
    { audit: false, snapshot: true },
  )
}
