import { type Id, toKey } from '#lib/id'
import type { Context } from '#platform/context'
import { markLearnt } from '../store/quality-lesson.ts'

/** From the day a lesson was learnt on the files count as after it. Hearing of the same completion twice does nothing more. */
export async function lessonLearnt(
  ctx: Context,
  { personId, courseCode }: { personId: Id<'person'>; courseCode: string },
): Promise<void> {
  await markLearnt(ctx, toKey(personId), courseCode)
}
