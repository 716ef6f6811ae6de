import type { Context } from '#platform/context'
import { calendarOf, workingMinutesBetween } from '#reference'
import type { ApplicationRow } from '../store/application.ts'
import type { Reader } from '../view.ts'

/** Who reads, and how many working minutes are left on a stage's clock: negative once it has run out. */
export async function readerOf(ctx: Context): Promise<Reader> {
  const calendar = await calendarOf(ctx.sql)
  return {
    personKey: ctx.actor.key,
    now: ctx.now,
    minutesLeft(row: Pick<ApplicationRow, 'dueAt'>) {
      if (row.dueAt === null) return null
      return row.dueAt >= ctx.now
        ? workingMinutesBetween(ctx.now, row.dueAt, calendar)
        : -workingMinutesBetween(row.dueAt, ctx.now, calendar)
    },
  }
}
