import { type Id, toKey } from '#lib/id'
import { refuseUnless } from '#lib/refusal'
import type { Context } from '#platform/context'
import { type CourseRow, coursesByKey, type LessonRow, lessonByKey, versionByKey } from '../store/course.ts'

/** A lesson of a course's published version; what was replaced by a newer version is read no more. @throws Refusal training.lesson_not_found */
export async function lessonOf(ctx: Context, id: Id<'lesson'>): Promise<{ lesson: LessonRow; course: CourseRow }> {
  const lesson = await lessonByKey(ctx.sql, toKey(id))
  const version = lesson && (await versionByKey(ctx.sql, lesson.versionKey))
  const course = version && (await coursesByKey(ctx.sql, [version.courseKey], ctx.actor.key)).get(version.courseKey)
  refuseUnless(lesson && course && course.versionKey === lesson.versionKey, 'training.lesson_not_found')
  return { lesson, course }
}
