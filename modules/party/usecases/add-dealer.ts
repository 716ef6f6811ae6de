import { type Id, toId, toKey } from '#lib/id'
import { Refusal, refuseUnless } from '#lib/refusal'
import type { Context } from '#platform/context'
import { bankCardFault, usccFault } from '../identifiers.ts'
import { isDemo } from '../store/customer.ts'
import * as store from '../store/dealer.ts'

/** What recording a dealer needs. */
export type NewDealer = {
  name: string
  creditCode: string
  grade: 'A' | 'B' | 'C'
  contact: string
  accountName: string
  account: string
  bankName: string
  branchId?: Id<'branch'> | undefined
}

/** Records a dealer of a branch. @throws Refusal party.credit_code, party.bank_card, party.dealer_duplicate, party.no_branch */
export async function addDealer(ctx: Context, input: NewDealer): Promise<{ id: Id<'dealer'> }> {
  const branchId = input.branchId ? toKey(input.branchId) : ctx.actor.branchKey
  refuseUnless(branchId !== null, 'party.no_branch', {}, 'branchId')
  ctx.rights.check('party.dealer.write', { ownerId: null, groupId: null, branchId })
  const creditCode = input.creditCode.replace(/\s/g, '').toUpperCase()
  const codeFault = usccFault(creditCode, await isDemo(ctx.sql))
  if (codeFault) throw new Refusal('party.credit_code', { fault: `party.fault.${codeFault}` }, 'creditCode')
  const account = input.account.replace(/\s/g, '')
  const cardFault = bankCardFault(account)
  if (cardFault) throw new Refusal('party.bank_card', { fault: `party.fault.${cardFault}` }, 'account')
  refuseUnless(!(await store.dealerTaken(ctx.sql, creditCode)), 'party.dealer_duplicate', {}, 'creditCode')
  const id = toId('dealer', await store.insertDealer(ctx, { ...input, creditCode, account, branchId }))
  ctx.about(id)
  return { id }
}
