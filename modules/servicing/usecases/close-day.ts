import { setTimeout as sleep } from 'node:timers/promises'
import { assert, must } from '#lib/assert'
import { addDays, type Day, monthEnd } from '#lib/day'
import { toId } from '#lib/id'
import { endBusinessDay } from '#platform/business-day'
import type { Context } from '#platform/context'
import { businessDay, runSystem, type Spine } from '#platform/write-path'
import { sameRules } from '../standing.ts'
import * as close from '../store/close.ts'
import { fallDueStep, penaltyStep, standingStep } from '../store/steps.ts'
import { postDay } from './post-day.ts'
import { standingRulesOn } from './standing-rules-on.ts'

/** What one day's close did. */
export type DayResult = { day: Day; seconds: number; loans: number; ranges: number; setAside: number } & {
  counts: close.Counts
}

export type CloseOptions = {
  /** The last day to close; default: the open one only. */
  through?: Day | undefined
  /** Loans in one transaction. */
  rangeSize?: number
  /** Ranges closed at the same time. */
  workers?: number
}

/**
 * A step of the day close: one range of loans, in the range's own transaction. It must find its loans by their state, so
 * that doing it again finds nothing, and join on loan_id only. Returns how many loans it touched.
 */
export type CloseStep = { name: string; run(ctx: Context, step: StepScope): Promise<number> }
export type StepScope = { day: Day; range: Pick<close.Range, 'from' | 'to'> }

const laterSteps: CloseStep[] = []

/** Adds a later module's step, after those of the loan book, in the order of registration. Called by app/modules.ts. */
export function addCloseStep(step: CloseStep): void {
  laterSteps.push(step)
}

/** The loan book's own steps, in order. */
const ownSteps: CloseStep[] = [
  {
    name: 'fall-due',
    run: (ctx, { day, range }) => fallDueStep({ sql: ctx.sql, day, range, now: ctx.now }),
  },
  {
    name: 'standing',
    async run(ctx, { day, range }) {
      const today = await standingRulesOn(ctx.sql, day)
      const tomorrow = await standingRulesOn(ctx.sql, addDays(day, 1))
      const input = { sql: ctx.sql, day, range, now: ctx.now }
      const { newlyOverdue, moved } = await standingStep(input, tomorrow, !sameRules(today, tomorrow))
      // One event for up to 500 loans: thousands may fall overdue in one night.
      for (let start = 0; start < newlyOverdue.length; start += 500) {
        const loanIds = newlyOverdue.slice(start, start + 500).map(key => toId('loan', key))
        await ctx.emit('servicing.loan-overdue', { day, loanIds })
      }
      return moved
    },
  },
  {
    name: 'penalty',
    run: async (ctx, { day, range }) =>
      day === monthEnd(day) ? penaltyStep({ sql: ctx.sql, day, range, now: ctx.now }) : 0,
  },
]

/**
 * Closes the open business day, and each day after it up to `through`. Each range of loans is one transaction that sets its
 * completion mark first; the day ends in one more, with the day's journals. Killed anywhere and run again, run twice, by
 * two workers at once or for ten missed days, the result is the same. Emits `servicing.day-closed` for each day.
 */
export async function closeDay(spine: Spine, options: CloseOptions = {}): Promise<DayResult[]> {
  const { rangeSize = 50_000, workers = 2 } = options
  const through = options.through ?? (await businessDay(spine.database))
  const results: DayResult[] = []
  for (;;) {
    const day = await businessDay(spine.database)
    if (day > through) return results
    const started = performance.now()
    await inDay(spine, day, ctx => close.planRanges(ctx.sql, day, rangeSize, ctx.now))
    await Promise.all(Array.from({ length: workers }, () => closeRanges(spine, day)))
    await endDay(spine, day)
    const row = must(await close.dayCloseOf(spine.database, day), 'the day was planned')
    const setAside = (await close.setAsides(spine.database)).length
    results.push({
      day,
      seconds: Math.round(performance.now() - started) / 1000,
      loans: Number(row.loans ?? 0),
      ranges: row.ranges,
      setAside,
      counts: row.counts,
    })
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

/** Closes ranges until none is left, waiting for those another process has under way. */
async function closeRanges(spine: Spine, day: Day): Promise<void> {
  for (;;) {
    const found = await runSystem(spine, 'servicing.close-day', ctx => closeRange(ctx, day), { audit: false })
    if (found) continue
    if ((await close.openRanges(spine.database, day)) === 0) return
    await sleep(20)
  }
}

async function closeRange(ctx: Context, day: Day): Promise<boolean> {
  const range = await close.claimRange(ctx.sql, day, ctx.now)
  if (!range) return false
  const counts = await closeLoans(ctx, day, range)
  await close.saveCounts(ctx.sql, day, range.seq, counts)
  return true
}

/** Runs the steps over a range; loans that make them fail are found by halves, set aside, and the others go on. */
async function closeLoans(ctx: Context, day: Day, range: StepScope['range']): Promise<close.Counts> {
  await close.savepoint(ctx.sql)
  try {
    return await runSteps(ctx, { day, range })
  } catch (error) {
    if (!isAboutData(error)) throw error
    await close.backToSavepoint(ctx.sql)
  }
  for (const { loanKey, reason } of await findFailing(ctx, day, range))
    await close.setAside(ctx.sql, loanKey, day, reason, ctx.now)
  return runSteps(ctx, { day, range })
}

async function runSteps(ctx: Context, scope: StepScope): Promise<close.Counts> {
  const counts: close.Counts = {}
  for (const step of [...ownSteps, ...laterSteps]) counts[step.name] = await step.run(ctx, scope)
  return counts
}

async function findFailing(
  ctx: Context,
  day: Day,
  range: StepScope['range'],
): Promise<{ loanKey: bigint; reason: string }[]> {
  await close.savepoint(ctx.sql)
  try {
    await runSteps(ctx, { day, range })
    return []
  } catch (error) {
    if (!isAboutData(error)) throw error
    await close.backToSavepoint(ctx.sql)
    const middle = await close.middleOf(ctx.sql, range)
    if (middle === null) {
      const loanKey = must(await close.firstOf(ctx.sql, range), 'a range that fails holds a loan')
      return [{ loanKey, reason: error instanceof Error ? error.message : String(error) }]
    }
    return [
      ...(await findFailing(ctx, day, { from: range.from, to: middle })),
      ...(await findFailing(ctx, day, { from: middle, to: range.to })),
    ]
  } finally {
    // What the search did is not what the close does: everything is run again without the loans set aside.
    await close.backToSavepoint(ctx.sql)
  }
}

/** A failure of one loan's data (a broken constraint, a figure out of range, a rule's assertion), not of the machine. */
function isAboutData(error: unknown): boolean {
  const state = (error as { code?: unknown })?.code
  if (typeof state === 'string') return /^(22|23)/.test(state)
  return error instanceof Error && error.name === 'Bug'
}

async function endDay(spine: Spine, day: Day): Promise<void> {
  await inDay(spine, day, async ctx => {
    assert((await close.openRanges(ctx.sql, day)) === 0, 'every range is closed before the day ends')
    await close.finishDay(ctx.sql, day, await postDay(ctx, day), ctx.now)
    await ctx.emit('servicing.day-closed', { day })
    await endBusinessDay(ctx.sql, day, ctx.now)
  })
}

/** The names of all steps, in order. */
export function stepNames(): string[] {
  return [...ownSteps, ...laterSteps].map(step => step.name)
}
