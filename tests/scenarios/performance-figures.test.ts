import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { addMonths, type Day, monthEnd } from '#lib/day'
import type { Context } from '#platform/context'
import { boardGroups } from '#team'
import { fill, hire } from '../../bench/measure-book.ts'
import { isKept, type MetricCode, metricOf, metrics, ofCompanyAlone } from '../../modules/performance/metric.ts'
import { frozenDifference, frozenFigures, frozenRows } from '../../modules/performance/store/frozen.ts'
import { ask, type By, type FigureRow, measure, measureRows } from '../../modules/performance/store/measure.ts'
import { keepMonth } from '../../modules/performance/usecases/freeze-figures.ts'
import { sumAnew } from '../../modules/servicing/store/figure-sum.ts'
import { openTestHouse, type TestHouse } from '../house.ts'

const takenBack = new Error('taken back')

/** A book of three years in which people brought and decided loans; some were late, rolled, paid, were written off or had a payment taken back. */
describe('figures of a whole book', () => {
  let house: TestHouse
  const months = Array.from({ length: 7 }, (_, at) => {
    const from = addMonths('2026-05-01' as Day, at)
    return { from, to: monthEnd(from) }
  })
  const run = (text: string) => house.pool.query(text)

  beforeAll(async () => {
    house = await openTestHouse({ today: '2026-11-26' })
    await hire(house, house.pool, 8)
    await fill(house.pool, '2026-11-26' as Day, 900)
    for (const table of ['loan', 'loan_month', 'loan_transaction', 'loan_share', 'signal'])
      await run(`ALTER TABLE servicing.${table} DISABLE TRIGGER ALL`)
    // Half of the approvals came from another group, one in nine from the rules alone; some loans have a second customer's number.
    await run(
      `UPDATE servicing.loan SET decider_id = NULL, decider_group_id = NULL, decider_branch_id = NULL WHERE application_id % 9 = 4`,
    )
    await run(`ALTER TABLE origination.application_event DISABLE TRIGGER ALL`)
    await run(`UPDATE origination.application_event SET actor_key = NULL WHERE application_id % 9 = 4`)
    await run(
      `UPDATE servicing.loan_month SET bucket = (ARRAY['M0', 'M1', 'M2', 'M3', 'M4'])[1 + (loan_id / 1024 + extract(month FROM month_end)::int) % 5], overdue = 500000 WHERE loan_id / 1024 % 4 = 1`,
    )
    await run(
      `UPDATE servicing.loan_month SET state = 'written-off', bucket = 'M0', outstanding = 0 WHERE loan_id / 1024 % 20 = 5 AND month_end >= '2026-07-31'`,
    )
    await run(
      `UPDATE servicing.loan SET state = 'written-off', closed_on = '2026-07-20', outstanding = 0 WHERE loan_id / 1024 % 20 = 5 AND disbursed_on <= '2026-07-31'`,
    )
    await run(`INSERT INTO servicing.loan_state (loan_id, from_day, state, bucket, class, outstanding) SELECT loan_id, '2026-06-30'::date, 'overdue', 'M4', 'loss', 4321000 FROM servicing.loan WHERE state = 'written-off'
      UNION ALL SELECT loan_id, '2026-07-20'::date, 'written-off', 'M0', 'loss', 0 FROM servicing.loan WHERE state = 'written-off'`)
    await house.system('test', ctx => sumAnew(ctx, 24))
  })
  afterAll(() => house.close())

  const told = (ctx: Context, codes: readonly MetricCode[], by: By) =>
    ask(ctx, 'everything').then(asked => measure(asked, codes.map(metricOf), months, by))
  const counted = metrics.filter(
    metric => metric.source !== null && metric.day !== null && ['count', 'sum', 'share'].includes(metric.how),
  )

  it('are the sums of the rows each of them opens, for each person and in all, in every month', async () => {
    await house.system('test', async ctx => {
      const asked = await ask(ctx, 'everything')
      const found = await told(
        ctx,
        counted.map(metric => metric.code),
        'people',
      )
      let opened = 0
      for (const metric of counted)
        for (const [span, period] of months.entries()) {
          const rows = await measureRows(asked, metric, period, {}, 100_000)
          // What is told of the company alone is told of nobody in it.
          const own = ofCompanyAlone(metric) ? [] : Map.groupBy(rows, row => row.personKey)
          for (const [personKey, ofPerson] of [[null, rows] as const, ...own]) {
            const isAll = ofPerson === rows
            const figure = found.find(
              one =>
                one.code === metric.code &&
                one.span === span &&
                one.isAll === isAll &&
                (isAll || one.subjectKey === personKey),
            )
            const name = `${metric.code} ${period.from} ${isAll ? 'all' : personKey}`
            if (ofPerson.length === 0) {
              expect(figure?.tally.rows ?? 0, name).toBe(0)
              continue
            }
            opened += 1
            const sum = (of: (row: (typeof rows)[number]) => string | null) =>
              ofPerson.reduce((total, row) => total + BigInt(of(row) ?? '0'), 0n)
            expect(figure?.tally.rows, name).toBe(ofPerson.length)
            const whole = metric.measure ? sum(row => row.measure) : BigInt(ofPerson.length)
            expect(BigInt(figure!.tally.total ?? 0), name).toBe(whole)
            if (metric.how !== 'share') continue
            const part = sum(row =>
              !row.counted ? '0' : metric.partMeasure ? row.part : metric.measure ? row.measure : '1',
            )
            expect(BigInt(figure!.tally.part ?? 0), name).toBe(part)
          }
        }
      expect(opened).toBeGreaterThan(500)
      const personal = counted.filter(metric => !ofCompanyAlone(metric))
      // Asked for alone, where only that person's rows are looked at, somebody's figures are the same.
      for (const personKey of new Set(found.flatMap(one => one.subjectKey ?? []))) {
        const alone = await measure(asked, personal, months, 'all', { personKey })
        const own = found.filter(one => one.subjectKey === personKey)
        const name = (one: (typeof own)[number]) => `${one.code} ${one.span} ${JSON.stringify(one.tally)}`
        expect(
          alone
            .filter(one => one.tally.rows > 0)
            .map(name)
            .sort(),
        ).toEqual(own.map(name).sort())
      }
    })
  })

  it('of a frozen month open the very rows they were made of, whatever is done to the loans afterwards', async () => {
    const [month, period] = ['2026-09-01' as Day, months[4]!]
    const rowsOf = (ctx: Context, personKey: bigint | undefined) =>
      ask(ctx, 'everything').then(async asked => {
        const all: [MetricCode, FigureRow[]][] = []
        for (const metric of metrics.filter(isKept))
          all.push([metric.code, await measureRows(asked, metric, period, { personKey }, 100_000)])
        return all
      })
    await house
      .system('test', async ctx => {
        const { rows: some } = await run('SELECT id FROM team.person ORDER BY id LIMIT 3')
        const subjects = [undefined, ...some.map(row => row.id as bigint)]
        const before = []
        for (const personKey of subjects) before.push(await rowsOf(ctx, personKey))
        const asked = await ask(ctx, 'everything')
        const kept = metrics.filter(isKept)
        const groups = await boardGroups(ctx.sql, period.to)
        const tree = groups.map(group => ({ groupKey: group.key, memberKey: group.key }))
        const [people, branches, ofGroups] = [
          await measure(asked, kept, [period], 'people'),
          await measure(asked, kept, [period], 'branches'),
          await measure(asked, kept, [period], { tree }),
        ]
        expect(await keepMonth(ctx, month)).toBe(true)
        // Read off what was kept, quantiles and numbers of different things too, figures are those of the records.
        for (const [level, live] of [
          ['person', people],
          ['branch', branches],
          ['group', ofGroups],
        ] as const)
          for (const { code, subjectKey, isAll, tally } of live) {
            if (!isAll && subjectKey === null) continue
            const subject = isAll ? (['company', 0n] as const) : ([level, subjectKey!] as const)
            const frozen = (await frozenFigures(ctx.sql, [month], subject[0], subject[1])).find(
              one => one.code === code,
            )
            const { rows, total, part, median } = frozen?.tally ?? { rows: 0, total: null, part: null, median: null }
            expect([rows, total ?? '0', part ?? '0', median], `${code} ${subject}`).toEqual([
              ...[tally.rows, tally.total ?? '0', tally.part ?? '0', tally.median],
            ])
          }
        await ctx.sql.executeQuery({
          sql: `UPDATE servicing.installment SET principal_paid = 0, interest_paid = 0 WHERE due_on BETWEEN '2026-09-01' AND '2026-09-30' AND loan_id / 1024 % 3 = 0`,
          parameters: [],
        } as never)
        for (const [at, personKey] of subjects.entries())
          for (const [code, live] of before[at]!) {
            const metric = metricOf(code)
            const kept = await frozenRows(ctx.sql, metric, month, { personKey }, 100_000)
            const told = (row: FigureRow) => ({
              ...row,
              part: metric.partMeasure ? row.part : null,
              counted: metric.counted ? row.counted : true,
            })
            const sorted = (list: FigureRow[]) =>
              list
                .map(told)
                .map(row => JSON.stringify(row, (_, x) => String(x)))
                .sort()
            expect(sorted(kept), `${code} ${personKey}`).toEqual(sorted(live))
            const difference = await frozenDifference(asked, metric, month, period, { personKey })
            expect(difference.changed > 0, code).toBe(
              code === 'due-paid-amount' && live.some(row => row.measure !== '0'),
            )
          }
        expect(before[0]!.find(([code]) => code === 'due-amount')![1][0]!.number).toMatch(/^B\d+ · \d+$/)
        throw takenBack
      })
      .catch(error => {
        if (error !== takenBack) throw error
      })
  })

  it('count for who approved a loan last, and the credit for it is shared to the fen', async () => {
    await house.system('test', async ctx => {
      const of = await told(
        ctx,
        ['credited-amount', 'disbursed-amount', 'new-customers', 'decided-fpd30', 'decided-mob3', 'late-at-mob3'],
        'people',
      )
      const all = (code: MetricCode, span: number) =>
        of.find(one => one.code === code && one.span === span && one.isAll)?.tally
      for (const span of months.keys())
        expect(all('credited-amount', span)?.total).toBe(all('disbursed-amount', span)?.total)
      // Of each customer the earliest loan, in plain words.
      const { rows: firsts } =
        await run(`SELECT l.originator_id AS "personKey", to_char(l.disbursed_on, 'YYYY-MM-01') AS month, count(*)::int AS n
         FROM servicing.loan l JOIN (SELECT min(loan_id) AS loan_id FROM servicing.loan GROUP BY customer_id) o ON o.loan_id = l.loan_id
        WHERE l.disbursed_on BETWEEN '2026-05-01' AND '2026-11-30' GROUP BY 1, 2`)
      const came = of.filter(one => one.code === 'new-customers' && !one.isAll)
      expect(came.map(one => [one.subjectKey, months[one.span]!.from, one.tally.rows]).sort()).toEqual(
        firsts.map(row => [row.personKey, row.month, row.n]).sort(),
      )
      // As the events say it, in plain words: who approved, and what their loans of an age owed in trouble.
      const { rows } =
        await run(`SELECT e.actor_key AS "personKey", sum(l.principal)::text AS whole, sum(CASE WHEN m.state = 'written-off' OR l.state = 'written-off' AND m.month_end >= '2026-07-31' THEN 4321000 WHEN m.bucket > 'M1' THEN m.outstanding ELSE 0 END)::text AS part
         FROM servicing.loan l JOIN origination.application_event e ON e.application_id = l.application_id AND e.action = 'approve'
         JOIN servicing.loan_month m ON m.loan_id = l.loan_id AND m.month_end = '2026-09-30'
        WHERE l.disbursed_on BETWEEN '2026-06-01' AND '2026-06-30' AND e.actor_key IS NOT NULL GROUP BY 1`)
      const september = of.filter(one => one.code === 'decided-mob3' && one.span === 4 && !one.isAll)
      expect(rows.length).toBeGreaterThan(3)
      expect(rows.some(row => BigInt(row.part) > 0n)).toBe(true)
      expect(september.map(one => [one.subjectKey, one.tally.total, one.tally.part ?? '0']).sort()).toEqual(
        rows.map(row => [row.personKey, row.whole, row.part]).sort(),
      )
      // Nobody approved what the rules approved alone.
      expect(Number(all('decided-mob3', 4)!.total)).toBeLessThan(Number(all('late-at-mob3', 4)!.total))
    })
  })

  it('tell of a month’s beginning what the month made of it: worse, written off, or paid', async () => {
    const { rows: late } = await run(
      `SELECT m.loan_id, m.originator_id FROM servicing.loan_month m WHERE m.month_end = '2026-08-31' AND m.bucket = 'M1' AND m.state = 'active'
         AND NOT EXISTS (SELECT FROM servicing.loan_transaction t WHERE t.loan_id = m.loan_id AND t.posted_on BETWEEN '2026-09-01' AND '2026-09-30') ORDER BY 1 LIMIT 2`,
    )
    const paid = (loan: bigint, amount: number, day: string) =>
      run(
        `INSERT INTO servicing.loan_transaction (loan_id, id, kind, amount, principal, posted_on, value_date, recorded_at, recorded_by) VALUES (${loan}, ${loan}, 'repayment', ${amount}, ${amount}, '${day}', '${day}', now(), 'test')`,
      )
    const whole = async () =>
      (await house.system('test', ctx => told(ctx, ['roll-m1', 'recovery-rate'], 'people'))).filter(
        one => one.span === 4,
      )
    const before = await whole()
    await paid(late[0].loan_id, 200_000, '2026-09-10')
    await paid(late[1].loan_id, 900_000, '2026-10-01')
    // What came in past the triggers and into a closed month is summed anew.
    await house.system('test', ctx => sumAnew(ctx, 24))
    const after = await whole()
    const part = (of: typeof before, code: string, isAll = true, who?: bigint) =>
      BigInt(
        of.find(one => one.code === code && one.isAll === isAll && (isAll || one.subjectKey === who))?.tally.part ?? 0,
      )
    expect(part(after, 'recovery-rate') - part(before, 'recovery-rate')).toBe(200_000n)
    expect(
      part(after, 'recovery-rate', false, late[0].originator_id) -
        part(before, 'recovery-rate', false, late[0].originator_id),
    ).toBe(200_000n)
    const { rows } =
      await run(`SELECT sum(m.outstanding) FILTER (WHERE a.bucket > 'M1' OR a.state = 'written-off')::text AS part, sum(m.outstanding)::text AS whole FROM servicing.loan_month m
      JOIN servicing.loan_month a ON a.loan_id = m.loan_id AND a.month_end = '2026-09-30' WHERE m.month_end = '2026-08-31' AND m.bucket = 'M1' AND m.state = 'active'`)
    const rolled = after.find(one => one.code === 'roll-m1' && one.isAll)!.tally
    expect([rolled.total, rolled.part]).toEqual([rows[0].whole, rows[0].part])
  })
})
