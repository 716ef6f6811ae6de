import { type Day, latest } from '#lib/day'
import type { Sql } from '#platform/database'
import { type Book, periodStart } from '../book.ts'
import { latestActionDay } from '../store/transaction.ts'

/** The first day a settlement may count from: behind every action and every installment that has fallen due. */
export async function earliestSettlementDay(sql: Sql, loanKey: bigint, book: Book): Promise<Day> {
  const lastAction = await latestActionDay(sql, loanKey)
  const lastDue = periodStart(book, book.nextSeq)
  return lastAction ? latest(lastAction, lastDue) : lastDue
}
