import { toId } from '#lib/id'
import { Refusal, refuseUnless } from '#lib/refusal'
import { notify } from '#notification'
import type { Context } from '#platform/context'
import type { Input, Output } from '#platform/operation'
import type { api } from '../api.ts'
import * as store from '../store/quality.ts'
import { checkForUpdate, checkOutside } from './independent-check.ts'

/**
 * Records what a check found, by somebody who had no hand in the file; the person judged is told and replies.
 * @throws Refusal origination.check_not_found, check_state, stale, defect_code, defect_twice, authority.*
 */
export async function recordCheck(
  ctx: Context,
  input: Input<typeof api.recordCheck>,
): Promise<Output<typeof api.recordCheck>> {
  const check = await checkForUpdate(ctx, input.id, 'origination.quality.check')
  await checkOutside(ctx, check)
  refuseUnless(check.state === 'open', 'origination.check_state')
  refuseUnless(check.version === input.version, 'origination.stale')
  const codes = new Map((await store.defectCodes(ctx.sql)).map(code => [code.code, code]))
  const defects = input.defects.map(({ code, note }) => {
    const known = codes.get(code)
    if (!known?.active) throw new Refusal('origination.defect_code', { code }, 'defects')
    return { code, severity: known.severity, note }
  })
  refuseUnless(new Set(defects.map(one => one.code)).size === defects.length, 'origination.defect_twice', {}, 'defects')
  await store.insertDefects(ctx, check.key, defects)
  const state = defects.length === 0 ? ('clean' as const) : ('found' as const)
  await store.closeCheck(ctx, check.key, state, input.note)
  ctx.about(input.id, toId('application', check.applicationKey), toId('person', check.ownerId))
  ctx.note({ defects: defects.map(one => one.code) })
  await ctx.emit('origination.check-recorded', { checkId: input.id, defects: defects.length })
  if (defects.length > 0)
    await notify(ctx, {
      to: [check.ownerId],
      template: 'origination.notice.defects',
      facts: { number: check.applicationNumber, count: String(defects.length) },
      about: input.id,
    })
  return { id: input.id, state }
}
