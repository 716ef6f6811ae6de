import { must } from '#lib/assert'
import { toKey } from '#lib/id'
import { Refusal, refuseUnless } from '#lib/refusal'
import { nextState } from '#lib/state'
import type { Context } from '#platform/context'
import type { Input, Output } from '#platform/operation'
import type { api } from '../api.ts'
import { leadStates } from '../lead.ts'
import * as store from '../store/lead.ts'
import { leadView } from './lead-view.ts'

/** Records a contact and what comes next. @throws Refusal origination.lead_not_found, lead_stale, lead_state, lost_reason, lead_duplicate */
export async function contactLead(
  ctx: Context,
  input: Input<typeof api.contactLead>,
): Promise<Output<typeof api.contactLead>> {
  const row = await store.leadByKey(ctx.sql, toKey(input.id), true)
  refuseUnless(row, 'origination.lead_not_found')
  ctx.rights.check('origination.lead.write', row)
  refuseUnless(row.version === input.version, 'origination.lead_stale')
  const state = nextState(leadStates, row.state, input.action)
  if (!state) throw new Refusal('origination.lead_state', { state: `origination.lead.${row.state}` })
  refuseUnless(state !== 'lost' || input.lostReason !== null, 'origination.lost_reason', {}, 'lostReason')
  if (input.action === 'reopen') {
    const other = await store.openLeadBeside(ctx.sql, row.key)
    refuseUnless(other === null, 'origination.lead_duplicate', { owner: other?.ownerName ?? '' })
  }
  await store.saveLead(ctx.sql, row.key, {
    state,
    nextContactOn: state === 'lost' ? null : input.nextContactOn,
    lostReason: state === 'lost' ? input.lostReason : null,
  })
  await store.insertLeadEvent(ctx, { leadKey: row.key, action: input.action, toState: state, note: input.note })
  ctx.about(input.id)
  return leadView(ctx, must(await store.leadByKey(ctx.sql, row.key), 'the lead is there'), true)
}
