import { must } from '#lib/assert'
import { toId } from '#lib/id'
import { refuseUnless } from '#lib/refusal'
import { maskName, maskPhone, mobile } from '#party'
import type { Context } from '#platform/context'
import type { Input, Output } from '#platform/operation'
import type { api } from '../api.ts'
import * as store from '../store/lead.ts'
import { leadView } from './lead-view.ts'

/** Takes down a lead; name and phone are sealed. @throws Refusal origination.lead_phone, origination.lead_duplicate */
export async function addLead(ctx: Context, input: Input<typeof api.addLead>): Promise<Output<typeof api.addLead>> {
  const phone = mobile(input.phone)
  refuseUnless(phone, 'origination.lead_phone', {}, 'phone')
  const phoneFingerprint = ctx.vault.fingerprint(phone, 'origination.lead.phone')
  await store.lockPhone(ctx.sql, phoneFingerprint)
  const other = await store.openLeadWithPhone(ctx.sql, phoneFingerprint)
  refuseUnless(other === null, 'origination.lead_duplicate', { owner: other?.ownerName ?? '' }, 'phone')
  const key = await store.insertLead(ctx, {
    source: input.source,
    nameSealed: ctx.vault.seal(input.name, 'origination.lead.name'),
    phoneSealed: ctx.vault.seal(phone, 'origination.lead.phone'),
    phoneFingerprint,
    displayName: maskName(input.name),
    displayPhone: maskPhone(phone),
    interest: input.interest,
    nextContactOn: input.nextContactOn,
  })
  await store.insertLeadEvent(ctx, { leadKey: key, action: 'add', toState: 'new', note: '' })
  ctx.about(toId('lead', key))
  return leadView(ctx, must(await store.leadByKey(ctx.sql, key), 'the lead is there'), true)
}
