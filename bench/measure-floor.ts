import { pipeline } from 'node:stream/promises'
import type pg from 'pg'
import { from as copyFrom, to as copyTo } from 'pg-copy-streams'
import type { Day } from '#lib/day'
import { openDatabase } from '#platform/database'
import { openMonth } from '../modules/servicing/store/steps/month.ts'
import { type Moved, movedBetween, movedBy, spentBetween, spentBy } from './measure.ts'

/** What a close writes rows into: which are of the day, and in which columns the floor's must be the close's. */
const written: Record<string, { ofDay: string; columns: string }> = {
  loan_transaction: { ofDay: 'posted_on = $day', columns: 'loan_id, kind, value_date, posted_on, amount' },
  loan_entry: {
    ofDay: 'posted_on = $day',
    columns: 'loan_id, debit, credit, amount, posted_on, branch_id, product_id',
  },
  loan_state: { ofDay: 'from_day = $day + 1', columns: '*' },
  signal: { ofDay: 'from_day = $day + 1', columns: '*' },
  reminder: { ofDay: 'day = $day + 1', columns: '*' },
  debit_order: { ofDay: 'day = $day + 1', columns: '*' },
  loan_month: { ofDay: 'month_end = $day', columns: '*' },
  day_total: { ofDay: 'day = $day', columns: '*' },
}

const standing =
  'state, bucket, class, stage, class_until, stage_until, observed_until, observed_class, recheck_on, contagion'.split(
    ', ',
  )
const falling =
  'next_seq, next_due_on, next_interest, overdue_principal, overdue_interest, overdue_fee, oldest_unpaid_due'
const burden = 'penalty_posted, compound_posted'

const owed = 'i.principal - i.principal_paid + i.interest - i.interest_paid + i.fee - i.fee_paid'
const unpaid = '(i.principal > i.principal_paid OR i.interest > i.interest_paid OR i.fee > i.fee_paid)'

const run = async (client: pg.Pool | pg.PoolClient, day: Day, text: string) =>
  client.query(text.replaceAll('$day', `'${day}'::date`))

/** What the floor does: for each connection its statements, then the day's totals; and what its rows must come to. */
export type Floor = { day: Day; parts: string[][]; totals: string; rows: Record<string, number>; sums: string[] }

/**
 * Makes ready the floor of a day's close, on `copy`, a copy of the book made before `closed` was closed: the very rows the close
 * has written are written there by the plainest SQL on as many connections, into the same tables with the same keys and
 * history, and the same rows are changed to the same figures. What is read off the plan and the book as it stands (what falls
 * due, is reminded of, is asked of the bank, the totals) is read there too, by the same indexes, for nothing can be written
 * unread; what takes a rule (who moves, what penalty comes to, what is expected to be lost, what those in arrears owe) is
 * brought over here, before anything is measured. There are no ranges, marks, proofs, loans set aside, debtors, journals or
 * events.
 */
