import { readFileSync } from 'node:fs'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { instantAt } from '#lib/day'
import { openLender, submitted } from '../applications.ts'
import { openTestHouse, type TestHouse } from '../house.ts'
import { fillBank, publishCourse, readLessons } from '../learning.ts'
import { patience } from '../patience.ts'
import { accessibilityFaults, shot } from './browser.ts'
import { go, openStage, overflow, type Stage, settled, strangeWords, type Window } from './stage.ts'

/** Training as people meet it: the learner on a phone, the teacher and the manager at a desk. */
describe('training on the screens', () => {
  let house: TestHouse
  let stage: Stage
  let file: string
  beforeAll(async () => {
    house = await openTestHouse({ today: '2026-03-02' })
    const lender = await openLender(house)
    await house.hire('hr', 'hr_officer', { branch: 'HQ', name: '于洋', group: '人力培训部' })
    const hr = await house.as('hr')
    const people = await hr.team.listPeople({})
    const chen = people.rows.find(person => person.username === 'chen')!.id
    const certificate = { target: 'matrix', of: 'review.reviewer', certificate: 'credit-approval' }
    await house.rule('certificate', 'approval', certificate)
    file = (await submitted(lender, 301, { principal: '130000.00', price: '200000.00' })).id
    await fillBank(hr, '信贷政策', 12)
    await hr.training.addCertificateKind({
      code: 'credit-approval',
      name: '信贷审批上岗证',
      nameEn: 'Credit approval',
      validityMonths: 12,
    })
    await publishCourse(hr, { code: 'policy', certificateCode: 'credit-approval' })
    await hr.training.requireCertificates({ post: 'credit_reviewer', codes: ['credit-approval'] })
    const when = {
      startsAt: instantAt('2026-03-05' as never, '14:00'),
      endsAt: instantAt('2026-03-05' as never, '16:00'),
    }
    const lecture = {
      kind: 'lecture' as const,
      title: '残值讲座',
      speaker: '高教授',
      place: '报告厅',
      capacity: 20,
      plannedCost: '8000.00',
    }
    await hr.training.addSession({ ...lecture, ...when })
    await hr.training.addBulletin({ title: '成本明示', body: '签约前明示。', source: '金规', mustReadBy: '2026-03-20' })
    await hr.training.giveCourse({ courseCode: 'policy', personIds: [chen], dueOn: '2026-03-20', reason: '上岗' })
    stage = await openStage(house.app)
  })
  afterAll(async () => {
    await stage?.close()
    await house?.close()
  })

  const enter = (username: string, options?: Parameters<Stage['enter']>[2]) =>
    stage.enter(username, `password-${username}`, options)
  const look = async ({ page, faults }: Window): Promise<string[]> => {
    const wider = await overflow(page)
    const primary = await page.locator('main .ant-btn-primary:not(.ant-btn-sm)').count()
    return [
      ...strangeWords(await page.innerText('body')),
      ...(wider > 0 ? [`${wider} px wider than its window`] : []),
      ...(primary > 1 ? [`${primary} primary buttons`] : []),
      ...(await accessibilityFaults(page)),
      ...faults.splice(0),
    ].map(fault => `${new URL(page.url()).pathname}: ${fault}`)
  }

  it('takes a learner on a phone from the duty to the certificate; another tab takes the exam over', async () => {
    const window = await enter('chen', { size: 'phone' })
    const { page } = window
    const found: string[] = []
    // Without the certificate the file cannot be approved, and the page says why and where the exam is.
    const approve = page.getByRole('button', { name: /通过 ¥ 130,000/ })
    await go(page, `/origination/review/${file}`)
    await page.getByText('须持有有效的“信贷审批上岗证”证书').first().waitFor()
    expect(await approve.isDisabled()).toBe(true)
    await page.getByRole('link', { name: '去看证书与考试' }).click()
    await page.getByText('信贷审批上岗证').first().waitFor()
    await go(page, '/training')
    await page.getByText('课程 policy').first().waitFor()
    found.push(...(await look(window)))
    await shot(page, 'training-home-phone')
    await page.getByText('课程 policy').first().click()
    await page.getByText('还有 1 个课时没有学完').waitFor()
    await page.getByRole('button', { name: '开始学习' }).click()
    await page.getByText('不低于 20%').waitFor()
    found.push(...(await look(window)))
    await page.getByRole('button', { name: /学完本课/ }).click()
    await page.getByRole('button', { name: '开始考试' }).click()
    await page.locator('.ant-popover').getByRole('button', { name: '开始考试' }).click()
    await page.getByText('第 1 / 4 题').waitFor()
    await settled(page)
    found.push(...(await look(window)))
    await shot(page, 'training-exam-phone')
    // What the browser holds of the question says nothing of what is right.
    expect(await page.content()).not.toContain('因为制度如此')
    await page.getByRole('radio', { name: '错一' }).check()
    await page.getByText('已保存').waitFor()

    const other = await window.context.newPage()
    await other.goto(page.url())
    await other.getByRole('button', { name: '在此继续' }).click()
    await other.getByText('第 1 / 4 题').waitFor()
    await other.locator('.ant-radio-wrapper-checked', { hasText: '错一' }).waitFor()
    // The refusal may take the choice back before one looks at it, so it is clicked, not held to stay.
    await page.getByRole('radio', { name: '错二' }).click()
    await page.getByText('考试已在另一个窗口打开').first().waitFor()
    await page.getByRole('button', { name: '在此继续' }).click()
    await other.close()

    for (let position = 1; position <= 4; position += 1) {
      await page.getByText(`第 ${position} / 4 题`).waitFor()
      await page.getByRole('radio', { name: '对', exact: true }).check()
      await page.getByText('已保存').waitFor()
      if (position < 4) await page.getByRole('button', { name: '下一题' }).click()
    }
    await page.getByRole('button', { name: '交卷' }).click()
    await page.locator('.ant-popover').getByRole('button', { name: '交卷' }).click()
    await page.getByText('通过，100 %').waitFor()
    await page.getByText('即刻生效').waitFor()
    await page.getByText('因为制度如此').first().waitFor()
    found.push(...(await look(window)))
    await shot(page, 'training-result-phone')
    // It works at once: the same page approves now.
    await go(page, `/origination/review/${file}`)
    await approve.click()
    await page.locator('.ant-modal .ant-btn-primary').last().click()
    await expect
      .poll(
        async () =>
          (await house.pool.query('SELECT 1 FROM origination.application WHERE state = $1', ['approved'])).rowCount,
        { timeout: patience.page },
      )
      .toBe(1)
    for (const address of [
      '/training',
      '/training/certificates/credit-approval',
      '/training/calendar',
      '/training/bulletins',
      '/training/courses',
    ]) {
      await go(page, address)
      found.push(...(await look(window)))
    }
    await go(page, '/training/calendar')
    await page.getByText('残值讲座').click()
    await page.getByRole('button', { name: /报.?名/ }).click()
    await page.getByText('已报名').first().waitFor()
    found.push(...(await look(window)))
    expect(found).toEqual([])
    await window.context.close()
  })

  it('takes no answer once the time is over, shows the result, and lets a question be contested', async () => {
    const hr = await house.as('hr')
    await readLessons(hr, 'policy')
    const { id } = await hr.training.startExam({ code: 'policy' })
    const window = await enter('hr', { at: `/training/exams/${id}` })
    const { page } = window
    await page.getByRole('button', { name: '在此继续' }).click()
    await page.getByRole('radio', { name: '对', exact: true }).check()
    await page.getByText('已保存').waitFor()
    await page.getByRole('button', { name: '下一题' }).click()
    await page.getByText('第 2 / 4 题').waitFor()
    house.clock.advance(20 * 60_000)
    await page.getByRole('radio', { name: '对', exact: true }).check()
    // What was saved in time is graded, the late answer is not.
    await page.getByText('未通过，25 %').waitFor()
    await page.getByText('到时自动交卷').waitFor()
    await page.getByRole('button', { name: '题目有误' }).last().click()
    await page.locator('.ant-modal textarea').fill('两个选项都对')
    await page.locator('.ant-modal .ant-btn-primary').last().click()
    await page.getByText('待裁定').waitFor()
    expect(await look(window)).toEqual([])
    await shot(page, 'training-contest')
    await window.context.close()
  })

  it('is whole for who teaches and who leads, in the light and in the dark, in both languages', async () => {
    const found: string[] = []
    const pages = [
      'questions',
      'contests',
      'ladders',
      'cases',
      'matrix',
      'coverage',
      'hours',
      'budget',
      'paths',
      'certificates',
      'bulletins',
      'courses/policy/edit',
    ]
    for (const [username, options] of [
      ['hr', {}],
      ['boss', { dark: true, language: 'en' }],
    ] as const) {
      const window = await enter(username, options)
      for (const name of username === 'boss' ? ['matrix', 'coverage', 'hours', 'calendar'] : pages) {
        await go(window.page, `/training/${name}`)
        found.push(...(await look(window)))
        await shot(window.page, `training-${name.replaceAll('/', '-')}-${username}`)
      }
      await window.context.close()
    }
    expect(found).toEqual([])
  })

  it('a video lesson plays on a phone from the middle, fetched in parts', async () => {
    const hr = await house.as('hr')
    const bytes = readFileSync(path.join(import.meta.dirname, '..', '..', 'app', 'demo', 'vehicle-check.webm'))
    const kept = await hr.training.addTrainingFile({ name: 'check.webm', content: bytes.toString('base64') })
    const one = { code: 'vehicle-check', title: '验车四步', titleEn: 'Four steps' }
    await hr.training.addCourse({ ...one, kind: 'course', topic: '信贷政策', certificateCode: null })
    const { revision } = await hr.training.draftCourse({ code: one.code })
    const lesson = { kind: 'video' as const, title: '视频', body: '看完再验车。', minutes: 5, ...kept }
    const saved = await hr.training.saveCourse({
      ...{ ...one, revision, summary: '要点', changeNote: '首版', exam: null },
      lessons: [lesson],
    })
    await hr.training.publishCourse({ code: one.code, revision: saved.revision })
    const phone = await enter('chen', { size: 'phone' })
    const { page } = phone
    const parts: number[] = []
    page.on('response', response => {
      if (response.url().includes('/lesson-files/')) parts.push(response.status())
    })
    const { lessonList } = await (await house.as('chen')).training.getCourse({ code: one.code })
    await go(page, `/training/lessons/${lessonList[0]!.id}`)
    const video = page.locator('video')
    await video.waitFor()
    const played = await video.evaluate(async element => {
      const film = element as unknown as {
        muted: boolean
        duration: number
        currentTime: number
        videoWidth: number
        play(): Promise<void>
        addEventListener(name: string, heard: () => void, once: { once: true }): void
      }
      const heard = (name: string) => new Promise<void>(done => film.addEventListener(name, done, { once: true }))
      film.muted = true
      const sought = heard('seeked')
      film.currentTime = 20
      await sought
      await film.play()
      await heard('timeupdate')
      return { duration: film.duration, at: film.currentTime, width: film.videoWidth }
    })
    expect(played).toMatchObject({ duration: 30, width: 480 })
    expect(played.at).toBeGreaterThanOrEqual(20)
    expect(parts.length).toBeGreaterThan(0)
    expect(new Set(parts)).toEqual(new Set([206]))
    await shot(page, 'training-video-phone')
    expect(await look(phone)).toEqual([])
    await phone.context.close()
  })
})
