import { readFileSync } from 'node:fs'
import path from 'node:path'
import { must } from '#lib/assert'
import { addDays, type Day, daysBetween, type Instant, instantAt } from '#lib/day'
import type { Id } from '#lib/id'
import type { steeredClock } from '#platform/clock'
import { type Post, posts } from '#team'
import type { City } from './book.ts'
import { type Client, staffOf } from './client.ts'
import { demoPeople } from './people.ts'
import { slidesPdf, usedVehicleSlides } from './slides.ts'
import { demoCases } from './training-cases.ts'
import { creditCourses, demoKinds, demoPaths, demoRequired } from './training-courses.ts'
import { complianceCourses } from './training-courses-compliance.ts'
import { defectCourses } from './training-courses-defects.ts'
import { creditQuestions } from './training-questions.ts'
import { complianceQuestions } from './training-questions-compliance.ts'

const demoCourses = [...creditCourses, ...complianceCourses, ...defectCourses]
const demoQuestions = [...creditQuestions, ...complianceQuestions]
const teacher = 'yuyang'
/** Who sat the exams of the platform themselves; what the others hold was taken over from before it. */
const examined = ['chen', 'song', 'sun', 'hejunjie']
/** Who holds a certificate that runs out within days, so that a renewal is to be seen. */
const expiring = { username: 'zhao', code: 'credit-approval', inDays: 12 }
/** Who has not got round to one yet. */
const missing = [
  ['gao', 'anti-fraud'],
  ['peng', 'personal-information'],
] as const

/**
 * The training of the demo city, day by day: the catalogue first, certificates of old, exams two months ago, a lecture that was
 * held and others to come. Everything through the program's own operations by the person whose work it is.
 */
export function trainingOf(city: City, clock: ReturnType<typeof steeredClock>, start: Day, today: Day) {
  const staff = staffOf(city.house)
  const days = daysBetween(start, today)
  const ago = (count: number) => addDays(start, Math.max(0, days - count))
  const expiry = ago(365 - expiring.inDays)
  const old = ago(200)
  const exams = ago(60)
  const held = ago(20)

  return async function onDay(on: Day): Promise<void> {
    const hr = await staff(teacher)
    if (on === start) {
      clock.set(instantAt(on, '09:00'))
      await fillCatalogue(hr, clock.now())
    }
    if (on === expiry) {
      clock.set(instantAt(on, '09:10'))
      await takeOver(hr, city, [[expiring.username, expiring.code]])
    }
    if (on === old) {
      clock.set(instantAt(on, '09:20'))
      await takeOver(hr, city, heldOfOld())
    }
    if (on === exams) {
      clock.set(instantAt(on, '09:20'))
      await savePaths(hr, 'regular')
      for (const username of examined) await sitExams(await staff(username), city, username)
    }
    if (on === held) await holdLecture(hr, staff, city, clock, on)
    if (on === addDays(today, -1)) {
      clock.set(instantAt(on, '09:50'))
      await planAhead(hr, city, today)
      await contestQuestions(hr, staff)
    }
  }
}

const required = (post: Post) => demoRequired.find(([one]) => one === post)?.[1] ?? []

/** Certificates that people held before the platform: what their posts require, less what is earned, missing or expiring here. */
function heldOfOld(): [username: string, code: string][] {
  return demoPeople
    .filter(person => !examined.includes(person.username))
    .flatMap(person => required(person.post).map((code): [string, string] => [person.username, code]))
    .filter(([username, code]) => !missing.some(([one, other]) => one === username && other === code))
    .filter(([username, code]) => username !== expiring.username || code !== expiring.code)
}

async function takeOver(hr: Client, city: City, held: readonly (readonly [string, string])[]): Promise<void> {
  for (const [username, code] of held)
    await hr.training.issueCertificate({
      code,
      personId: must(city.people.get(username), username),
      evidence: '原纸质上岗证，已核对原件登记',
    })
}

