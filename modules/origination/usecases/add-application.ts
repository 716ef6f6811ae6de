import { must } from '#lib/assert'
import { toId, toKey } from '#lib/id'
import { Refusal, refuseUnless } from '#lib/refusal'
import { nextState } from '#lib/state'
import type { Context } from '#platform/context'
import type { Input, Output } from '#platform/operation'
import type { api } from '../api.ts'
import { applicationNumber } from '../application.ts'
import { leadStates } from '../lead.ts'
import { applicationByKey, insertApplication, insertEvent, nextNumber, patchApplication } from '../store/application.ts'
import { insertLeadEvent, leadByKey, saveLead } from '../store/lead.ts'
import { moved } from './application-for-update.ts'
import { customerFields } from './save-application.ts'

/**
 * Begins an application; from a lead, which is thereby converted.
 * @throws Refusal origination.lead_not_found, origination.lead_state, origination.customer_not_found
 */
export async function addApplication(
  ctx: Context,
  input: Input<typeof api.addApplication>,
): Promise<Output<typeof api.addApplication>> {
  const lead = input.leadId ? await leadByKey(ctx.sql, toKey(input.leadId), true) : null
  refuseUnless(!input.leadId || lead, 'origination.lead_not_found', {}, 'leadId')
  if (lead) {
    ctx.rights.check('origination.lead.write', lead)
    if (lead.state !== 'qualified')
      throw new Refusal('origination.lead_state', { state: `origination.lead.${lead.state}` }, 'leadId')
  }
  const customer = input.customerId ? await customerFields(ctx, input.customerId) : {}
  const number = applicationNumber(ctx.today, await nextNumber(ctx.sql, ctx.today))
  const key = await insertApplication(ctx, number, lead?.key ?? null)
  await patchApplication(ctx.sql, key, customer)
  const row = must(await applicationByKey(ctx.sql, key), 'the application is there')
  await insertEvent(ctx, row, {
    action: 'add',
    fromState: null,
    toState: 'draft',
    reason: null,
    note: '',
    workingMinutes: null,
    withinTime: null,
    detail: {},
  })
  if (lead) {
    const state = must(nextState(leadStates, lead.state, 'convert'), 'a qualified lead converts')
    await saveLead(ctx.sql, lead.key, { state, nextContactOn: null, lostReason: null, applicationKey: key })
    await insertLeadEvent(ctx, { leadKey: lead.key, action: 'convert', toState: state, note: number })
    ctx.about(toId('lead', lead.key))
  }
  ctx.about(toId('application', key))
  return moved(row)
}
