import type pg from 'pg'
import type { House } from '#app/house'
import { accounts } from '#ledger'
import { addMonths, type Day, monthEnd } from '#lib/day'
import { toId } from '#lib/id'
import { ensureBranch, insertGroup, staffing } from '#team'
import { load } from './book.ts'

/** Everybody: half bring loans in, half decide; one has a sign-in of their own, the rest stand there. */
export async function hire(house: House, pool: pg.Pool, people: number): Promise<bigint> {
  await house.system('bench.staff', async ctx => {
    const branchKey = await ensureBranch(ctx.sql, { code: 'HQ', name: 'HQ', city: 'HQ' })
    const groupKey = (await insertGroup(ctx.sql, { branchKey, parentKey: null, name: 'g', function: 'market' }))!
    await staffing.addPerson(ctx, {
      ...{ name: 'p1', username: 'p1', post: 'market_developer', groupId: toId('group', groupKey), reportsTo: null },
      ...{ joinedOn: '2020-01-01' as Day, fromDay: '2020-01-01' as Day, password: 'password-bench' },
    })
  })
  await pool.query(
    `WITH made AS (INSERT INTO team.person (user_id, username, name, joined_on) SELECT 'u' || n, 'u' || n, 'n' || n, '2020-01-01' FROM generate_series(2, $1::int) n RETURNING id)
     INSERT INTO team.assignment (person_id, post, group_id, from_day) SELECT m.id, CASE WHEN row_number() OVER (ORDER BY m.id) % 2 = 0 THEN 'market_developer' ELSE 'credit_reviewer' END,
       (SELECT min(id) FROM team.team_group), '2020-01-01' FROM made m`,
    [people],
  )
  return firstOf(pool)
}

/** Whether an earlier run has filled this database. */
export async function isFilled(pool: pg.Pool): Promise<boolean> {
  const { rows } = await pool.query<{ filled: boolean }>('SELECT EXISTS (SELECT FROM servicing.loan) AS filled')
  return rows[0]!.filled
}

/** The key of who has a sign-in. */
export async function firstOf(pool: pg.Pool): Promise<bigint> {
  const { rows } = await pool.query<{ id: bigint }>(`SELECT id FROM team.person WHERE username = 'p1'`)
  return rows[0]!.id
}

const periods = 36
/** Installments fall due every thirty days from the thirtieth on; those that are past have been paid, but for the last one to four of who is late. */
const defaulted = '(n % 50 = 0 AND seq = 1)'
const late = `(n % 33 = 0 AND born + 30 * (seq + 1 + (n / 33 % 4)::int) >= today OR ${defaulted} AND born + 70 >= today)`
const paid = `(born + 30 * seq < today AND NOT ${late})`

/**
 * Three years of loans with who brought them and who approved them, each with its whole plan and what came in; three in a hundred
 * late, one in fifty a first payment default.
 */
