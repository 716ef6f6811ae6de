import type { Updateable } from 'kysely'
import { must } from '#lib/assert'
import { toId } from '#lib/id'
import { Refusal } from '#lib/refusal'
import { nextState } from '#lib/state'
import type { Context } from '#platform/context'
import type { DB } from '#platform/schema.gen'
import { addWorkingMinutes, calendarOf, parameterOn, workingMinutesBetween } from '#reference'
import { type ApplicationAction, applicationStates, clockOf } from '../application.ts'
import { secondsInHand } from '../review.ts'
import { type ApplicationRow, applicationByKey, insertEvent, patchApplication } from '../store/application.ts'

/** What a step leaves behind besides the state. */
export type Step = {
  reason?: string | null
  note?: string
  detail?: Record<string, unknown>
  patch?: Updateable<DB['origination.application']>
}

/**
 * Takes an application one step further by the state table: new state and clock, hold released, line in its history with the
 * working minutes the step before took. @throws Refusal origination.state where the state does not allow the action
 */
export async function advance(
  ctx: Context,
  row: ApplicationRow,
  action: ApplicationAction,
  step: Step = {},
): Promise<ApplicationRow> {
  const to = nextState(applicationStates, row.state, action)
  if (!to) throw new Refusal('origination.state', { state: `origination.application.${row.state}` })
  const calendar = await calendarOf(ctx.sql)
  const clock = clockOf(to)
  const minutes = clock ? (await parameterOn(ctx.sql, 'sla.minutes', ctx.today))[clock] : null
  const waited = clockOf(row.state) !== null
  await patchApplication(ctx.sql, row.key, {
    state: to,
    state_since: ctx.now,
    due_at: minutes === null ? null : addWorkingMinutes(ctx.now, minutes, calendar),
    claimed_by: null,
    claimed_by_name: null,
    claimed_group_id: null,
    claimed_until: null,
    ...step.patch,
  })
  await insertEvent(ctx, row, {
    action,
    fromState: row.state,
    toState: to,
    reason: step.reason ?? null,
    note: step.note ?? '',
    workingMinutes: waited ? workingMinutesBetween(row.stateSince, ctx.now, calendar) : null,
    withinTime: waited && row.dueAt ? ctx.now <= row.dueAt : null,
    detail: step.detail ?? {},
    handlingSeconds: waited ? secondsInHand(row, ctx.actor.key, ctx.now) : null,
  })
  const id = toId('application', row.key)
  ctx.about(id)
  ctx.note({ action, from: row.state, to })
  return must(await applicationByKey(ctx.sql, row.key), 'the application is there')
}
