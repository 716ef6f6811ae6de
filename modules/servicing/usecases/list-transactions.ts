import type { Day } from '#lib/day'
import { toId, toKey } from '#lib/id'
import { refuseUnless } from '#lib/refusal'
import type { Context } from '#platform/context'
import type { Input, Output } from '#platform/operation'
import { personById } from '#team'
import type { api } from '../api.ts'
import { loanByKey } from '../store/loan.ts'
import { entriesOf, sharesOf, transactionsOf } from '../store/transaction.ts'
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
    knownOn: input.knownOn ?? null,
  })
}

/** A page of a loan's transactions with what they moved and booked: what it costs does not grow with the loan's age. */
export async function transactionsPage(
  ctx: Context,
  loanKey: bigint,
  page: { before: bigint | null; limit: number; knownOn: Day | null },
): Promise<Output<typeof api.listTransactions>> {
  const found = await transactionsOf(ctx.sql, loanKey, { ...page, limit: page.limit + 1 })
  const shown = found.slice(0, page.limit)
  const keys = shown.map(row => row.key)
  const entries = await entriesOf(ctx.sql, loanKey, keys)
  const shares = await sharesOf(ctx.sql, loanKey, keys)
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
      shares: shares.get(row.key) ?? [],
      parentId: known(row.parentKey),
      reversedById: known(row.reversedByKey),
      channel: row.channel,
      reference: row.reference,
      note: row.note,
      recordedBy: row.recordedBy,
      recordedByName: names.get(row.recordedBy) ?? null,
      recordedAt: row.recordedAt,
      entries: entries.get(row.key) ?? [],
    })),
    next: found.length > page.limit ? toId('repayment', shown.at(-1)!.key) : null,
  }
}

async function namesOf(ctx: Context, actors: readonly string[]): Promise<Map<string, string>> {
  const names = new Map<string, string>()
  for (const actor of new Set(actors)) {
    if (!actor.startsWith('person_')) continue
    const person = await personById(ctx.sql, actor as `person_${string}`, ctx.today)
    if (person) names.set(actor, person.name)
  }
  return names
}
