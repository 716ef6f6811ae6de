import { type Id, toId, toKey } from '#lib/id'
import { refuseUnless } from '#lib/refusal'
import type { Context } from '#platform/context'
import type { Input, Output } from '#platform/operation'
import { personNames } from '#team'
import type { api } from '../api.ts'
import { loanByKey } from '../store/loan.ts'
import { type TransactionPage, transactionsOf } from '../store/transaction.ts'
import { kindsOfTopic } from '../transaction.ts'
import { partsOf } from '../view.ts'

/** How many of a loan's transactions its page shows at first. */
export const firstPage = 12

/** A page of what happened to a loan, the newest first. @throws Refusal servicing.loan_not_found, authority.* */
export async function listTransactions(
  ctx: Context,
  input: Input<typeof api.listTransactions>,
): Promise<Output<typeof api.listTransactions>> {
  const loan = await loanByKey(ctx.sql, toKey(input.id))
  refuseUnless(loan, 'servicing.loan_not_found')
  ctx.rights.check('servicing.loan.read', loan)
  return transactionsPage(ctx, loan.key, {
    before: input.before === undefined ? null : toKey(input.before),
    limit: input.limit,
    shownOn: input.shownOn ?? null,
    knownOn: input.knownOn ?? null,
    kinds: input.topic === undefined ? null : kindsOfTopic[input.topic],
  })
}

/** A page of a loan's transactions with what they moved and booked: what it costs does not grow with the loan's age. */
export async function transactionsPage(
  ctx: Context,
  loanKey: bigint,
  page: TransactionPage,
): Promise<Output<typeof api.listTransactions>> {
  const found = await transactionsOf(ctx.sql, loanKey, { ...page, limit: page.limit + 1 })
  const shown = found.slice(0, page.limit)
  const names = await namesOf(
    ctx,
    shown.map(row => row.recordedBy),
  )
  const known = (key: bigint | null) => (key === null ? null : toId('repayment', key))
  return {
    rows: shown.map(row => ({
      id: toId('repayment', row.key),
      kind: row.kind,
      valueDate: row.valueDate,
      postedOn: row.postedOn,
      amount: row.amount,
      parts: partsOf(row),
      settlementFee: row.settlementFee,
      advance: row.advance,
      recovered: row.recovered,
      charged: row.charged,
      grown: row.grown,
      terms: row.terms,
      shares: row.shares,
      parentId: known(row.parentKey),
      reversedById: known(row.reversedByKey),
      channel: row.channel,
      reference: row.reference,
      note: row.note,
      recordedBy: row.recordedBy,
      recordedByName: names.get(row.recordedBy) ?? null,
      recordedAt: row.recordedAt,
      entries: row.entries,
    })),
    next: found.length > page.limit ? toId('repayment', shown.at(-1)!.key) : null,
  }
}

/** The names of those who recorded, by actor; the system has none. */
export async function namesOf(ctx: Context, actors: readonly string[]): Promise<Map<string, string>> {
  const people = [...new Set(actors)].filter((actor): actor is Id<'person'> => actor.startsWith('person_'))
  if (people.length === 0) return new Map()
  const names = await personNames(ctx.sql, people.map(toKey))
  return new Map(people.flatMap(actor => (names.has(toKey(actor)) ? [[actor, names.get(toKey(actor))!]] : [])))
}
