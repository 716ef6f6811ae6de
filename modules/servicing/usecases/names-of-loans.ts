import { answered, dealerNames } from '#party'
import type { Context } from '#platform/context'
import type { LoanRow } from '../store/loan.ts'
import type { Names } from '../view.ts'

/** The names lists show for the customers (as the reader is answered) and dealers of some loans. */
export async function namesOfLoans(ctx: Context, loans: readonly LoanRow[]): Promise<Names> {
  const dealers = loans.map(loan => loan.dealerKey).filter(key => key !== null)
  return {
    customers: await answered.customerNames(
      ctx,
      loans.map(loan => loan.customerKey),
    ),
    dealers: await dealerNames(ctx.sql, dealers),
  }
}
