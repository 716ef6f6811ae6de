import { type Id, toKey } from '#lib/id'
import type { TestHouse } from './house.ts'

/** Everything the books hold of a loan but its keys and who recorded it. */
export async function booksOf(house: TestHouse, id: Id<'loan'>) {
  const key = toKey(id)
  const all = async (text: string) => (await house.pool.query(text, [key])).rows
  return {
    loan: await all(
      `SELECT state, principal, annual_rate, outstanding, overdue_principal, overdue_interest, overdue_fee, next_seq, next_due_on, next_interest,
              period_from, oldest_unpaid_due, bucket, class, stage, matures_on, advance FROM servicing.loan WHERE loan_id = $1`,
    ),
    plan: await all(
      `SELECT seq, due_on, principal, interest, fee, principal_paid, interest_paid, penalty_paid, penalty_posted, compound_posted,
              penalty_before, compound_before, principal_product, interest_product, product_through FROM servicing.installment WHERE loan_id = $1 ORDER BY seq`,
    ),
    transactions: await all(
      `SELECT kind, value_date, posted_on, amount, fee, penalty, compound, interest, principal, terms->>'annualRate' AS rate
         FROM servicing.loan_transaction WHERE loan_id = $1 ORDER BY posted_on, value_date, kind, amount`,
    ),
    entries: await all(
      `SELECT t.kind, e.posted_on, e.debit, e.credit, e.amount FROM servicing.loan_entry e
         JOIN servicing.loan_transaction t ON t.loan_id = e.loan_id AND t.id = e.transaction_id
        WHERE e.loan_id = $1 ORDER BY e.posted_on, t.kind, e.debit, e.credit, e.amount`,
    ),
    states: await all(
      `SELECT from_day, state, bucket, class, stage, outstanding FROM servicing.loan_state WHERE loan_id = $1 ORDER BY from_day`,
    ),
  }
}
