import { Refusal, refuseUnless } from '#lib/refusal'
import type { Context } from '#platform/context'
import type { Input, Output } from '#platform/operation'
import type { api } from '../api.ts'
import { bankCardFault, mobileFault } from '../identifiers.ts'
import * as store from '../store/customer.ts'

/** Changes a profile. @throws Refusal party.customer_not_found, party.stale, party.phone, party.bank_card */
export async function updateCustomer(
  ctx: Context,
  input: Input<typeof api.updateCustomer>,
): Promise<Output<typeof api.updateCustomer>> {
  const row = await store.customerById(ctx.sql, input.id, true)
  refuseUnless(row, 'party.customer_not_found')
  ctx.rights.check('party.customer.write', row)
  refuseUnless(row.version === input.version, 'party.stale')
  const phoneFault = input.phone ? mobileFault(input.phone) : null
  if (phoneFault) throw new Refusal('party.phone', { fault: `party.fault.${phoneFault}` }, 'phone')
  const cardFault = input.bankCard ? bankCardFault(input.bankCard) : null
  if (cardFault) throw new Refusal('party.bank_card', { fault: `party.fault.${cardFault}` }, 'bankCard')
  const version = await store.updateCustomer(ctx, row.key, input)
  ctx.about(input.id)
  ctx.note({ changed: ['phone', 'address', 'bankCard', 'occupation', 'employer'].filter(field => field in input) })
  return { id: input.id, version }
}
