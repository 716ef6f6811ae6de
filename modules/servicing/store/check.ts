import { accounts } from '#ledger'
import { type Day, dayNumber } from '#lib/day'
import type { Money } from '#lib/money'
import { rows, type Sql, sql } from '#platform/database'

/** A loan whose row, plan and entries do not say the same. */
export type LoanDifference = {
  loanKey: bigint
  number: string
  figure: string
  row: Money
  plan: Money
  entries: Money
}

/** So many loans in a row, another part of the book each day; all of a small book. */
export async function sampleOf(database: Sql, day: Day, size: number): Promise<bigint[]> {
  const found = await rows(
    sql<{ key: bigint }>`SELECT l.loan_id AS key FROM servicing.loan l
      WHERE l.loan_id >= coalesce((SELECT b.least + ((b.most - b.least)::numeric * (${dayNumber(day)}::int * 61 % 97) / 97)::bigint
                                     FROM (SELECT min(loan_id) AS least, max(loan_id) AS most FROM servicing.loan) b
                                    WHERE EXISTS (SELECT FROM servicing.loan OFFSET ${size})), 0)
      ORDER BY l.loan_id LIMIT ${size}`,
    database,
  )
  return found.map(row => row.key)
}

/**
 * The three-way check of every loan at once: what its row keeps, what its plan adds up to, what its entries add up to.
 * @param keys the loans to look at; null for all
 * @returns at most `limit` differences
 */
