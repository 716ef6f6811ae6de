import { toId } from '#lib/id'
import { answered } from '#party'
import type { Context } from '#platform/context'
import type { Input, Output } from '#platform/operation'
import type { api } from '../api.ts'
import * as store from '../store/correction.ts'
import { namesOf } from './list-transactions.ts'

/** A page of the loans that had ended before a value they were set by was corrected. */
export async function listCorrections(
  ctx: Context,
  { sort, direction, after, limit, ...filter }: Input<typeof api.listCorrections>,
): Promise<Output<typeof api.listCorrections>> {
  const page = await store.listCorrections(ctx, filter, sort as 'notedOn' | 'difference', { direction, after, limit })
  const customers = await answered.customerNames(
    ctx,
    page.rows.map(row => row.customerKey),
  )
  const people = await namesOf(
    ctx,
    page.rows.flatMap(row => row.decidedBy ?? []),
  )
  return {
    rows: page.rows.map(row => ({
      id: toId('correction', row.key),
      loanId: toId('loan', row.loanKey),
      number: row.number,
      customerName: customers.get(row.customerKey) ?? null,
      loanState: row.loanState,
      closedOn: row.closedOn,
      base: row.base,
      from: row.from,
      notedOn: row.notedOn,
      difference: row.difference,
      obstacle: row.obstacle,
      state: row.state,
      outcome: row.outcome,
      amount: row.amount,
      advance: row.advance,
      reason: row.reason,
      decidedOn: row.decidedOn,
      decidedByName: row.decidedBy === null ? null : (people.get(row.decidedBy) ?? null),
    })),
    next: page.next,
    total: page.totals.loans,
    totals: page.totals,
  }
}
