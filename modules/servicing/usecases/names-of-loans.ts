import { customerNames, dealerNames } from '#party'
import type { Sql } from '#platform/database'
import type { LoanRow } from '../store/loan.ts'
import type { Names } from '../view.ts'

/** The names lists show for the customers (masked) and dealers of some loans. */
export async function namesOfLoans(sql: Sql, loans: readonly LoanRow[]): Promise<Names> {
  const dealers = loans.map(loan => loan.dealerKey).filter(key => key !== null)
  return {
    customers: await customerNames(
      sql,
      loans.map(loan => loan.customerKey),
    ),
    dealers: await dealerNames(sql, dealers),
  }
}
