import { addDays, type Day } from '#lib/day'
import { rows, sql } from '#platform/database'
import { dueInScope, type StepInput } from './scope.ts'

/** A loan whose standing the close has just changed, as later modules are told. */
export type Crossing = {
  loanKey: bigint
  /** Days past due on the next morning; 0 when it owes nothing that is due. */
  overdueDays: number
  /** For how long the very first installment has been unpaid, on the mornings that count for it; else null. */
  firstPaymentDays: number | null
}

/** The loans of the step that the close moved for the next morning, by the signals it has written. */
export function crossingsAmong(input: StepInput): Promise<Crossing[]> {
  const morning = addDays(input.day, 1)
  return rows<Crossing>(
    sql`SELECT l.loan_id AS "loanKey", coalesce(greatest(${morning}::date - l.oldest_unpaid_due, 0), 0) AS "overdueDays",
           s.first_payment_days AS "firstPaymentDays"
      FROM servicing.signal s JOIN servicing.loan l ON l.loan_id = s.loan_id WHERE s.from_day = ${morning}::date AND ${dueInScope(input, 's')}`,
    input.sql,
  )
}

/** Days past due of some loans on a morning; loans that owe nothing due, and closed ones, stand at 0. */
export async function overdueDaysOf(
  { sql: database }: StepInput,
  morning: Day,
  keys: readonly bigint[],
): Promise<Map<bigint, number>> {
  const found = await rows<{ key: bigint; days: number }>(
    sql`SELECT l.loan_id AS key, coalesce(greatest(${morning}::date - l.oldest_unpaid_due, 0), 0) AS days
          FROM servicing.loan l WHERE l.loan_id = ANY(${[...keys]}::bigint[])`,
    database,
  )
  return new Map(found.map(row => [row.key, row.days]))
}
