import type { Day, Instant } from '#lib/day'
import type { Context } from '#platform/context'
import { type CloseProgress, closeProgress } from '../close-progress.ts'
import { type BooksCheckRow, latestBooksCheck, latestClose } from '../store/watch.ts'

/** The day close as somebody watches it. */
export type WatchedClose = {
  running: (CloseProgress & { day: Day; ranges: number; done: number; startedAt: Instant }) | null
  /** The last finished close, when none is running. */
  last: { day: Day; finishedAt: Instant; seconds: number; loans: number } | null
  books: BooksCheckRow | null
}

/** The close under way with its progress, or the last one with its result; and what the last check of the books found. */
export async function watchClose(ctx: Context): Promise<WatchedClose> {
  const close = await latestClose(ctx.sql)
  const books = await latestBooksCheck(ctx.sql)
  if (!close) return { running: null, last: null, books }
  const { day, startedAt, finishedAt, ranges, done } = close
  if (finishedAt === null)
    return { running: { day, ranges, done, startedAt, ...closeProgress(close, ctx.now) }, last: null, books }
  const seconds = (Date.parse(finishedAt) - Date.parse(startedAt)) / 1000
  return { running: null, last: { day, finishedAt, seconds, loans: Number(close.loans ?? 0) }, books }
}
