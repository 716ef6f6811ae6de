import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { toId, toKey } from '#lib/id'
import { type Lender, openLender, requested, submitted } from '../applications.ts'
import { openTestHouse, refusalOf, type TestHouse } from '../house.ts'
import { liveUntil } from '../loans.ts'

describe('figures about people', () => {
  let house: TestHouse
  let lender: Lender
  const period = { from: '2026-03-01', to: '2026-03-31' }

  beforeAll(async () => {
    house = await openTestHouse({ today: '2026-03-02' })
    lender = await openLender(house)
    // One approved by the rules and paid out, one that waits for a reviewer.
    const paid = await submitted(lender, 1, { principal: '60000.00', price: '160000.00' })
    const { fundingId } = await requested(lender, paid.id)
    const funding = await lender.finance.origination.getFunding({ id: fundingId })
    await lender.finance.origination.disburseFunding({ id: fundingId, version: funding.version })
    await submitted(lender, 2, { principal: '250000.00', price: '400000.00', income: '60000.00' })
  })
  afterAll(() => house.close())

  it('sum the very rows they open, and are the same for one person and in all', async () => {
    const board = await lender.manager.performance.teamBoard(period)
    const lin = board.people.find(person => person.name === '林晓雯')!
    expect(lin.figures.applications?.value).toBe('2')
    expect(lin.figures['in-progress']?.value).toBe('1')
    expect(lin.figures['disbursed-amount']?.value).toBe('60000.00')
    expect(lin.figures['overdue-rate']).toMatchObject({ value: '0.000000', numerator: '0.00', denominator: '60000.00' })
    for (const person of board.people) {
      for (const [metric, figure] of Object.entries(person.figures)) {
        const why = await lender.manager.performance.figureRows({
          metric: metric as 'applications',
          personId: person.id,
          ...period,
        })
        expect(why.figure, `${person.name} ${metric}`).toEqual(figure)
        expect(why.rows.length).toBe(figure.rows)
        if (metric === 'disbursed-amount') {
          const fen = why.rows.reduce((total, row) => total + BigInt(row.measure!.replace('.', '')), 0n)
          expect(fen).toBe(BigInt(figure.value!.replace('.', '')))
        }
      }
    }
    for (const group of board.groups) {
      for (const [metric, figure] of Object.entries(group.figures)) {
        const why = await lender.manager.performance.figureRows({
          metric: metric as 'applications',
          groupId: group.id,
          ...period,
        })
        expect(why.figure, `${group.name} ${metric}`).toEqual(figure)
        expect(why.rows.length).toBe(figure.rows)
      }
    }
    expect(board.all.applications?.value).toBe('2')
    expect(board.groups.find(group => group.name === '华东一组')?.figures.applications?.value).toBe('2')
  })

  it('count the work in everybody’s hands, and say who reports to whom', async () => {
    await lender.developer.origination.addLead({
      name: '李四',
      phone: '13800000001',
      source: 'walk-in',
      interest: '新能源车',
      nextContactOn: null,
    })
    const waiting = (await lender.reviewer.origination.listReviewQueue()).rows[0]!
    await lender.reviewer.origination.claimApplication({ id: waiting.id })
    const board = await lender.manager.performance.teamBoard(period)
    const of = (name: string) => board.people.find(person => person.name === name)!
    expect(of('林晓雯').figures.leads?.value).toBe('1')
    expect(of('陈思远').figures['in-hand']?.value).toBe('1')
    expect(of('周明').figures['in-hand']).toBeUndefined()
    expect(of('林晓雯').reportsTo).toBe(of('boss').id)
    // Half an hour later nobody holds it any more.
    house.clock.advance(31 * 60_000)
    const later = await lender.manager.performance.teamBoard(period)
    expect(later.people.find(person => person.name === '陈思远')!.figures['in-hand']).toBeUndefined()
  })

  it('give a group what lies below it, and measure an application from submission to its end', async () => {
    const { groups } = await lender.manager.team.listGroups()
    const market = groups.find(group => group.name === '华东一组')!
    await house.hire('he', 'market_developer', { group: '华东二组', name: '何梅' })
    await house.pool.query(
      `UPDATE team.group_period SET parent_id = (SELECT group_id FROM team.group_period WHERE name = '华东一组') WHERE name = '华东二组'`,
    )
    const waiting = (await lender.reviewer.origination.listReviewQueue()).rows[0]!
    await lender.reviewer.origination.claimApplication({ id: waiting.id })
    house.clock.advance(12 * 60_000)
    const { application } = await lender.reviewer.origination.getReview({ id: waiting.id })
    await lender.reviewer.origination.reviewApplication({
      id: waiting.id,
      version: application.version,
      verdict: 'approve',
      principal: application.principal,
      conditions: [],
      reason: null,
      note: '资料齐全',
    })
    const he = await house.as('he')
    await submitted({ ...lender, developer: he }, 3, { principal: '60000.00', price: '160000.00' })
    const board = await lender.manager.performance.teamBoard(period)
    const first = board.groups.find(group => group.id === market.id)!
    const second = board.groups.find(group => group.name === '华东二组')!
    expect(second.parentId).toBe(market.id)
    expect(second.figures.applications?.value).toBe('1')
    expect(first.figures.applications?.value).toBe('3')
    const minutes = await lender.manager.performance.figureRows({
      metric: 'decision-time',
      groupId: market.id,
      ...period,
    })
    // Two by the rules at once, .
    expect(minutes.rows.map(row => Number(row.measure)).sort((a, b) => a - b)).toEqual([0, 0, 43])
    expect(minutes.figure.value).toBe('0')
    expect(board.people.find(person => person.name === '陈思远')!.figures.turnaround?.value).toBe('43')
  })

  it('tell what came to a queue, and how long a case was really in hand', async () => {
    const today = (await lender.manager.team.me()).businessDay
    await house.pool.query('UPDATE platform.business_day SET day = day + 1 WHERE closed_at IS NULL')
    const { queues, to } = await lender.manager.performance.measureQueues({ days: 28 })
    await house.pool.query('UPDATE platform.business_day SET day = day - 1 WHERE closed_at IS NULL')
    expect(to).toBe(today)
    const [first] = queues
    // The hold that ran out is nobody's time; only the twelve minutes before the decision count.
    expect(first).toMatchObject({
      queue: 'first-review',
      arrivals: 1,
      people: 1,
      handled: 1,
      handlingMinutes: '12.0',
      few: true,
    })
    // Of four Mondays two are free for the Spring Festival.
    expect(first!.cells.filter(cell => cell.arrivals > 0)).toEqual([
      { weekday: 1, hour: 9, days: 2, minutes: 60, arrivals: 1 },
    ])
    expect(await refusalOf(lender.developer.performance.measureQueues({ days: 28 }))).toMatchObject({
      code: 'authority.not_permitted',
    })
  })

  it('show a person only what lies in the own scope', async () => {
    const own = await lender.developer.performance.teamBoard(period)
    expect(own.people.map(person => person.name)).toEqual(['林晓雯'])
    const other = await (await house.as('wu')).performance.teamBoard(period)
    expect(other.all.applications?.value ?? '0').toBe('0')
  })

  it('have definitions, and refuse a period that runs backwards', async () => {
    expect((await lender.manager.performance.listMetrics()).length).toBeGreaterThanOrEqual(5)
    expect(
      await refusalOf(lender.manager.performance.teamBoard({ from: '2026-03-31', to: '2026-03-01' })),
    ).toMatchObject({ code: 'performance.period' })
  })

  it('stay with who brought the loan when somebody else looks after it', async () => {
    const board = await lender.manager.performance.teamBoard(period)
    const [lin, he] = ['林晓雯', '何梅'].map(name => board.people.find(person => person.name === name)!)
    const { id, version } = await lender.manager.team.getPerson({ id: lin!.id })
    const groupId = (await lender.manager.team.listGroups()).groups.find(group => group.name === '华东二组')!.id
    await lender.manager.team.movePerson({
      ...{ id, version, post: 'market_developer', groupId, reportsTo: null, fromDay: '2026-03-02' },
      handOver: [{ kind: 'servicing.loan', to: he!.id }],
    })
    const { rows } = await house.pool.query('SELECT owner_id, originator_id FROM servicing.loan')
    expect(rows).toEqual([{ owner_id: toKey(he!.id), originator_id: toKey(lin!.id) }])
    const after = await lender.manager.performance.teamBoard(period)
    const of = (name: string) => after.people.find(person => person.name === name)!.figures
    expect(of('林晓雯')['disbursed-amount']?.value).toBe('60000.00')
    expect(of('何梅')['disbursed-amount']).toBeUndefined()
    // It was brought in by the first group, whatever group its developer stands in now.
    const first = after.groups.find(group => group.name === '华东一组')!
    expect(first.figures['disbursed-amount']?.value).toBe('60000.00')
    expect(after.groups.find(group => group.name === '华东二组')!.figures['disbursed-amount']).toBeUndefined()
  })

  it('change by a second person only, from a day on, and never by the same one', async () => {
    await house.hire('hr', 'hr_officer', { group: '人事组' })
    const hr = await house.as('hr')
    const fpd = (await hr.performance.listMetrics()).find(metric => metric.code === 'fpd30')!
    expect(fpd).toMatchObject({ version: 1, daysLater: 30, waitsFor: null, maturity: 'days-later' })
    const { definitionZh, definitionEn, owner, leastRows, daysLater, lateFrom, mob } = fpd
    const same = { definitionZh, definitionEn, owner, leastRows, daysLater, lateFrom, mob }
    const wish = { code: 'fpd30', ...same, fromDay: '2026-03-02', reason: '更早发现' } as const
    expect(await refusalOf(hr.performance.proposeMetric(wish))).toMatchObject({ code: 'performance.metric_unchanged' })
    expect(await refusalOf(hr.performance.proposeMetric({ ...wish, mob: 3 }))).toMatchObject({
      code: 'performance.metric_part',
    })
    expect(
      await refusalOf(hr.performance.proposeMetric({ ...wish, daysLater: 15, fromDay: '2026-03-01' })),
    ).toMatchObject({ code: 'performance.metric_day' })
    const { id } = await hr.performance.proposeMetric({ ...wish, daysLater: 15 })
    expect(await refusalOf(hr.performance.proposeMetric({ ...wish, daysLater: 7 }))).toMatchObject({
      code: 'performance.metric_proposed_conflict',
    })
    await house.grant('hr', 'risk_director')
    expect(await refusalOf(hr.performance.decideMetric({ id, approve: true }))).toMatchObject({
      code: 'performance.own_metric',
    })
    await lender.riskDirector.performance.decideMetric({ id, approve: true })
    expect(await refusalOf(lender.riskDirector.performance.decideMetric({ id, approve: true }))).toMatchObject({
      code: 'performance.metric_version_not_found',
    })
    const changed = (await hr.performance.listMetrics()).find(metric => metric.code === 'fpd30')!
    expect(changed).toMatchObject({ version: 2, daysLater: 15 })
  })

  it('are frozen with their rows, the same for all who may see them; what is corrected later is a difference', async () => {
    const hr = await house.as('hr')
    expect(await refusalOf(hr.performance.freezeFigures({ month: '2026-03-01' }))).toMatchObject({
      code: 'performance.month_not_over',
    })
    await liveUntil(house, '2026-04-01')
    await hr.performance.freezeFigures({ month: '2026-03-01' })
    expect(await refusalOf(hr.performance.freezeFigures({ month: '2026-03-01' }))).toMatchObject({
      code: 'performance.figures_frozen',
    })
    const lin = (await lender.manager.performance.teamBoard(period)).people.find(person => person.name === '林晓雯')!
    const ask = { metric: 'disbursed-amount', personId: lin.id, ...period } as const
    const kept = await hr.performance.figureRows(ask)
    expect(kept).toMatchObject({ frozen: true, difference: null, figure: { value: '60000.00', rows: 1 } })
    // Somebody mends a day afterwards.
    await house.pool.query(`UPDATE servicing.loan SET disbursed_on = '2026-02-27'`)
    for (const client of [hr, lender.manager, lender.developer]) {
      const later = await client.performance.figureRows(ask)
      expect(later.rows).toEqual(kept.rows)
      expect(later.asOf).toBe(kept.asOf)
      expect(later).toMatchObject({
        figure: kept.figure,
        difference: { gone: 1, come: 0, changed: 0, now: { value: '0.00' } },
      })
    }
    // Every figure kept is the sum of the rows kept with it.
    const { rows } = await house.pool.query(`SELECT f.code, f.subject_id FROM performance.frozen_figure f
      WHERE f.level = 'person' AND f.total IS NOT NULL AND f.median IS NULL AND f.code <> 'active-dealers' AND f.total::numeric <> (SELECT coalesce(sum(CASE m.measure WHEN 1 THEN u.a WHEN 2 THEN u.b WHEN 3 THEN u.c ELSE 1 END), 0)
               FROM performance.frozen_metric m JOIN performance.frozen_source r ON r.month = m.month AND r.source = m.source
               CROSS JOIN LATERAL unnest(r.keys, r.measures, r.measures2, r.measures3, r.flags) AS u (key, a, b, c, flags)
              WHERE m.month = f.month AND m.code = f.code AND r.person_id = f.subject_id AND (m.among IS NULL OR u.flags & m.among <> 0))`)
    expect(rows).toEqual([])
    const { rows: codes } = await house.pool.query(
      'SELECT count(DISTINCT m.code)::int AS n FROM performance.frozen_metric m JOIN performance.frozen_source f ON f.month = m.month AND f.source = m.source',
    )
    expect(codes[0].n).toBeGreaterThan(15)
    // Another's figure is refused, not shrunk.
    const wu = await house.as('wu')
    expect(await refusalOf(wu.performance.figureRows(ask))).toMatchObject({ code: 'authority.out_of_scope' })
    const group = toId('group', 1n)
    expect(await refusalOf(hr.performance.figureRows({ ...ask, personId: undefined, groupId: group }))).toMatchObject({
      code: 'performance.subject_not_found',
    })
  })

  it('have targets that are split to the fen, answered, changed with a reason, and stand once their month is frozen', async () => {
    const hr = await house.as('hr')
    const of = (board: Awaited<ReturnType<typeof hr.performance.targetBoard>>, level: string, name?: string) =>
      board.nodes.find(node => node.level === level && (name === undefined || node.name === name))!
    const board = () => hr.performance.targetBoard({ code: 'disbursed-amount', year: '2026' })
    const wish = {
      code: 'disbursed-amount',
      from: '2026-04-01',
      grain: 'quarter',
      value: '1000000.01',
      upper: null,
      reason: '全年计划',
      version: 0,
    } as const
    expect(await refusalOf(hr.performance.setTarget({ ...wish, value: '0' }))).toMatchObject({
      code: 'performance.target_zero',
    })
    expect(await refusalOf(hr.performance.setTarget({ ...wish, code: 'ptp-kept' }))).toMatchObject({
      code: 'performance.target_level',
    })
    const frozen = { ...wish, from: '2026-03-01', grain: 'month' } as const
    expect(await refusalOf(hr.performance.setTarget(frozen))).toMatchObject({ code: 'performance.period_frozen' })
    const [company] = (await hr.performance.setTarget(wish)).ids
    expect(await refusalOf(hr.performance.setTarget(wish))).toMatchObject({ code: 'performance.stale' })
    const ask = { reason: '按人分解', version: 1, basis: 'days' } as const
    const [branch] = (await hr.performance.splitTarget({ ...ask, id: company!, into: 'people' })).ids
    expect(
      await refusalOf(lender.manager.performance.splitTarget({ ...ask, id: company!, into: 'people' })),
    ).toMatchObject({
      code: 'authority.out_of_scope',
    })
    await lender.manager.performance.splitTarget({ ...ask, id: branch!, into: 'people' })
    const groups = (await board()).nodes.filter(node => node.level === 'group' && node.lines.length > 0)
    const fenOf = (text: string) => BigInt(text.replace('.', ''))
    expect(groups.reduce((sum, group) => sum + fenOf(group.lines[0]!.value), 0n)).toBe(100000001n)
    const first = groups.find(group => group.name === '华东二组')!
    const ofLin = (from: Awaited<ReturnType<typeof board>>) =>
      from.nodes.find(node => node.level === 'person' && node.name === '林晓雯' && node.groupId === first.groupId)!
    const people = await lender.manager.performance.splitTarget({ ...ask, id: first.lines[0]!.id, into: 'people' })
    await lender.manager.performance.splitTarget({ ...ask, id: people.ids[0]!, into: 'time' })
    const lin = ofLin(await board())
    const quarter = lin.lines.find(line => line.grain === 'quarter')!
    expect(quarter).toMatchObject({ origin: 'cascade', number: 1 })
    expect(of(await board(), 'group', '华东二组').lines[0]).toMatchObject({ peopleGap: '0.00' })
    // A what-if keeps nothing.
    const tried = await hr.performance.previewSplit({ id: company!, into: 'people', basis: 'past', value: '500000.00' })
    expect(tried.parts[0]).toMatchObject({ value: '500000.00', was: '1000000.01', level: 'branch' })
    expect(
      await refusalOf(
        hr.performance.splitTarget({
          ...ask,
          id: lin.lines.find(line => line.grain === 'month')?.id ?? quarter.id,
          into: 'people',
        }),
      ),
    ).toMatchObject({
      code: 'performance.target_nobody',
    })
    // Answered by whom it is for; not by others, not twice, and replied to by somebody else.
    const counter = { id: quarter.id, value: '200000.00', reason: '新区域客户少' }
    expect(await refusalOf((await house.as('wu')).performance.counterTarget(counter))).toMatchObject({
      code: 'authority.out_of_scope',
    })
    const { id } = await lender.developer.performance.counterTarget(counter)
    expect(await refusalOf(lender.developer.performance.counterTarget(counter))).toMatchObject({
      code: 'performance.counter_conflict',
    })
    await lender.manager.performance.answerCounter({ id, accept: true, answer: '同意' })
    const reply = { id, accept: true, answer: '同意' }
    expect(await refusalOf(lender.manager.performance.answerCounter(reply))).toMatchObject({
      code: 'performance.counter_not_found',
    })
    const agreed = ofLin(await board()).lines.find(line => line.grain === 'quarter')!
    expect(agreed).toMatchObject({ origin: 'counter', number: 2, value: '200000.00', reason: '同意' })
    expect(agreed.timeGap).not.toBe('0.00')
    const [last, begun] = await lender.developer.performance.targetHistory({ id: quarter.id })
    expect(last).toMatchObject({ number: 2, value: '200000.00', origin: 'counter', reason: '同意', counters: [] })
    expect(begun!.counters).toMatchObject([{ value: '200000.00', state: 'accepted', answer: '同意' }])
    const mine = await lender.developer.performance.score({})
    const cell = mine.metrics.find(metric => metric.code === 'disbursed-amount')!.quarter
    expect(cell.target).toMatchObject({ value: '200000.00', pace: { daysGone: 0, forecast: null } })
    // One does not set one's own, nor answer what one split oneself, nor one's own answer.
    await house.grant('lin', 'team_manager')
    const month = { ...wish, personId: lin.personId!, grain: 'month', value: '90000.00' } as const
    expect(await refusalOf(lender.developer.performance.setTarget(month))).toMatchObject({
      code: 'performance.target_yours',
    })
    const own = await lender.developer.performance.splitTarget({ ...ask, id: agreed.id, version: 2, into: 'time' })
    const again = { id: own.ids[0]!, value: '1.00', reason: '不' }
    expect(await refusalOf(lender.developer.performance.counterTarget(again))).toMatchObject({
      code: 'performance.own_target',
    })
    const other = await lender.developer.performance.counterTarget({ ...counter, id: agreed.id })
    const selfish = { id: other.id, accept: true, answer: '好' }
    expect(await refusalOf(lender.developer.performance.answerCounter(selfish))).toMatchObject({
      code: 'performance.own_counter',
    })
    expect(
      await refusalOf(hr.performance.previewSplit({ id: toId('target', 1n), into: 'time', basis: 'days' })),
    ).toMatchObject({
      code: 'performance.target_not_found',
    })
    // What the year has brought already is more than this.
    const [year] = (await hr.performance.setTarget({ ...wish, from: '2026-01-01', grain: 'year', value: '1.00' })).ids
    expect(await refusalOf(hr.performance.previewSplit({ id: year!, into: 'time', basis: 'days' }))).toMatchObject({
      code: 'performance.target_past',
    })
    // Nobody is moved into a month whose figures and pay are told.
    const person = await lender.manager.team.getPerson({ id: lin.personId! })
    const back = {
      id: person.id,
      version: person.version,
      post: 'market_developer',
      reportsTo: null,
      reason: '补',
      groupId: first.groupId!,
    }
    expect(await refusalOf(lender.manager.team.movePerson({ ...back, fromDay: '2026-03-20' }))).toMatchObject({
      code: 'team.period_frozen',
    })
    const fair = await lender.manager.performance.compareQuality({ of: 'dealers', outcome: 'fpd30', ...period })
    expect(fair).toMatchObject({ verdict: 'too-few', rows: [] })
  })
})
