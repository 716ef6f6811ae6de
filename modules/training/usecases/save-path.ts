import { refuseUnless } from '#lib/refusal'
import type { Context } from '#platform/context'
import type { Input, Output } from '#platform/operation'
import type { api } from '../api.ts'
import { courseByCode } from '../store/course.ts'
import * as store from '../store/learning.ts'

/** Saves what a post has to learn at a level. @throws Refusal training.course_not_found, training.stale */
export async function savePath(ctx: Context, input: Input<typeof api.savePath>): Promise<Output<typeof api.savePath>> {
  const courses: { courseKey: bigint; withinDays: number }[] = []
  for (const [index, one] of input.courses.entries()) {
    const course = await courseByCode(ctx.sql, one.code, null)
    const again = courses.some(other => other.courseKey === course?.key)
    refuseUnless(
      course && course.versionKey !== null && !again,
      'training.course_not_found',
      {},
      `courses.${index}.code`,
    )
    courses.push({ courseKey: course.key, withinDays: one.withinDays })
  }
  const { post, level, name, nameEn, revision } = input
  const saved = await store.savePath(ctx.sql, { post, level, name, nameEn, revision, courses, at: ctx.now })
  refuseUnless(saved !== null, 'training.stale')
  ctx.note({ post, level, courses: courses.length })
  return { revision: saved }
}
