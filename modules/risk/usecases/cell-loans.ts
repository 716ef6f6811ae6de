import { toId } from '#lib/id'
import { answered, dealerNames } from '#party'
import type { Context } from '#platform/context'
import type { Input, Output } from '#platform/operation'
import { pictures } from '#servicing'
import type { api } from '../api.ts'
import { ask, headOf } from './ask.ts'
import { pictureOf } from './pictures.ts'

/** A page of the loans some cells of a picture are made of, the heaviest first; all of them come to what the cells show. @throws Refusal risk.day, risk.bucket */
export async function cellLoans(
  ctx: Context,
  input: Input<typeof api.cellLoans>,
): Promise<Output<typeof api.cellLoans>> {
  const question = await ask(ctx, input)
  const { x, besides, y, bad, after, limit } = input
  const { total, rows, next } = await pictures.cellLoans(
    ctx,
    pictureOf(ctx, question, input),
    { x, besides, y, bad },
    { after, limit },
  )
  const customers = await answered.customerNames(
    ctx,
    rows.map(row => row.customerKey),
  )
  const dealers = await dealerNames(
    ctx.sql,
    rows.flatMap(row => (row.dealerKey === null ? [] : [row.dealerKey])),
  )
  return {
    ...(await headOf(ctx, question)),
    total: total.loans,
    balance: total.balance,
    next,
    rows: rows.map(({ key, customerKey, dealerKey, number, x, y, month, principal, balance, bad }) => ({
      id: toId('loan', key),
      number,
      customerName: customers.get(customerKey) ?? null,
      dealerName: (dealerKey !== null && dealers.get(dealerKey)) || null,
      x,
      y,
      month,
      principal,
      balance,
      bad,
    })),
  }
}
