import { mkdtempSync, rmSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { parseArgs } from 'node:util'
import type pg from 'pg'
import { openHouse } from '#app/house'
import { type Day, instantAt } from '#lib/day'
import { heldClock } from '#platform/clock'
import { openPool } from '#platform/database'
import { silentLog } from '#platform/log'
import { openPostgres } from '#platform/postgres'
import { closeDay } from '#servicing'

/**
 * `npm run bench -- close-day --loans 1000000`: one ordinary business day of a whole book, with durable commits on our own
 * PostgreSQL. Loans are 1–35 months old, due days spread over the month, three in a hundred are late, and of the
 * installments due this day ninety in a hundred have been paid before the evening (`--unpaid 10`). The floor is the
 * writing no close can do without, measured in the same run: as many transactions, entries and changed loans, in bare
 * statements without looking for them.
 */
export async function run(args: string[] = []): Promise<Record<string, number>> {
  const { values } = parseArgs({
    args,
    options: {
      loans: { type: 'string', default: '100000' },
      workers: { type: 'string', default: '2' },
      range: { type: 'string', default: '50000' },
      day: { type: 'string', default: '2026-11-16' },
      unpaid: { type: 'string', default: '10' },
      compression: { type: 'string', default: 'off' },
    },
    allowPositionals: true,
  })
  const loans = Number(values.loans)
  if (!Number.isInteger(loans) || loans < 1) throw new Error('--loans must be a positive whole number')
  const day = values.day as Day
  const home = mkdtempSync(path.join(os.tmpdir(), 'chedai-bench-'))
  const server = await openPostgres(home, {
    settings: { shared_buffers: '1GB', max_wal_size: '8GB', wal_compression: values.compression },
  })
  const pool = openPool(server.url, 2)
  try {
    const clock = heldClock(instantAt(day, '23:30'))
    const house = await openHouse({ databaseUrl: server.url, home, clock, log: silentLog, firstDay: day })
    await fill(pool, loans, day, Number(values.unpaid))
    const [result] = await closeDay(house.spine, { rangeSize: Number(values.range), workers: Number(values.workers) })
    await house.close()
    const seconds = result!.seconds
    const floorSeconds = await floor(pool)
    const { rows } = await pool.query('SELECT count(*)::int AS installments FROM servicing.installment')
    return {
      loans,
      installments: rows[0].installments,
      fallenDue: result!.counts['fall-due'] ?? 0,
      moved: result!.counts.standing ?? 0,
      seconds,
      loansPerSecond: Math.floor(loans / seconds),
      floorSeconds,
      ratio: Math.round((seconds / floorSeconds) * 100) / 100,
      peakMemoryMiB: Math.round(process.resourceUsage().maxRSS / 1024),
    }
  } finally {
    await pool.end()
    await server.stop()
    rmSync(home, { recursive: true, force: true })
  }
}

/** A book in the state in which the day finds it. */
async function fill(pool: pg.Pool, loans: number, day: Day, unpaid: number): Promise<void> {
  // Due on the 1st to the 28th; `paid` installments of 36; three in a hundred have left the last one to four unpaid.
  await pool.query(
    `CREATE UNLOGGED TABLE public.seed AS
     SELECT g AS n, (1780000000000::bigint << 20) + g * 1024 AS loan_id, disbursed_on, fallen,
            greatest(0, fallen - CASE WHEN g % 100 < 3 THEN 1 + (g % 4)::int ELSE 0 END) AS paid
       FROM (SELECT g, start AS disbursed_on,
                    (SELECT count(*)::int FROM generate_series(1, 36) k WHERE (start + make_interval(months => k))::date < $2::date) AS fallen
               FROM (SELECT g, (date_trunc('month', $2::date) - make_interval(months => 1 + (g % 35)::int))::date + (g % 28)::int AS start
                       FROM generate_series(1, $1::bigint) g) a) b`,
    [loans, day],
  )
  await pool.query(
    `INSERT INTO servicing.installment (loan_id, seq, due_on, principal, interest, fee, principal_paid, interest_paid)
     SELECT loan_id, k, (disbursed_on + make_interval(months => k))::date, 277700 + CASE WHEN k = 36 THEN 2800 ELSE 0 END, (37 - k) * 1100, 0,
            CASE WHEN k <= paid THEN 277700 ELSE 0 END, CASE WHEN k <= paid THEN (37 - k) * 1100 ELSE 0 END
       FROM public.seed CROSS JOIN generate_series(1, 36) k`,
  )
  await pool.query(
    `INSERT INTO servicing.loan (loan_id, number, customer_id, product_id, product_version, dealer_id, branch_id, principal, annual_rate, penalty_rate,
        grace_days, allocation_order, disbursed_on, matures_on, periods, opened_at, state, outstanding, overdue_principal, overdue_interest, next_seq,
        next_due_on, next_interest, period_from, oldest_unpaid_due, bucket, class)
     SELECT s.loan_id, 'B' || s.n, s.n, 1 + s.n % 5, 1, 1 + s.n % 50, 1 + s.n % 10, 10000000, 0.048, 0.072, 3,
            ARRAY['fee', 'penalty', 'compound', 'interest', 'principal'], s.disbursed_on, (s.disbursed_on + make_interval(months => 36))::date, 36, now(),
            CASE WHEN s.paid < s.fallen THEN 'overdue' ELSE 'active' END, 10000000 - 277700 * s.paid, 277700 * (s.fallen - s.paid),
            coalesce((SELECT sum((37 - k) * 1100) FROM generate_series(s.paid + 1, s.fallen) k), 0), s.fallen + 1,
            (s.disbursed_on + make_interval(months => s.fallen + 1))::date, (36 - s.fallen) * 1100, (s.disbursed_on + make_interval(months => s.fallen))::date,
            CASE WHEN s.paid < s.fallen THEN (s.disbursed_on + make_interval(months => s.paid + 1))::date END,
            CASE WHEN s.paid < s.fallen THEN 'M' || least(6, 1 + ($1::date - (s.disbursed_on + make_interval(months => s.paid + 1))::date - 1) / 30) ELSE 'M0' END,
            CASE WHEN s.paid < s.fallen THEN 'special-mention' ELSE 'normal' END
       FROM public.seed s`,
    [day],
  )
  await pool.query(
    `UPDATE servicing.installment i SET principal_paid = i.principal, interest_paid = i.interest FROM servicing.loan l
      WHERE l.loan_id = i.loan_id AND l.next_seq = i.seq AND i.due_on = $1::date AND l.oldest_unpaid_due IS NULL AND l.customer_id / 3 % 100 >= $2`,
    [day, unpaid],
  )
  await pool.query(
    `UPDATE servicing.loan l SET outstanding = l.outstanding - i.principal, next_interest = 0 FROM servicing.installment i
      WHERE l.loan_id = i.loan_id AND l.next_seq = i.seq AND i.due_on = $1::date AND i.principal_paid = i.principal`,
    [day],
  )
  await pool.query('VACUUM ANALYZE servicing.loan')
  await pool.query('VACUUM ANALYZE servicing.installment')
  await pool.query('CHECKPOINT')
}

/** Writes what the close wrote once more, into twins of its tables, and changes as many loans by key. */
async function floor(pool: pg.Pool): Promise<number> {
  await pool.query(`CREATE TABLE public.bench_transaction (LIKE servicing.loan_transaction INCLUDING ALL)`)
  await pool.query(`CREATE TABLE public.bench_entry (LIKE servicing.loan_entry INCLUDING ALL)`)
  await pool.query(`CREATE TABLE public.bench_loan (LIKE servicing.loan INCLUDING ALL)`)
  await pool.query(
    `INSERT INTO public.bench_loan SELECT * FROM servicing.loan l WHERE EXISTS (SELECT FROM servicing.loan_transaction t WHERE t.loan_id = l.loan_id)`,
  )
  await pool.query('CHECKPOINT')
  const client = await pool.connect()
  try {
    const started = performance.now()
    await client.query('BEGIN')
    await client.query('INSERT INTO public.bench_transaction SELECT * FROM servicing.loan_transaction')
    await client.query('INSERT INTO public.bench_entry SELECT * FROM servicing.loan_entry')
    await client.query('UPDATE public.bench_loan SET next_seq = next_seq + 1, next_due_on = next_due_on + 30')
    await client.query('COMMIT')
    return Math.round(performance.now() - started) / 1000
  } finally {
    client.release()
  }
}

if (import.meta.main) console.log(JSON.stringify(await run(process.argv.slice(2))))