export async function prepareFloor(closed: pg.Pool, copy: pg.Pool, day: Day, workers: number): Promise<Floor> {
  const rows: Record<string, number> = {}
  const bring = async (name: string, query: string) => {
    await run(closed, day, `CREATE UNLOGGED TABLE public.${name} AS ${query}`)
    const { rows: columns } = await closed.query(
      `SELECT string_agg(attname || ' ' || format_type(atttypid, atttypmod), ', ' ORDER BY attnum) AS list FROM pg_attribute WHERE attrelid = $1::regclass AND attnum > 0`,
      [`public.${name}`],
    )
    await copy.query(`CREATE UNLOGGED TABLE public.${name} (${columns[0].list})`)
    const [out, into] = await Promise.all([closed.connect(), copy.connect()])
    try {
      const binary = '(FORMAT binary)'
      const copied = into.query(copyFrom(`COPY public.${name} FROM STDIN ${binary}`))
      await pipeline(out.query(copyTo(`COPY public.${name} TO STDOUT ${binary}`)), copied)
      await into.query(`ANALYZE public.${name}`)
      return copied.rowCount
    } finally {
      out.release()
      into.release()
    }
  }
  const textOf = async (query: string) => (await run(closed, day, query)).rows[0] as Record<string, string | null>
  const daysOf = async (query: string) => {
    const found = await run(closed, day, query)
    return `ARRAY[${found.rows.map(row => `'${row.day}'::date`).join(', ')}]::date[]`
  }
  const ofDay = (table: string, and = '') => `FROM servicing.${table} x WHERE x.${written[table]!.ofDay} ${and}`

  const nexts = await daysOf(
    `SELECT DISTINCT next_due_on::text AS day FROM servicing.loan WHERE period_from = $day AND next_due_on IS NOT NULL`,
  )
  const plainly = `n.loan_id = l.loan_id AND n.due_on = ANY(${nexts}) AND ${unpaid.replaceAll('i.', 'n.')}`
  const others = await bring(
    'others',
    `SELECT l.loan_id, ${falling} FROM servicing.loan l WHERE l.period_from = $day AND NOT EXISTS (SELECT FROM servicing.installment n WHERE ${plainly})`,
  )
  await bring(
    'moved',
    `SELECT l.loan_id, ${standing.map(column => `l.${column}`).join(', ')} FROM servicing.loan l JOIN (SELECT x.loan_id ${ofDay('loan_state')}) s ON s.loan_id = l.loan_id ORDER BY l.loan_id`,
  )
  await bring('stood', `SELECT * ${ofDay('loan_state')} ORDER BY 1`)
  await bring('signalled', `SELECT * ${ofDay('signal')} ORDER BY loan_id`)
  await bring('posted', `SELECT * ${ofDay('loan_transaction', `AND x.kind <> 'due'`)} ORDER BY 1, 2`)
  await bring(
    'posted_entry',
    `SELECT x.* ${ofDay('loan_entry')} AND EXISTS (SELECT FROM public.posted t WHERE t.loan_id = x.loan_id AND t.id = x.transaction_id) ORDER BY 1, 2`,
  )
  const plain = `EXISTS (SELECT FROM servicing.installment i WHERE i.loan_id = x.loan_id AND i.due_on = x.day AND ${owed} = x.amount)`
  await bring('arrears', `SELECT * ${ofDay('debit_order', `AND NOT ${plain}`)} ORDER BY loan_id`)
  const lost = await bring('lost', `SELECT x.loan_id, x.expected_loss ${ofDay('loan_month')} ORDER BY 1`)
  await bring(
    'burdened',
    `SELECT i.loan_id, i.seq, i.penalty_posted, i.compound_posted FROM servicing.installment i WHERE (i.penalty_posted IS NOT NULL OR i.compound_posted IS NOT NULL)
        AND i.loan_id IN (SELECT t.loan_id FROM public.posted t WHERE t.kind = 'penalty') ORDER BY 1, 2`,
  )
  const due = await textOf(
    `SELECT coalesce(max(id), 0)::text AS id, coalesce(max(recorded_by), '') AS by, coalesce(max(recorded_at), now())::text AS at ${ofDay('loan_transaction', `AND x.kind = 'due'`)}`,
  )
  const reminded = await daysOf(`SELECT DISTINCT ($day + 1 - days)::text AS day ${ofDay('reminder')} ORDER BY 1`)
  const { rows: cuts } = await closed.query(
    `SELECT min(loan_id) AS "from", max(loan_id) AS "to" FROM (SELECT loan_id, ntile(${workers}) OVER (ORDER BY loan_id) AS part FROM servicing.loan) x GROUP BY part`,
  )
  if (lost > 0) await openMonth(openDatabase(copy), day)
  const parts = cuts.map(({ from, to }: { from: bigint; to: bigint }) => {
    const among = (table: string) => `${table}.loan_id BETWEEN ${from} AND ${to}`
    const brought = (table: string, name: string) =>
      `INSERT INTO servicing.${table} SELECT * FROM public.${name} p WHERE ${among('p')}`
    const interest = `servicing.installment i WHERE i.due_on = $day AND ${among('i')} AND ${unpaid} AND (i.interest > i.interest_paid OR i.fee > i.fee_paid)`
    const today = 'i.due_on = $day'
    const left = (part: string) => `coalesce(max(i.${part} - i.${part}_paid) FILTER (WHERE ${today}), 0) AS ${part}`
    return [
      `INSERT INTO servicing.loan_transaction (loan_id, id, kind, value_date, posted_on, amount, recorded_by, recorded_at)
         SELECT i.loan_id, ${due.id}, 'due', $day, $day, i.interest - i.interest_paid + i.fee - i.fee_paid, '${due.by}', '${due.at}' FROM ${interest}`,
      `INSERT INTO servicing.loan_entry (loan_id, transaction_id, debit, credit, amount, posted_on, branch_id, product_id)
         SELECT i.loan_id, ${due.id}, '1132', '6011', i.interest - i.interest_paid, $day, l.branch_id, l.product_id
           FROM (SELECT i.* FROM ${interest}) i JOIN servicing.loan l ON l.loan_id = i.loan_id`,
      brought('loan_transaction', 'posted'),
      brought('loan_entry', 'posted_entry'),
      `UPDATE servicing.loan l SET next_seq = x.seq, next_due_on = x.due_on, period_from = $day, next_interest = x.next_interest,
           overdue_principal = l.overdue_principal + x.principal, overdue_interest = l.overdue_interest + x.interest,
           overdue_fee = l.overdue_fee + x.fee, oldest_unpaid_due = coalesce(l.oldest_unpaid_due, x.unpaid_due)
         FROM (SELECT i.loan_id, max(i.seq) AS seq, max(i.due_on) AS due_on, max(i.interest - i.interest_paid) FILTER (WHERE NOT ${today}) AS next_interest,
                      min(i.due_on) FILTER (WHERE ${today}) AS unpaid_due, ${left('principal')}, ${left('interest')}, ${left('fee')}
                 FROM servicing.installment i WHERE i.due_on = ANY($day || ${nexts}) AND ${unpaid} AND ${among('i')} GROUP BY i.loan_id) x
        WHERE l.loan_id = x.loan_id AND l.next_due_on = $day AND x.due_on > $day`,
      ...(others > 0
        ? [
            `UPDATE servicing.loan l SET period_from = $day, (${falling}) = (${falling.replace(/\w+/g, 'o.$&')}) FROM public.others o WHERE l.loan_id = o.loan_id AND ${among('o')}`,
          ]
        : []),
      `UPDATE servicing.loan l SET ${standing.map(column => `${column} = d.${column}`).join(', ')} FROM public.moved d WHERE d.loan_id = l.loan_id AND ${among('d')}`,
      brought('loan_state', 'stood'),
      brought('signal', 'signalled'),
      `INSERT INTO servicing.reminder (day, loan_id, seq, days) SELECT $day + 1, i.loan_id, i.seq, $day + 1 - i.due_on FROM servicing.installment i
        WHERE i.due_on = ANY(${reminded}) AND ${among('i')} AND ${unpaid} ORDER BY i.loan_id, i.seq`,
      `INSERT INTO servicing.debit_order (day, loan_id, amount) SELECT $day + 1, i.loan_id, ${owed} FROM servicing.installment i
        WHERE i.due_on = $day + 1 AND ${among('i')} AND ${unpaid} AND NOT EXISTS (SELECT FROM public.arrears a WHERE a.loan_id = i.loan_id)`,
      brought('debit_order', 'arrears'),
      ...(lost > 0
        ? [
            `INSERT INTO servicing.loan_month (loan_id, month_end, branch_id, product_id, state, bucket, class, stage, oldest_unpaid_due,
               outstanding, overdue, expected_loss, originator_id, originator_group_id)
             SELECT l.loan_id, $day, l.branch_id, l.product_id, l.state, l.bucket, l.class, l.stage, l.oldest_unpaid_due, l.outstanding,
               l.overdue_principal + l.overdue_interest + l.overdue_fee, m.expected_loss, l.originator_id, l.originator_group_id
               FROM servicing.loan l JOIN public.lost m ON m.loan_id = l.loan_id AND ${among('m')} WHERE ${among('l')}`,
            `UPDATE servicing.installment i SET ${burden.replace(/\w+/g, '$& = b.$&')} FROM public.burdened b
              WHERE b.loan_id = i.loan_id AND b.seq = i.seq AND ${among('b')}`,
          ]
        : []),
    ]
  })
  const grade = 'branch_id, product_id, bucket, class, stage'
  const loss =
    lost > 0
      ? `LEFT JOIN (SELECT ${grade}, sum(expected_loss) AS loss FROM servicing.loan_month WHERE month_end = $day AND state IN ('active', 'overdue') GROUP BY ${grade}) m USING (${grade})`
      : 'CROSS JOIN (SELECT NULL::bigint AS loss) m'
  const totals = `INSERT INTO servicing.day_total (day, ${grade}, loans, outstanding, overdue, accrued, expected_loss)
    SELECT $day, ${grade}, t.loans, t.outstanding, t.overdue, t.accrued, m.loss FROM (
      SELECT l.branch_id, l.product_id, l.bucket, l.class, l.stage, count(*) AS loans, sum(l.outstanding) AS outstanding,
        sum(l.overdue_principal + l.overdue_interest + l.overdue_fee) AS overdue,
        coalesce(sum((2 * l.next_interest * least(greatest($day - l.period_from, 0), l.next_due_on - l.period_from) + (l.next_due_on - l.period_from))
                     / (2 * (l.next_due_on - l.period_from))), 0) AS accrued
        FROM servicing.loan l WHERE l.state IN ('active', 'overdue') GROUP BY 1, 2, 3, 4, 5) t ${loss}`
  for (const table of Object.keys(written)) {
    const found = await run(closed, day, `SELECT count(*)::int AS n ${ofDay(table)}`)
    rows[table] = found.rows[0].n
  }
  return { day, parts, totals, rows, sums: await sumsOf(closed, day) }
}

