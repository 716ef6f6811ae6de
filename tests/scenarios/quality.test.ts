import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Day } from '#lib/day'
import { draw } from '../../modules/origination/quality-lot.ts'
import { type Lender, openLender, requested, submitted } from '../applications.ts'
import { type Client, openTestHouse, refusalOf, type TestHouse } from '../house.ts'
import { publishCourse, readLessons } from '../learning.ts'
import { liveUntil } from '../loans.ts'

const code = async (call: Promise<unknown>) => (await refusalOf(call)).code

/** From files drawn in the evening to defects, replies, a lesson, re-checks before approvals take effect, and whether it helped. */
describe('mistakes teach', () => {
  let house: TestHouse
  let lender: Lender
  let he: Client
  let next = 100

  beforeAll(async () => {
    house = await openTestHouse({ today: '2026-03-02' })
    lender = await openLender(house)
    await house.hire('he', 'credit_reviewer', { group: '审核组', name: '何新' })
    await house.hire('hr', 'hr_officer')
    await house.hire('far', 'senior_reviewer', { branch: 'HZ', group: '审核组' })
    await house.pool.query(`UPDATE team.person SET joined_on = '2026-02-10' WHERE username = 'he'`)
    const permissions = ['check', 'reply', 'rule', 'read'].map(one => ({
      permission: `origination.quality.${one}`,
      scope: 'all',
    }))
    await house.rule('role', 'quality_only', { zh: '质检', en: 'Quality', permissions })
    for (const name of ['lin', 'chen', 'zhou']) await house.grant(name, 'quality_only')
    he = await house.as('he')
    for (const [name, value] of [
      ['quality.sampling', { randomShare: '0.6', newcomerDays: 90, replyDays: 5 }],
      ['quality.lesson', { defects: 2, windowDays: 30, recheckFiles: 2, lessonDays: 7 }],
    ] as const) {
      const { id } = await lender.riskOfficer.reference.proposeParameter({
        code: name,
        value,
        fromDay: '2026-03-03',
        source: '测试',
        mark: 'D',
        reason: '测试',
      })
      await lender.riskDirector.reference.decideParameter({ id, approved: true, reason: '同意' })
    }
    await evening('2026-03-03')
    await publishCourse(await house.as('hr'), { code: 'papers', exam: null })
  })
  afterAll(() => house.close())

  const evening = async (until: string) => {
    await liveUntil(house, until)
    await house.drain()
  }
  const decided = async (by: Client, verdict: 'approve' | 'reject' = 'approve') => {
    next += 1
    const { id } = await submitted(lender, next, { principal: '130000.00', price: '200000.00' })
    const { version } = await by.origination.getApplication({ id })
    const reason = verdict === 'reject' ? ('income' as const) : null
    await by.origination.reviewApplication({ id, version, verdict, reason, note: '资料齐全' })
    return id
  }
  const checks = async (client: Client, more: object = {}) =>
    (await client.origination.listChecks({ limit: 100, ...more } as never)).rows
  const checkOf = async (applicationId: string) =>
    (await checks(lender.riskOfficer)).find(one => one.applicationId === applicationId)!
  const record = (client: Client, check: { id: `check_${string}`; version: number }, codes: string[]) =>
    client.origination.recordCheck({
      id: check.id,
      version: check.version,
      defects: codes.map(one => ({ code: one, note: '流水缺最近一个月' })),
    })
  const linesOf = async (id: `check_${string}`) => (await lender.riskOfficer.origination.getCheck({ id })).lines

  it('keeps its defect codes as data', async () => {
    const { riskDirector } = lender
    const before = (await riskDirector.origination.listDefectCodes()).find(one => one.code === 'document-missed')!
    expect(before).toMatchObject({ severity: 'major', courseCode: null, version: 1 })
    const save = { ...before, courseCode: 'papers' }
    expect(await riskDirector.origination.saveDefectCode(save)).toEqual({ code: 'document-missed', version: 2 })
    expect(await code(riskDirector.origination.saveDefectCode(save))).toBe('origination.stale')
    const own = {
      code: 'photo-blurred',
      version: 0,
      name: '照片模糊',
      nameEn: 'Blurred photo',
      severity: 'minor' as const,
    }
    await riskDirector.origination.saveDefectCode({ ...own, active: false })
    expect(await code(riskDirector.origination.saveDefectCode(own))).toBe('origination.stale')
  })

  it('is drawn by the system after the day close: a share by lot, and every file of a newcomer', async () => {
    const { reviewer, riskOfficer } = lender
    for (let file = 0; file < 4; file += 1) await decided(reviewer, file === 3 ? 'reject' : 'approve')
    const fresh = await decided(he)
    expect(await checks(riskOfficer)).toEqual([])
    await evening('2026-03-04')
    const { rows } = await house.pool.query(
      `SELECT seed, share::text, carry_before, carry_after, population, taken FROM origination.quality_draw WHERE day = '2026-03-03'`,
    )
    expect(rows[0]).toMatchObject({ share: '0.6', population: 5, taken: 3 })
    // Anybody with the seed comes to the same files.
    const lay = await house.pool.query(`SELECT event_id, taken FROM origination.quality_candidate ORDER BY event_id`)
    const again = draw(
      rows[0].seed,
      lay.rows.map(row => BigInt(row.event_id)),
      rows[0].share,
      BigInt(rows[0].carry_before),
    )
    const kept = lay.rows.filter(row => row.taken).map(row => BigInt(row.event_id))
    expect(new Set(again.taken)).toEqual(new Set(kept))
    const drawn = await checks(riskOfficer)
    expect(drawn.filter(one => one.reasons.includes('random'))).toHaveLength(3)
    expect((await checkOf(fresh)).reasons).toContain('newcomer')
    expect(drawn.every(one => one.reasons.includes('random') || one.reasons.includes('newcomer'))).toBe(true)
    // Hearing of the same evening again draws nothing more.
    await house.system('test.again', async ctx => {
      const { jobs } = await import('../../modules/origination/jobs.ts')
      await jobs.heard!['servicing.day-closed']!(ctx, { day: '2026-03-03' as Day } as never)
    })
    expect(await checks(riskOfficer)).toHaveLength(drawn.length)
    // One sees one's own; another branch sees none.
    expect((await checks(he)).map(one => one.mine)).toEqual([true])
    expect(await checks(await house.as('far'))).toEqual([])
  })

  it('is checked by somebody who had no hand in the file, once', async () => {
    const { reviewer, developer, senior, riskOfficer } = lender
    const one = (await checks(riskOfficer)).find(check => check.personName === '陈思远')!
    expect(await code(record(reviewer, one, []))).toBe('authority.decided_before')
    expect(await code(record(developer, one, []))).toBe('authority.own_case')
    expect(await code(record(senior, one, ['nope']))).toBe('origination.defect_code')
    expect(await code(record(senior, one, ['photo-blurred']))).toBe('origination.defect_code')
    expect(await code(record(senior, one, ['document-missed', 'document-missed']))).toBe('origination.defect_twice')
    expect(await code(record(senior, { ...one, version: 9 }, []))).toBe('origination.stale')
    expect(await code(senior.origination.getCheck({ id: 'check_0000000000001' }))).toBe('origination.check_not_found')
    expect(await record(senior, one, ['document-missed'])).toMatchObject({ state: 'found' })
    expect(await code(record(senior, one, []))).toBe('origination.check_state')
  })

  it('is replied to by the person judged; a contest is decided by a third person', async () => {
    const { reviewer, riskOfficer, riskDirector } = lender
    const mine = (await checks(reviewer, { reason: 'random' })).filter(check => check.personName === '陈思远')
    const [first] = mine.filter(check => check.state === 'found')
    const [second] = mine.filter(check => check.state === 'open')
    const [line] = await linesOf(first!.id)
    const reply = (client: Client, id: `check_${string}`, replies: object[]) =>
      client.origination.replyToCheck({ id, replies: replies as never })
    const accept = { defectId: line!.id, answer: 'accept' }
    expect(await code(reply(await house.as('zhou'), first!.id, [accept]))).toBe('origination.not_judged')
    expect(await code(reply(reviewer, first!.id, []))).toBe('origination.replies_whole')
    expect(await code(reply(reviewer, first!.id, [{ ...accept, answer: 'contest' }]))).toBe(
      'origination.contest_reason',
    )
    expect(await reply(reviewer, first!.id, [accept])).toMatchObject({ state: 'closed' })

    await record(riskOfficer, second!, ['document-missed'])
    const [other] = await linesOf(second!.id)
    const ruling = (client: Client) =>
      client.origination.ruleOnCheck({ id: second!.id, defectId: other!.id, upheld: true, reason: '清单第三条' })
    expect(await code(ruling(riskDirector))).toBe('origination.defect_not_contested')
    await reply(reviewer, second!.id, [{ defectId: other!.id, answer: 'contest', reason: '客户当场补过' }])
    expect(await code(ruling(riskOfficer))).toBe('origination.third_person')
    expect((await riskDirector.origination.listQualityLessons()).rows).toEqual([])
    expect(await ruling(riskDirector)).toMatchObject({ state: 'closed' })
    expect(await code(ruling(riskDirector))).toBe('origination.defect_not_contested')
  })

  it('assigns the lesson once a code was found so often, and re-checks the next files before they take effect', async () => {
    const { reviewer, senior, riskOfficer, riskDirector } = lender
    const [lesson] = (await riskDirector.origination.listQualityLessons()).rows
    expect(lesson).toMatchObject({ code: 'document-missed', courseCode: 'papers', courseGiven: true, recheckLeft: 2 })
    const duties = (await reviewer.training.myLearning()) as unknown
    expect(JSON.stringify(duties)).toContain('papers')

    const held = await decided(reviewer)
    const check = await checkOf(held)
    expect(check).toMatchObject({ reasons: ['re-check'], bars: true, state: 'open' })
    expect(await code(requested(lender, held))).toBe('origination.recheck_open')
    await record(senior, check, ['identity-unchecked'])
    const contract = async () => {
      const { version } = await lender.developer.origination.getApplication({ id: held })
      return lender.developer.origination.produceContract({ id: held, version })
    }
    expect(await code(contract())).toBe('origination.recheck_failed')
    const [line] = await linesOf(check.id)
    await reviewer.origination.replyToCheck({
      id: check.id,
      replies: [{ defectId: line!.id, answer: 'contest', reason: '已人脸核验' }],
    })
    expect(await code(contract())).toBe('origination.recheck_failed')
    await riskOfficer.origination.ruleOnCheck({ id: check.id, defectId: line!.id, upheld: false, reason: '有核验记录' })
    await contract()

    await record(senior, await checkOf(await decided(reviewer)), [])
    expect(await checkOf(await decided(reviewer))).toBeUndefined()
    expect((await riskDirector.origination.listQualityLessons()).rows[0]).toMatchObject({ recheckLeft: 0 })
  })

  it('lets silence stand after the days of reply, and says so', async () => {
    const [check] = await checks(he)
    await record(lender.senior, check!, ['reason-missing'])
    await evening('2026-03-08')
    expect((await he.origination.getCheck({ id: check!.id })).state).toBe('found')
    await evening('2026-03-10')
    expect(await he.origination.getCheck({ id: check!.id })).toMatchObject({
      state: 'closed',
      lines: [{ answer: 'lapsed', counts: true }],
    })
  })

  it('says with intervals how often, and that the numbers are too small to tell whether the lesson works', async () => {
    const { reviewer, riskDirector, manager } = lender
    await readLessons(reviewer, 'papers')
    await house.drain()
    const { rows, codes } = await riskDirector.origination.listQualityLessons()
    expect(rows[0]).toMatchObject({ before: { found: 2, checked: 2 }, after: { found: 0, checked: 0, rate: null } })
    expect(rows[0]!.learntAt).not.toBeNull()
    expect(codes[0]).toMatchObject({ code: 'document-missed', effect: 'too-few' })
    const rates = await manager.origination.qualityRates({})
    const chen = rates.people.find(one => one.personName === '陈思远')!
    expect(chen.found).toBe(2)
    expect(chen.low).toBeLessThan(chen.rate!)
    expect(chen.high).toBeGreaterThan(chen.rate!)
    expect(rates.codes[0]).toMatchObject({ code: 'document-missed', found: 2, checked: rates.total.checked })
    const random = await manager.origination.qualityRates({ basis: 'random' })
    expect(random.total.checked).toBeLessThan(rates.total.checked)
  })

  it('looks again at every approval whose first payment defaults', async () => {
    const id = await decided(await house.as('zhou'))
    const { fundingId } = (await requested(lender, id)) as { fundingId: `funding_${string}` }
    const { version } = await lender.finance.origination.getFunding({ id: fundingId })
    await lender.finance.origination.disburseFunding({ id: fundingId, version })
    const of = async () =>
      (await checks(lender.riskOfficer, { reason: 'first-payment-default' })).map(one => one.applicationId)
    await evening('2026-05-09')
    expect(await of()).toEqual([])
    await evening('2026-05-12')
    expect(await of()).toEqual([id])
  })
})
