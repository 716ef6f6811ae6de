import type { Context } from '#platform/context'
import type { Output } from '#platform/operation'
import type { api } from '../api.ts'
import { topics } from '../store/question.ts'

/** The topics of the bank. */
export async function listTopics(ctx: Context): Promise<Output<typeof api.listTopics>> {
  return topics(ctx.sql)
}
