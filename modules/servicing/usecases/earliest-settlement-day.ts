import type { Day } from '#lib/day'
import { latest } from '#lib/day'
import type { Sql } from '#platform/database'
import { type Book, periodStart } from '../book.ts'
import { latestValueDate } from '../store/transaction.ts'

/** The first day a settlement may count from: behind every repayment and every installment that has fallen due. */
export async function earliestSettlementDay(sql: Sql, loanKey: bigint, book: Book): Promise<Day> {
  const lastPayment = await latestValueDate(sql, loanKey)
  const lastDue = periodStart(book, book.nextSeq)
  return lastPayment ? latest(lastPayment, lastDue) : lastDue
}
