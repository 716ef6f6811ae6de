import type { RawBuilder } from 'kysely'
import type { Context } from '#platform/context'
import { sql } from '#platform/database'

/**
 * Loans as figures about the people who brought them read them, within the reader's scope for `permission`: key, number, person_id,
 * group_id, disbursed_day, amount (principal lent, fen), outstanding (principal now, fen), is_overdue (an installment is past due today).
 */
export function loanRows(ctx: Context, permission: string): RawBuilder<unknown> {
  return sql`SELECT l.loan_id AS key, l.number, l.owner_id AS person_id, l.group_id, l.disbursed_on AS disbursed_day, l.principal AS amount, l.outstanding,
      coalesce(l.oldest_unpaid_due < ${ctx.today}::date, false) AS is_overdue
    FROM servicing.loan l WHERE ${ctx.rights.where(permission, { owner: 'l.owner_id', group: 'l.group_id', branch: 'l.branch_id' })}`
}
