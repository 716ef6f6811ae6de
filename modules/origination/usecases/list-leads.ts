import { mobile } from '#party'
import type { Context } from '#platform/context'
import type { Input, Output } from '#platform/operation'
import type { api } from '../api.ts'
import * as store from '../store/lead.ts'
import { leadView } from './lead-view.ts'

const open = ['new', 'contacted', 'qualified']

/** A page of leads in the reader's scope; a whole phone number searches by its fingerprint. */
export async function listLeads(
  ctx: Context,
  input: Input<typeof api.listLeads>,
): Promise<Output<typeof api.listLeads>> {
  const phone = input.search ? mobile(input.search) : null
  const page = await store.listLeads(ctx, {
    ...input,
    states: input.state ? [input.state] : input.open ? open : [],
    dueBy: input.dueBy ?? null,
    ownerKey: input.mine ? ctx.actor.key : null,
    phone: phone ? ctx.vault.fingerprint(phone, 'origination.lead.phone') : null,
    search: phone ? null : (input.search ?? null),
  })
  return { rows: page.rows.map(row => leadView(ctx, row)), next: page.next, total: page.total }
}
