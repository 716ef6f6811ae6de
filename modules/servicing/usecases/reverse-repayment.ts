import { must } from '#lib/assert'
import { toId, toKey } from '#lib/id'
import { formatYuan, type Money } from '#lib/money'
import { refuseUnless } from '#lib/refusal'
import type { Context } from '#platform/context'
import type { Input, Output } from '#platform/operation'
import type { api } from '../api.ts'
import { shareEntries } from '../entry.ts'
import { takeBack } from '../repayment.ts'
import { difference, negated } from '../share.ts'
import { newKey } from '../store/loan.ts'
import {
  insertTransaction,
  sharesOf,
  standingPayments,
  standingSettlement,
  transactionByKey,
} from '../store/transaction.ts'
import { isReversible } from '../transaction.ts'
import { openBook, postMissedDues } from './open-book.ts'
import { saveChange } from './save-change.ts'

/**
 * Takes a repayment or settlement back: a new line that carries it negated and names it, and for each other repayment
 * whose parts move, a line that names that one. What fell due while the loan was closed falls due now. Emits
 * `servicing.repayment-reversed`.
 * @throws Refusal servicing.loan_not_found, servicing.transaction_not_found, servicing.not_reversible,
 *   servicing.reversed_taken, servicing.settlement_stands, servicing.loan_set_aside, servicing.day_stale
 */
export async function reverseRepayment(
  ctx: Context,
  input: Input<typeof api.reverseRepayment>,
): Promise<Output<typeof api.reverseRepayment>> {
  const opened = await openBook(ctx, toKey(input.id), 'servicing.reversal.record')
  const { loan } = opened
  const target = await transactionByKey(ctx.sql, loan.key, toKey(input.transactionId))
  refuseUnless(target, 'servicing.transaction_not_found')
  refuseUnless(isReversible(target.kind), 'servicing.not_reversible', { kind: `servicing.transaction.${target.kind}` })
  refuseUnless(target.reversedByKey === null, 'servicing.reversed_taken')
  const settlement = await standingSettlement(ctx.sql, loan.key)
  refuseUnless(!settlement || settlement.key === target.key, 'servicing.settlement_stands')
  const known = await sharesOf(ctx.sql, loan.key)
  const others = (await standingPayments(ctx.sql, loan.key)).filter(payment => payment.key !== target.key)
  const { book: without, moved } = takeBack(opened.book, others)
  const book = await postMissedDues(ctx, loan, without, opened.morning)
  const by = { postedOn: ctx.today, recordedBy: ctx.actor.id, recordedAt: ctx.now }
  const key = await newKey(ctx.sql)
  const taken = negated(must(known.get(target.key), 'money that came in has shares'))
  const settlementFee = -target.settlementFee as Money
  await insertTransaction(ctx.sql, loan, {
    ...by,
    key,
    kind: 'reversal',
    valueDate: target.valueDate,
    amount: -target.amount as Money,
    shares: taken,
    settlementFee,
    entries: shareEntries(taken, opened.book.nextSeq, settlementFee),
    parentKey: target.key,
    note: input.reason,
  })
  for (const payment of others) {
    const shares = difference(known.get(payment.key) ?? [], moved.get(payment.key) ?? [])
    if (shares.length === 0) continue
    await insertTransaction(ctx.sql, loan, {
      ...by,
      key: await newKey(ctx.sql),
      kind: 'reallocation',
      valueDate: ctx.today,
      amount: 0n as Money,
      shares,
      entries: shareEntries(shares, opened.book.nextSeq),
      parentKey: payment.key,
    })
  }
  const after = await saveChange(ctx, opened, book)
  const id = toId('repayment', key)
  ctx.about(input.id, input.transactionId, id)
  ctx.note({ amount: formatYuan(target.amount), reason: input.reason })
  await ctx.emit('servicing.repayment-reversed', {
    loanId: input.id,
    repaymentId: input.transactionId,
    amount: formatYuan(target.amount),
    day: ctx.today,
  })
  return { id, state: after.state }
}
