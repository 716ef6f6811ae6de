import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Day } from '#lib/day'
import { type Id, toKey } from '#lib/id'
import { openTestHouse, refusalOf, type TestHouse } from '../house.ts'
import { fillBank, publishCourse } from '../learning.ts'
import { plan } from '../plans.ts'

const refused = async (call: Promise<unknown>) => (await refusalOf(call)).code

const volume = { code: 'approval-rate', family: 'volume' as const, weight: 100 }

describe('an appraisal cycle', () => {
  let house: TestHouse
  const peers = ['p1', 'p2', 'p3', 'p4']

  beforeAll(async () => {
    house = await openTestHouse({ today: '2026-03-02' })
    const chief = await house.hire('zheng', 'team_manager', { group: '管理组' })
    await house.hire('lin', 'market_developer', { group: '一组', reportsTo: chief })
    for (const peer of peers) await house.hire(peer, 'credit_reviewer', { group: '审核组' })
    await house.hire('he', 'hr_officer', { group: '人事组' })
    await house.hire('qian', 'finance_manager', { group: '财务组' })
  })
  afterAll(() => house.close())

  it('goes from goals to signatures: anonymous colleagues, calibration with both values, an appeal that never ends worse', async () => {
    const [hr, lin, chief, finance] = await Promise.all(['he', 'lin', 'zheng', 'qian'].map(name => house.as(name)))
    const body = {
      name: '二月考核',
      from: '2026-02-01',
      to: '2026-02-28',
      dueDay: '2026-03-10',
      posts: ['market_developer'],
      weights: [
        { part: 'metrics' as const, weight: 30 },
        { part: 'goals' as const, weight: 20 },
        { part: 'peer' as const, weight: 20 },
        { part: 'customer' as const, weight: 10 },
        { part: 'manager' as const, weight: 20 },
      ],
      metrics: [{ post: 'market_developer', code: 'approval-rate' as const, target: '0.5', weight: 100 }],
    }
    const add = (change: object) => refused(hr!.performance.addCycle({ ...body, ...change }))
    expect(await add({ weights: [{ part: 'self', weight: 99 }] })).toBe('performance.cycle_weights')
    expect(await add({ metrics: [{ ...body.metrics[0]!, target: '0' }] })).toBe('performance.cycle_target')
    const half = { part: 'self', weight: 50 }
    expect(await add({ weights: [half, half] })).toBe('performance.cycle_part')
    // Performance pay of 3,000 a month at 100 points. Approved in the past, so straight into the table.
    const paid = { ...plan, performance: { monthly: '3000', floor: 50, most: 120, weights: [volume] }, components: [] }
    const draft = await hr!.performance.addPlan({ code: 'market', name: '市场', reason: '首版', body: paid })
    await house.pool.query(
      `UPDATE performance.plan_version SET state = 'approved', from_day = '2026-02-01', approved_by_name = 'x', approved_at = now() WHERE id = $1`,
      [toKey(draft.id)],
    )
    let cycle = await hr!.performance.addCycle(body)
    expect(await add({})).toBe('performance.cycle_taken')
    const later = await hr!.performance.addCycle({ ...body, name: '三月考核', from: '2026-03-01', to: '2026-03-31' })
    const nobody = await hr!.performance.addCycle({ ...body, name: '无人', posts: ['collector'] })
    const move = (to: 'open' | 'calibrating' | 'signing' | 'closed', one = cycle) =>
      hr!.performance.moveCycle({ id: one.id, version: one.version, to })
    expect(await refused(move('open', nobody))).toBe('performance.cycle_nobody')
    expect(await refused(move('signing'))).toBe('performance.cycle_state')
    expect(await refused(move('open', { ...cycle, version: 9 }))).toBe('performance.stale')
    expect(await refused(move('open', { ...cycle, id: 'cycle_0000000000001' as Id<'cycle'> }))).toBe(
      'performance.cycle_not_found',
    )
    expect(await refused(move('calibrating', await move('open', later)))).toBe('performance.cycle_open_days')
    const other = { ...body, name: '指标不同', from: '2025-12-01', to: '2025-12-31' }
    const wrong = { ...body.metrics[0]!, code: 'leads' as const }
    expect(await refused(move('open', await hr!.performance.addCycle({ ...other, metrics: [wrong] })))).toBe(
      'performance.cycle_plan',
    )
    cycle = await move('open')
    const again = await hr!.performance.addCycle({ ...body, name: '又一个二月', from: '2026-02-28' })
    expect(await refused(move('open', again))).toBe('performance.cycle_overlap')

    const read = async (who = hr!) => {
      const [row] = await who.performance.listAppraisals({ cycleId: cycle.id })
      const { id, version } = row!
      return { id, version }
    }
    const { id } = await read()
    // Whoever owes a part is reminded once a day, on request and by the close of days the house names.
    const owed = async () => {
      const sql = `SELECT count(*)::int AS count FROM notification.notice WHERE template LIKE 'performance.notice.owed-%' AND about = $1`
      return (await house.pool.query(sql, [cycle.id])).rows[0].count
    }
    expect(await hr!.performance.remindCycle({ id: cycle.id })).toEqual({ people: 2 })
    expect(await owed()).toBe(3)
    await hr!.performance.remindCycle({ id: cycle.id })
    expect(await owed()).toBe(3)
    for (const day of ['2026-03-03', '2026-03-04'])
      await house.system('test', ctx => ctx.emit('servicing.day-closed', { day: day as Day }))
    await house.drain()
    expect(await owed()).toBe(6)
    expect(await refused(hr!.performance.remindCycle({ id: nobody.id }))).toBe('performance.cycle_state')
    // Shared files are the draw's own matter; here it is what becomes of the answers.
    for (const peer of peers)
      await house.pool.query(
        `INSERT INTO performance.peer_ask (appraisal_id, reviewer_id, files) SELECT $1, p.id, 1 FROM team.person p WHERE p.username = $2`,
        [toKey(id), peer],
      )
    expect(await refused(lin!.performance.agreeGoals(await read()))).toBe('performance.appraisal_no_goals')
    const goals = [
      { text: '新增五家合作车商', weight: 60 },
      { text: '带教一名新人', weight: 20 },
      { text: '放款不少于三笔', weight: 20, code: 'disbursed-count' as const },
    ]
    // The third is measured: a target of 3 in the cascade, and no loan was paid out.
    await house.pool.query(
      `INSERT INTO performance.target (code, level, person_id, group_id, branch_id, from_day, to_day, number, value, origin, reason, made_by, made_by_name, made_on, made_at)
       SELECT 'disbursed-count', 'person', a.person_id, a.group_id, g.branch_id, '2026-02-01', '2026-02-28', 1, 3, 'set', 'x', a.person_id, 'x', '2026-02-01', now()
         FROM team.assignment a JOIN team.person p ON p.id = a.person_id JOIN team.team_group g ON g.id = a.group_id WHERE p.username = 'lin'`,
    )
    expect(await refused(lin!.performance.setGoals({ ...(await read()), goals: [goals[0]!] }))).toBe(
      'performance.cycle_weights',
    )
    expect(await refused(hr!.performance.setGoals({ ...(await read()), goals }))).toBe('performance.not_yours')
    const now = [{ text: '此刻的逾期率', weight: 100, code: 'overdue-rate' as const }]
    expect(await refused(lin!.performance.setGoals({ ...(await read()), goals: now }))).toBe('performance.goal_metric')
    await lin!.performance.setGoals({ ...(await read()), goals })
    await chief!.performance.agreeGoals(await read())
    const said = { score: 80, text: '按计划完成' }
    expect(await refused(lin!.performance.assessPerson({ ...(await read()), ...said, results: [1, 1, null] }))).toBe(
      'performance.not_yours',
    )
    expect(await refused(chief!.performance.assessPerson({ ...(await read()), ...said, results: [1] }))).toBe(
      'performance.appraisal_results',
    )
    await lin!.performance.assessSelf({ ...(await read()), score: 100, text: '自评' })
    await chief!.performance.assessPerson({ ...(await read()), ...said, results: [100, 50, 100] })
    expect(await refused(lin!.performance.setGoals({ ...(await read()), goals }))).toBe(
      'performance.appraisal_assessed',
    )
    expect((await lin!.performance.getAppraisal({ id })).manager).toBeNull()

    for (const [at, score] of [0, 84, 88, 100].entries()) {
      const peer = await house.as(peers[at]!)
      const [ask] = await peer.performance.listPeerAsks()
      if (at === 0) {
        expect(await refused(lin!.performance.answerPeer({ id: ask!.id, score }))).toBe('performance.peer_not_found')
        expect(await refused(peer.performance.getAppraisal({ id }))).toMatch(/^authority\./)
      }
      await peer.performance.answerPeer({ id: ask!.id, score })
      expect(await refused(peer.performance.answerPeer({ id: ask!.id, score }))).toBe('performance.peer_answered')
    }
    // Who said what is nowhere: not with the answer, nor in the audit line.
    const { rows: kept } = await house.pool.query('SELECT * FROM performance.peer_answer')
    expect(Object.keys(kept[0]).sort()).toEqual(['appraisal_id', 'id', 'score'])
    const { rows: lines } = await house.pool.query(
      `SELECT to_jsonb(a)::text AS line FROM platform.audit a WHERE a.operation = 'performance.answerPeer'`,
    )
    expect(lines.some(row => /"score"/.test(row.line))).toBe(false)

    cycle = await move('calibrating')
    const sheet = await hr!.performance.getAppraisal({ id })
    // Goals 60 × 100 + 20 × 50 + 20 × 0, whatever the manager typed for the measured one; colleagues the mean of 84 and 88, manager 80;
    // metrics and customers say why they are missing.
    expect(sheet.parts.map(part => [part.part, part.effective, part.score, part.missing])).toEqual([
      ['metrics', '0.00', null, 'no-figure'],
      ['goals', '33.33', '70.00', null],
      ['peer', '33.33', '86.00', null],
      ['customer', '0.00', null, 'no-figure'],
      ['manager', '33.33', '80.00', null],
    ])
    expect([sheet.score, sheet.grade]).toEqual(['78.67', 'C'])
    expect(
      sheet.goals.map(goal => [goal.result, goal.measured && [goal.measured.target, goal.measured.value]]),
    ).toEqual([
      [100, null],
      [50, null],
      [null, ['3', '0']],
    ])
    expect(sheet.parts[0]!.lines).toMatchObject([
      { code: 'approval-rate', target: '0.5', value: null, missing: 'no-figure' },
    ])
    expect((await lin!.performance.getAppraisal({ id })).score).toBeNull()
    expect(await refused(chief!.performance.calibrate({ ...(await read()), score: 90, reason: '偏低' }))).toMatch(
      /^authority\./,
    )
    await hr!.performance.calibrate({ ...(await read()), score: 79.5, reason: '与同组拉齐' })
    // A sitting moves the grade to the nearer edge of its band; nobody sits over oneself, and never alone.
    const board = await hr!.performance.calibrationBoard({ id: cycle.id })
    const [place] = board.groups[0]!.people
    expect(place).toMatchObject({ original: '78.67', originalGrade: 'C', score: '79.50', grade: 'C', missing: 2 })
    expect((await lin!.performance.calibrationBoard({ id: cycle.id })).groups).toEqual([])
    const p1 = (await (await house.as('p1')).team.me()).person.id as Id<'person'>
    const change = { id, version: place!.version, grade: 'B', reason: '与同组对照' }
    const sit = (over: object, attended = [p1]) =>
      hr!.performance.sitCalibration({ id: cycle.id, attended, changes: [{ ...change, ...over }] })
    const alone = (await hr!.team.me()).person.id as Id<'person'>
    expect(await refused(sit({}, [alone]))).toBe('performance.sitting_few')
    expect(await refused(sit({}, [place!.personId as Id<'person'>]))).toBe('performance.own_appraisal')
    expect(await refused(sit({ grade: 'C' }))).toBe('performance.grade_same')
    expect(await refused(sit({ grade: 'S' }))).toBe('performance.grade_unknown')
    const after = await sit({})
    expect(after.groups[0]!.people[0]).toMatchObject({ original: '78.67', score: '80.00', grade: 'B' })
    expect(after.sittings).toMatchObject([{ satWith: ['he', 'p1'], changes: 1 }])
    cycle = await move('signing')
    expect(await refused(lin!.performance.assessSelf({ ...(await read()), ...said }))).toBe(
      'performance.appraisal_state',
    )
    expect(await refused(move('closed'))).toBe('performance.cycle_unsigned')
    await lin!.performance.appealAppraisal({ ...(await read()), text: '校准没有依据' })
    expect(await refused(lin!.performance.signAppraisal(await read()))).toBe('performance.appraisal_appealed')
    const answer = { score: 79, text: '维持' }
    expect(await refused(finance!.performance.answerAppeal({ ...(await read()), ...answer }))).toBe(
      'performance.appeal_worse',
    )
    // Who calibrated or sat in it had a part in it, whatever else the roles allow.
    await house.grant('he', 'finance_manager')
    await house.grant('p1', 'finance_manager')
    const sitter = (await house.as('p1')).performance
    expect(await refused(sitter.answerAppeal({ ...(await read()), score: 90, text: '同意' }))).toBe(
      'performance.own_appraisal',
    )
    expect(await refused(hr!.performance.answerAppeal({ ...(await read()), ...answer }))).toBe(
      'performance.own_appraisal',
    )
    await finance!.performance.answerAppeal({ ...(await read()), score: 83, text: '校准依据不足' })
    await lin!.performance.signAppraisal(await read())
    const last = await chief!.performance.signAppraisal(await read())
    expect(last.changes.map(one => [one.before, one.after, one.onAppeal])).toEqual([
      ['78.67', '79.50', false],
      ['79.50', '80.00', false],
      ['80.00', '83.00', true],
    ])
    expect((await lin!.performance.myPay({})).lines).toEqual([])
    expect((await move('closed')).state).toBe('closed')
    // 3,000 × one month × 0.83 = 2,490: 40 % of it over three years from the period's end.
    const { lines: pay } = await lin!.performance.myPay({})
    expect(pay.map(line => [line.part, line.step, line.amount, line.vestsOn])).toEqual([
      ['performance', 'earn', '1494.00', null],
      ['performance', 'defer', '298.80', '2027-02-28'],
      ['performance', 'defer', '298.80', '2028-02-28'],
      ['performance', 'defer', '398.40', '2029-02-28'],
    ])
    expect((await lin!.performance.whyPay({ lineId: pay[0]!.id })).why).toMatchObject({
      plan: { code: 'market', number: 1 },
      anchor: { event: 'appraisal', day: '2026-02-28' },
      sum: { base: '3000', rate: '1', quality: '0.83', whole: '2490.00' },
      appraisal: { id, cycleName: '二月考核', original: '78.67', score: '83.00' },
    })
    const tried = await hr!.performance.backTest({ id: draft.id })
    expect(tried).toMatchObject({ would: '2490.00', was: '2490.00', months: [{ month: '2026-02', amount: '2490.00' }] })
    // The lowest grade is followed by a plan; what to learn is given as a course at once.
    const stretch = { from: '2026-03-02', to: '2026-05-31', goals: [{ text: '资料一次备齐', doneBy: '2026-04-30' }] }
    expect(await refused(chief!.performance.openImprovement({ id, ...stretch }))).toBe('performance.improvement_grade')
    await house.pool.query(`UPDATE performance.appraisal SET grade = 'D' WHERE id = $1`, [toKey(id)])
    expect((await lin!.performance.getAppraisal({ id })).wantsImprovement).toBe(true)
    expect(await refused(hr!.performance.openImprovement({ id, ...stretch }))).toBe('performance.not_yours')
    const plan_ = await chief!.performance.openImprovement({ id, ...stretch })
    expect(await refused(chief!.performance.openImprovement({ id, ...stretch }))).toBe('performance.improvement_taken')
    const end = { id: plan_.id, version: plan_.version, met: true, outcome: '已改进' }
    expect(await refused(chief!.performance.endImprovement(end))).toBe('performance.improvement_unchecked')
    await lin!.performance.checkImprovement({ id: plan_.id, onTrack: true, text: '本月无退件' })
    expect((await chief!.performance.endImprovement(end)).state).toBe('met')
    expect(await refused(lin!.performance.checkImprovement({ id: plan_.id, onTrack: true, text: '再记' }))).toBe(
      'performance.improvement_ended',
    )
    expect(
      await refused(
        chief!.performance.endImprovement({ ...end, id: 'improvement_0000000000001' as Id<'improvement'> }),
      ),
    ).toBe('performance.improvement_not_found')
    await fillBank(hr!, '信贷政策', 4)
    await publishCourse(hr!, { code: 'papers' })
    const need = { id, text: '资料审核', courseCode: 'papers', doneBy: '2026-04-30' }
    expect(await refused(chief!.performance.addNeed({ ...need, courseCode: 'none' }))).toBe('training.course_not_found')
    await chief!.performance.addNeed(need)
    expect(await refused(chief!.performance.addNeed(need))).toBe('performance.need_taken')
    const given = await lin!.training.myLearning()
    expect(JSON.stringify(given)).toContain('资料审核')
    const missing = { id: 'appraisal_0000000000001' as Id<'appraisal'>, version: 1 }
    expect(await refused(lin!.performance.getAppraisal({ id: missing.id }))).toBe('performance.appraisal_not_found')
  })
})