export async function loanDifferences(
  database: Sql,
  limit: number,
  keys: readonly bigint[] | null = null,
): Promise<LoanDifference[]> {
  // Of some loans each is looked up by key, one after another; of all of them each table is read once.
  const only = (column: string) => (keys === null ? sql`true` : sql`${sql.ref(column)} = l.loan_id`)
  const among = keys === null ? sql`true` : sql`l.loan_id = ANY(${[...keys]}::bigint[])`
  const each = keys === null ? sql`` : sql`LATERAL`
  return rows(
    sql<LoanDifference>`
    SELECT x.loan_id AS "loanKey", x.number, f.figure, f.row, f.plan, f.entries
      FROM (SELECT l.loan_id, l.number, l.outstanding, l.overdue_principal, l.overdue_interest, l.overdue_fee, l.advance, l.claim, coalesce(p.unpaid, 0) AS unpaid,
                   coalesce(p.fallen_principal, 0) AS fallen_principal, coalesce(p.fallen_interest, 0) AS fallen_interest, coalesce(p.fallen_fee, 0) AS fallen_fee,
                   coalesce(p.penalty, 0) AS penalty, coalesce(e.advances, 0) AS advances,
                   coalesce(t.advanced, 0) AS advanced, l.upfront_fee, coalesce(t.charged, 0) AS charged, coalesce(c.booked, 0) AS booked, coalesce(t.claimed, 0) AS claimed, coalesce(e.written_off, 0) AS written_off, coalesce(e.loans, 0) AS loans,
                   coalesce(e.interest_receivable, 0) AS interest_receivable, coalesce(e.fee_receivable, 0) AS fee_receivable,
                   coalesce(e.penalty_receivable, 0) AS penalty_receivable, coalesce(e.subsidy_receivable, 0) AS subsidy_receivable,
                   coalesce(e.subsidy_deferred, 0) AS subsidy_deferred, coalesce(u.open, 0) AS subsidy_open, coalesce(u.deferred, 0) AS deferred,
                   coalesce(u.lines_open, 0) AS lines_open, coalesce(u.lines_deferred, 0) AS lines_deferred
              FROM servicing.loan l
              LEFT JOIN ${each} (SELECT i.loan_id AS plan_loan_id, sum(i.principal - i.principal_paid + CASE WHEN i.principal < 0 AND i.seq >= k.next_seq THEN i.principal ELSE 0 END)::bigint AS unpaid,
                           coalesce(sum(i.principal - i.principal_paid) FILTER (WHERE i.seq < k.next_seq), 0)::bigint AS fallen_principal,
                           coalesce(sum(i.interest - i.interest_paid) FILTER (WHERE i.seq < k.next_seq), 0)::bigint AS fallen_interest,
                           coalesce(sum(i.fee - i.fee_paid) FILTER (WHERE i.seq < k.next_seq), 0)::bigint AS fallen_fee,
                           coalesce(sum(coalesce(i.penalty_posted, 0) + coalesce(i.compound_posted, 0) - coalesce(i.penalty_paid, 0) - coalesce(i.compound_paid, 0)), 0)::bigint AS penalty
                      FROM servicing.installment i JOIN servicing.loan k ON k.loan_id = i.loan_id AND ${only('k.loan_id')} WHERE ${only('i.loan_id')} GROUP BY i.loan_id) p ON p.plan_loan_id = l.loan_id
              LEFT JOIN ${each} (SELECT loan_id AS entry_loan_id,
                           coalesce(sum(amount) FILTER (WHERE account = ${accounts.loans}), 0)::bigint AS loans,
                           coalesce(sum(amount) FILTER (WHERE account = ${accounts.interestReceivable}), 0)::bigint AS interest_receivable,
                           coalesce(sum(amount) FILTER (WHERE account = ${accounts.feeReceivable}), 0)::bigint AS fee_receivable,
                           coalesce(sum(amount) FILTER (WHERE account = ${accounts.penaltyReceivable}), 0)::bigint AS penalty_receivable,
                           coalesce(-sum(amount) FILTER (WHERE account = ${accounts.advancesFromCustomers}), 0)::bigint AS advances,
                           coalesce(sum(amount) FILTER (WHERE account = ${accounts.subsidyReceivable}), 0)::bigint AS subsidy_receivable,
                           coalesce(-sum(amount) FILTER (WHERE account = ${accounts.deferredSubsidy}), 0)::bigint AS subsidy_deferred,
                           coalesce(sum(amount) FILTER (WHERE account = ${accounts.lossAllowance}), 0)::bigint AS written_off
                      FROM (SELECT g.loan_id, v.account, v.amount
                              FROM (SELECT n.loan_id, n.debit, n.credit, sum(n.amount)::bigint AS amount FROM servicing.loan_entry n WHERE ${only('n.loan_id')} GROUP BY 1, 2, 3) g
                             CROSS JOIN LATERAL (VALUES (g.debit, g.amount), (g.credit, -g.amount)) AS v(account, amount)) y
                     GROUP BY loan_id) e ON e.entry_loan_id = l.loan_id
              LEFT JOIN ${each} (SELECT y.loan_id AS transaction_loan_id, sum(y.advance)::bigint AS advanced, sum(y.charged)::bigint AS charged,
                           sum(CASE WHEN coalesce(y.origin, y.kind) = 'write-off' THEN y.fee + y.penalty + y.compound + y.interest + y.principal ELSE 0 END
                               - y.recovered)::bigint AS claimed
                      FROM (SELECT t.*, o.kind AS origin FROM servicing.loan_transaction t
                              LEFT JOIN servicing.loan_transaction o ON o.loan_id = t.loan_id AND o.id = t.parent_id
                             WHERE ${only('t.loan_id')} AND (t.advance <> 0 OR t.recovered <> 0 OR t.charged <> 0 OR 'write-off' IN (t.kind, o.kind))) y
                     GROUP BY y.loan_id) t ON t.transaction_loan_id = l.loan_id
              LEFT JOIN ${each} (SELECT n.loan_id AS charge_loan_id, sum(CASE WHEN t.charged > 0 THEN n.amount ELSE -n.amount END)::bigint AS booked
                      FROM servicing.loan_entry n JOIN servicing.loan_transaction t ON t.loan_id = n.loan_id AND t.id = n.transaction_id
                     WHERE ${only('t.loan_id')} AND t.charged <> 0 GROUP BY n.loan_id) c ON c.charge_loan_id = l.loan_id
              LEFT JOIN ${each} (SELECT s.loan_id AS subsidy_loan_id, sum(s.due_posted - s.received)::bigint AS open, sum(s.due_posted - s.earned_posted)::bigint AS deferred,
                           sum(coalesce(i.due, 0) - coalesce(r.amount, 0))::bigint AS lines_open, sum(coalesce(i.due, 0) - coalesce(i.earned, 0))::bigint AS lines_deferred
                      FROM servicing.subsidy s
                      LEFT JOIN (SELECT k.loan_id, k.seq, sum(k.due) AS due, sum(k.earned) AS earned FROM servicing.subsidy_line k
                                   JOIN servicing.subsidy o ON o.loan_id = k.loan_id AND o.seq = k.seq
                                  WHERE ${only('k.loan_id')} AND k.on_day < coalesce(o.next_on, 'infinity') GROUP BY 1, 2) i ON i.loan_id = s.loan_id AND i.seq = s.seq
                      LEFT JOIN (SELECT m.loan_id, m.seq, sum(m.amount) AS amount FROM servicing.subsidy_receipt_line m
                                  WHERE ${only('m.loan_id')} GROUP BY 1, 2) r ON r.loan_id = s.loan_id AND r.seq = s.seq
                     WHERE ${only('s.loan_id')} GROUP BY s.loan_id) u ON u.subsidy_loan_id = l.loan_id
             WHERE ${among}) x
      CROSS JOIN LATERAL (VALUES
        ('outstanding', x.outstanding, x.unpaid, x.loans),
        ('overduePrincipal', x.overdue_principal, x.fallen_principal, x.overdue_principal),
        ('overdueInterest', x.overdue_interest, x.fallen_interest, x.interest_receivable),
        ('overdueFee', x.overdue_fee, x.fallen_fee, x.fee_receivable),
        ('penalty', x.penalty, x.penalty, x.penalty_receivable),
        ('advance', x.advance, x.advanced, x.advances),
        ('claim', x.claim, x.claimed, x.written_off),
        ('charged', x.upfront_fee, x.charged, x.booked),
        ('subsidy', x.subsidy_open, x.lines_open, x.subsidy_receivable),
        ('subsidyDeferred', x.deferred, x.lines_deferred, x.subsidy_deferred)) AS f(figure, row, plan, entries)
     WHERE f.row <> f.plan OR f.plan <> f.entries
     ORDER BY x.loan_id, f.figure LIMIT ${limit}`,
    database,
  )
}