export async function fill(pool: pg.Pool, day: Day, loans: number): Promise<void> {
  const bare = ['servicing.loan', 'servicing.loan_month', 'servicing.signal', 'origination.application']
  for (const table of bare) await pool.query(`ALTER TABLE ${table} DISABLE TRIGGER USER`)
  await pool.query(`CREATE TABLE public.staff AS SELECT p.id, row_number() OVER (ORDER BY p.id) - 1 AS at, a.post, a.group_id, g.branch_id
     FROM team.person p JOIN team.assignment a ON a.person_id = p.id JOIN team.team_group g ON g.id = a.group_id`)
  await pool.query(
    `CREATE TABLE public.deal AS SELECT n, (1780000000000::bigint << 20) + n * 1024 AS id, $2::date - 1 - (n * 7919 % 1080)::int AS born, m.id AS owner, m.group_id, m.branch_id, r.id AS decider, r.group_id AS decider_group, r.branch_id AS decider_branch
       FROM generate_series(1, $1::bigint) n
       JOIN public.staff m ON m.at = n % (SELECT count(*) FROM public.staff) JOIN public.staff r ON r.at = (n * 13 + 5) % (SELECT count(*) FROM public.staff)`,
    [loans, day],
  )
  await pool.query(
    `INSERT INTO servicing.loan (loan_id, number, customer_id, application_id, product_id, product_version, dealer_id, owner_id, group_id, originator_id, originator_group_id, decider_id, decider_group_id, decider_branch_id, branch_id,
      principal, annual_rate, penalty_rate, grace_days, allocation_order, disbursed_on, matures_on, periods, opened_at, state, outstanding, next_seq, next_due_on, next_interest, period_from, bucket, class, stage, non_retail, contagion, final_principal)
    SELECT id, 'B' || n, n % ($1::bigint * 9 / 10 + 1), n, 1 + n % 5, 1, 1 + n % 300, owner, group_id, owner, group_id, decider, decider_group, decider_branch, branch_id, 8000000 + n % 9000 * 1000, 0.048, 0.072, 3, '{fee,penalty,compound,interest,principal}', born, born + 1096, 36,
      born + time '10:00', 'active', 6000000, 2, born + 60, 1000, born + 30, 'M0', 'normal', 1, false, 'none', 277700 FROM public.deal`,
    [loans],
  )
  const ofPlan = `FROM (SELECT d.*, seq, '${day}'::date AS today FROM public.deal d CROSS JOIN generate_series(1, ${periods}) seq) p`
  await load(pool, 'servicing.installment', client =>
    client.query(`INSERT INTO servicing.installment (loan_id, seq, due_on, principal, interest, fee, principal_paid, interest_paid)
      SELECT id, seq, born + 30 * seq, 277700, 40000, 0, CASE WHEN ${paid} THEN 277700 ELSE 0 END, CASE WHEN ${paid} THEN 40000 ELSE 0 END ${ofPlan}`),
  )
  // A first payment that defaulted came forty days late.
  await load(pool, 'servicing.loan_transaction', client =>
    client.query(`INSERT INTO servicing.loan_transaction (loan_id, id, kind, value_date, posted_on, amount, interest, principal, recorded_by, recorded_at)
      SELECT id, seq, 'repayment', came, came, 317700, 40000, 277700, 'bench', came + time '10:00'
        FROM (SELECT p.*, born + 30 * seq + CASE WHEN ${defaulted} THEN 40 ELSE 0 END AS came ${ofPlan} WHERE ${paid}) c`),
  )
  // What fell due in the year told, as income.
  await load(pool, 'servicing.loan_entry', client =>
    client.query(`INSERT INTO servicing.loan_entry (loan_id, transaction_id, debit, credit, amount, posted_on, branch_id, product_id)
      SELECT id, seq, '${accounts.interestReceivable}', '${accounts.interestIncome}', 40000, born + 30 * seq, branch_id, 1 ${ofPlan}
        WHERE born + 30 * seq BETWEEN '${addMonths(day, -13)}' AND '${day}'`),
  )
  await pool.query(`INSERT INTO servicing.signal (from_day, loan_id, was_state, state, was_bucket, bucket, was_class, class, was_stage, stage, outstanding, first_payment_days)
    SELECT born + 60, id, 'overdue', 'overdue', 'M1', 'M1', 'normal', 'normal', 1, 1, 8000000, 30 FROM public.deal WHERE n % 50 = 0`)
  for (let end = '2025-11-30' as Day; end < day; end = monthEnd(addMonths(`${end.slice(0, 7)}-01` as Day, 1))) {
    const from = `${end.slice(0, 7)}-01` as Day
    await pool.query(
      `CREATE TABLE servicing.loan_month_${from.slice(0, 7).replace('-', '_')} PARTITION OF servicing.loan_month FOR VALUES FROM ('${from}') TO ('${addMonths(from, 1)}')`,
    )
    await pool.query(
      `INSERT INTO servicing.loan_month (loan_id, month_end, branch_id, product_id, state, bucket, class, stage, outstanding, overdue, expected_loss, originator_id, originator_group_id)
       SELECT id, $1::date, branch_id, 1, 'active', CASE WHEN n % 33 = 0 THEN (ARRAY['M1', 'M2', 'M3', 'M4'])[1 + ((n / 33 + extract(month FROM $1::date)::int) % 4)] ELSE 'M0' END, CASE WHEN n % 132 = 99 THEN 'substandard' ELSE 'normal' END, 1, 6000000,
              CASE WHEN n % 33 = 0 THEN 300000 ELSE 0 END, 60000, owner, group_id FROM public.deal WHERE born <= $1::date`,
      [end],
    )
  }
  await pool.query(`INSERT INTO origination.application (id, number, state, owner_id, owner_name, group_id, branch_id, originator_id, originator_group_id, principal, created_at, created_day, state_since, submitted_day, submitted_at, decided_day, valid_through, loan_id, disbursed_day)
    SELECT n, 'A-' || to_char(born, 'YYYYMMDD') || '-' || lpad(n::text, 8, '0'), 'disbursed', owner, 'x', group_id, branch_id, owner, group_id, 8000000, born, born, born, born - 3, (born - 3)::timestamptz, born - 2, born + 28, id, born FROM public.deal`)
  await pool.query(`INSERT INTO origination.application_event (application_id, at, business_day, actor, actor_key, actor_name, actor_group_id, actor_branch_id, action, from_state, to_state, working_minutes, within_time, owner_id, group_id, branch_id)
    SELECT n, born, born - 2, 'x', decider, 'x', decider_group, decider_branch, 'approve', 'first-review', 'approved', 20 + n % 200, n % 9 > 0, owner, group_id, branch_id FROM public.deal`)
  for (const table of bare) await pool.query(`ALTER TABLE ${table} ENABLE TRIGGER USER`)
  const loaded = ['servicing.installment', 'servicing.loan_transaction', 'servicing.loan_entry']
  for (const table of [...bare, ...loaded, 'origination.application_event']) await pool.query(`VACUUM ANALYZE ${table}`)
}

