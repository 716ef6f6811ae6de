import { dayAt } from '#lib/day'
import { toId } from '#lib/id'
import type { Context } from '#platform/context'
import type { CourseRow } from '../store/course.ts'
import { insertCompletion, insertCredits } from '../store/learning.ts'

/** Notes that a person has learnt a course to its end, credits its minutes, and tells later modules. */
export async function completeCourse(
  ctx: Context,
  done: { personKey: bigint; course: CourseRow; version: number; attemptKey: bigint | null },
): Promise<void> {
  const { personKey, course, version, attemptKey } = done
  const completion = await insertCompletion(ctx.sql, {
    personKey,
    courseKey: course.key,
    version,
    attemptKey,
    at: ctx.now,
  })
  await insertCredits(ctx.sql, {
    personKeys: [personKey],
    kind: 'course',
    minutes: course.minutes,
    day: dayAt(ctx.now),
    sourceKey: completion,
    title: course.title,
    at: ctx.now,
  })
  await ctx.emit('training.course-completed', { personId: toId('person', personKey), courseCode: course.code })
}
