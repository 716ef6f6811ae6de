import { must } from '#lib/assert'
import type { Client } from './house.ts'

type Exam = NonNullable<Parameters<Client['training']['saveCourse']>[0]['exam']>

/** An exam of four questions on lending: 60 % passes, twenty minutes, three attempts a day apart. */
export const smallExam: Exam = {
  draw: [{ topic: '信贷政策', count: 4, easiest: 1, hardest: 5 }],
  cases: 0,
  caseTopic: null,
  caseShare: 0,
  passMark: 60,
  minutes: 20,
  attempts: 3,
  waitHours: 24,
}

/** Fills the bank with so many questions of a topic: single choice, the right option says so in its text. */
export async function fillBank(client: Client, topic: string, count: number): Promise<void> {
  for (let n = 1; n <= count; n += 1)
    await client.training.addQuestion({
      topic,
      kind: 'single',
      difficulty: 1 + (n % 5),
      stem: `${topic}第 ${n} 题`,
      options: ['错一', '对', '错二', '错三'],
      answer: { choices: [1] },
      explanation: '因为制度如此。',
    })
}

/** Writes and publishes a course of one lesson with an exam. */
export async function publishCourse(
  client: Client,
  course: {
    code: string
    certificateCode?: string
    kind?: 'course' | 'refresher'
    exam?: Exam | null
    renewBy?: string
    again?: boolean
  },
) {
  const { code, certificateCode = null, kind = 'course', exam = smallExam, renewBy = null } = course
  if (!course.again)
    await client.training.addCourse({
      code,
      kind,
      topic: '信贷政策',
      title: `课程 ${code}`,
      titleEn: code,
      certificateCode,
    })
  const draft = await client.training.draftCourse({ code })
  const saved = await client.training.saveCourse({
    code,
    revision: draft.revision,
    title: draft.title,
    titleEn: draft.titleEn,
    summary: '要点',
    changeNote: '修订',
    exam,
    lessons: [{ kind: 'text', title: '第一课', body: '# 首付\n不低于 20%。', minutes: 30 }],
  })
  return client.training.publishCourse({ code, revision: saved.revision, renewBy })
}

/** Reads every lesson of a course. */
export async function readLessons(client: Client, code: string): Promise<void> {
  for (const lesson of (await client.training.getCourse({ code })).lessonList)
    await client.training.finishLesson({ id: lesson.id, seconds: 60 })
}

/** Sits an exam of `fillBank` questions, getting so many right, and hands in. */
export async function sitExam(client: Client, code: string, right: number) {
  const { id, token, count } = await client.training.startExam({ code })
  const stems: string[] = []
  for (let position = 1; position <= count; position += 1) {
    const { question } = await client.training.getExamItem({ id, position, token })
    const { options, stem } = must(question, 'a question is asked')
    stems.push(stem)
    const wanted = options.findIndex(text => (text === '对') === position <= right)
    await client.training.saveExamAnswer({ id, position, token, answer: { choices: [wanted] } })
  }
  return { ...(await client.training.submitExam({ id, token })), stems }
}
