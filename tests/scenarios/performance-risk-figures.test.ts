import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { addDays, addMonths, type Day, monthEnd } from '#lib/day'
import { fill, hire } from '../../bench/measure-book.ts'
import { figureOf, separationIn, shiftIn, standsOn } from '../../modules/performance/figure.ts'
import { type Metric, type MetricCode, metricOf } from '../../modules/performance/metric.ts'
import { frozenRows } from '../../modules/performance/store/frozen.ts'
import { ask, type FigureRow, measureOne, measureRows } from '../../modules/performance/store/measure.ts'
import { keepMonth } from '../../modules/performance/usecases/freeze-figures.ts'
import { metricsOnDay } from '../../modules/performance/usecases/metrics-on-day.ts'
import { tellFigures } from '../../modules/performance/usecases/tell-figures.ts'
import { openTestHouse, type TestHouse } from '../house.ts'

const monthOf = (from: string) => ({ from: from as Day, to: monthEnd(from as Day) })

/** A figure told whole, with its rows. */
const told = (house: TestHouse, metric: Metric, from: string) =>
  house.system('test', async ctx => {
    const asked = await ask(ctx, 'everything')
    const rows = await measureRows(asked, metric, monthOf(from), {}, 100_000)
    return { rows, tally: await measureOne(asked, metric, monthOf(from), {}) }
  })