/** What all entries up to a day add up to, by branch, product and account; debit balances are positive. */
export async function entryBalances(
  database: Sql,
  through: Day,
): Promise<{ branchKey: bigint; productKey: bigint; account: string; balance: Money }[]> {
  return rows(
    sql<{ branchKey: bigint; productKey: bigint; account: string; balance: Money }>`
    SELECT branch_id AS "branchKey", product_id AS "productKey", account, sum(amount)::bigint AS balance
      FROM (SELECT branch_id, product_id, debit AS account, sum(amount) AS amount FROM servicing.loan_entry WHERE posted_on <= ${through} GROUP BY 1, 2, 3
            UNION ALL SELECT branch_id, product_id, credit, -sum(amount) FROM servicing.loan_entry WHERE posted_on <= ${through} GROUP BY 1, 2, 3) x
     GROUP BY 1, 2, 3 HAVING sum(amount) <> 0 ORDER BY 1, 2, 3`,
    database,
  )
}

/** How many loans there are, and what they owe together. */
export async function bookTotals(database: Sql): Promise<{ loans: number; outstanding: Money }> {
  const [row] = await rows(
    sql<{
      loans: number
      outstanding: Money
    }>`SELECT count(*)::int AS loans, coalesce(sum(outstanding), 0)::bigint AS outstanding FROM servicing.loan`,
    database,
  )
  return row!
}

/** Whether anything has been posted on a day. */
export async function postedOn(database: Sql, day: Day): Promise<boolean> {
  return (
    (await rows(sql`SELECT 1 AS one FROM servicing.loan_entry WHERE posted_on = ${day} LIMIT 1`, database)).length > 0
  )
}
