import { must } from '#lib/assert'
import { toKey } from '#lib/id'
import { refuseUnless } from '#lib/refusal'
import type { Context } from '#platform/context'
import type { Input, Output } from '#platform/operation'
import type { api } from '../api.ts'
import { fileFits } from '../lesson.ts'
import { draftOf, replaceLessons, updateDraft } from '../store/course.ts'
import { casesByKey } from '../store/question.ts'
import { draftView, openDraft } from './course-draft.ts'
import { fileType } from './keep-file.ts'

/** Saves a draft whole: words, lessons, exam. @throws Refusal training.course_not_found, training.stale, training.lesson_file, training.case_not_found, training.exam_plan */
export async function saveCourse(
  ctx: Context,
  input: Input<typeof api.saveCourse>,
): Promise<Output<typeof api.saveCourse>> {
  const { course, draft } = await openDraft(ctx, input.code)
  refuseUnless(draft.revision === input.revision, 'training.stale')
  const plan = input.exam
  if (plan) {
    const asked = plan.draw.length + plan.cases
    const spans = plan.draw.every(line => line.easiest <= line.hardest)
    refuseUnless(asked > 0 && spans && plan.cases > 0 === plan.caseShare > 0, 'training.exam_plan', {}, 'exam')
  }
  const cases = await casesByKey(
    ctx.sql,
    input.lessons.flatMap(lesson => (lesson.caseId ? [toKey(lesson.caseId)] : [])),
  )
  const lessons: Parameters<typeof replaceLessons>[2][number][] = []
  for (const [index, lesson] of input.lessons.entries()) {
    const mediaType = lesson.sha256 === null ? null : await fileType(ctx, lesson.sha256)
    const fileThere = mediaType !== null && fileFits(lesson.kind, mediaType)
    refuseUnless(
      fileThere || ['text', 'case'].includes(lesson.kind),
      'training.lesson_file',
      {},
      `lessons.${index}.sha256`,
    )
    const caseKey = lesson.caseId === null ? null : toKey(lesson.caseId)
    refuseUnless(
      (lesson.kind === 'case') === (caseKey !== null && cases.has(caseKey)),
      'training.case_not_found',
      {},
      `lessons.${index}.caseId`,
    )
    const { kind, title, body, minutes } = lesson
    const withFile = fileThere
      ? { sha256: lesson.sha256, fileName: lesson.fileName, mediaType }
      : { sha256: null, fileName: null, mediaType: null }
    lessons.push({ kind, title, body, minutes, ...withFile, caseKey })
  }
  const { title, titleEn, summary, changeNote } = input
  await updateDraft(ctx.sql, draft.key, { title, titleEn, summary, changeNote, exam: plan, by: ctx.actor.key })
  await replaceLessons(ctx.sql, draft.key, lessons)
  ctx.note({ code: input.code, lessons: lessons.length })
  return draftView(ctx, course, must(await draftOf(ctx.sql, course.key), 'the draft is there'))
}
