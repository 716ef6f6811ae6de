import { toKey } from '#lib/id'
import { refuseUnless } from '#lib/refusal'
import type { Context } from '#platform/context'
import type { Input, Output } from '#platform/operation'
import type { api } from '../api.ts'
import * as store from '../store/lead.ts'
import { leadView } from './lead-view.ts'

/** One lead with its contacts. @throws Refusal origination.lead_not_found */
export async function getLead(ctx: Context, { id }: Input<typeof api.getLead>): Promise<Output<typeof api.getLead>> {
  const row = await store.leadByKey(ctx.sql, toKey(id))
  refuseUnless(row, 'origination.lead_not_found')
  ctx.rights.check('origination.lead.read', row)
  return { ...leadView(ctx, row), history: await store.leadEvents(ctx.sql, row.key) }
}
