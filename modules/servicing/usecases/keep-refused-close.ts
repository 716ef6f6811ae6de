import type { Refusal } from '#lib/refusal'
import { runSystem, type Spine } from '#platform/write-path'
import { saveBooksCheck } from '../store/watch.ts'

/** Keeps, as a check of the books that failed on the open day, that its close was refused because they do not agree. */
export async function keepRefusedClose(spine: Spine, refusal: Refusal): Promise<void> {
  const { code } = refusal
  if (code !== 'servicing.books_broken' && code !== 'servicing.ledger_broken') return
  await runSystem(
    spine,
    'servicing.check-books',
    ctx =>
      saveBooksCheck(ctx.sql, {
        day: ctx.today,
        checkedAt: ctx.now,
        agree: false,
        loanDifferences: code === 'servicing.books_broken' ? 1 : 0,
        ledgerDifferences: code === 'servicing.ledger_broken' ? 1 : 0,
      }),
    { audit: false },
  )
}