/** What has come since the last close, and is not added to the sums yet: nine in ten pay what is due this day, one loan in two thousand is handed over. */
export async function liveToday(pool: pg.Pool, day: Day): Promise<void> {
  const due = `servicing.installment i WHERE i.due_on = '${day}' AND i.principal_paid = 0 AND i.loan_id / 1024 % 10 > 0`
  await pool.query(`INSERT INTO servicing.loan_transaction (loan_id, id, kind, value_date, posted_on, amount, interest, principal, recorded_by, recorded_at)
    SELECT i.loan_id, 1000 + i.seq, 'repayment', i.due_on, i.due_on, 317700, 40000, 277700, 'bench', i.due_on + time '09:00' FROM ${due}`)
  await pool.query(
    `UPDATE servicing.installment SET principal_paid = principal, interest_paid = interest FROM (SELECT i.loan_id, i.seq FROM ${due}) p
      WHERE installment.loan_id = p.loan_id AND installment.seq = p.seq`,
  )
  await pool.query(
    `UPDATE servicing.loan l SET owner_id = s.id, group_id = s.group_id, branch_id = s.branch_id FROM public.staff s
      WHERE l.loan_id / 1024 % 2000 = 3 AND s.at = 2`,
  )
}

/** What it takes to read the same tables once each and add them up by person and month. */
export async function plainest(pool: pg.Pool, from: Day, to: Day): Promise<void> {
  const by = (day: string, who: string, what: string, table: string) =>
    pool.query(
      `SELECT ${who}, date_trunc('month', ${day}::timestamp), count(*), sum(${what}) FROM ${table} WHERE ${day} BETWEEN '${from}' AND '${to}' GROUP BY 1, 2`,
    )
  await by('disbursed_on', 'originator_id', 'principal', 'servicing.loan')
  await by('due_on', 'loan_id % 1000', 'principal', 'servicing.installment')
  await by('month_end', 'm.loan_id % 1000', 'outstanding', 'servicing.loan_month m')
  await by('posted_on', 'loan_id % 1000', 'amount', 'servicing.loan_transaction')
  await by('decided_day', 'owner_id', 'principal', 'origination.application')
  await by('business_day', 'actor_key', 'working_minutes', 'origination.application_event')
}
