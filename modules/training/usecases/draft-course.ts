import type { Context } from '#platform/context'
import type { Input, Output } from '#platform/operation'
import type { api } from '../api.ts'
import { draftView, openDraft } from './course-draft.ts'

/** Opens the draft of a course’s next version, or finds the open one. @throws Refusal training.course_not_found */
export async function draftCourse(
  ctx: Context,
  input: Input<typeof api.draftCourse>,
): Promise<Output<typeof api.draftCourse>> {
  const { course, draft } = await openDraft(ctx, input.code)
  return draftView(ctx, course, draft)
}
