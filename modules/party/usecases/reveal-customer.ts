import { refuseUnless } from '#lib/refusal'
import type { Context } from '#platform/context'
import type { Input, Output } from '#platform/operation'
import type { api } from '../api.ts'
import { only, Revealed } from '../revealed.ts'
import * as store from '../store/customer.ts'
import { showingsOf } from './personal.ts'

/**
 * The fields asked for in full; the audit line keeps who looked, at whom, at what and why. A preview would show them and
 * roll that line back, so there is none.
 * @throws Refusal party.customer_not_found, party.reveal_preview, authority.field_withheld
 */
export async function revealCustomer(
  ctx: Context,
  input: Input<typeof api.revealCustomer>,
): Promise<Output<typeof api.revealCustomer>> {
  refuseUnless(!ctx.dryRun, 'party.reveal_preview')
  const row = await store.customerById(ctx.sql, input.id)
  refuseUnless(row, 'party.customer_not_found')
  ctx.rights.check('party.customer.reveal', row)
  const how = showingsOf(ctx, row)
  const kept = input.fields.find(field => how[field] === 'withheld')
  refuseUnless(
    kept === undefined,
    'authority.field_withheld',
    { field: `authority.field.party.customer.${kept}` },
    'fields',
  )
  ctx.about(input.id)
  ctx.note({ revealed: input.fields, reason: input.reason })
  return new Revealed(only(await store.openCustomer(ctx, row.key), input.fields)) as Output<typeof api.revealCustomer>
}
