import { toId } from '#lib/id'
import type { Context } from '#platform/context'
import type { Output } from '#platform/operation'
import { pastWall } from '#platform/wall'
import type { api } from '../api.ts'
import * as close from '../store/close.ts'
import { dayCloseView } from '../view.ts'
import { stepNames } from './close-steps.ts'
import { watchClose } from './watch-close.ts'

/** The open day, the close under way, the last closes with what they did, the loans set aside, and what the last check of the books found. */
export async function listDayCloses(ctx: Context): Promise<Output<typeof api.listDayCloses>> {
  const days = (await close.dayCloses(ctx.sql, 31)).map(dayCloseView)
  const running = days.find(day => day.finishedAt === null) ?? null
  const watched = await watchClose(ctx)
  // What lies outside the reader's scope is counted, not shown.
  const waiting = await pastWall(ctx.sql, () => close.setAsides(ctx.sql))
  const setAside = waiting.filter(row => ctx.rights.verdict('servicing.day.read', row).allow)
  return {
    openDay: ctx.today,
    running: running && watched.running && { ...running, progress: watched.running },
    days: days.filter(day => day.finishedAt !== null),
    setAside: setAside.map(row => ({
      loanId: toId('loan', row.loanKey),
      number: row.number,
      day: row.day,
      reason: row.reason,
      at: row.at,
    })),
    setAsideWithheld: waiting.length - setAside.length,
    steps: stepNames(),
    books: watched.books,
  }
}
