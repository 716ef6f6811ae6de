import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { addMs, dayAt } from '#lib/day'
import { type Id, toKey } from '#lib/id'
import { assignCourse, certificatesOf } from '#training'
import { type Client, openTestHouse, refusalOf, type TestHouse } from '../house.ts'
import { fillBank, publishCourse, readLessons, sitExam, smallExam } from '../learning.ts'

const day = 86_400_000
const code = async (call: Promise<unknown>) => (await refusalOf(call)).code

/** What people have to learn and hold, from the catalogue to the year's plan. */
describe('learning', () => {
  let house: TestHouse
  let hr: Client
  let boss: Client
  let chen: Client
  const ids = new Map<string, Id<'person'>>()
  beforeAll(async () => {
    house = await openTestHouse()
    ids.set('hr', await house.hire('hr', 'hr_officer', { branch: 'HQ' }))
    ids.set('boss', await house.hire('boss', 'team_manager'))
    ids.set('chen', await house.hire('chen', 'credit_reviewer', { group: '审核组' }))
    ids.set('feng', await house.hire('feng', 'credit_reviewer', { branch: 'HZ', group: '审核组' }))
    hr = await house.as('hr')
    boss = await house.as('boss')
    chen = await house.as('chen')
    await fillBank(hr, '信贷政策', 12)
    await hr.training.addCertificateKind({
      code: 'credit-approval',
      name: '信贷审批',
      nameEn: 'Credit',
      validityMonths: 12,
      refresherDays: 60,
    })
  })
  afterAll(() => house.close())
  const live = (name: string, later = 0) =>
    certificatesOf(house.spine.database, toKey(ids.get(name)!), addMs(house.clock.now(), later))

  it('is written as a draft, published once whole, and never changed after', async () => {
    const add = (change: object) =>
      hr.training.addCourse({
        code: 'policy',
        kind: 'course',
        topic: '信贷政策',
        title: '信贷政策',
        titleEn: 'Policy',
        ...change,
      })
    expect(await code(add({ certificateCode: 'none' }))).toBe('training.certificate_not_found')
    expect(await code(add({ kind: 'refresher' }))).toBe('training.refresher_of_nothing')
    await add({ certificateCode: 'credit-approval' })
    expect(await code(add({}))).toBe('training.code_taken')
    expect(await code(add({ code: 'other', certificateCode: 'credit-approval' }))).toBe('training.certificate_taken')
    const draft = await hr.training.draftCourse({ code: 'policy' })
    expect(await code(hr.training.publishCourse({ code: 'policy', revision: draft.revision }))).toBe(
      'training.course_empty',
    )
    const text = { kind: 'text' as const, title: '第一课', body: '正文', minutes: 30 }
    const save = (change: object, revision = draft.revision) =>
      hr.training.saveCourse({
        code: 'policy',
        revision,
        title: '信贷政策',
        titleEn: 'Policy',
        summary: '',
        exam: smallExam,
        lessons: [text],
        ...change,
      })
    expect(await code(save({ lessons: [{ ...text, kind: 'slides' }] }))).toBe('training.lesson_file')
    expect(await code(save({ lessons: [{ ...text, kind: 'case' }] }))).toBe('training.case_not_found')
    expect(await code(save({ exam: { ...smallExam, draw: [] } }))).toBe('training.exam_plan')
    expect(await code(save({ exam: { ...smallExam, caseShare: 30 } }))).toBe('training.exam_plan')
    const stored = await hr.training.addTrainingFile({
      name: '课件.pdf',
      content: Buffer.from('%PDF-1.4').toString('base64'),
    })
    expect(await code(save({ lessons: [{ ...text, kind: 'video', sha256: stored.sha256 }] }))).toBe(
      'training.lesson_file',
    )
    const slides = { ...text, kind: 'slides' as const, sha256: stored.sha256, fileName: '课件.pdf' }
    const saved = await save({ lessons: [text, slides] })
    expect(await code(save({}))).toBe('training.stale')
    const big = await save(
      {
        exam: { ...smallExam, draw: [{ topic: '信贷政策', count: 13, easiest: 1, hardest: 5 }] },
        lessons: [text, slides],
      },
      saved.revision,
    )
    expect(await code(hr.training.publishCourse({ code: 'policy', revision: big.revision }))).toBe(
      'training.bank_too_small',
    )
    const good = await save({ lessons: [text, slides] }, big.revision)
    expect((await chen.training.listCourses({})).total).toBe(0)
    expect(
      await code(hr.training.publishCourse({ code: 'policy', revision: good.revision, renewBy: '2026-03-01' })),
    ).toBe('training.renew_day')
    await hr.training.publishCourse({ code: 'policy', revision: good.revision })
    expect(await code(hr.training.publishCourse({ code: 'policy', revision: good.revision }))).toBe(
      'training.course_not_found',
    )
    expect((await chen.training.listCourses({})).rows).toMatchObject([
      { code: 'policy', lessons: 2, minutes: 60, exam: true, read: 0 },
    ])
    await expect(
      house.pool.query(`UPDATE training.course_version SET title = 'x' WHERE state = 'published'`),
    ).rejects.toThrow('never changed')
    await expect(house.pool.query(`UPDATE training.question SET stem = 'x'`)).rejects.toThrow('never rewritten')
    const [first] = (await chen.training.getCourse({ code: 'policy' })).lessonList
    expect(await chen.training.getLesson({ id: first!.id })).toMatchObject({
      body: '正文',
      previousId: null,
      courseCode: 'policy',
    })
  })

  it('of a post follows its path and its certificates, at once and without any job', async () => {
    const path = {
      post: 'credit_reviewer' as const,
      level: 'newcomer' as const,
      revision: 0,
      name: '审核员上岗',
      nameEn: 'Reviewer',
    }
    expect(await code(hr.training.savePath({ ...path, courses: [{ code: 'none', withinDays: 30 }] }))).toBe(
      'training.course_not_found',
    )
    await hr.training.savePath({ ...path, courses: [{ code: 'policy', withinDays: 30 }] })
    expect(await code(hr.training.savePath({ ...path, courses: [] }))).toBe('training.stale')
    expect(await code(hr.training.requireCertificates({ post: 'credit_reviewer', codes: ['none'] }))).toBe(
      'training.certificate_not_found',
    )
    await hr.training.requireCertificates({ post: 'credit_reviewer', codes: ['credit-approval'] })
    const mine = await chen.training.myLearning()
    expect(mine.duties).toMatchObject([{ courseCode: 'policy', source: 'path', dueOn: '2026-04-01', overdue: false }])
    expect(mine.skills).toMatchObject([
      { code: 'credit-approval', required: true, state: 'missing', courseCode: 'policy' },
    ])
    const matrix = await hr.training.skillsMatrix({})
    const cells = matrix.groups.filter(one => one.groupName === '审核组').map(one => one.cells[0])
    expect(cells).toEqual([
      { code: 'credit-approval', required: 1, held: 0, expiring: 0, missing: 1 },
      { code: 'credit-approval', required: 1, held: 0, expiring: 0, missing: 1 },
    ])
    // A manager sees the own branch only, a reviewer oneself.
    expect((await boss.training.skillsMatrix({})).people.map(one => one.personName).sort()).toEqual(['boss', 'chen'])
    expect((await chen.training.listCoverage({})).rows.map(row => row.personName)).toEqual(['chen'])
    expect((await hr.training.listCoverage({})).total).toBe(2)
    expect(await code(boss.training.personSkills({ personId: ids.get('feng')! }))).toBe('authority.out_of_scope')
  })

  it('is done by passing: duty, matrix, hours and report say so the same moment', async () => {
    await readLessons(chen, 'policy')
    expect((await sitExam(chen, 'policy', 4)).passed).toBe(true)
    const mine = await chen.training.myLearning()
    expect([mine.duties, mine.minutes]).toEqual([[], 60])
    expect(mine.skills).toMatchObject([{ state: 'held', required: true }])
    expect(await hr.training.listCoverage({})).toMatchObject({ total: 2, done: 1, overdueCount: 0 })
    expect((await hr.training.listCoverage({ done: 'true' } as never)).rows).toMatchObject([
      { personName: 'chen', read: 2, lessons: 2 },
    ])
    expect(await boss.training.listDuties({ personId: ids.get('chen')! })).toEqual([])
  })

  it('opens the refresher around the end of a certificate only, and grace and duty follow', async () => {
    await publishCourse(hr, { code: 'policy-refresher', kind: 'refresher', certificateCode: 'credit-approval' })
    await readLessons(chen, 'policy-refresher')
    expect(await code(chen.training.startExam({ code: 'policy-refresher' }))).toBe('training.refresher_closed')
    const [before] = await live('chen')
    house.clock.set(addMs(before!.endsAt, -20 * day))
    expect((await chen.training.myLearning()).skills).toMatchObject([
      { state: 'expiring', courseCode: 'policy-refresher' },
    ])
    expect((await chen.training.myLearning()).duties).toMatchObject([
      { courseCode: 'policy-refresher', source: 'renewal', dueOn: dayAt(addMs(before!.endsAt, -1)) },
    ])
    expect(await chen.training.certificateGuide({ code: 'credit-approval' })).toMatchObject({
      courseCode: 'policy-refresher',
      state: 'expiring',
    })
    await house.jobs.send(house.spine.database, 'training.certificates-due', {})
    await house.drain()
    const told = () =>
      house.pool.query('SELECT what FROM training.certificate_told').then(found => found.rows.map(row => row.what))
    expect(await told()).toEqual(['expiring'])
    expect((await sitExam(chen, 'policy-refresher', 4)).passed).toBe(true)
    const after = await live('chen')
    expect(after).toHaveLength(2)
    expect(after[0]!.endsAt > before!.endsAt).toBe(true)
    expect((await chen.training.myLearning()).duties).toEqual([])
    // The old one has ended: no news, the new one has taken its place. Then that ends too.
    house.clock.set(before!.endsAt)
    await house.jobs.send(house.spine.database, 'training.certificates-due', {})
    await house.drain()
    expect(await told()).toEqual(['expiring'])
    house.clock.set(addMs(after[0]!.endsAt, -1))
    expect(await live('chen')).toHaveLength(1)
    house.clock.set(after[0]!.endsAt)
    expect(await live('chen')).toEqual([])
    await house.jobs.send(house.spine.database, 'training.certificates-due', {})
    await house.drain()
    expect(await told()).toEqual(['expiring', 'expired'])
    const notices = (await chen.notification.listNotices({})).rows.map(row => row.text)
    expect(notices.filter(text => text.includes('信贷审批'))).toHaveLength(2)
    expect((await chen.training.myLearning()).skills).toMatchObject([{ state: 'missing' }])
  })

  it('of a new version says before it is published whose certificates must be renewed, and then ends them by that day', async () => {
    await readLessons(chen, 'policy')
    await sitExam(chen, 'policy', 4)
    const [held] = await live('chen')
    const renewBy = dayAt(addMs(house.clock.now(), 30 * day))
    const draft = await hr.training.draftCourse({ code: 'policy' })
    const input = { code: 'policy', revision: draft.revision, renewBy }
    const preview = await hr.training.publishCourse(input, { context: { headers: { 'x-dry-run': '1' } } })
    expect(preview.holders).toMatchObject([{ personName: 'chen', endsAt: held!.endsAt }])
    expect((await live('chen'))[0]!.endsAt).toBe(held!.endsAt)
    expect(await hr.training.publishCourse(input)).toEqual(preview)
    const [now] = await live('chen')
    expect(now!.endsAt).toBe(preview.holders[0]!.endsThen)
    expect(await live('chen', 30 * day)).toHaveLength(1)
    expect(await live('chen', 31 * day)).toEqual([])
    // Reading and passing the new version renews.
    house.clock.advance(day)
    await readLessons(chen, 'policy')
    await sitExam(chen, 'policy', 4)
    expect(await live('chen', 31 * day)).toHaveLength(1)
  })

  it('may be given by a later module, once, and by managers within their reach', async () => {
    const give = () =>
      house.system('test.defect', ctx =>
        assignCourse(ctx, {
          personKeys: [toKey(ids.get('chen')!)],
          courseCode: 'policy',
          dueOn: dayAt(addMs(house.clock.now(), 7 * day)),
          reason: '收入核验差错 3 次',
          source: 'defect',
          once: 'defect:1',
        }),
      )
    expect([await give(), await give()]).toEqual([1, 0])
    expect((await chen.training.myLearning()).duties).toMatchObject([{ source: 'defect', reason: '收入核验差错 3 次' }])
    const give2 = { courseCode: 'policy', dueOn: dayAt(addMs(house.clock.now(), 7 * day)), reason: '加强' }
    expect(await code(boss.training.giveCourse({ ...give2, personIds: [ids.get('feng')!] }))).toBe(
      'training.person_not_found',
    )
    expect(await boss.training.giveCourse({ ...give2, personIds: [ids.get('chen')!] })).toEqual({ given: 1 })
    expect(await code(boss.training.setLevel({ personId: ids.get('boss')!, level: 'senior', reason: 'x' }))).toBe(
      'training.own_level',
    )
    await boss.training.setLevel({ personId: ids.get('chen')!, level: 'senior', reason: '考核优秀' })
    expect((await boss.training.personSkills({ personId: ids.get('chen')! })).level).toBe('senior')
  })

  it('of a year is planned and shows how far it is', async () => {
    const year = Number(dayAt(house.clock.now()).slice(0, 4))
    const line = { personId: ids.get('chen')!, year, dueOn: `${year}-12-31` }
    expect(await code(boss.training.addPlanItem({ ...line, kind: 'course' }))).toBe('training.plan_line')
    expect(
      await code(boss.training.addPlanItem({ ...line, kind: 'hours', targetMinutes: 60, dueOn: '2020-01-01' })),
    ).toBe('training.due_day')
    await boss.training.addPlanItem({ ...line, kind: 'course', courseCode: 'policy' })
    await boss.training.addPlanItem({ ...line, kind: 'hours', targetMinutes: 6000 })
    const { id } = await boss.training.addPlanItem({ ...line, kind: 'other', title: '跟岗两周' })
    const progress = async () =>
      (await boss.training.getPlan({ personId: ids.get('chen')!, year })).items.map(item => item.progress)
    expect((await progress())[0]).toBe(100)
    expect((await progress())[2]).toBe(0)
    await boss.training.endPlanItem({ id, how: 'done' })
    expect(await code(boss.training.endPlanItem({ id, how: 'done' }))).toBe('training.plan_item_not_found')
    expect((await progress())[2]).toBe(100)
    const hours = await boss.training.listHours({ year })
    expect(hours.rows.find(row => row.personName === 'chen')).toMatchObject({ planProgress: expect.any(Number) })
  })

  it('keeps a case closed while it stands in an open exam, and shows lessons only of the version in force', async () => {
    const { id: caseId } = await hr.training.addCase({
      title: '案例',
      topic: '审批',
      story: '首付来自借款。',
      facts: { 首付比例: '20%' },
      policyVerdict: 'reject',
      policyReasons: ['down-payment'],
      policyNote: '首付须自有',
      outcome: 'unknown',
    })
    await hr.training.addCourse({ code: 'cases', kind: 'course', topic: '审批', title: '案例课', titleEn: 'Cases' })
    const draft = await hr.training.draftCourse({ code: 'cases' })
    const saved = await hr.training.saveCourse({
      code: 'cases',
      revision: draft.revision,
      title: '案例课',
      titleEn: 'Cases',
      summary: '',
      exam: { ...smallExam, draw: [], cases: 1, caseShare: 100, caseTopic: '审批' },
      lessons: [{ kind: 'case', title: '首付', minutes: 10, caseId }],
    })
    await hr.training.publishCourse({ code: 'cases', revision: saved.revision })
    const [lesson] = (await chen.training.getCourse({ code: 'cases' })).lessonList
    expect((await chen.training.getLesson({ id: lesson!.id })).case).toMatchObject({ title: '案例' })
    expect(await chen.training.showCase({ id: caseId })).toMatchObject({ policyVerdict: 'reject' })
    await chen.training.finishLesson({ id: lesson!.id, seconds: 5 })
    const exam = await chen.training.startExam({ code: 'cases' })
    expect(await code(chen.training.showCase({ id: caseId }))).toBe('training.case_in_exam')
    await chen.training.submitExam(exam)
    await hr.training.retireCourse({ code: 'cases' })
    expect(await code(chen.training.getLesson({ id: lesson!.id }))).toBe('training.lesson_not_found')
    expect(await code(hr.training.retireCourse({ code: 'cases' }))).toBe('training.course_not_found')
  })
})
