import { refuseUnless } from '#lib/refusal'
import type { Context } from '#platform/context'
import type { Input, Output } from '#platform/operation'
import type { api } from '../api.ts'
import * as store from '../store/course.ts'
import { courseByCode } from '../store/course.ts'

/** Takes a course out of the catalogue; completions and certificates stay. @throws Refusal training.course_not_found */
export async function retireCourse(
  ctx: Context,
  input: Input<typeof api.retireCourse>,
): Promise<Output<typeof api.retireCourse>> {
  const course = await courseByCode(ctx.sql, input.code, null)
  refuseUnless(course, 'training.course_not_found')
  await store.retireCourse(ctx.sql, course.key, ctx.now)
  ctx.note({ code: input.code })
  return { code: input.code }
}
