import { must } from '#lib/assert'
import type { Context } from '#platform/context'
import type { Input, Output } from '#platform/operation'
import type { api } from '../api.ts'
import { insertLessonRead, lessonsRead } from '../store/course.ts'
import { completedVersion } from '../store/learning.ts'
import { completeCourse } from './complete-course.ts'
import { lessonOf } from './lesson-of.ts'

/** Notes a lesson as read; the last one completes a course that has no exam. @throws Refusal training.lesson_not_found */
export async function finishLesson(
  ctx: Context,
  input: Input<typeof api.finishLesson>,
): Promise<Output<typeof api.finishLesson>> {
  const personKey = must(ctx.actor.key, 'people read')
  const { lesson, course } = await lessonOf(ctx, input.id)
  await insertLessonRead(ctx.sql, { personKey, lessonKey: lesson.key, at: ctx.now, seconds: input.seconds })
  const left = course.lessons - (await lessonsRead(ctx.sql, lesson.versionKey, personKey)).size
  const version = must(course.versionNumber, 'a lesson is published')
  const finishes =
    left === 0 && course.plan === null && !(await completedVersion(ctx.sql, personKey, course.key, version))
  if (finishes) await completeCourse(ctx, { personKey, course, version, attemptKey: null })
  ctx.about(input.id)
  return { left, completed: finishes }
}