/** What was brought over, which is at hand when the measuring starts. */
const atHand = ['others', 'moved', 'stood', 'signalled', 'posted', 'posted_entry', 'arrears', 'lost', 'burdened']

/**
 * Runs the floor on the copy. Commits are durable.
 * @throws Error when it has not written what the close has
 */
export async function measureFloor(
  pool: pg.Pool,
  { day, parts, totals, sums }: Floor,
): Promise<{ seconds: number; spent: ReturnType<typeof spentBetween> & Moved }> {
  for (const name of atHand) await pool.query(`SELECT count(*) FROM public.${name}`)
  const still = await movedBy(pool)
  const before = await spentBy(pool)
  const started = performance.now()
  await Promise.all(
    parts.map(async statements => {
      const client = await pool.connect()
      try {
        await client.query('BEGIN')
        for (const statement of statements) await run(client, day, statement)
        await client.query('COMMIT')
      } finally {
        client.release()
      }
    }),
  )
  await run(pool, day, totals)
  const seconds = Math.round(performance.now() - started) / 1000
  const spent = { ...spentBetween(before, await spentBy(pool)), ...movedBetween(still, await movedBy(pool)) }
  const own = await sumsOf(pool, day)
  const unlike = own.filter((sum, index) => sum !== sums[index])
  if (unlike.length > 0)
    throw new Error(
      `the floor wrote ${unlike.join('; ')}, the close ${sums.filter((sum, index) => sum !== own[index]).join('; ')}`,
    )
  return { seconds, spent }
}

/** What the rows of a day come to, and every loan and every penalty as it stands after it: how many, and a sum over their hashes. */
async function sumsOf(pool: pg.Pool, day: Day): Promise<string[]> {
  const sums: string[] = []
  const add = async (name: string, columns: string, from: string) => {
    const found = await run(
      pool,
      day,
      `SELECT count(*) || ' of sum ' || coalesce(sum(hashtextextended(y::text, 0)::numeric), 0) AS sum FROM (SELECT ${columns} FROM ${from}) y`,
    )
    sums.push(`${name}: ${found.rows[0].sum}`)
  }
  for (const [table, { ofDay, columns }] of Object.entries(written))
    await add(table, columns, `servicing.${table} WHERE ${ofDay}`)
  await add('loan', `loan_id, period_from, ${falling}, ${standing.join(', ')}`, 'servicing.loan')
  await add(
    'installment',
    `loan_id, seq, ${burden}`,
    'servicing.installment WHERE penalty_posted IS NOT NULL OR compound_posted IS NOT NULL',
  )
  return sums
}
