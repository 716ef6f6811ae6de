import type pg from 'pg'

const amounts = 'count(*), sum(i.principal + i.interest + i.fee), sum(i.principal_paid + i.interest_paid + i.fee_paid)'

/** Where kept sums differ from the rows they stand for, whatever a test has done to the book; none where sums are not kept. */
export async function differingSums(pool: pg.Pool): Promise<Record<string, unknown>[]> {
  const { rows: kept } = await pool.query('SELECT kind FROM servicing.figure_kept')
  if (!kept.some(row => row.kind === 'day')) return []
  const rows = `SELECT 'due' AS kind, i.due_on AS day, l.owner_id, l.group_id, l.branch_id, 0 AS flags, ${amounts}
      FROM servicing.installment i JOIN servicing.loan l ON l.loan_id = i.loan_id WHERE l.closed_on IS NULL OR l.closed_on >= i.due_on GROUP BY 2, 3, 4, 5
    UNION ALL SELECT 'received', t.posted_on, l.owner_id, l.group_id, l.branch_id, 0, count(*), sum(t.amount), 0
      FROM servicing.loan_transaction t JOIN servicing.loan l ON l.loan_id = t.loan_id WHERE t.kind IN ('repayment', 'settlement', 'reversal') GROUP BY 2, 3, 4, 5
    UNION ALL SELECT 'standing', m.month_end, m.originator_id, m.originator_group_id, m.branch_id,
        (m.bucket <> 'M0')::int + 2 * (m.class IN ('substandard', 'doubtful', 'loss'))::int + 4 * (m.bucket NOT IN ('M0', 'M1', 'M2'))::int, count(*), sum(m.outstanding), 0
      FROM servicing.loan_month m WHERE m.state IN ('active', 'overdue') AND m.month_end IN (SELECT k.month_end FROM servicing.figure_kept k WHERE k.kind = 'standing') GROUP BY 2, 3, 4, 5, 6`
  const sums = `SELECT kind, day, person_id, group_id, branch_id, flags, sum(n), sum(amount), sum(part) FROM (
      SELECT kind, day, person_id, group_id, branch_id, flags, n, amount, part FROM servicing.figure_sum WHERE kind NOT IN ('roll', 'margin')
      UNION ALL SELECT kind, day, person_id, group_id, branch_id, 0, n, amount, part FROM servicing.figure_change) x
    GROUP BY 1, 2, 3, 4, 5, 6 HAVING sum(n) <> 0 OR sum(amount) <> 0 OR sum(part) <> 0`
  const { rows: found } = await pool.query(
    `SELECT 'rows' AS only, a.* FROM ((${rows}) EXCEPT ${sums}) a UNION ALL SELECT 'sums', b.* FROM (${sums} EXCEPT (${rows})) b LIMIT 20`,
  )
  return found
}
