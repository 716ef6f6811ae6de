import { refuseUnless } from '#lib/refusal'
import type { Context } from '#platform/context'
import type { Input, Output } from '#platform/operation'
import type { api } from '../api.ts'
import { customerById } from '../store/customer.ts'
import { insertRelation } from '../store/standing.ts'

/**
 * Records that another customer stands by this one, or no longer does. The other must be one the actor may see.
 * @throws Refusal party.customer_not_found, party.relation_self
 */
export async function recordRelation(
  ctx: Context,
  input: Input<typeof api.recordRelation>,
): Promise<Output<typeof api.recordRelation>> {
  const row = await customerById(ctx.sql, input.id)
  refuseUnless(row, 'party.customer_not_found')
  ctx.rights.check('party.customer.write', row)
  const other = await customerById(ctx.sql, input.otherId)
  refuseUnless(other, 'party.customer_not_found', {}, 'otherId')
  ctx.rights.check('party.customer.read', other)
  refuseUnless(other.key !== row.key, 'party.relation_self', {}, 'otherId')
  await insertRelation(ctx, { customerKey: row.key, otherKey: other.key, kind: input.kind, holds: input.holds })
  ctx.about(input.id, input.otherId)
  ctx.note({ relation: input.kind, holds: input.holds })
  return { id: input.id }
}
