import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { addMs } from '#lib/day'
import { toKey } from '#lib/id'
import { certificatesOf } from '#training'
import { type Client, openTestHouse, refusalOf, type TestHouse } from '../house.ts'
import { fillBank, publishCourse, readLessons, sitExam, smallExam } from '../learning.ts'

const hour = 3_600_000
const code = async (call: Promise<unknown>) => (await refusalOf(call)).code

/** An exam from the first lesson to the certificate, and everything that must not happen in between. */
describe('exams', () => {
  let house: TestHouse
  let hr: Client
  let chen: Client
  let wang: Client
  const people = new Map<string, Awaited<ReturnType<TestHouse['hire']>>>()
  beforeAll(async () => {
    house = await openTestHouse()
    for (const [name, post] of [
      ['hr', 'hr_officer'],
      ['chen', 'credit_reviewer'],
      ['wang', 'credit_reviewer'],
    ] as const)
      people.set(name, await house.hire(name, post))
    hr = await house.as('hr')
    chen = await house.as('chen')
    wang = await house.as('wang')
    await hr.training.addCertificateKind({
      code: 'credit-approval',
      name: '信贷审批',
      nameEn: 'Credit',
      validityMonths: 12,
    })
    await fillBank(hr, '信贷政策', 12)
    await publishCourse(hr, { code: 'policy', certificateCode: 'credit-approval' })
  })
  afterAll(() => house.close())
  const live = (name: string) => certificatesOf(house.spine.database, toKey(people.get(name)!), house.clock.now())

  it('begin only when every lesson is read', async () => {
    expect(await code(chen.training.startExam({ code: 'policy' }))).toBe('training.exam_lessons_first')
    expect((await chen.training.getCourse({ code: 'policy' })).bar).toMatchObject({ left: 1 })
    await readLessons(chen, 'policy')
    await readLessons(wang, 'policy')
    expect((await chen.training.getCourse({ code: 'policy' })).bar).toBeNull()
  })

  it('send no key, no explanation and no points before they are handed in', async () => {
    const { id, token, count } = await wang.training.startExam({ code: 'policy' })
    const sent: string[] = []
    for (let position = 1; position <= count; position += 1)
      sent.push(JSON.stringify(await wang.training.getExamItem({ id, position, token })))
    sent.push(JSON.stringify(await wang.training.getAttempt({ id })))
    sent.push(JSON.stringify(await wang.training.saveExamAnswer({ id, position: 1, token, answer: { choices: [0] } })))
    for (const text of sent) expect(text).not.toMatch(/因为制度如此|"key"|"points":\d|explanation":"|difficulty/)
    expect((await wang.training.getAttempt({ id })).items).toEqual([])
    // The order shown is the server's secret: options come as text only, the answer goes back by the place shown.
    expect(await code(wang.training.listQuestions({}))).toBe('authority.not_permitted')
    expect((await wang.training.submitExam({ id, token })).items[0]!.question).toMatchObject({
      explanation: '因为制度如此。',
    })
  })

  it('belong to the window opened last: the other one is told and can neither read, save nor hand in', async () => {
    const first = await chen.training.startExam({ code: 'policy' })
    const { id } = first
    await chen.training.saveExamAnswer({ id, position: 1, token: first.token, answer: { choices: [2] } })
    expect(await code(chen.training.startExam({ code: 'policy' }))).toBe('training.exam_open_conflict')
    const second = await chen.training.resumeExam({ id })
    const old = { id, position: 1, token: first.token }
    expect(await code(chen.training.saveExamAnswer({ ...old, answer: { choices: [1] } }))).toBe(
      'training.exam_other_window',
    )
    expect(await code(chen.training.getExamItem(old))).toBe('training.exam_other_window')
    expect(await code(chen.training.submitExam({ id, token: first.token }))).toBe('training.exam_other_window')
    const item = await chen.training.getExamItem({ id, position: 1, token: second.token })
    expect(item).toMatchObject({ answer: { choices: [2] }, answered: [1], endsAt: first.endsAt })
    // Nobody else's window either.
    expect(await code(wang.training.getExamItem({ id, position: 1, token: second.token }))).toBe(
      'training.attempt_not_found',
    )
    expect(await code(wang.training.getAttempt({ id }))).toBe('authority.out_of_scope')
    const answer = (position: number, value: Parameters<Client['training']['saveExamAnswer']>[0]['answer']) =>
      chen.training.saveExamAnswer({ id, position, token: second.token, answer: value })
    expect(await code(answer(1, { choices: [9] }))).toBe('training.answer_shape')
    expect(await code(answer(1, { decision: { verdict: 'approve', reasons: [], note: '' } }))).toBe(
      'training.answer_shape',
    )
    expect(await code(answer(40, { choices: [0] }))).toBe('training.attempt_not_found')

    // To the last millisecond an answer is taken; at the second the time is over none is.
    house.clock.set(addMs(second.endsAt, -1))
    await answer(2, { choices: [0] })
    house.clock.set(second.endsAt)
    expect(await code(answer(3, { choices: [0] }))).toBe('training.exam_time_over')
    expect(await code(chen.training.getExamItem({ id, position: 2, token: second.token }))).toBe(
      'training.exam_time_over',
    )
    expect(await code(chen.training.resumeExam({ id }))).toBe('training.exam_time_over')
    const closed = await chen.training.submitExam({ id, token: second.token })
    expect(closed).toMatchObject({ closedBy: 'time', windows: 2, passed: false })
    expect(closed.items.filter(one => one.answer !== null)).toHaveLength(2)
    expect(await code(chen.training.submitExam({ id, token: second.token }))).toBe('training.exam_closed')
    expect(await code(chen.training.resumeExam({ id }))).toBe('training.exam_closed')
  })

  it('fail with a wait, and ask other questions the second time; passing gives the certificate at once', async () => {
    const refused = await refusalOf(chen.training.startExam({ code: 'policy' }))
    expect(refused.code).toBe('training.exam_wait')
    house.clock.advance(25 * hour)
    const before = new Set(
      (
        await chen.training.getAttempt({ id: (await chen.training.getCourse({ code: 'policy' })).attempts[0]!.id })
      ).items.map(one => one.question!.stem),
    )
    expect(await live('chen')).toEqual([])
    const second = await sitExam(chen, 'policy', 2)
    expect(second).toMatchObject({ score: 50, passed: false, number: 2, certificateNumber: null })
    expect(second.stems.filter(stem => before.has(stem))).toEqual([])
    house.clock.advance(25 * hour)
    const third = await sitExam(chen, 'policy', 3)
    expect(third).toMatchObject({ score: 75, passed: true, closedBy: 'person' })
    expect(third.stems.filter(stem => before.has(stem) || second.stems.includes(stem))).toEqual([])
    expect(await live('chen')).toMatchObject([{ code: 'credit-approval', number: third.certificateNumber }])
    expect((await chen.training.listCertificates({})).rows[0]).toMatchObject({
      basis: 'exam',
      evidence: '课程 policy v1 · 75',
    })
    expect((await chen.training.getCourse({ code: 'policy' })).completedAt).toBe(house.clock.now())
  })

  it('that were left behind are closed by themselves when the time is over', async () => {
    house.clock.advance(25 * hour)
    const { id, token } = await wang.training.startExam({ code: 'policy' })
    for (let position = 1; position <= 4; position += 1) {
      const { question } = await wang.training.getExamItem({ id, position, token })
      await wang.training.saveExamAnswer({
        id,
        position,
        token,
        answer: { choices: [question!.options.indexOf('对')] },
      })
    }
    house.clock.advance(21 * 60_000)
    await house.jobs.send(house.spine.database, 'training.exams-due', {})
    await house.drain()
    expect(await wang.training.getAttempt({ id })).toMatchObject({ closedBy: 'time', score: 100, passed: true })
    expect(await live('wang')).toHaveLength(1)
  })

  it('stop after the attempts are used up, until the course is given again', async () => {
    await hr.training.addCourse({ code: 'fraud', kind: 'course', topic: '反欺诈', title: '反欺诈', titleEn: 'Fraud' })
    await publishCourse(hr, { code: 'fraud', again: true, exam: { ...smallExam, attempts: 1, waitHours: 0 } })
    await readLessons(wang, 'fraud')
    await sitExam(wang, 'fraud', 0)
    expect(await code(wang.training.startExam({ code: 'fraud' }))).toBe('training.exam_attempts_used')
    house.clock.advance(1000)
    const due = { courseCode: 'fraud', personIds: [people.get('wang')!], reason: '补考' }
    expect(await code(hr.training.giveCourse({ ...due, dueOn: '2026-03-01' }))).toBe('training.due_day')
    await hr.training.giveCourse({ ...due, dueOn: '2026-04-01' })
    expect((await wang.training.myLearning()).duties).toMatchObject([
      { courseCode: 'fraud', source: 'assigned', dueOn: '2026-04-01' },
    ])
    // Only what is passed after it was given counts.
    house.clock.advance(1000)
    expect((await sitExam(wang, 'fraud', 4)).passed).toBe(true)
    expect((await wang.training.myLearning()).duties).toEqual([])
  })

  it('tell what the questions are worth', async () => {
    const { rows } = await hr.training.listQuestions({ topic: '信贷政策', limit: 200 })
    const asked = rows.filter(row => row.asked > 0)
    expect(asked.length).toBeGreaterThan(8)
    expect(asked.every(row => row.share !== null && row.remarks.includes('few'))).toBe(true)
    expect(rows.reduce((all, row) => all + row.asked, 0)).toBe(7 * 4)
    const [first] = rows
    const better = {
      topic: '信贷政策',
      kind: 'true-false' as const,
      difficulty: 2,
      stem: '首付可以借来',
      options: [],
      answer: { choices: [1] },
      explanation: '不可以',
    }
    await hr.training.replaceQuestion({ id: first!.id, ...better })
    expect(await code(hr.training.replaceQuestion({ id: first!.id, ...better }))).toBe('training.question_not_found')
    expect(await code(hr.training.retireQuestion({ id: first!.id }))).toBe('training.question_not_found')
    expect((await hr.training.listQuestions({ retired: 'true' } as never)).rows).toMatchObject([
      { stem: first!.stem, asked: first!.asked },
    ])
  })

  it('on cases are scored by policy, reasons and outcome, and show nothing of them before', async () => {
    const study = {
      title: '案例一',
      topic: '审批',
      story: '收入与流水不符，负债率 78%。',
      facts: { 月收入: '8000', 负债率: '78%' },
    }
    const key = {
      policyVerdict: 'reject' as const,
      policyReasons: ['income' as const, 'debt' as const],
      policyNote: '负债率超过上限',
      outcome: 'defaulted' as const,
    }
    expect(await code(hr.training.addCase({ ...study, ...key, story: '联系 13800001111' }))).toBe(
      'training.case_not_anonymous',
    )
    const { id: caseId } = await hr.training.addCase({ ...study, ...key })
    expect(await code(wang.training.showCase({ id: caseId }))).toBe('training.case_not_found')
    await publishCourse(hr, {
      code: 'case-exam',
      exam: { ...smallExam, draw: [], cases: 1, caseTopic: '审批', caseShare: 100 },
    })
    await readLessons(wang, 'case-exam')
    const { id, token } = await wang.training.startExam({ code: 'case-exam' })
    const item = await wang.training.getExamItem({ id, position: 1, token })
    expect(item.case).toEqual({ id: caseId, ...study })
    expect(JSON.stringify(item)).not.toMatch(/policy|defaulted|负债率超过/)
    await wang.training.saveExamAnswer({
      id,
      position: 1,
      token,
      answer: { decision: { verdict: 'reject', reasons: ['income'], note: '流水不足' } },
    })
    const result = await wang.training.submitExam({ id, token })
    expect(result).toMatchObject({ score: 91, passed: true })
    expect(result.items[0]).toMatchObject({
      parts: { policy: 100, reasons: 66, outcome: 100 },
      case: { policyNote: '负债率超过上限' },
    })
    await hr.training.retireCase({ id: caseId })
    expect(await code(hr.training.retireCase({ id: caseId }))).toBe('training.case_not_found')
  })

  it('are graded again, upwards only, when a question was wrong; nobody rules on their own', async () => {
    const kind = { code: 'odd-certificate', name: '试行证书', nameEn: 'Odd', validityMonths: 12 }
    await hr.training.addCertificateKind(kind)
    await fillBank(hr, '异议', 4)
    const draw = [{ topic: '异议', count: 4, easiest: 1, hardest: 5 }]
    await publishCourse(hr, { code: 'odd', certificateCode: kind.code, exam: { ...smallExam, draw } })
    for (const one of [chen, wang, hr]) await readLessons(one, 'odd')
    const mine = await sitExam(chen, 'odd', 2)
    const theirs = await sitExam(wang, 'odd', 2)
    expect([mine.passed, theirs.passed]).toEqual([false, false])
    const open = await hr.training.startExam({ code: 'odd' })
    const contest = (who: Client, id: typeof mine.id, position: number) =>
      who.training.contestQuestion({ id, position, reason: '两个选项都对，见办法第九条' })
    expect(await code(contest(hr, open.id, 1))).toBe('training.exam_running')
    expect(await code(contest(wang, mine.id, 3))).toBe('training.attempt_not_found')
    expect(await code(contest(chen, mine.id, 9))).toBe('training.question_not_found')
    const { id } = await contest(chen, mine.id, 3)
    expect(await code(contest(chen, mine.id, 3))).toBe('training.contest_twice')
    expect(await code(chen.training.listContests({}))).toBe('authority.not_permitted')
    const [waiting] = (await hr.training.listContests({ state: 'open' })).rows
    expect(waiting).toMatchObject({ id, personName: 'chen', stem: mine.stems[2], actions: ['rule'] })
    const rule = (who: Client, contestId: typeof id, upheld = true) =>
      who.training.ruleOnContest({ id: contestId, upheld, reason: '题目有两个正确选项' })
    expect(await code(rule(hr, 'contest_0000000000001'))).toBe('training.contest_not_found')

    const before = await wang.training.getAttempt({ id: theirs.id })
    const same = before.items.find(item => item.question?.stem === mine.stems[2])!
    const alsoWang = same.points < 100
    expect(await rule(hr, id)).toMatchObject({
      state: 'upheld',
      regraded: alsoWang ? 2 : 1,
      passedNow: alsoWang ? 2 : 1,
    })
    expect(await code(rule(hr, id))).toBe('training.contest_ruled')
    const after = await chen.training.getAttempt({ id: mine.id })
    expect(after).toMatchObject({ score: 75, scoreBefore: 50, passed: true, items: { 2: { void: true, points: 100 } } })
    expect(after.items[2]?.contest).toMatchObject({ state: 'upheld', ruling: '题目有两个正确选项' })
    expect((await live('chen')).map(one => one.code)).toContain('odd-certificate')
    expect((await live('wang')).some(one => one.code === 'odd-certificate')).toBe(alsoWang)
    expect((await wang.training.getAttempt({ id: theirs.id })).score).toBe(alsoWang ? 75 : 50)
    await house.drain()
    expect((await chen.notification.listNotices({})).rows.map(notice => notice.text).join()).toContain('您的考试已通过')

    // What was open when the question fell is graded without it, and the next exam does not ask it.
    const handed = await hr.training.submitExam({ id: open.id, token: open.token })
    expect(handed).toMatchObject({ score: 25, scoreBefore: null })
    const own = await contest(hr, open.id, handed.items.find(item => !item.void)!.position)
    expect(await code(rule(hr, own.id, false))).toBe('training.own_contest')
    const figures = await hr.training.getQuestion({ id: waiting!.questionId })
    expect(figures).toMatchObject({ retired: true, asked: 3, unanswered: 1, third: 1, contests: [{ state: 'upheld' }] })
    expect(figures.optionFigures.reduce((sum, one) => sum + one.chosen, 0)).toBe(2)
    expect(await code(hr.training.getQuestion({ id: 'question_0000000000001' }))).toBe('training.question_not_found')
  })
})
