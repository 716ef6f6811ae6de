import { must } from '#lib/assert'
import type { Day } from '#lib/day'
import type { Context } from '#platform/context'
import * as close from '../store/close.ts'
import type { DayRules, StepScope } from '../store/steps/scope.ts'
import { rangeSteps } from './close-steps.ts'

/**
 * Closes one range of loans that nobody else has under way, in the caller's transaction, whose first statement sets the
 * range's completion mark. A loan that makes the steps fail is set aside with its reason, and the others go on.
 * @returns false when no range is left to take
 */
export async function closeRange(ctx: Context, day: Day, rules: DayRules): Promise<boolean> {
  const range = await close.claimRange(ctx.sql, day, ctx.now)
  if (!range) return false
  const counts = await closeLoans(ctx, { day, rules, loans: { from: range.from, to: range.to } })
  await close.saveCounts(ctx.sql, day, range.seq, counts)
  return true
}

type RangeScope = StepScope & { loans: Pick<close.Range, 'from' | 'to'> }

/** Runs the steps over a range; loans that make them fail are found by halves, set aside, and the others go on. */
async function closeLoans(ctx: Context, scope: RangeScope): Promise<close.Counts> {
  await close.savepoint(ctx.sql)
  try {
    return await runSteps(ctx, scope)
  } catch (error) {
    if (!isAboutData(error)) throw error
    await close.backToSavepoint(ctx.sql)
  }
  for (const { loanKey, reason } of await findFailing(ctx, scope))
    await close.setAside(ctx.sql, loanKey, scope.day, reason, ctx.now)
  return runSteps(ctx, scope)
}

async function runSteps(ctx: Context, scope: StepScope): Promise<close.Counts> {
  const counts: close.Counts = {}
  for (const step of rangeSteps()) counts[step.name] = await step.run(ctx, scope)
  return counts
}

async function findFailing(ctx: Context, scope: RangeScope): Promise<{ loanKey: bigint; reason: string }[]> {
  await close.savepoint(ctx.sql)
  try {
    await runSteps(ctx, scope)
    return []
  } catch (error) {
    if (!isAboutData(error)) throw error
    await close.backToSavepoint(ctx.sql)
    const { from, to } = scope.loans
    const middle = await close.middleOf(ctx.sql, scope.loans)
    if (middle === null) {
      const loanKey = must(await close.firstOf(ctx.sql, scope.loans), 'a range that fails holds a loan')
      return [{ loanKey, reason: error instanceof Error ? error.message : String(error) }]
    }
    return [
      ...(await findFailing(ctx, { ...scope, loans: { from, to: middle } })),
      ...(await findFailing(ctx, { ...scope, loans: { from: middle, to } })),
    ]
  } finally {
    // What the search did is not what the close does: everything is run again without the loans set aside.
    await close.backToSavepoint(ctx.sql)
  }
}

/** A failure of one loan's data (a broken constraint, a figure out of range, a rule's assertion), not of the machine. */
export function isAboutData(error: unknown): boolean {
  const state = (error as { code?: unknown })?.code
  if (typeof state === 'string') return /^(22|23)/.test(state)
  return error instanceof Error && error.name === 'Bug'
}
