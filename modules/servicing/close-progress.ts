import { type Instant, msBetween } from '#lib/day'

/** What the completion marks of a running close say: ranges planned and done, when it began, when the last done one was begun. */
export type CloseMarks = { startedAt: Instant; ranges: number; done: number; lastMarkAt: Instant | null }

/** How far a running close is. */
export type CloseProgress = {
  /** Done of planned, exact text with four decimals, rounded down, so that it says 1 only when every range is done. */
  share: string
  /** `closing`: ranges are left; `posting`: the day's journals are being written; `stalled`: nothing has moved for long. */
  phase: 'closing' | 'posting' | 'stalled'
  /** Seconds so far. */
  elapsed: number
  /** Seconds to go at the speed so far, rounded up; null before the first range is done and while the day is posted. */
  remaining: number | null
}

/** Nothing has moved for this long, at least, before a close counts as stalled; and as many times the time a range has taken. */
const stallMs = 120_000
const stallRanges = 5

/**
 * The speed so far is all time since the beginning over all ranges done: ranges hold about as many loans each, and several
 * workers count by themselves. A mark holds the moment its range was begun, so the speed is not read off the marks. While
 * no new range is done the remaining time grows, as it should. Stalled: no range has been begun for two minutes and for
 * five times what one has taken on average.
 */
export function closeProgress({ startedAt, ranges, done, lastMarkAt }: CloseMarks, now: Instant): CloseProgress {
  const elapsedMs = Math.max(0, msBetween(startedAt, now))
  const elapsed = Math.round(elapsedMs / 1000)
  const share = ranges === 0 ? '0.0000' : (Math.floor((done * 10_000) / ranges) / 10_000).toFixed(4)
  const quietMs = msBetween(lastMarkAt ?? startedAt, now)
  if (quietMs > Math.max(stallMs, done === 0 ? 0 : (stallRanges * elapsedMs) / done))
    return { share, phase: 'stalled', elapsed, remaining: null }
  if (ranges > 0 && done >= ranges) return { share, phase: 'posting', elapsed, remaining: null }
  const remaining = done === 0 || elapsedMs === 0 ? null : Math.ceil((elapsedMs * (ranges - done)) / done / 1000)
  return { share, phase: 'closing', elapsed, remaining }
}
