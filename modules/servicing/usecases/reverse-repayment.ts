import type { Day } from '#lib/day'
import { toId, toKey } from '#lib/id'
import { formatYuan, type Money } from '#lib/money'
import { refuseUnless } from '#lib/refusal'
import type { Context } from '#platform/context'
import type { Input, Output } from '#platform/operation'
import type { api } from '../api.ts'
import { type Book, dueOn, figuresOf } from '../book.ts'
import { type Charge, chargeBackEntries } from '../charge.ts'
import { totalOf } from '../share.ts'
import { giveBack } from '../store/change.ts'
import { newKey } from '../store/loan.ts'
import { insertTransaction, standingSettlement, type TransactionRow, transactionByKey } from '../store/transaction.ts'
import { isReversible } from '../transaction.ts'
import { type OpenBook, openBook } from './open-book.ts'
import { reliveWithout, takeReversal } from './relive.ts'
import { saveChanges, unchanged } from './save-change.ts'

/**
 * Takes an action back: a new line that carries it negated and names it, and for each other action whose parts move without
 * it, a line that names that one. What fell due while the loan was closed falls due now. Emits `servicing.repayment-reversed`
 * for money and `servicing.action-reversed` for the rest. A fee at disbursement is given back to the borrower; the plan knows
 * nothing of it.
 * @throws Refusal servicing.loan_not_found, servicing.transaction_not_found, servicing.not_reversible,
 *   servicing.reversed_taken, servicing.settlement_stands, servicing.loan_set_aside, servicing.day_stale, and of any later
 *   action that is not possible without it
 */
export async function reverseRepayment(
  ctx: Context,
  input: Input<typeof api.reverseRepayment>,
): Promise<Output<typeof api.reverseRepayment>> {
  const opened = await openBook(ctx, toKey(input.id), 'servicing.reversal.record')
  const { loan } = opened
  const target = await transactionByKey(ctx.sql, loan.key, toKey(input.transactionId))
  refuseUnless(target, 'servicing.transaction_not_found')
  const ours = target.kind !== 'charge' || target.charged !== 0n
  refuseUnless(isReversible(target.kind) && ours, 'servicing.not_reversible', {
    kind: `servicing.transaction.${target.kind}`,
  })
  refuseUnless(target.reversedByKey === null, 'servicing.reversed_taken')
  if (target.kind === 'charge') return giveBackCharge(ctx, opened, target, input)
  const settlement = await standingSettlement(ctx.sql, loan.key)
  refuseUnless(!settlement || settlement.key === target.key, 'servicing.settlement_stands')
  const change = unchanged(opened)
  const relived = await reliveWithout(ctx, change, target.key)
  const key = await takeReversal(ctx, change, target, relived, input.reason)
  await saveChanges(ctx, [change])
  const id = toId('repayment', key)
  ctx.about(input.id, input.transactionId, id)
  ctx.note({ kind: target.kind, amount: formatYuan(target.amount), reason: input.reason })
  const money = ['repayment', 'prepayment', 'settlement', 'recovery'].includes(target.kind)
  await ctx.emit(money ? 'servicing.repayment-reversed' : 'servicing.action-reversed', {
    loanId: input.id,
    repaymentId: input.transactionId,
    kind: target.kind,
    amount: formatYuan(target.amount),
    day: ctx.today,
  })
  return { id, ...standing(change.book, ctx.today) }
}

/** What the borrower owes today and in all, and where the loan stands. */
const standing = (book: Book, today: Day) => ({
  due: totalOf(dueOn(book, today)),
  outstanding: figuresOf(book).outstanding,
  state: book.state,
})

async function giveBackCharge(
  ctx: Context,
  { loan, book }: OpenBook,
  target: TransactionRow,
  input: Input<typeof api.reverseRepayment>,
): Promise<Output<typeof api.reverseRepayment>> {
  const key = await newKey(ctx.sql)
  const charge = { ...(target.terms as Omit<Charge, 'amount'>), amount: target.charged }
  await insertTransaction(ctx.sql, loan, {
    key,
    kind: 'reversal',
    valueDate: ctx.today,
    postedOn: ctx.today,
    charged: -target.charged as Money,
    entries: chargeBackEntries(charge),
    parentKey: target.key,
    note: input.reason,
    recordedBy: ctx.actor.id,
    recordedAt: ctx.now,
  })
  await giveBack(ctx.sql, loan.key, target.charged)
  const id = toId('repayment', key)
  ctx.about(input.id, input.transactionId, id)
  ctx.note({ kind: target.kind, amount: formatYuan(target.charged), reason: input.reason })
  await ctx.emit('servicing.action-reversed', {
    loanId: input.id,
    repaymentId: input.transactionId,
    kind: target.kind,
    amount: formatYuan(target.charged),
    day: ctx.today,
  })
  return { id, ...standing(book, ctx.today) }
}
