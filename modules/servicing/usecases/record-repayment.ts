import type { Day } from '#lib/day'
import { type Id, toId, toKey } from '#lib/id'
import { formatYuan, type Money } from '#lib/money'
import { Refusal } from '#lib/refusal'
import type { Context } from '#platform/context'
import { figuresOf } from '../book.ts'
import type { Channel } from '../channel.ts'
import { shareEntries } from '../entry.ts'
import { isOpen, type LoanState } from '../loan.ts'
import { recordPayment } from '../repayment.ts'
import { difference, type Parts, sumParts } from '../share.ts'
import { newKey } from '../store/loan.ts'
import { insertTransaction, sharesOf, standingPayments, transactionByReference } from '../store/transaction.ts'
import { openBook } from './open-book.ts'
import { saveChange } from './save-change.ts'

/** Money that came in on one loan. */
export type NewRepayment = {
  loanId: Id<'loan'>
  amount: Money
  /** The day the money counts from; default today. An earlier one makes the loan's later payments be lived again. */
  valueDate?: Day | undefined
  channel: Channel
  /** The bank's own number of the payment; one loan takes it once. */
  reference?: string | null | undefined
  note?: string | null | undefined
  importKey?: bigint
}

/** What a repayment did. */
export type RecordedRepayment = {
  id: Id<'repayment'>
  parts: Parts
  shares: ({ seq: number } & Parts)[]
  outstanding: Money
  state: LoanState
}

/**
 * Records one repayment: oldest installment first, within it in the contract's order, penalty counted to the value day.
 * It is posted in the open day, whatever its value day. Emits `servicing.repayment-recorded`, and `servicing.loan-settled`
 * when it was the last.
 * @throws Refusal servicing.loan_not_found, servicing.loan_settled, servicing.loan_set_aside, servicing.value_date,
 *   servicing.repayment_exceeds, servicing.reference_taken, servicing.day_stale
 */
export async function recordRepayment(ctx: Context, input: NewRepayment): Promise<RecordedRepayment> {
  const opened = await openBook(ctx, toKey(input.loanId), 'servicing.repayment.record')
  const { loan, book } = opened
  const reference = input.reference || null
  const taken = reference ? await transactionByReference(ctx.sql, loan.key, reference) : null
  if (taken)
    throw new Refusal('servicing.reference_taken', { reference, amount: formatYuan(taken.amount) }, 'reference')
  const key = await newKey(ctx.sql)
  const valueDate = input.valueDate ?? ctx.today
  const earlier = await standingPayments(ctx.sql, loan.key)
  const recorded = recordPayment(book, { key, valueDate, amount: input.amount }, earlier, ctx.today)
  const by = { postedOn: ctx.today, recordedBy: ctx.actor.id, recordedAt: ctx.now }
  await insertTransaction(ctx.sql, loan, {
    ...by,
    key,
    kind: 'repayment',
    valueDate,
    amount: input.amount,
    shares: recorded.shares,
    entries: shareEntries(recorded.shares, book.nextSeq),
    channel: input.channel,
    reference,
    note: input.note ?? null,
    importKey: input.importKey ?? null,
  })
  if (recorded.moved.length > 0) {
    const known = await sharesOf(ctx.sql, loan.key)
    for (const moved of recorded.moved) {
      const shares = difference(known.get(moved.key) ?? [], moved.shares)
      if (shares.length === 0) continue
      await insertTransaction(ctx.sql, loan, {
        ...by,
        key: await newKey(ctx.sql),
        kind: 'reallocation',
        valueDate: ctx.today,
        amount: 0n as Money,
        shares,
        entries: shareEntries(shares, book.nextSeq),
        parentKey: moved.key,
      })
    }
  }
  const after = await saveChange(ctx, opened, recorded.book)
  const id = toId('repayment', key)
  ctx.about(input.loanId, id)
  ctx.note({ amount: formatYuan(input.amount), valueDate })
  await ctx.emit('servicing.repayment-recorded', {
    loanId: input.loanId,
    repaymentId: id,
    amount: formatYuan(input.amount),
    valueDate,
    day: ctx.today,
  })
  if (!isOpen(after.state)) await ctx.emit('servicing.loan-settled', { loanId: input.loanId, day: ctx.today })
  return {
    id,
    parts: sumParts(recorded.shares),
    shares: recorded.shares,
    outstanding: figuresOf(after).outstanding,
    state: after.state,
  }
}
