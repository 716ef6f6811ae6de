import { toId, toKey } from '#lib/id'
import { answered, dealerNames } from '#party'
import type { Context } from '#platform/context'
import type { Input, Output } from '#platform/operation'
import type { api } from '../api.ts'
import * as store from '../store/subsidy-claim.ts'
import { namesOf } from './list-transactions.ts'

/** What each payer of subsidies owes and has paid, in the reader's scope. */
export async function listSubsidyPayers(ctx: Context): Promise<Output<typeof api.listSubsidyPayers>> {
  const found = await store.subsidyPayersOf(ctx)
  const view = await counterparties(ctx, found)
  return found.map(row => ({
    ...view(row),
    claims: row.claims,
    due: row.due,
    received: row.received,
    open: row.open,
    toReturn: row.toReturn,
    toCome: row.toCome,
    oldest: row.oldest,
  }))
}

/** A page of claims loan by loan. */
export async function listSubsidyClaims(
  ctx: Context,
  input: Input<typeof api.listSubsidyClaims>,
): Promise<Output<typeof api.listSubsidyClaims>> {
  const { dealerId, sort, direction, after, limit, ...filter } = input
  const page = await store.listClaims(
    ctx,
    { ...filter, ...(dealerId === undefined ? {} : { dealerKey: toKey(dealerId) }) },
    sort as 'open' | 'disbursedOn',
    { direction, after, limit },
  )
  const view = await counterparties(ctx, page.rows)
  const customers = await answered.customerNames(
    ctx,
    page.rows.map(row => row.customerKey),
  )
  return {
    rows: page.rows.map(row => ({
      ...view(row),
      loanId: toId('loan', row.loanKey),
      number: row.number,
      customerName: customers.get(row.customerKey) ?? null,
      state: row.state,
      atOnce: row.atOnce,
      due: row.due,
      received: row.received,
      open: row.open,
      toCome: row.toCome,
      nextOn: row.atOnce ? null : row.nextOn,
      lostOn: row.lostOn,
      disbursedOn: row.disbursedOn,
    })),
    next: page.next,
    total: page.totals.claims,
    totals: page.totals,
  }
}

/** A page of receipts, the newest first. */
export async function listSubsidyReceipts(
  ctx: Context,
  { direction, after, limit }: Input<typeof api.listSubsidyReceipts>,
): Promise<Output<typeof api.listSubsidyReceipts>> {
  const page = await store.listReceipts(ctx.sql, { direction, after, limit })
  const view = await counterparties(ctx, page.rows)
  const people = await namesOf(
    ctx,
    page.rows.map(row => row.recordedBy),
  )
  const known = (key: bigint | null) => (key === null ? null : toId('receipt', key))
  return {
    rows: page.rows.map(row => ({
      ...view(row),
      id: toId('receipt', row.key),
      amount: row.amount,
      claims: row.claims,
      receivedOn: row.receivedOn,
      postedOn: row.postedOn,
      reference: row.reference,
      note: row.note,
      parentId: known(row.parentKey),
      reversedById: known(row.reversedByKey),
      recordedByName: people.get(row.recordedBy) ?? null,
      recordedAt: row.recordedAt,
    })),
    next: page.next,
    total: page.total,
  }
}

/** How payers are shown: a dealer by name, a brand by itself; the other is nobody's matter. */
async function counterparties(ctx: Context, list: readonly store.Counterparty[]) {
  const keys = list.flatMap(row => (row.payer === 'dealer' && row.dealerKey !== null ? [row.dealerKey] : []))
  const names = await dealerNames(ctx.sql, keys)
  return ({ payer, dealerKey, brand }: store.Counterparty) => {
    const dealer = payer === 'dealer' ? dealerKey : null
    return {
      payer,
      dealerId: dealer === null ? null : toId('dealer', dealer),
      dealerName: dealer === null ? null : (names.get(dealer) ?? null),
      brand: payer === 'manufacturer' ? brand : null,
    }
  }
}
