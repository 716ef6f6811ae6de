import { toId } from '#lib/id'
import { refuseUnless } from '#lib/refusal'
import type { Context, Rights } from '#platform/context'
import type { Input, Output } from '#platform/operation'
import type { api } from '../api.ts'
import * as store from '../store/dealer.ts'
import { auditAbout } from '../store/standing.ts'

/** A dealer as the reader sees it: account and phone masked, or null where a rule withholds them. */
const viewOf = (rights: Rights, one: store.DealerRow) => {
  const { key, accountMasked, contactPhoneMasked, branchId, ownerId: _owner, groupId: _group, ...row } = one
  const kept = (field: string) => rights.shows(`party.dealer.${field}`, one) === 'withheld'
  return {
    ...row,
    id: toId('dealer', key),
    account: kept('account') ? null : accountMasked,
    contactPhone: kept('contactPhone') ? null : contactPhoneMasked,
    branchId: toId('branch', branchId),
  }
}

/** A page of dealers in the reader's scope. */
export async function listDealers(
  ctx: Context,
  input: Input<typeof api.listDealers>,
): Promise<Output<typeof api.listDealers>> {
  const page = await store.listDealers(ctx, input)
  return { rows: page.rows.map(row => viewOf(ctx.rights, row)), next: page.next, total: page.total }
}

/** One dealer with what was done about it. @throws Refusal party.dealer_not_found */
export async function getDealer(
  ctx: Context,
  { id }: Input<typeof api.getDealer>,
): Promise<Output<typeof api.getDealer>> {
  const row = await store.dealerById(ctx.sql, id)
  refuseUnless(row, 'party.dealer_not_found')
  ctx.rights.check('party.dealer.read', row)
  const lines = await auditAbout(ctx.sql, id)
  return {
    ...viewOf(ctx.rights, row),
    mayChange: ctx.rights.verdict('party.dealer.write', row).allow,
    timeline: lines.map(line => ({ ...line, detail: line.operation.includes(' /party/') ? line.detail : {} })),
  }
}
