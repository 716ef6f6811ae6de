import { checkIndependent } from '#authority'
import { must } from '#lib/assert'
import { type Id, toKey } from '#lib/id'
import { refuseUnless } from '#lib/refusal'
import type { Context } from '#platform/context'
import { applicationByKey, eventsOf } from '../store/application.ts'
import { type CheckRow, checkByKey } from '../store/quality.ts'
import { touchesBefore } from './approval-case.ts'

/** One check, locked, that the actor's permission reaches. @throws Refusal origination.check_not_found, authority.out_of_scope */
export async function checkForUpdate(ctx: Context, id: Id<'check'>, permission: string): Promise<CheckRow> {
  const check = await checkByKey(ctx.sql, toKey(id), true)
  refuseUnless(check, 'origination.check_not_found')
  ctx.rights.check(permission, check)
  return check
}

/**
 * Whoever judges a decided file had no hand in it, in any round: neither brought, submitted nor decided it.
 * @throws Refusal authority.own_case, authority.decided_before, authority.duty_time
 */
export async function checkOutside(ctx: Context, check: CheckRow): Promise<void> {
  const row = must(await applicationByKey(ctx.sql, check.applicationKey), 'a check has its application')
  const hands = (await eventsOf(ctx.sql, row.key)).filter(event => decisive.has(event.action))
  await checkIndependent(ctx, {
    broughtBy: row.ownerId,
    submittedBy: row.submittedBy,
    decidedBy: [check.ownerId, ...hands.flatMap(event => event.actorKey ?? [])],
    touches: await touchesBefore(ctx, row),
  })
}

const decisive: ReadonlySet<string> = new Set(['approve', 'reject', 'return', 'escalate', 'escalate-to-risk', 'sign'])
