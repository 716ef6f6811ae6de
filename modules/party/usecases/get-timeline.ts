import { refuseUnless } from '#lib/refusal'
import type { Context } from '#platform/context'
import type { Input, Output } from '#platform/operation'
import type { api } from '../api.ts'
import * as store from '../store/customer.ts'
import { auditAbout } from '../store/standing.ts'

/**
 * What was done about a customer and by whom. Details are told of this module's own operations only: what reviewers and
 * risk control noted is theirs to show.
 * @throws Refusal party.customer_not_found
 */
export async function getTimeline(
  ctx: Context,
  { id }: Input<typeof api.getTimeline>,
): Promise<Output<typeof api.getTimeline>> {
  const row = await store.customerById(ctx.sql, id)
  refuseUnless(row, 'party.customer_not_found')
  ctx.rights.check('party.customer.read', row)
  const lines = await auditAbout(ctx.sql, id)
  return lines.map(line => ({ ...line, detail: line.operation.includes(' /party/') ? line.detail : {} }))
}
