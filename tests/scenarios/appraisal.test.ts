import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Id, toKey } from '#lib/id'
import { openTestHouse, refusalOf, type TestHouse } from '../house.ts'

const refused = async (call: Promise<unknown>) => (await refusalOf(call)).code

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
    cycle = await move('open')

    const read = async (who = hr!) => {
      const [row] = await who.performance.listAppraisals({ cycleId: cycle.id })
      const { id, version } = row!
      return { id, version }
    }
    const { id } = await read()
    // Shared files are the draw's own matter; here it is what becomes of the answers.
    for (const peer of peers)
      await house.pool.query(
        `INSERT INTO performance.peer_ask (appraisal_id, reviewer_id, files) SELECT $1, p.id, 1 FROM team.person p WHERE p.username = $2`,
        [toKey(id), peer],
      )
    expect(await refused(lin!.performance.agreeGoals(await read()))).toBe('performance.appraisal_no_goals')
    const goals = [
      { text: '新增五家合作车商', weight: 60 },
      { text: '带教一名新人', weight: 40 },
    ]
    expect(await refused(lin!.performance.setGoals({ ...(await read()), goals: [goals[0]!] }))).toBe(
      'performance.cycle_weights',
    )
    expect(await refused(hr!.performance.setGoals({ ...(await read()), goals }))).toBe('performance.not_yours')
    await lin!.performance.setGoals({ ...(await read()), goals })
    await chief!.performance.agreeGoals(await read())
    const said = { score: 80, text: '按计划完成' }
    expect(await refused(lin!.performance.assessPerson({ ...(await read()), ...said, results: [1, 1] }))).toBe(
      'performance.not_yours',
    )
    expect(await refused(chief!.performance.assessPerson({ ...(await read()), ...said, results: [1] }))).toBe(
      'performance.appraisal_results',
    )
    await lin!.performance.assessSelf({ ...(await read()), score: 100, text: '自评' })
    await chief!.performance.assessPerson({ ...(await read()), ...said, results: [100, 50] })
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
    // Goals 80, colleagues the mean of 84 and 88, manager 80; metrics and customers say why they are missing.
    expect(sheet.parts.map(part => [part.part, part.effective, part.score, part.missing])).toEqual([
      ['metrics', '0.00', null, 'no-figure'],
      ['goals', '33.33', '80.00', null],
      ['peer', '33.33', '86.00', null],
      ['customer', '0.00', null, 'no-source'],
      ['manager', '33.33', '80.00', null],
    ])
    expect([sheet.score, sheet.grade]).toEqual(['82.00', 'B'])
    expect((await lin!.performance.getAppraisal({ id })).score).toBeNull()
    expect(await refused(chief!.performance.calibrate({ ...(await read()), score: 90, reason: '偏低' }))).toMatch(
      /^authority\./,
    )
    await hr!.performance.calibrate({ ...(await read()), score: 79.5, reason: '与同组拉齐' })
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
    // Who calibrated had a part in it, whatever else the roles allow.
    await house.grant('he', 'finance_manager')
    expect(await refused(hr!.performance.answerAppeal({ ...(await read()), ...answer }))).toBe(
      'performance.own_appraisal',
    )
    await finance!.performance.answerAppeal({ ...(await read()), score: 82, text: '恢复原分' })
    await lin!.performance.signAppraisal(await read())
    const last = await chief!.performance.signAppraisal(await read())
    expect(last.changes.map(one => [one.before, one.after, one.onAppeal])).toEqual([
      ['82.00', '79.50', false],
      ['79.50', '82.00', true],
    ])
    expect((await move('closed')).state).toBe('closed')
    const missing = { id: 'appraisal_0000000000001' as Id<'appraisal'>, version: 1 }
    expect(await refused(lin!.performance.getAppraisal({ id: missing.id }))).toBe('performance.appraisal_not_found')
  })
})
