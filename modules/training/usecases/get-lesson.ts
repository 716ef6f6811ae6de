import { must } from '#lib/assert'
import { toId } from '#lib/id'
import type { Context } from '#platform/context'
import type { Input, Output } from '#platform/operation'
import type { api } from '../api.ts'
import { type LessonRow, lessonsOf, lessonsRead } from '../store/course.ts'
import { casesByKey } from '../store/question.ts'
import { caseView, lessonHead } from '../view.ts'
import { lessonOf } from './lesson-of.ts'

/** One lesson. @throws Refusal training.lesson_not_found */
export async function getLesson(
  ctx: Context,
  input: Input<typeof api.getLesson>,
): Promise<Output<typeof api.getLesson>> {
  const { lesson, course } = await lessonOf(ctx, input.id)
  const all = await lessonsOf(ctx.sql, lesson.versionKey)
  const read = await lessonsRead(ctx.sql, lesson.versionKey, must(ctx.actor.key, 'people read'))
  const at = all.findIndex(one => one.key === lesson.key)
  const study = lesson.caseKey === null ? null : (await casesByKey(ctx.sql, [lesson.caseKey])).get(lesson.caseKey)
  const idOf = (row: LessonRow | undefined) => (row ? toId('lesson', row.key) : null)
  return {
    ...lessonHead(lesson, read),
    courseCode: course.code,
    courseTitle: course.title,
    body: lesson.body,
    fileName: lesson.fileName,
    mediaType: lesson.mediaType,
    case: study ? caseView(study) : null,
    previousId: idOf(all[at - 1]),
    nextId: idOf(all[at + 1]),
  }
}
