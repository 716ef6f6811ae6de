import { type Id, toId, toKey } from '#lib/id'
import { Refusal, refuseUnless } from '#lib/refusal'
import type { Context } from '#platform/context'
import type { ApplicationAction } from '../application.ts'
import { applicationStates } from '../application.ts'
import { type ApplicationRow, applicationByKey } from '../store/application.ts'

/** One application that the reader may see. @throws Refusal origination.application_not_found, authority.out_of_scope */
export async function applicationFor(ctx: Context, id: Id<'application'>, permission: string): Promise<ApplicationRow> {
  const row = await applicationByKey(ctx.sql, toKey(id))
  refuseUnless(row, 'origination.application_not_found')
  ctx.rights.check(permission, row)
  return row
}

/**
 * One application, locked, if it is still as the page showed it and its state allows the action.
 * @throws Refusal origination.application_not_found, origination.state, origination.stale, authority.out_of_scope
 */
export async function applicationForUpdate(
  ctx: Context,
  id: Id<'application'>,
  permission: string,
  expected: { version?: number; action?: ApplicationAction; states?: readonly string[] },
): Promise<ApplicationRow> {
  const row = await applicationByKey(ctx.sql, toKey(id), true)
  refuseUnless(row, 'origination.application_not_found')
  ctx.rights.check(permission, row)
  const allowed =
    (!expected.action || applicationStates[row.state][expected.action] !== undefined) &&
    (!expected.states || expected.states.includes(row.state))
  if (!allowed) throw new Refusal('origination.state', { state: `origination.application.${row.state}` })
  refuseUnless(expected.version === undefined || row.version === expected.version, 'origination.stale')
  return row
}

/** What a command on an application answers with. */
export function moved(row: Pick<ApplicationRow, 'key' | 'state' | 'version'>) {
  return { id: toId('application', row.key), state: row.state, version: row.version }
}
