import type { Day } from '#lib/day'
import { toId } from '#lib/id'
import { formatYuan, type Money, zero } from '#lib/money'
import { Refusal, refuseUnless } from '#lib/refusal'
import type { Context } from '#platform/context'
import type { Action, Deed } from '../action.ts'
import { dueOn, figuresOf } from '../book.ts'
import { isOpen } from '../loan.ts'
import { prepay, principalWithin } from '../prepayment.ts'
import { allocate, checkValueDate, exceeds } from '../repayment.ts'
import { sumParts, totalOf } from '../share.ts'
import { standingSettlement } from '../store/transaction.ts'
import type { NewRepayment, RecordedRepayment } from './record-repayments.ts'
import { reliveWith, takeAction } from './relive.ts'
import type { Change } from './save-change.ts'

/**
 * Takes one repayment into a change that is being made of a loan; nothing is written yet.
 * @param taken bank references that are taken, as `loan key/reference`; gains this one
 * @throws Refusal servicing.loan_settled, servicing.value_date, servicing.repayment_exceeds, servicing.reference_taken,
 *   servicing.settlement_stands, what `prepay` refuses, and of any action counting later that is no longer possible
 */
export async function takeIn(
  ctx: Context,
  change: Change,
  input: NewRepayment,
  key: bigint,
  taken: Map<string, Money>,
): Promise<RecordedRepayment> {
  const { loan } = change.opened
  const { surplus = 'refuse', amount } = input
  const reference = input.reference || null
  const known = taken.get(`${loan.key}/${reference}`)
  if (reference && known !== undefined)
    throw new Refusal('servicing.reference_taken', { reference, amount: formatYuan(known) }, 'reference')
  const valueDate = input.valueDate ?? ctx.today
  checkValueDate(valueDate, change.book.terms.disbursedOn, ctx.today)
  const { state } = change.book
  if (surplus !== 'advance') refuseUnless(isOpen(state), 'servicing.loan_settled', { state: `servicing.loan.${state}` })
  await behindSettlement(ctx, change, valueDate)
  const action: Action = { key, valueDate, ...deedOf(change, input, valueDate, ctx.today) }
  const relived = await reliveWith(ctx, change, action)
  const { shares, advance } = relived.effect
  // More than the whole loan in advance is no overpayment but a mistake in the file.
  const mayWait = surplus === 'advance' ? change.book.terms.principal : zero
  if (advance > mayWait) throw exceeds(amount, (amount - advance) as Money)
  await takeAction(ctx, change, action, relived, {
    channel: input.channel,
    reference,
    note: input.note ?? null,
    importKey: input.importKey ?? null,
  })
  if (reference) taken.set(`${loan.key}/${reference}`, amount)
  return {
    id: toId('repayment', key),
    kind: action.kind as RecordedRepayment['kind'],
    parts: sumParts(shares),
    shares,
    due: totalOf(dueOn(change.book, ctx.today)),
    outstanding: figuresOf(change.book).outstanding,
    advance,
    state: change.book.state,
  }
}

/**
 * What money is on its day: a recovery where the loan was written off by then; a prepayment where it is above what is due
 * today and the surplus is to prepay; otherwise a repayment. @throws Refusal as `prepay`
 */
function deedOf(change: Change, { amount, surplus }: NewRepayment, on: Day, today: Day): Deed {
  const { book, opened } = change
  if (book.state === 'written-off' && on >= (opened.loan.closedOn ?? on)) return { kind: 'recovery', amount }
  if (!surplus || surplus === 'refuse' || surplus === 'advance' || on !== today) return { kind: 'repayment', amount }
  const principal = principalWithin(book, amount, on)
  if (principal <= 0n || book.installments.every(row => row.dueOn <= on)) return { kind: 'repayment', amount }
  const due = totalOf(dueOn(book, on))
  prepay(due > 0n ? allocate(book, due, on).book : book, principal, surplus, on)
  return { kind: 'prepayment', amount, keeps: surplus }
}

/** Nothing is put into a loan's life before the settlement that ended it. @throws Refusal servicing.settlement_stands */
export async function behindSettlement(ctx: Context, { book, opened }: Change, valueDate: Day): Promise<void> {
  if (isOpen(book.state)) return
  const settlement = await standingSettlement(ctx.sql, opened.loan.key)
  refuseUnless(!settlement || settlement.valueDate <= valueDate, 'servicing.settlement_stands')
}
