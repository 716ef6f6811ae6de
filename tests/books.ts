import type pg from 'pg'

/**
 * Everything a day close leaves behind, as text, without the keys and times that differ from run to run: two databases
 * with the same dump have the same books.
 */
export async function dumpBooks(pool: pg.Pool): Promise<Record<string, string[]>> {
  const queries: Record<string, string> = {
    days: `SELECT day, closed_at IS NOT NULL AS closed FROM platform.business_day`,
    loans: `SELECT to_jsonb(l) - 'opened_at' FROM servicing.loan l`,
    installments: `SELECT to_jsonb(i) FROM servicing.installment i`,
    states: `SELECT to_jsonb(s) FROM servicing.loan_state s`,
    transactions: `SELECT loan_id, kind, value_date, posted_on, amount, fee, penalty, compound, interest, principal, settlement_fee, reference FROM servicing.loan_transaction`,
    entries: `SELECT e.loan_id, t.kind, e.debit, e.credit, e.amount, e.posted_on, e.branch_id, e.product_id FROM servicing.loan_entry e
              JOIN servicing.loan_transaction t ON t.loan_id = e.loan_id AND t.id = e.transaction_id`,
    closes: `SELECT day, loans, finished_at IS NOT NULL AS finished FROM servicing.day_close`,
    counts: `SELECT r.day, e.key, sum(e.value::int) AS n FROM servicing.day_close_range r CROSS JOIN jsonb_each_text(r.counts) e GROUP BY 1, 2`,
    signals: `SELECT to_jsonb(s) FROM servicing.signal s`,
    reminders: `SELECT to_jsonb(r) FROM servicing.reminder r`,
    debits: `SELECT to_jsonb(d) FROM servicing.debit_order d`,
    months: `SELECT to_jsonb(m) FROM servicing.loan_month m`,
    totals: `SELECT to_jsonb(t) FROM servicing.day_total t`,
    dayCounts: `SELECT day, counts FROM servicing.day_close`,
    aside: `SELECT loan_id, day, resolved_at IS NOT NULL AS resolved FROM servicing.set_aside`,
    lines: `SELECT day, branch_id, product_id, account, debit, credit FROM ledger.line`,
  }
  const dump: Record<string, string[]> = {}
  for (const [name, query] of Object.entries(queries)) {
    const { rows } = await pool.query(`SELECT row_to_json(x)::text AS line FROM (${query}) x ORDER BY 1`)
    dump[name] = rows.map(row => row.line)
  }
  return dump
}
