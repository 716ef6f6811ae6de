import type pg from 'pg'
import type { Day } from '#lib/day'
import { type Moved, movedBetween, movedBy, spentBetween, spentBy } from './measure.ts'

/** What a close writes rows into, and how those of a day are told from others. */
const written: Record<string, string> = {
  loan_transaction: 'posted_on = $day',
  loan_entry: 'posted_on = $day',
  loan_state: 'from_day = $day + 1',
  signal: 'from_day = $day + 1',
  reminder: 'day = $day + 1',
  debit_order: 'day = $day + 1',
  loan_month: 'month_end = $day',
  day_total: 'day = $day',
}

const owed = 'i.principal - i.principal_paid + i.interest - i.interest_paid + i.fee - i.fee_paid'
const unpaid = '(i.principal > i.principal_paid OR i.interest > i.interest_paid OR i.fee > i.fee_paid)'

/**
 * The floor of a day's close: the very rows it has written are written once more, by the plainest SQL on as many
 * connections, into twins of its tables, and as many rows of the same book are changed. What is read off the plan and the
 * book as it stands (what falls due, is reminded of, is asked of the bank, the totals) is read once more, by the same
 * indexes, for nothing can be written unread; what takes a rule (who moves, what penalty comes to, what is expected to be
 * lost, what those in arrears owe) is at hand. There are no ranges, marks, proofs, loans set aside, debtors, journals or
 * events. Commits are durable. It runs after the close, so its pages are at hand, and into twins that are empty.
 * @throws Error when the rows differ from the close's
 */
