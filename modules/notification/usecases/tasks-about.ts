import type { Context } from '#platform/context'
import { tasksAbout as read } from '../store/task-list.ts'
import { taskViews } from './board.ts'

/** The tasks about some records as they are told; that the reader may see these records is the caller's to know. */
export async function tasksAbout(ctx: Context, records: readonly string[]) {
  return taskViews(ctx, await read(ctx.sql, records))
}