async function fillCatalogue(hr: Client, now: Instant): Promise<void> {
  for (const kind of demoKinds) await hr.training.addCertificateKind(kind)
  for (const question of demoQuestions) await hr.training.addQuestion(question)
  const cases = new Map<string, Id<'study'>>()
  for (const one of demoCases) cases.set(one.title, (await hr.training.addCase({ ...one, source: '演示案例' })).id)
  for (const course of demoCourses) {
    const { code, kind, topic, title, titleEn, summary, certificate, draw, passMark, minutes } = course
    const files = new Map<string, { sha256: string; fileName: string }>()
    for (const lesson of course.lessons)
      if (lesson.slides) {
        const content = await slidesPdf(lesson.title, lesson.slides, now)
        files.set(lesson.title, await hr.training.addTrainingFile({ name: `${lesson.title}.pdf`, content }))
      } else if (lesson.video) {
        const content = readFileSync(path.join(import.meta.dirname, lesson.video)).toString('base64')
        files.set(lesson.title, await hr.training.addTrainingFile({ name: lesson.video, content }))
      }
    await hr.training.addCourse({ code, kind, topic, title, titleEn, certificateCode: certificate })
    const draft = await hr.training.draftCourse({ code })
    const saved = await hr.training.saveCourse({
      code,
      revision: draft.revision,
      title,
      titleEn,
      summary,
      changeNote: '首版',
      exam:
        draw.length === 0
          ? null
          : {
              draw: draw.map(line => ({ ...line, easiest: 1, hardest: 5 })),
              cases: course.cases,
              caseTopic: course.cases > 0 ? topic : null,
              caseShare: course.cases > 0 ? 30 : 0,
              passMark,
              minutes,
              attempts: 3,
              waitHours: 24,
            },
      lessons: course.lessons.map(lesson => ({
        kind: kindOf(lesson),
        title: lesson.title,
        minutes: lesson.minutes,
        body: lesson.body,
        caseId: lesson.caseOf ? must(cases.get(lesson.caseOf), lesson.caseOf) : null,
        sha256: files.get(lesson.title)?.sha256 ?? null,
        fileName: files.get(lesson.title)?.fileName ?? null,
      })),
    })
    await hr.training.publishCourse({ code, revision: saved.revision })
  }
  await savePaths(hr, 'newcomer')
  for (const [post, codes] of demoRequired) await hr.training.requireCertificates({ post, codes })
}

/** What a lesson is, by what it brings. */
const kindOf = ({ caseOf, slides, video }: { caseOf?: string; slides?: unknown; video?: string }) =>
  caseOf ? ('case' as const) : video ? ('video' as const) : slides ? ('slides' as const) : ('text' as const)

async function savePaths(hr: Client, wanted: 'newcomer' | 'regular'): Promise<void> {
  for (const { post, level, name, nameEn, courses } of demoPaths.filter(path => path.level === wanted))
    await hr.training.savePath({
      post,
      level,
      revision: 0,
      name,
      nameEn,
      courses: courses.map(([code, withinDays]) => ({ code, withinDays })),
    })
}

/** Reads every lesson and sits every exam that the post's certificates ask for, not without a slip here and there. */
async function sitExams(client: Client, city: City, username: string): Promise<void> {
  const { post } = must(
    demoPeople.find(person => person.username === username),
    username,
  )
  for (const code of required(post)) {
    const course = must(
      demoCourses.find(one => one.certificate === code && one.kind === 'course'),
      code,
    )
    const { lessonList } = await client.training.getCourse({ code: course.code })
    for (const lesson of lessonList) await client.training.finishLesson({ id: lesson.id, seconds: lesson.minutes * 50 })
    const { id, token, count } = await client.training.startExam({ code: course.code })
    const slip = city.random.between(1, count)
    for (let position = 1; position <= count; position += 1) {
      const item = await client.training.getExamItem({ id, position, token })
      if (item.case) {
        const known = demoCases.find(one => one.title === item.case?.title)
        const decision = { verdict: known!.policyVerdict, reasons: known!.policyReasons, note: '按政策核定' }
        await client.training.saveExamAnswer({ id, position, token, answer: { decision } })
        continue
      }
      const asked = must(item.question, 'a question is asked')
      const known = demoQuestions.find(one => one.stem === asked.stem)!
      const options = asked.kind === 'true-false' ? ['', ''] : asked.options
      const right =
        'value' in known.answer
          ? { value: position === slip ? '1' : known.answer.value }
          : {
              choices:
                position === slip
                  ? [0]
                  : asked.kind === 'true-false'
                    ? known.answer.choices
                    : known.answer.choices.map(place => options.indexOf(known.options[place]!)),
            }
      await client.training.saveExamAnswer({ id, position, token, answer: right })
    }
    await client.training.submitExam({ id, token })
  }
}

