import { type Id, toId, toKey } from '#lib/id'
import { refuseUnless } from '#lib/refusal'
import type { Context } from '#platform/context'
import { refuseFault } from '../customer.ts'
import { accountFault, mobileFault, tidy, usccFault } from '../identifiers.ts'
import { isDemo } from '../store/customer.ts'
import * as store from '../store/dealer.ts'

/** What recording a dealer needs. */
export type NewDealer = {
  name: string
  creditCode: string
  grade: 'A' | 'B' | 'C'
  dealerGroup?: string | undefined
  contact: string
  contactPhone?: string | undefined
  accountName: string
  account: string
  bankName: string
  branchId?: Id<'branch'> | undefined
}

/** Records a dealer of a branch. @throws Refusal party.credit_code, party.account, party.phone, party.dealer_duplicate, party.no_branch */
export async function addDealer(ctx: Context, input: NewDealer): Promise<{ id: Id<'dealer'> }> {
  const branchId = input.branchId ? toKey(input.branchId) : ctx.actor.branchKey
  refuseUnless(branchId !== null, 'party.no_branch', {}, 'branchId')
  ctx.rights.check('party.dealer.write', { ownerId: null, groupId: null, branchId })
  const creditCode = tidy(input.creditCode)
  refuseFault('party.credit_code', usccFault(creditCode, await isDemo(ctx.sql)), 'creditCode')
  const account = tidy(input.account)
  refuseFault('party.account', accountFault(account), 'account')
  const contactPhone = input.contactPhone ? tidy(input.contactPhone) : undefined
  if (contactPhone) refuseFault('party.phone', mobileFault(contactPhone), 'contactPhone')
  refuseUnless(!(await store.dealerTaken(ctx.sql, creditCode)), 'party.dealer_duplicate', {}, 'creditCode')
  const id = toId('dealer', await store.insertDealer(ctx, { ...input, creditCode, account, contactPhone, branchId }))
  ctx.about(id)
  await ctx.emit('party.dealer-added', { dealerId: id })
  return { id }
}
