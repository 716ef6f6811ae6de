import { addDays, type Day } from '#lib/day'
import type { Context } from '#platform/context'
import { remindOf } from '../store/task-list.ts'

/** A day has been closed: whoever has a task due the day after it is reminded. */
export const remindTasks = (ctx: Context, { day }: { day: Day }): Promise<void> =>
  remindOf(ctx.sql, addDays(day, 1), 'notification.notice.task-due', ctx.now)