export async function measureFloor(
  pool: pg.Pool,
  day: Day,
  workers: number,
): Promise<{ seconds: number; spent: ReturnType<typeof spentBetween> & Moved; rows: Record<string, number> }> {
  const run = async (client: pg.Pool | pg.PoolClient, text: string) =>
    client.query(text.replaceAll('$day', `'${day}'::date`))
  const tables = Object.keys(written)
  const rows: Record<string, number> = {}
  const aside = async (name: string, query: string) => {
    await run(pool, `CREATE UNLOGGED TABLE public.${name} AS ${query}`)
    const { rows: found } = await run(pool, `SELECT count(*)::int AS n FROM public.${name}`)
    await run(pool, `ANALYZE public.${name}`)
    return found[0].n as number
  }
  for (const [table, ofDay] of Object.entries(written)) {
    rows[table] = await aside(`day_${table}`, `SELECT * FROM servicing.${table} WHERE ${ofDay} ORDER BY 1, 2`)
    await run(pool, `CREATE TABLE public.twin_${table} (LIKE servicing.${table} INCLUDING ALL)`)
  }
  rows.loan = await aside(
    'moved',
    `SELECT loan_id FROM servicing.loan WHERE period_from = $day UNION SELECT loan_id FROM public.day_loan_state`,
  )
  rows.installment = await aside(
    'burdened',
    `SELECT i.loan_id, i.seq FROM servicing.installment i WHERE i.penalty_posted IS NOT NULL AND i.loan_id IN
       (SELECT t.loan_id FROM public.day_loan_transaction t WHERE t.kind = 'penalty')`,
  )
  const plain = await aside(
    'plain',
    `SELECT o.loan_id FROM public.day_debit_order o JOIN servicing.installment i ON i.loan_id = o.loan_id AND i.due_on = o.day AND ${owed} = o.amount`,
  )
  await aside('arrears', 'SELECT * FROM public.day_debit_order WHERE loan_id NOT IN (SELECT loan_id FROM public.plain)')
  await aside('posted', `SELECT * FROM public.day_loan_transaction WHERE kind <> 'due'`)
  await aside(
    'posted_entry',
    'SELECT e.* FROM public.day_loan_entry e JOIN public.posted t ON t.loan_id = e.loan_id AND t.id = e.transaction_id',
  )
  const { rows: due } = await run(
    pool,
    `SELECT max(id)::text AS id, max(recorded_by) AS by, max(recorded_at)::text AS at FROM public.day_loan_transaction WHERE kind = 'due'`,
  )
  const ended = await aside(
    'ended',
    `SELECT l.loan_id FROM servicing.loan l WHERE l.period_from = $day AND l.next_due_on IS NULL`,
  )
  const { rows: nextDays } = await run(
    pool,
    `SELECT DISTINCT next_due_on::text AS due FROM servicing.loan WHERE period_from = $day AND next_due_on IS NOT NULL`,
  )
  const nexts = `ARRAY[${nextDays.map(row => `'${row.due}'::date`).join(', ')}]::date[]`
  const { rows: kinds } = await run(pool, 'SELECT DISTINCT $day + 1 - days AS due FROM public.day_reminder ORDER BY 1')
  const dues = `ARRAY[${kinds.map(row => `'${row.due}'::date`).join(', ')}]::date[]`
  const { rows: cuts } = await run(
    pool,
    `SELECT min(loan_id) AS "from", max(loan_id) AS "to" FROM (SELECT loan_id, ntile(${workers}) OVER (ORDER BY loan_id) AS part FROM servicing.loan) x GROUP BY part`,
  )
  const statements = (from: bigint, to: bigint): string[] => {
    const among = (table: string) => `${table}.loan_id BETWEEN ${from} AND ${to}`
    const falling = `servicing.installment i WHERE i.due_on = $day AND ${among('i')} AND (i.interest > i.interest_paid OR i.fee > i.fee_paid)`
    return [
      `INSERT INTO public.twin_loan_transaction (loan_id, id, kind, value_date, posted_on, amount, recorded_by, recorded_at)
         SELECT i.loan_id, ${due[0].id ?? 0}, 'due', $day, $day, i.interest - i.interest_paid + i.fee - i.fee_paid, '${due[0].by}', '${due[0].at ?? 'now'}' FROM ${falling}`,
      `INSERT INTO public.twin_loan_transaction SELECT * FROM public.posted p WHERE ${among('p')}`,
      `INSERT INTO public.twin_loan_entry SELECT i.loan_id, ${due[0].id ?? 0}, e.debit, e.credit, e.amount, $day, l.branch_id, l.product_id
         FROM (SELECT i.* FROM ${falling}) i JOIN servicing.loan l ON l.loan_id = i.loan_id
        CROSS JOIN LATERAL (VALUES ('1132', '6011', i.interest - i.interest_paid)) AS e(debit, credit, amount) WHERE e.amount > 0`,
      `INSERT INTO public.twin_loan_entry SELECT * FROM public.posted_entry p WHERE ${among('p')}`,
      ...(ended
        ? [
            `UPDATE servicing.loan l SET next_seq = l.next_seq + 1, next_due_on = NULL, period_from = $day, next_interest = 0 FROM public.ended e
              WHERE l.loan_id = e.loan_id AND ${among('e')}`,
          ]
        : []),
      `UPDATE servicing.loan l SET next_seq = x.seq, next_due_on = x.due_on, period_from = $day, next_interest = x.next_interest,
           overdue_principal = l.overdue_principal, overdue_interest = l.overdue_interest, oldest_unpaid_due = l.oldest_unpaid_due
         FROM (SELECT DISTINCT n.loan_id, n.seq, n.due_on, n.interest - n.interest_paid AS next_interest
                 FROM servicing.installment i JOIN servicing.installment n ON n.loan_id = i.loan_id
                WHERE i.due_on = $day AND ${among('i')} AND n.due_on = ANY(${nexts}) AND ${unpaid.replaceAll('i.', 'n.')} AND ${among('n')}) x
        WHERE l.loan_id = x.loan_id`,
      `UPDATE servicing.loan l SET state = d.state, bucket = d.bucket, class = d.class, stage = d.stage FROM public.day_loan_state d
        WHERE d.loan_id = l.loan_id AND ${among('d')}`,
      `INSERT INTO public.twin_loan_state SELECT * FROM public.day_loan_state d WHERE ${among('d')}`,
      `INSERT INTO public.twin_signal SELECT * FROM public.day_signal d WHERE ${among('d')}`,
      `INSERT INTO public.twin_reminder SELECT $day + 1, i.loan_id, i.seq, $day + 1 - i.due_on FROM servicing.installment i
        WHERE i.due_on = ANY(${dues}) AND ${among('i')} AND ${unpaid} ORDER BY i.loan_id`,
      ...(plain > 0
        ? [
            `INSERT INTO public.twin_debit_order SELECT $day + 1, i.loan_id, ${owed} FROM servicing.installment i
              WHERE i.due_on = $day + 1 AND ${among('i')} AND ${unpaid} AND NOT EXISTS (SELECT FROM public.arrears a WHERE a.loan_id = i.loan_id)`,
          ]
        : []),
      `INSERT INTO public.twin_debit_order SELECT * FROM public.arrears a WHERE ${among('a')}`,
      ...(rows.loan_month
        ? [
            `INSERT INTO public.twin_loan_month SELECT l.loan_id, $day, l.branch_id, l.product_id, l.state, l.bucket, l.class, l.stage, l.oldest_unpaid_due,
               l.outstanding, l.overdue_principal + l.overdue_interest + l.overdue_fee, m.expected_loss, l.originator_id, l.originator_group_id
               FROM servicing.loan l JOIN public.day_loan_month m ON m.loan_id = l.loan_id AND ${among('m')} WHERE ${among('l')}`,
            `UPDATE servicing.installment i SET penalty_posted = i.penalty_posted, compound_posted = i.compound_posted FROM public.burdened b
              WHERE b.loan_id = i.loan_id AND b.seq = i.seq AND ${among('b')}`,
          ]
        : []),
    ]
  }
  const totals = `INSERT INTO public.twin_day_total SELECT $day, l.branch_id, l.product_id, l.bucket, l.class, l.stage, count(*), sum(l.outstanding),
      sum(l.overdue_principal + l.overdue_interest + l.overdue_fee),
      coalesce(sum((2 * l.next_interest * least(greatest($day - l.period_from, 0), l.next_due_on - l.period_from) + (l.next_due_on - l.period_from))
                   / (2 * (l.next_due_on - l.period_from))), 0),
      (SELECT sum(m.expected_loss) FROM public.twin_loan_month m WHERE false)
    FROM servicing.loan l WHERE l.state IN ('active', 'overdue') GROUP BY 2, 3, 4, 5, 6`
  await pool.query('CHECKPOINT')
  const still = await movedBy(pool)
  const before = await spentBy(pool)
  const started = performance.now()
  await Promise.all(
    cuts.map(async ({ from, to }) => {
      const client = await pool.connect()
      try {
        await client.query('BEGIN')
        for (const statement of statements(from, to)) await run(client, statement)
        await client.query('COMMIT')
      } finally {
        client.release()
      }
    }),
  )
  await run(pool, totals)
  const seconds = Math.round(performance.now() - started) / 1000
  const spent = { ...spentBetween(before, await spentBy(pool)), ...movedBetween(still, await movedBy(pool)) }
  for (const table of tables) {
    const { rows: differing } = await run(
      pool,
      `SELECT count(*)::int AS n FROM (SELECT ${keyOf(table)} FROM public.twin_${table} EXCEPT ALL SELECT ${keyOf(table)} FROM public.day_${table}) x`,
    )
    const { rows: found } = await run(pool, `SELECT count(*)::int AS n FROM public.twin_${table}`)
    if (differing[0].n > 0 || found[0].n !== rows[table])
      throw new Error(
        `the floor wrote ${found[0].n} rows of ${table}, ${differing[0].n} of them unlike the close's ${rows[table]}`,
      )
  }
  return { seconds, spent, rows }
}

/** The columns in which a twin's rows must be those of the close. */
function keyOf(table: string): string {
  const compared: Record<string, string> = {
    loan_transaction: 'loan_id, kind, amount',
    loan_entry: 'loan_id, debit, credit, amount, branch_id, product_id',
    day_total: 'branch_id, product_id, bucket, class, stage, loans, outstanding, overdue, accrued',
  }
  return compared[table] ?? '*'
}
