import type pg from 'pg'
import type { House } from '#app/house'
import { addMonths, type Day } from '#lib/day'
import { toId } from '#lib/id'
import type { Context } from '#platform/context'
import type { PlanBody } from '../modules/performance/incentive-plan.ts'
import { notePaid, payOut } from '../modules/performance/store/month.ts'
import { approveDraft, insertDraft, insertPlan, planVersion } from '../modules/performance/store/plan.ts'
import { earnFromLoan } from '../modules/performance/usecases/earn-from-loan.ts'
import { keepMonth } from '../modules/performance/usecases/freeze-figures.ts'
import { freezeMonth } from '../modules/performance/usecases/freeze-month.ts'
import { approveMonth, payMonth } from '../modules/performance/usecases/pay-month.ts'
import { rounded } from './measure.ts'

const bare = { when: null, quality: null, monthlyCap: null, kind: 'commission', deferred: true } as const
const body: PlanBody = {
  posts: ['market_developer', 'credit_reviewer'],
  riskRelevant: true,
  performance: null,
  // Half a percent of what is lent, half as much again for the whole month from two million on; twenty yuan for a decision.
  components: [
    {
      ...bare,
      code: 'volume',
      role: 'brought',
      base: 'principal',
      rate: '0.005',
      tierBy: 'amount',
      tierMode: 'whole',
      tiers: [
        { from: '0', factor: '1' },
        { from: '2000000', factor: '1.5' },
      ],
    },
    { ...bare, code: 'files', role: 'reviewed', base: '20', rate: '1', tierBy: null, tierMode: 'slice', tiers: [] },
  ],
  teamPool: null,
  gates: [],
  deferral: {
    share: '0.4',
    parts: [
      { afterMonths: 12, share: '0.3' },
      { afterMonths: 24, share: '0.3' },
      { afterMonths: 36, share: '0.4' },
    ],
  },
}
const first = '2025-10-01' as Day
const month = '2026-10-01' as Day
/** Loans of the month that are paid for by the program itself, in every run. */
const own = 'n % 560 = 7'

/** The plan and the ledger, unless an earlier run has left them. */
export async function fillPay(house: House, pool: pg.Pool): Promise<void> {
  const { rows } = await pool.query<{ filled: boolean }>('SELECT EXISTS (SELECT FROM performance.pay_line) AS filled')
  if (rows[0]!.filled) return
  await house.system('bench.plan', approvePlan)
  await fillLedger(house, pool)
}

/**
 * Freezes, approves and pays a month for everybody over a ledger of thirteen months: a base, a commission of each loan for who brought it and
 * who approved it, deferred, held where the loan is late, vested a year later, and claims that October takes its part of. It is run
 * and taken back twice before it counts, the month's figures frozen first and timed apart too; each run must write the same lines, some loans of the month paid for anew. The floor reads the month's lines once and
 * writes as many into a table with the same keys.
 */
export async function payRun(house: House, pool: pg.Pool, takeBack = false) {
  await fillPay(house, pool)
  const { rows: mine } = await pool.query<{ id: bigint; born: Day }>(
    `SELECT id, born::text FROM public.deal WHERE born >= $1 AND born < $2 AND ${own} ORDER BY id`,
    [month, addMonths(month, 1)],
  )
  let seconds = 0
  let figuresSeconds = 0
  let written = 0
  const digests: string[] = []
  const payAll = async (ctx: Context) => {
    for (const { id, born } of mine) await earnFromLoan(ctx, { loanId: toId('loan', id), day: born })
    const before = await linesOf(ctx)
    const started = performance.now()
    await keepMonth(ctx, month)
    figuresSeconds = rounded((performance.now() - started) / 1000)
    await freezeMonth(ctx, { month })
    const approved = await approveMonth(ctx, { month, version: 1 })
    await payMonth(ctx, { month, version: approved.version })
    seconds = rounded((performance.now() - started) / 1000)
    const after = await linesOf(ctx)
    written = after.lines - before.lines
    digests.push(after.digest)
  }
  const takenBack = new Error('taken back')
  const back = () =>
    house
      .system('bench.pay', async ctx => {
        await payAll(ctx)
        throw takenBack
      })
      .catch(error => {
        if (error !== takenBack) throw error
      })
  for (let n = 0; n < 2; n += 1) await back()
  await (takeBack ? back() : house.system('bench.pay', payAll))
  const floor = await plainest(pool)
  const { rows } = await pool.query<{ all: number; month: number }>(
    `SELECT count(*)::int AS all, count(*) FILTER (WHERE month = $1)::int AS month FROM performance.pay_line`,
    [month],
  )
  return {
    payLines: rows[0]!.all,
    payMonthLines: rows[0]!.month,
    payWritten: written,
    paySeconds: seconds,
    payFiguresSeconds: figuresSeconds,
    payFloorSeconds: floor,
    payRatio: rounded(seconds / floor, 2),
    payIdentical: new Set(digests).size === 1,
  }
}

