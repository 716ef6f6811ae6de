import { refuseUnless } from '#lib/refusal'
import type { Context } from '#platform/context'
import { recheckBars } from '../quality.ts'
import type { ApplicationRow } from '../store/application.ts'
import { defectsOf, rechecksOf } from '../store/quality.ts'
import { insertChecks, recheckDue } from '../store/quality-draw.ts'

/**
 * Puts the decision just made under a check, in the same transaction, where its person still has re-checks after a lesson. A
 * committee's decision is nobody's own.
 */
export async function recheckIfDue(ctx: Context, row: ApplicationRow, detail: Record<string, unknown>): Promise<void> {
  if (ctx.actor.key === null || detail.sittingId !== undefined) return
  const due = await recheckDue(ctx.sql, row.key, ctx.actor.key)
  if (!due) return
  await insertChecks(ctx, [
    { eventKey: due.eventKey, occasion: 'decision', reasons: ['re-check'], lessonKey: due.lessonKey },
  ])
}

/**
 * An approval of somebody under re-check has no effect until it was checked, and none where a critical defect stands.
 * @throws Refusal origination.recheck_open, recheck_failed
 */
export async function checkRechecked(ctx: Context, applicationKey: bigint): Promise<void> {
  for (const { key, state } of await rechecksOf(ctx.sql, applicationKey)) {
    const bars = recheckBars(state, await defectsOf(ctx.sql, key))
    refuseUnless(bars !== 'open', 'origination.recheck_open')
    refuseUnless(bars !== 'failed', 'origination.recheck_failed')
  }
}
