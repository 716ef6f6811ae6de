import { refuseUnless } from '#lib/refusal'
import type { Context } from '#platform/context'
import type { Input, Output } from '#platform/operation'
import type { api } from '../api.ts'
import * as store from '../store/customer.ts'
import { consentsOf, insertConsent } from '../store/standing.ts'

/**
 * Records a consent given or withdrawn; earlier lines stay. Only what was given can be withdrawn.
 * @throws Refusal party.customer_not_found, party.consent_not_given
 */
export async function recordConsent(
  ctx: Context,
  input: Input<typeof api.recordConsent>,
): Promise<Output<typeof api.recordConsent>> {
  const row = await store.customerById(ctx.sql, input.id, true)
  refuseUnless(row, 'party.customer_not_found')
  ctx.rights.check('party.customer.write', row)
  if (!input.given) {
    const before = (await consentsOf(ctx.sql, row.key)).find(line => line.kind === input.kind)
    refuseUnless(before?.given, 'party.consent_not_given', {}, 'given')
  }
  const id = await insertConsent(ctx, row.key, input)
  ctx.about(input.id, id)
  ctx.note({ consent: input.kind, given: input.given, wordingVersion: input.wordingVersion })
  if (!input.given) await ctx.emit('party.consent-withdrawn', { customerId: input.id, kind: input.kind })
  return { id }
}