/** A lecture that took place: people came, signed in with the code of the room, and said how it was. */
async function holdLecture(
  hr: Client,
  staff: (username: string) => Promise<Client>,
  city: City,
  clock: ReturnType<typeof steeredClock>,
  on: Day,
): Promise<void> {
  clock.set(instantAt(on, '08:20'))
  const { id } = await hr.training.addSession({
    kind: 'lecture',
    title: '新能源二手车的残值与处置',
    summary: '电池衰减、车型换代与价格战对残值的影响；处置渠道的选择。',
    speaker: '示范大学 高教授',
    speakerFrom: '示范大学汽车学院',
    place: '总部三楼报告厅',
    startsAt: instantAt(on, '08:30'),
    endsAt: instantAt(on, '09:45'),
    capacity: 40,
    plannedCost: '8000.00',
  })
  const present = ['chen', 'zhao', 'song', 'sun', 'hejunjie']
  for (const username of present) await (await staff(username)).training.registerForSession({ id })
  clock.set(instantAt(on, '08:27'))
  const { code } = await hr.training.signInCode({ id })
  for (const username of present) await (await staff(username)).training.signInToSession({ id, code })
  clock.set(instantAt(on, '09:48'))
  const said = ['讲得透，案例都是身边的', '希望有课件', '处置渠道那段最有用']
  for (const [index, username] of present.slice(0, 3).entries())
    await (await staff(username)).training.giveFeedback({ id, rating: 5 - (index % 2), comment: said[index]! })
  const { version } = await hr.training.getSession({ id })
  await hr.training.closeSession({ id, version, actualCost: '7600.00' })
  const name = '二手车的价格怎样看.pdf'
  await hr.training.addSessionFile({ id, name, content: await slidesPdf(name, usedVehicleSlides, clock.now()) })
  const year = Number(on.slice(0, 4))
  await hr.training.setBudget({ year, groupId: null, amount: '60000.00', reason: `${year} 年度培训预算` })
  for (const username of ['chen', 'zhao']) {
    const personId = must(city.people.get(username), username)
    const line = { personId, year, dueOn: `${year}-12-31` }
    await hr.training.addPlanItem({ ...line, kind: 'hours', targetMinutes: 1200 })
    await hr.training.addPlanItem({ ...line, kind: 'course', courseCode: 'risk-classification' })
    await hr.training.addPlanItem({ ...line, kind: 'other', title: '跟随终审岗见习两周' })
  }
}

/** Two who sat an exam say that a question is wrong: one was ruled on, one waits this morning. */
async function contestQuestions(hr: Client, staff: (username: string) => Promise<Client>): Promise<void> {
  for (const [username, reason, ruling] of [
    ['song', '题干可以有两种理解，解析没有说明采用哪一种。', '题干与所附依据逐字对照一致，解析已写明口径，维持。'],
    ['chen', '解析的依据我核对了原文，表述与选项不完全一致，请复核。', null],
  ] as const) {
    const sitter = await staff(username)
    const { attempts } = await sitter.training.getCourse({ code: 'credit-policy' })
    const { id, items } = await sitter.training.getAttempt({ id: must(attempts[0], 'an exam was sat').id })
    const wrong = items.find(item => item.question !== null && item.points < 100) ?? items[0]!
    const contest = await sitter.training.contestQuestion({ id, position: wrong.position, reason })
    if (ruling) await hr.training.ruleOnContest({ id: contest.id, upheld: false, reason: ruling })
  }
}

/** What is coming: a lecture, a colleague's sharing, a course given, and news of the trade that must be read. */
async function planAhead(hr: Client, city: City, today: Day): Promise<void> {
  const person = (username: string) => must(city.people.get(username), username)
  await hr.training.addSession({
    kind: 'sharing',
    title: '我怎样读一份流水',
    summary: '从三份真实结构的流水讲起：周期、对手、进出、余额。',
    hostId: person('song'),
    place: '上海分公司二楼培训室',
    startsAt: instantAt(addDays(today, 3), '15:00'),
    endsAt: instantAt(addDays(today, 3), '16:00'),
    capacity: 12,
    posts: posts.filter(post => ['credit_reviewer', 'senior_reviewer', 'market_developer'].includes(post)),
    plannedCost: '0.00',
    hostMinutes: 120,
  })
  await hr.training.addSession({
    kind: 'lecture',
    title: '综合融资成本明示：新规落地三个月',
    summary: '金规〔2026〕2号实施后的检查要点与常见问题。',
    speaker: '示范律师事务所 周律师',
    speakerFrom: '示范律师事务所',
    place: '总部三楼报告厅（同步线上）',
    startsAt: instantAt(addDays(today, 9), '09:30'),
    endsAt: instantAt(addDays(today, 9), '11:30'),
    capacity: 60,
    plannedCost: '12000.00',
  })
  await hr.training.addBulletin({
    title: '综合融资成本明示检查要点',
    body: '# 请对照自查\n- 明示表是否在**签约前**由客户签字\n- 第三方收费是否逐项列明收取方\n- 折算年化是否与报价一致\n\n发现不一致的，先停签，再报产品岗。',
    source: '金规〔2026〕2号',
    mustReadBy: addDays(today, 7),
  })
  await hr.training.addBulletin({
    title: '近期出现冒用“贷款修复”名义的骗局',
    body: '有人以“征信修复”“延期代办”为名向车贷客户收费。接到咨询请明确告知：**本机构不收取任何修复费用**，并登记来电。',
    source: '同业通报',
    posts: posts.filter(post => ['service_agent', 'collector', 'market_developer'].includes(post)),
  })
  await hr.training.giveCourse({
    courseCode: 'credit-policy-refresher',
    personIds: [person('zhao')],
    dueOn: addDays(today, 10),
    reason: '证书将到期，请在到期前完成复训',
  })
}