/** Figures of a whole book in which everything has happened, read a second time loan by loan in plain words. */
describe('figures of a whole book, read a second time', () => {
  let house: TestHouse
  const late = ['M4', 'M5', 'M6', 'M6+']
  type Signal = {
    key: bigint
    day: Day
    state: string
    bucket: string
    class: string
    stage: number
    wasState: string
    wasBucket: string
    wasClass: string
    wasStage: number
    firstPaymentDays: number | null
  }
  type Standing = { key: bigint; day: Day; state: string; bucket: string; class: string; stage: number }
  let signals: Map<bigint, Signal[]>
  let standings: Map<bigint, Standing[]>
  let watches: Map<bigint, { key: bigint; day: Day; watched: boolean }[]>
  let loans: { key: bigint; born: Day; application: bigint; score: number | null }[]
  let ends: Map<bigint, { key: bigint; day: Day; bucket: string; state: string }[]>

  beforeAll(async () => {
    house = await openTestHouse({ today: '2026-11-26' })
    await hire(house, house.pool, 8)
    await house.hire('zongjian', 'risk_director')
    await fill(house.pool, '2026-11-26' as Day, 900)
    const run = (text: string) => house.pool.query(text)
    for (const table of [
      'servicing.loan_month',
      'servicing.signal',
      'servicing.loan_state',
      'servicing.loan_watch',
      'decision.decision',
      'origination.application',
    ])
      await run(`ALTER TABLE ${table} DISABLE TRIGGER ALL`)
    // Chance, but the same each time: a number below m from a loan and a salt.
    await run(
      `CREATE FUNCTION public.chance(id bigint, salt int, m int) RETURNS int LANGUAGE sql IMMUTABLE AS $$ SELECT (('x' || substr(md5(id || '/' || salt), 1, 7))::bit(28)::int) % m $$`,
    )
    const day = (salt: number) => `date '2025-06-01' + public.chance(n, ${salt}, 500)`
    const signal =
      'INSERT INTO servicing.signal (from_day, loan_id, was_state, state, was_bucket, bucket, was_class, class, was_stage, stage, outstanding, first_payment_days)'
    const again = 'ON CONFLICT DO NOTHING'
    // Into stage 2, and out of arrears some weeks later: under watch, or not.
    await run(
      `${signal} SELECT ${day(1)}, id, 'overdue', 'overdue', 'M1', 'M2', 'special-mention', 'special-mention', 1, 2, 5000000, NULL FROM public.deal WHERE public.chance(n, 2, 3) > 0 ${again}`,
    )
    await run(`INSERT INTO servicing.loan_state (loan_id, from_day, state, bucket, class, stage, outstanding) SELECT id, ${day(1)} + 5 + public.chance(n, 3, 60), CASE WHEN public.chance(n, 4, 5) = 0 THEN 'overdue' ELSE 'active' END, 'M0',
        CASE WHEN public.chance(n, 5, 4) = 0 THEN 'substandard' ELSE 'normal' END, 1 + public.chance(n, 6, 2), 5000000 FROM public.deal WHERE public.chance(n, 2, 3) > 0`)
    await run(
      `INSERT INTO servicing.loan_state (loan_id, from_day, state, bucket, class, stage, outstanding) SELECT id, ${day(7)}, 'overdue', (ARRAY['M3', 'M4', 'M5'])[1 + public.chance(n, 8, 3)], 'substandard', 3, 5000000 FROM public.deal WHERE public.chance(n, 9, 3) = 0 ${again}`,
    )
    // Over ninety days once or twice; the debtor's other loans; a first payment that failed.
    for (const salt of [10, 20])
      await run(
        `${signal} SELECT ${day(salt)}, id, 'overdue', 'overdue', (ARRAY['M3', 'M4'])[1 + public.chance(n, ${salt} + 1, 2)], 'M4', 'special-mention', 'substandard', 2, 3, 5000000, NULL FROM public.deal WHERE public.chance(n, ${salt} + 2, 2) = 0 ${again}`,
      )
    await run(
      `${signal} SELECT ${day(30)}, id, (ARRAY['active', 'overdue'])[1 + public.chance(n, 31, 2)], 'active', 'M0', 'M0', (ARRAY['normal', 'substandard'])[1 + public.chance(n, 32, 2)], (ARRAY['normal', 'substandard'])[1 + public.chance(n, 33, 2)], 1, 1 + public.chance(n, 34, 2), 5000000, NULL FROM public.deal WHERE public.chance(n, 35, 3) = 0 ${again}`,
    )
    for (const [at, failed] of [1, 7, 15, 30].entries())
      await run(
        `${signal} SELECT ${day(40)} + ${failed}, id, 'overdue', 'overdue', 'M1', 'M1', 'normal', 'normal', 1, 1, 5000000, ${failed} FROM public.deal WHERE public.chance(n, 41, 8) > ${at + 2} AND n % 50 > 0 ${again}`,
      )
    for (const salt of [50, 60])
      await run(
        `INSERT INTO servicing.loan_watch (loan_id, id, watched, reason, review_on, recorded_on, recorded_by, recorded_at) SELECT id, id + ${salt}, public.chance(n, ${salt} + 1, 3) > 0, 'x', CASE WHEN public.chance(n, ${salt} + 1, 3) > 0 THEN date '2027-12-31' END, ${day(salt)}, 'x', now() FROM public.deal WHERE public.chance(n, ${salt} + 2, 4) = 0`,
      )
    // Scores of nine in ten, the worse the likelier to go bad; some loans are written off.
    await run(
      `UPDATE servicing.loan_month SET bucket = (ARRAY['M0', 'M1', 'M2', 'M3', 'M4'])[1 + public.chance(loan_id, extract(month FROM month_end)::int, 5)] WHERE public.chance(loan_id, 70, 5) = 1`,
    )
    await run(
      `UPDATE servicing.loan_month SET state = 'written-off', bucket = 'M0', outstanding = 0 WHERE public.chance(loan_id, 71, 25) = 5 AND month_end >= '2026-07-31'`,
    )
    await run(
      `INSERT INTO decision.rule_set (number, state, note, rules, drafted_by_name, drafted_at, editors) SELECT max(number) + 1, 'draft', 'x', '[]', 'x', now(), '{}' FROM decision.rule_set`,
    )
    await run(
      `INSERT INTO decision.decision (id, rule_set_id, facts, verdict, reasons, decided_at, business_day) SELECT d.n, (SELECT max(id) FROM decision.rule_set), jsonb_build_object('score.points', 560 + public.chance(d.n, 80, 120) - CASE WHEN public.chance(d.id, 70, 5) = 1 THEN 40 ELSE 0 END), 'approve', '[]', now(), d.born FROM public.deal d WHERE public.chance(d.n, 81, 10) > 0`,
    )
    await run(`UPDATE origination.application SET decision_id = id WHERE id IN (SELECT id FROM decision.decision)`)
    const by = <Row extends { key: bigint }>(text: string) =>
      house.pool.query<Row>(text).then(({ rows }) => Map.groupBy(rows, row => row.key))
    signals = await by<Signal>(
      `SELECT loan_id AS key, from_day::text AS day, state, bucket, class, stage, was_state AS "wasState", was_bucket AS "wasBucket", was_class AS "wasClass", was_stage AS "wasStage", first_payment_days AS "firstPaymentDays" FROM servicing.signal ORDER BY from_day`,
    )
    standings = await by<Standing>(
      `SELECT loan_id AS key, from_day::text AS day, state, bucket, class, stage FROM servicing.loan_state ORDER BY from_day`,
    )
    watches = await by(`SELECT loan_id AS key, recorded_on::text AS day, watched FROM servicing.loan_watch`)
    ends = await by(`SELECT loan_id AS key, month_end::text AS day, bucket, state FROM servicing.loan_month`)
    loans = (
      await house.pool.query(
        `SELECT l.loan_id AS key, l.disbursed_on::text AS born, l.application_id AS application, (d.facts ->> 'score.points')::int AS score FROM servicing.loan l LEFT JOIN decision.decision d ON d.id = l.application_id`,
      )
    ).rows
  })
  afterAll(() => house.close())

  const worse = (one: { state: string; class: string; stage: number }) =>
    one.state === 'active' && (one.class !== 'normal' || one.stage > 1)
  const wentBad = (key: bigint) =>
    (signals.get(key) ?? [])
      .filter(one => late.includes(one.bucket) && !late.includes(one.wasBucket))
      .map(one => one.day)
  /** Every day on which something warned of a loan. */
  const warned = (key: bigint): Day[] => {
    const own = signals.get(key) ?? []
    const history = standings.get(key) ?? []
    const byClose = own.filter(
      one => worse(one) && !worse({ state: one.wasState, class: one.wasClass, stage: one.wasStage }),
    )
    const cured = own
      .filter(one => one.state === 'overdue' && one.wasStage === 1 && one.stage > 1)
      .flatMap(one => history.find(later => later.day > one.day && later.state !== 'overdue') ?? [])
      .filter(worse)
    const failed = own.find(one => (one.firstPaymentDays ?? 0) >= 7)
    const byHand = (watches.get(key) ?? []).filter(
      one => one.watched && !late.includes(history.findLast(then => then.day <= one.day)?.bucket ?? ''),
    )
    return [...byClose, ...cured, ...(failed ? [failed] : []), ...byHand].map(one => one.day)
  }
  const months = Array.from({ length: 11 }, (_, at) => addMonths('2026-01-01' as Day, at))
  const lines = (rows: { key: bigint; day: Day | null; counted: boolean }[]) =>
    rows.map(row => `${row.key} ${row.day} ${row.counted}`).sort()
  const inside = (day: Day, month: Day) => day >= month && day <= monthEnd(month) && day <= '2026-11-26'

  it('of warnings are what each loan’s own history says', async () => {
    let [recalled, missed, right, wrong] = [0, 0, 0, 0]
    for (const month of months) {
      const recall = loans.flatMap(({ key }) =>
        wentBad(key)
          .filter(day => inside(day, month))
          .map(day => ({
            ...{ key, day },
            counted: warned(key).some(one => one >= addDays(day, -180) && one <= addDays(day, -30)),
          })),
      )
      expect(lines((await told(house, metricOf('alert-recall'), month)).rows), month).toEqual(lines(recall))
      const precision = loans.flatMap(({ key }) => {
        const first = warned(key)
          .filter(day => inside(addDays(day, 180), month))
          .sort()[0]
        if (!first) return []
        const counted = wentBad(key).some(day => day > first && day <= addDays(first, 180))
        return [{ key, day: addDays(first, 180), counted }]
      })
      expect(lines((await told(house, metricOf('alert-precision'), month)).rows), month).toEqual(lines(precision))
      recalled += recall.filter(one => one.counted).length
      missed += recall.filter(one => !one.counted).length
      right += precision.filter(one => one.counted).length
      wrong += precision.filter(one => !one.counted).length
    }
    for (const some of [recalled, missed, right, wrong]) expect(some).toBeGreaterThan(50)
    // A loan counts on the same day whatever part of a month is asked for.
    await house.system('test', async ctx => {
      const asked = await ask(ctx, 'everything')
      const of = (from: string, to: string) =>
        measureRows(asked, metricOf('alert-precision'), { from: from as Day, to: to as Day }, {}, 100_000)
      const whole = await of('2026-06-01', '2026-06-30')
      const parts = [...(await of('2026-06-01', '2026-06-14')), ...(await of('2026-06-15', '2026-06-30'))]
      expect(lines(parts)).toEqual(lines(whole))
    })
  })

  /** Loans that come to six months at the end of a month, with their score and whether they went bad by then. */
  const sixMonths = (month: Day) =>
    loans
      .filter(loan => loan.score !== null && loan.born.slice(0, 7) === addMonths(month, -6).slice(0, 7))
      .map(({ key, score }) => ({
        ...{ key, score: score!, day: monthEnd(month) },
        counted: (ends.get(key) ?? []).some(
          end =>
            end.day <= monthEnd(month) && (end.state === 'written-off' || ['M2', 'M3', ...late].includes(end.bucket)),
        ),
      }))

  it('of scores are what every threshold and every pair of loans says', async () => {
    const closed = months.slice(0, 10)
    for (const month of closed) {
      const known = sixMonths(month)
      const ks = await told(house, metricOf('model-ks'), month)
      expect(lines(ks.rows), month).toEqual(lines(known))
      expect(ks.rows.map(row => row.measure).sort()).toEqual(known.map(row => String(row.score)).sort())
      const [good, bad] = [known.filter(row => !row.counted), known.filter(row => row.counted)]
      const below = (some: typeof known, score: number) => some.filter(row => row.score <= score).length / some.length
      const gaps = known.map(row => Math.abs(below(good, row.score) - below(bad, row.score)))
      const figure = (code: MetricCode, tally = ks.tally) => Number(figureOf(metricOf(code), tally).value)
      if (good.length === 0 || bad.length === 0) {
        expect(figureOf(metricOf('model-ks'), ks.tally).value).toBeNull()
        continue
      }
      expect(figure('model-ks')).toBeCloseTo(Math.max(...gaps), 5)
      const pairs = good.flatMap(one =>
        bad.map(other => (one.score > other.score ? 1 : one.score < other.score ? 0 : 0.5)),
      )
      const auc = (await told(house, metricOf('model-auc'), month)).tally
      expect(figure('model-auc', auc)).toBeCloseTo(
        pairs.reduce((total: number, one) => total + one, 0) / pairs.length,
        5,
      )
      expect(standsOn(metricOf('model-ks'), ks.tally)).toBe(Math.min(good.length, bad.length))
      const at = separationIn(ks.tally)!
      expect([at.goodBelow / at.good, at.badBelow / at.bad]).toEqual([below(good, at.score), below(bad, at.score)])

      const lent = loans.filter(loan => loan.score !== null && loan.born.slice(0, 7) === month.slice(0, 7))
      const shift = await told(house, metricOf('model-psi'), month)
      const both = [
        ...known.map(row => ({ ...row, counted: false })),
        ...lent.map(({ key }) => ({ key, day: monthEnd(month), counted: true })),
      ]
      expect(lines(shift.rows), month).toEqual(lines(both))
      const { bands, base, now } = shiftIn(shift.tally)!
      expect([base, now]).toEqual([known.length, lent.length])
      expect(bands.reduce((total, band) => total + band.now, 0)).toBe(now)
    }
    // The month that still runs tells nothing yet.
    expect((await told(house, metricOf('model-ks'), '2026-11-01')).rows).toEqual([])
    expect((await told(house, metricOf('model-psi'), '2026-11-01')).rows).toEqual([])
  })

  it('of scores stand on the kind with fewer loans, and say where good and bad differ most', async () => {
    const director = await house.as('zongjian')
    const year = { company: 'true', from: '2026-01-01', to: '2026-10-31' } as const
    const answer = await director.performance.figureRows({ metric: 'model-ks', ...year })
    const known = months.slice(0, 10).flatMap(sixMonths)
    const bad = known.filter(row => row.counted)
    expect(answer.figure).toMatchObject({ rows: known.length, numerator: null })
    expect(answer).toMatchObject({ measuredIn: 'score', shift: null })
    const { score, goodBelow, badBelow } = answer.separation!
    expect(answer.separation).toMatchObject({ bad: bad.length, good: known.length - bad.length })
    expect([goodBelow, badBelow]).toEqual([
      known.filter(row => !row.counted && row.score <= score).length,
      bad.filter(row => row.score <= score).length,
    ])
    expect(answer.rows.filter(row => row.counted).length).toBe(bad.length)
    const moved = await director.performance.figureRows({ metric: 'model-psi', ...year })
    expect(moved.shift!.reduce((total, band) => total + band.base + band.now, 0)).toBe(moved.figure.rows)
    // Of a month with enough loans but hardly any bad ones, the card says that these are too few.
    const { metrics } = await director.performance.score({ day: '2026-09-30' })
    const ks = metrics.find(metric => metric.code === 'model-ks')!
    const counts = sixMonths('2026-09-01' as Day)
    expect(counts.length).toBeGreaterThan(15)
    expect(ks.month.figure).toMatchObject({ rows: counts.length, few: true })
    expect(ks.year.figure).toMatchObject({ few: Math.min(bad.length, known.length - bad.length) < 20 })
  })

  it('of frozen months are kept with their rows, several together told from the rows of all of them', async () => {
    const takenBack = new Error('taken back')
    const codes = [
      'model-ks',
      'model-auc',
      'model-psi',
      'alert-recall',
      'alert-precision',
      'margin-after-loss',
    ] as const
    await house
      .system('test', async ctx => {
        const company = { level: 'company', key: 0n, name: null, subject: {}, post: null } as const
        const both = { from: '2026-08-01' as Day, to: '2026-09-30' as Day }
        const all = [...(await metricsOnDay(ctx, both.to)).values()].filter(one => codes.includes(one.code as never))
        const tell = async () => [
          ...(await tellFigures(ctx, all, company, [both])),
          ...(await tellFigures(ctx, all, company, [monthOf('2026-09-01')])),
        ]
        const asked = await ask(ctx, 'everything')
        const live = await tell()
        const rows = new Map<MetricCode, FigureRow[]>()
        for (const metric of all)
          rows.set(metric.code, await measureRows(asked, metric, monthOf('2026-09-01'), {}, 100_000))
        for (const month of ['2026-08-01', '2026-09-01']) await keepMonth(ctx, month as Day)
        const frozen = await tell()
        expect(frozen.map(one => [one.code, one.frozen])).toEqual(live.map(one => [one.code, true]))
        expect(frozen.map(one => [one.code, one.figure, one.few])).toEqual(
          live.map(one => [one.code, one.figure, one.few]),
        )
        expect(live.every(one => one.figure!.value !== null)).toBe(true)
        for (const metric of all) {
          const kept = await frozenRows(ctx.sql, metric, '2026-09-01' as Day, {}, 100_000)
          const text = (list: FigureRow[]) =>
            list
              .map(
                row =>
                  `${row.key} ${row.number} ${row.day} ${row.measure} ${metric.partMeasure ? row.part : ''} ${row.counted || !metric.counted}`,
              )
              .sort()
          expect(text(kept), metric.code).toEqual(text(rows.get(metric.code)!))
          expect(kept.length, metric.code).toBeGreaterThan(10)
        }
        throw takenBack
      })
      .catch(error => {
        if (error !== takenBack) throw error
      })
  })
})
