import { setTimeout as sleep } from 'node:timers/promises'
import { assert, must } from '#lib/assert'
import type { Day } from '#lib/day'
import { businessDay, endBusinessDay } from '#platform/business-day'
import type { Context } from '#platform/context'
import { runSystem, type Spine } from '#platform/write-path'
import * as close from '../store/close.ts'
import { whileClosing } from '../store/closing.ts'
import type { DayRules } from '../store/steps/scope.ts'
import { type AskedClose, checkClose } from './check-close.ts'
import { closeRange } from './close-range.ts'
import { daySteps } from './close-steps.ts'
import { dayRules } from './day-rules.ts'
import { postDay } from './post-day.ts'
import { proveBooks } from './prove-books.ts'

/** What one day's close did. */
export type DayResult = { day: Day; seconds: number; loans: number; ranges: number; setAside: number } & {
  counts: close.Counts
}

export type CloseOptions = {
  /** The last day to close; default: the open one only. */
  through?: Day | undefined
  /** Asked for by a person: refused when it cannot be (check-close.ts). */
  asked?: AskedClose
  /** At most so many loans in one transaction. */
  rangeSize?: number
  /** Ranges closed at the same time in this process. */
  workers?: number
  /** Asks the other processes that work off the queue to take ranges too. */
  shared?: boolean
}

/**
 * Closes the open business day, and each day after it up to `through`. Nothing is touched unless the books agree. Each
 * range of loans is one transaction that sets its completion mark first; the day ends in one more, with the day's
 * journals. Killed anywhere and run again, run twice, by two workers at once or for ten missed days, the result is the
 * same. Emits `servicing.day-closed` for each day.
 * @throws Refusal servicing.books_broken, servicing.ledger_broken; as `checkClose` when asked by a person
 */
export async function closeDay(spine: Spine, options: CloseOptions = {}): Promise<DayResult[]> {
  const { asked } = options
  const allowed = asked && (await runSystem(spine, 'servicing.close-day', ctx => checkClose(ctx, asked)))
  const through = allowed ?? options.through ?? (await businessDay(spine.database))
  const results: DayResult[] = []
  await whileClosing(spine.database, async () => {
    for (let day = await businessDay(spine.database); day <= through; day = await businessDay(spine.database))
      results.push(await closeOne(spine, day, options))
  })
  return results
}

async function closeOne(spine: Spine, day: Day, options: CloseOptions): Promise<DayResult> {
  const { rangeSize = 100_000, workers = 2, shared = false } = options
  const started = performance.now()
  await inDay(spine, day, async ctx => {
    if (await close.isPlanned(ctx.sql, day)) return
    const loans = await proveBooks(ctx)
    await close.planDay(ctx.sql, day, { loans, rangeSize }, ctx.now)
    if (shared && (await close.openRanges(ctx.sql, day)) > workers) await ctx.emit('servicing.ranges-open', { day })
  })
  const rules = await dayRules(spine.database, day)
  await Promise.all(Array.from({ length: workers }, () => closeRanges(spine, day, rules)))
  await inDay(spine, day, ctx => endDay(ctx, day, rules))
  const row = must(await close.dayCloseOf(spine.database, day), 'the day was planned')
  return {
    day,
    seconds: Math.round(performance.now() - started) / 1000,
    loans: Number(row.loans ?? 0),
    ranges: row.ranges,
    setAside: await close.countSetAside(spine.database),
    counts: row.counts,
  }
}

/** Work that needs the day alone; nothing when another process has ended it meanwhile. */
async function inDay(spine: Spine, day: Day, work: (ctx: Context) => Promise<void>): Promise<void> {
  await runSystem(
    spine,
    'servicing.close-day',
    async ctx => {
      await close.takeDay(ctx.sql)
      if ((await businessDay(ctx.sql)) === day) await work(ctx)
    },
    { audit: false },
  )
}

/** Helps another process with the ranges of the day it is closing. */
export async function helpClose(spine: Spine, day: Day): Promise<void> {
  if ((await close.openRanges(spine.database, day)) === 0) return
  await closeRanges(spine, day, await dayRules(spine.database, day))
}

/** Closes ranges until none is left, waiting for those another process has under way. */
async function closeRanges(spine: Spine, day: Day, rules: DayRules): Promise<void> {
  for (;;) {
    const found = await runSystem(spine, 'servicing.close-day', ctx => closeRange(ctx, day, rules), { audit: false })
    if (found) continue
    if ((await close.openRanges(spine.database, day)) === 0) return
    await sleep(20)
  }
}

/** The day's last transaction: what looks at the whole book, the journals, and the next day opens. */
async function endDay(ctx: Context, day: Day, rules: DayRules): Promise<void> {
  assert((await close.openRanges(ctx.sql, day)) === 0, 'every range is closed before the day ends')
  const counts: close.Counts = {}
  for (const step of daySteps) counts[step.name] = await step.run(ctx, { day, rules })
  await close.finishDay(ctx.sql, day, await postDay(ctx, day), counts, ctx.now)
  await ctx.emit('servicing.day-closed', { day })
  await endBusinessDay(ctx.sql, day, ctx.now)
}
