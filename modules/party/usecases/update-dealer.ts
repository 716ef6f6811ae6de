import { refuseUnless } from '#lib/refusal'
import type { Context } from '#platform/context'
import type { Input, Output } from '#platform/operation'
import type { api } from '../api.ts'
import { refuseFault } from '../customer.ts'
import { accountFault, mobileFault, tidy } from '../identifiers.ts'
import * as store from '../store/dealer.ts'

const differs = (given: string | undefined, known: string) => given !== undefined && given !== known

/**
 * Changes a dealer. When the account was changed is kept, so that no money goes there on a contract that names another.
 * @throws Refusal party.dealer_not_found, party.stale, party.account, party.phone
 */
export async function updateDealer(
  ctx: Context,
  input: Input<typeof api.updateDealer>,
): Promise<Output<typeof api.updateDealer>> {
  const row = await store.dealerById(ctx.sql, input.id, true)
  refuseUnless(row, 'party.dealer_not_found')
  ctx.rights.check('party.dealer.write', row)
  refuseUnless(row.version === input.version, 'party.stale')
  const { id, version: _, ...change } = input
  if (change.account) {
    change.account = tidy(change.account)
    refuseFault('party.account', accountFault(change.account), 'account')
  }
  if (change.contactPhone) {
    change.contactPhone = tidy(change.contactPhone)
    refuseFault('party.phone', mobileFault(change.contactPhone), 'contactPhone')
  }
  const paidElsewhere =
    differs(change.accountName, row.accountName) ||
    differs(change.bankName, row.bankName) ||
    differs(change.account, await store.openDealerAccount(ctx, row.key))
  const version = await store.updateDealer(ctx, row.key, { ...change, paidElsewhere })
  ctx.about(id)
  ctx.note({ changed: Object.keys(change).filter(field => change[field as keyof typeof change] !== undefined) })
  if (paidElsewhere) await ctx.emit('party.dealer-account-changed', { dealerId: id })
  return { id, version }
}