/** Every line of the month as one number, whatever keys it was given. */
async function linesOf(ctx: Context): Promise<{ lines: number; digest: string }> {
  const { rows } = await ctx.sql.executeQuery<{ lines: number; digest: string }>({
    sql: `SELECT count(*)::int AS lines, sum(hashtextextended(concat_ws('/', person_id, group_id, branch_id, loan_id, plan_version_id, component, part, step, amount, vests_on,
            case_id, value_day, why, parent_id IS NULL), 0)::numeric)::text AS digest FROM performance.pay_line WHERE month = '${month}'`,
    parameters: [],
  } as never)
  return rows[0]!
}

async function approvePlan(ctx: Context): Promise<void> {
  const planKey = (await insertPlan(ctx.sql, 'bench', 'bench'))!
  const made = { madeBy: null, madeByName: 'bench', madeAt: ctx.now }
  const key = await insertDraft(ctx.sql, { planKey, body, reason: 'bench', ...made })
  const approval = { fromDay: '2025-01-01' as Day, toDay: null, by: null, byName: 'bench', at: ctx.now }
  const draft = (await planVersion(ctx.sql, key))!
  await approveDraft(ctx.sql, draft, { ...approval, findings: [], acceptedBecause: 'bench' })
}

/** The ledger as thirteen months of the program leave it, but for the month's own base, what it makes up and what it takes. */
async function fillLedger(house: House, pool: pg.Pool): Promise<void> {
  const run = (text: string) => pool.query(text)
  await run(`INSERT INTO performance.wage (person_id, from_day, monthly, reason, set_at)
    SELECT id, '2020-01-01', 800000 + id % 7 * 100, 'bench', '2020-01-01' FROM team.person`)
  await run('ALTER TABLE performance.pay_line DISABLE TRIGGER ALL')
  const columns = `person_id, group_id, branch_id, loan_id, month, plan_version_id, component, part, step, amount, vests_on, parent_id, case_id, why, value_day, posted_at, posted_by`
  await run(`CREATE TABLE public.share AS SELECT x.*, round(x.base * x.rate * x.tier * 100)::bigint AS whole FROM (
      SELECT d.id AS loan_id, d.n, d.born, date_trunc('month', d.born)::date AS month, s.person_id, s.group_id, s.branch_id, s.component, s.base, s.rate,
        CASE WHEN s.component = 'volume' AND sum(l.principal) OVER (PARTITION BY s.person_id, s.component, date_trunc('month', d.born) ORDER BY d.born, d.id) >= 200000000 THEN 1.5 ELSE 1 END AS tier, l.principal
        FROM public.deal d JOIN servicing.loan l ON l.loan_id = d.id
        JOIN public.staff r ON r.id = d.decider
        CROSS JOIN LATERAL (VALUES (d.owner, d.group_id, d.branch_id, 'volume', l.principal / 100.0, 0.005), (d.decider, r.group_id, r.branch_id, 'files', 20, 1)) s (person_id, group_id, branch_id, component, base, rate)
       WHERE d.born >= '${first}' AND d.born < '${addMonths(month, 1)}' AND NOT (d.born >= '${month}' AND ${own})) x`)
  await run(`INSERT INTO performance.pay_line (${columns})
    SELECT s.person_id, s.group_id, s.branch_id, s.loan_id, s.month, v.id, s.component, 'commission', CASE WHEN p.after = 0 THEN 'earn' ELSE 'defer' END,
           CASE p.after WHEN 0 THEN s.whole - w.deferred WHEN 36 THEN w.deferred - 2 * round(w.deferred * 0.3) ELSE round(w.deferred * 0.3) END,
           CASE WHEN p.after > 0 THEN s.born + make_interval(months => p.after) END, NULL, NULL,
           jsonb_build_object('plan', jsonb_build_object('code', 'bench', 'name', 'bench', 'number', 1), 'anchor', jsonb_build_object('event', 'loan-disbursed', 'day', s.born),
             'inputs', jsonb_build_array(jsonb_build_object('name', 'principal', 'value', trim_scale(s.principal / 100.0)::text)),
             'sum', jsonb_build_object('base', trim_scale(s.base)::text, 'rate', s.rate::text, 'tier', s.tier::text, 'quality', '1', 'note', NULL, 'whole', (s.whole / 100.0)::numeric(20, 2)::text), 'gates', '[]'::jsonb),
           s.born, s.born + time '10:00', 'bench'
      FROM public.share s CROSS JOIN LATERAL (SELECT round(s.whole * 0.4) AS deferred) w CROSS JOIN performance.plan_version v
     CROSS JOIN (VALUES (0), (12), (24), (36)) p (after) ORDER BY s.born, s.loan_id, p.after`)
  const from = (step: string, line: string, day: string, amount = 'l.amount') =>
    `SELECT l.person_id, l.group_id, l.branch_id, l.loan_id, date_trunc('month', ${day})::date, l.plan_version_id, l.component, l.part, '${step}', ${amount}, NULL, l.id, NULL,
            jsonb_build_object('plan', NULL, 'anchor', jsonb_build_object('event', '${step}', 'day', ${day}), 'inputs', '[]'::jsonb, 'sum', NULL, 'gates', '[]'::jsonb), ${day}, now(), 'bench'
       FROM performance.pay_line l JOIN public.deal d ON d.id = l.loan_id WHERE ${line}`
  const late = "d.n % 33 = 0 AND l.value_day < DATE '2026-08-01'"
  await run(
    `INSERT INTO performance.pay_line (${columns}) ${from('hold', `l.step = 'defer' AND ${late}`, '(l.value_day + 61)')}`,
  )
  await run(
    `INSERT INTO performance.pay_line (${columns}) ${from('vest', `l.step = 'defer' AND NOT d.n % 33 = 0 AND l.vests_on < DATE '${addMonths(month, 1)}'`, 'l.vests_on')}`,
  )
  await run(
    `INSERT INTO performance.pay_line (${columns}) ${from('claim', `l.step = 'earn' AND d.n % 660 = 0 AND ${late}`, `(l.value_day + 75)`)}`,
  )
  await run(`WITH made AS (INSERT INTO performance.fault_case (loan_id, person_id, group_id, branch_id, opened_day, trigger, duty, state)
      SELECT loan_id, person_id, group_id, branch_id, value_day, 'overdue-90', 'may', 'closed' FROM performance.pay_line WHERE step = 'claim' RETURNING id, loan_id, person_id)
    INSERT INTO performance.recovery_step (case_id, person_id, month, amount) SELECT m.id, m.person_id, '${month}', l.amount / 2 FROM made m
      JOIN performance.pay_line l ON l.loan_id = m.loan_id AND l.person_id = m.person_id AND l.step = 'claim' WHERE l.amount > 1`)
  await run(
    `UPDATE performance.pay_line l SET case_id = c.id FROM performance.fault_case c WHERE l.step = 'claim' AND c.loan_id = l.loan_id AND c.person_id = l.person_id`,
  )
  await run(`INSERT INTO performance.pay_line (${columns})
    SELECT s.id, s.group_id, s.branch_id, NULL, m::date, NULL, 'base', 'base', 'earn', 800000 + s.id % 7 * 100, NULL, NULL, NULL, '{}', m::date + 27, m + interval '30 days', 'bench'
      FROM public.staff s CROSS JOIN generate_series('${first}'::timestamp, '${addMonths(month, -1)}', interval '1 month') m`)
  await run('ALTER TABLE performance.pay_line ENABLE TRIGGER ALL')
  await run('VACUUM ANALYZE performance.pay_line')
  await house.system('bench.earlier', async ctx => {
    for (let at = first; at < month; at = addMonths(at, 1)) {
      await ctx.sql.executeQuery({
        sql: `INSERT INTO performance.pay_month (month, state, frozen_at, frozen_by_name, approved_at, approved_by_name) VALUES ('${at}', 'approved', now(), 'bench', now(), 'bench')`,
        parameters: [],
      } as never)
      await payOut(ctx.sql, at, { day: addMonths(at, 1), at: ctx.now, by: 'bench', why: {} })
      await notePaid(ctx.sql, at, ctx.now, null)
    }
  })
}

/** Reads the month's lines once, and writes what the run wrote into a table with the same keys. */
async function plainest(pool: pg.Pool): Promise<number> {
  await pool.query('DROP TABLE IF EXISTS public.floor_line')
  await pool.query('CREATE TABLE public.floor_line (LIKE performance.pay_line INCLUDING INDEXES)')
  const started = performance.now()
  await pool.query(`SELECT person_id, sum(amount) FROM performance.pay_line WHERE month = '${month}' GROUP BY 1`)
  await pool.query(`INSERT INTO public.floor_line SELECT * FROM performance.pay_line WHERE month = '${month}'
     AND (loan_id IS NULL OR part = 'correction' OR step = 'deduct')`)
  return rounded((performance.now() - started) / 1000)
}
