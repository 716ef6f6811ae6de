import { toKey } from '#lib/id'
import { refuseUnless } from '#lib/refusal'
import type { Context } from '#platform/context'
import type { Input, Output } from '#platform/operation'
import type { api } from '../api.ts'
import * as store from '../store/lead.ts'
import { Unkept } from '../unkept.ts'

/** Shows a lead's name and phone to whoever works on it; the audit line stays. @throws Refusal origination.lead_not_found, reveal_preview */
export async function revealLead(
  ctx: Context,
  { id }: Input<typeof api.revealLead>,
): Promise<Output<typeof api.revealLead>> {
  refuseUnless(!ctx.dryRun, 'origination.reveal_preview')
  const row = await store.leadByKey(ctx.sql, toKey(id))
  refuseUnless(row, 'origination.lead_not_found')
  ctx.rights.check('origination.lead.write', row)
  for (const field of ['name', 'phone'])
    refuseUnless(ctx.rights.shows(`origination.lead.${field}`, row) !== 'withheld', 'authority.field_withheld', {
      field: `authority.field.origination.lead.${field}`,
    })
  ctx.about(id)
  ctx.note({ revealed: ['name', 'phone'] })
  return new Unkept({
    name: ctx.vault.open(row.nameSealed, 'origination.lead.name'),
    phone: ctx.vault.open(row.phoneSealed, 'origination.lead.phone'),
  })
}
