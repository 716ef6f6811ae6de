import { addDays, type Day } from '#lib/day'
import type { Context } from '#platform/context'
import { countAbout, doneRows, tasksAbout as read, remindOf, taskRows } from '../store/task-list.ts'
import { giveTasks, taskViews } from './board.ts'

/** What other modules do with tasks: give them, read those about their own records, count them. */
export { countAbout, doneRows, giveTasks, taskRows }

/** The tasks about some records as they are told; that the reader may see these records is the caller's to know. */
export async function tasksAbout(ctx: Context, records: readonly string[]) {
  return taskViews(ctx, await read(ctx.sql, records))
}

/** A day has been closed: whoever has a task due the day after it is reminded. */
export const remindTasks = (ctx: Context, { day }: { day: Day }): Promise<void> =>
  remindOf(ctx.sql, addDays(day, 1), 'notification.notice.task-due', ctx.now)
