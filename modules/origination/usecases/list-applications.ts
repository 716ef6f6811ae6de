import { toKey } from '#lib/id'
import { answered, matches, mobile, residentId, uscc } from '#party'
import type { Context } from '#platform/context'
import type { Input, Output } from '#platform/operation'
import type { api } from '../api.ts'
import * as store from '../store/listing.ts'
import { summaryView } from '../view.ts'
import { readerOf } from './reader.ts'

/**
 * A page of applications in the reader's scope with the amount of all of them. Search takes a number, a VIN, a dealer's or
 * owner's name, or a customer's whole phone or id number, which is looked up by its fingerprint.
 */
export async function listApplications(
  ctx: Context,
  input: Input<typeof api.listApplications>,
): Promise<Output<typeof api.listApplications>> {
  const key = (id: `${string}_${string}` | undefined) => (id ? toKey(id) : null)
  const found = input.search ? await customersOf(ctx, input.search) : null
  const page = await store.listApplications(ctx, {
    ...input,
    states: input.state === undefined ? [] : Array.isArray(input.state) ? input.state : [input.state],
    ownerKey: input.mine ? ctx.actor.key : key(input.ownerId),
    groupKey: key(input.groupId),
    branchKey: key(input.branchId),
    dealerKey: key(input.dealerId),
    customerKeys: found ?? (input.customerId ? [toKey(input.customerId)] : null),
    from: input.from ?? null,
    to: input.to ?? null,
    search: found ? null : (input.search ?? null),
  })
  const reader = await readerOf(ctx)
  return {
    rows: (await answered.withNames(ctx, page.rows)).map(row => summaryView(row, reader)),
    next: page.next,
    total: page.total,
    amount: page.amount,
  }
}

/** The customers a whole phone or id number belongs to; null when the text is neither. */
async function customersOf(ctx: Context, text: string): Promise<bigint[] | null> {
  const phone = mobile(text)
  if (phone) return matches(ctx, { phone })
  const idNumber = residentId(text) ?? uscc(text)
  return idNumber ? matches(ctx, { idNumber }) : null
}
