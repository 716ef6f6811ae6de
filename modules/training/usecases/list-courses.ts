import type { Context } from '#platform/context'
import type { Input, Output } from '#platform/operation'
import type { api } from '../api.ts'
import * as store from '../store/course.ts'
import { courseView } from '../view.ts'

/** A page of the catalogue; drafts that were never published are for who writes courses. */
export async function listCourses(
  ctx: Context,
  input: Input<typeof api.listCourses>,
): Promise<Output<typeof api.listCourses>> {
  const drafts = ctx.rights.verdict('training.course.write').allow
  const page = await store.listCourses(ctx.sql, ctx.actor.key, { ...input, drafts })
  return { rows: page.rows.map(courseView), next: page.next, total: page.total }
}
