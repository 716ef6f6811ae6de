import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Day } from '#lib/day'
import { closeDay } from '#servicing'
import { type Lender, openLender, requested, submitted } from '../applications.ts'
import { type Client, openTestHouse, refusalOf, type TestHouse } from '../house.ts'
import { plan } from '../plans.ts'

const refused = async (call: Promise<unknown>) => (await refusalOf(call)).code

/**
 * Two loans in January and one in February, brought by 林晓雯 and reviewed by 陈思远. Whatever paid or graded them opens the rows of that
 * moment, whoever corrects them afterwards.
 */
describe('a figure that paid or graded somebody', () => {
  let house: TestHouse
  let lender: Lender
  let hr: Client
  const run = (text: string, values: unknown[] = []) => house.pool.query(text, values)
  const through = async (day: string) => {
    house.clock.set(`${day}T15:30:00.000Z` as never)
    await closeDay(house.spine, { through: day as Day })
    await house.drain()
  }
  const fund = async (sequence: number) => {
    const { id } = await submitted(lender, sequence, { principal: '60000.00', price: '160000.00' })
    const { fundingId } = await requested(lender, id)
    const { version } = await lender.finance.origination.getFunding({ id: fundingId })
    await lender.finance.origination.disburseFunding({ id: fundingId, version })
    await house.drain()
  }

  beforeAll(async () => {
    house = await openTestHouse({ today: '2026-01-15' })
    lender = await openLender(house)
    await house.hire('he', 'hr_officer', { group: '人事组' })
    hr = await house.as('he')
    const component = {
      ...plan.components[0]!,
      quality: {
        metric: 'approval-rate',
        leastLoans: 1,
        steps: [
          { from: '0', factor: '0.5' },
          { from: '0.9', factor: '1' },
        ],
      },
    }
    const body = { ...plan, components: [component] }
    const draft = await hr.performance.addPlan({ code: 'market', name: '市场提成', reason: '首版', body })
    const approval = { id: draft.id, version: draft.version, fromDay: '2026-01-15', acceptedBecause: '演练' }
    await lender.riskDirector.performance.approvePlan(approval)
    // A house so small judges by a few rows.
    for (const code of ['approval-rate', 'turnaround'])
      await run(
        `INSERT INTO performance.metric_version (code, number, state, body, reason, from_day, made_by_name, made_at, decided_by_name, decided_at)
         VALUES ($1, 2, 'approved', '{"definitionZh":null,"definitionEn":null,"owner":"hr_officer","leastRows":1,"daysLater":null,"lateFrom":null,"mob":null}', '小团队', '2026-01-01', 'x', now(), 'y', now())`,
        [code],
      )
    const cycle = { weights: [{ part: 'metrics' as const, weight: 100 }], dueDay: '2026-03-05' }
    const [market, review] = ['market_developer', 'credit_reviewer']
    for (const one of [
      // Days that are no whole months, and two whole months.
      {
        ...cycle,
        name: '市场',
        from: '2026-01-10',
        to: '2026-02-20',
        posts: [market],
        metrics: [{ post: market, code: 'disbursed-count' as const, target: '3', weight: 100 }],
      },
      {
        ...cycle,
        name: '审核',
        from: '2026-01-01',
        to: '2026-02-28',
        posts: [review],
        metrics: [{ post: review, code: 'turnaround' as const, target: '20', weight: 100 }],
      },
    ]) {
      const { id, version } = await hr.performance.addCycle(one as never)
      await hr.performance.moveCycle({ id, version, to: 'open' })
    }
    await fund(1)
    await fund(2)
    await through('2026-02-10')
    await fund(3)
    await through('2026-03-02')
    await run(`ALTER TABLE origination.application_event DISABLE TRIGGER ALL`)
    // The rules approved them alone; say 陈思远 did, in 10 and 20 minutes in January and 60 in February.
    await run(
      `UPDATE origination.application_event e SET action = 'approve', actor_key = p.id, working_minutes = (ARRAY[10, 20, 60])[n.at] FROM team.person p,
          (SELECT id, row_number() OVER (ORDER BY id)::int AS at FROM origination.application_event WHERE action = 'approve-automatically') n WHERE n.id = e.id AND p.username = 'chen'`,
    )
  })
  afterAll(() => house.close())

  it('opens the rows a quality coefficient went by, though one of them was corrected since', async () => {
    const { lines } = await lender.developer.performance.myPay({ month: '2026-02-01' })
    const { why } = await lender.developer.performance.whyPay({ lineId: lines[0]!.id })
    expect(why.quality).toMatchObject({
      code: 'approval-rate',
      from: '2025-02-11',
      to: '2026-02-11',
      value: '1.000000',
      figureRows: 3,
    })
    const figureId = why.quality!.figureId!
    const before = await lender.developer.performance.keptFigureRows({ figureId })
    expect(before).toMatchObject({ frozen: true, version: 2, difference: null, figure: { value: '1.000000', rows: 3 } })
    expect(before.rows.map(row => [row.day, row.counted])).toEqual([
      ['2026-02-11', true],
      ['2026-01-15', true],
      ['2026-01-15', true],
    ])
    // Another turns out to have been brought by a colleague.
    const second = before.rows[1]!.number
    await run(
      `UPDATE origination.application SET originator_id = (SELECT id FROM team.person WHERE username = 'wu') WHERE number = $1`,
      [second],
    )
    const after = await lender.developer.performance.keptFigureRows({ figureId })
    expect(after.rows).toEqual(before.rows)
    expect(after.figure).toEqual(before.figure)
    expect(after.difference).toMatchObject({ gone: 1, come: 0, changed: 0, now: { rows: 2 } })
    // Whoever reads the pay reads the rows; a colleague reads neither.
    expect((await hr.performance.keptFigureRows({ figureId })).rows).toEqual(before.rows)
    const wu = await house.as('wu')
    expect(await refused(wu.performance.keptFigureRows({ figureId }))).toBe('authority.out_of_scope')
    expect(await refused(wu.performance.keptFigureRows({ figureId: 'figure_0000000000001' }))).toBe(
      'performance.figure_not_found',
    )
    // An estimate keeps nothing: nobody is paid by it.
    const kept = () => run(`SELECT count(*)::int AS count FROM performance.kept_figure`).then(one => one.rows[0].count)
    const count = await kept()
    await lender.developer.performance.estimatePay({
      principal: '60000.00',
      price: '160000.00',
      periods: '36',
      annualRate: '0.048',
      newCustomer: 'true',
    })
    expect(await kept()).toBe(count)
  })

  it('is kept when a cycle’s scores are computed: whole months by freezing them, other days by themselves', async () => {
    const cycles = await hr.performance.listCycles({})
    const sheet = async (name: string, username: string) => {
      const cycle = cycles.find(one => one.name === name)!
      await hr.performance.moveCycle({ id: cycle.id, version: cycle.version, to: 'calibrating' })
      const rows = await hr.performance.listAppraisals({ cycleId: cycle.id })
      const person = (await (await house.as(username)).team.me()).person.id
      const { id } = rows.find(row => row.personId === person)!
      return () => hr.performance.getAppraisal({ id })
    }
    const lin = await sheet('市场', 'lin')
    const line = (await lin()).parts[0]!.lines[0]!
    expect(line).toMatchObject({ value: '3', score: '100.00', frozen: true })
    const chen = await sheet('审核', 'chen')
    // The middle of 10, 20 and 60; neither month has it: 15 and 60.
    const { parts, personId, from, to } = await chen()
    expect(parts[0]!.lines[0]).toMatchObject({ value: '20', score: '100.00', frozen: true })
    expect(parts[0]!.lines[0]!.figureId).toBeUndefined()
    expect((await hr.performance.listFrozen({})).map(one => one.month)).toEqual(['2026-02-01', '2026-01-01'])

    // One of the loans turns out to have been brought by a colleague, and one review to have taken longer.
    await run(`ALTER TABLE servicing.loan DISABLE TRIGGER ALL`)
    await run(
      `UPDATE servicing.loan SET originator_id = (SELECT id FROM team.person WHERE username = 'wu') WHERE loan_id = (SELECT min(loan_id) FROM servicing.loan)`,
    )
    await run(`UPDATE origination.application_event SET working_minutes = 90 WHERE working_minutes = 20`)
    expect((await lin()).parts[0]!.lines[0]).toEqual(line)
    const own = await hr.performance.keptFigureRows({ figureId: line.figureId! })
    expect(own).toMatchObject({ figure: { value: '3', rows: 3 }, difference: { gone: 1, now: { value: '2' } } })
    expect(own.rows).toHaveLength(3)
    const minutes = await hr.performance.figureRows({ metric: 'turnaround', personId, from, to })
    expect(minutes).toMatchObject({ frozen: true, figure: { value: '20', rows: 3 } })
    expect(minutes.rows.map(row => row.measure).sort()).toEqual(['10', '20', '60'])
    expect(minutes.difference).toMatchObject({ gone: 0, come: 0, changed: 1, now: { value: '60' } })
  })
})
