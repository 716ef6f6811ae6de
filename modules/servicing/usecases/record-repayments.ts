import type { Day } from '#lib/day'
import { type Id, toKey } from '#lib/id'
import { formatYuan, type Money } from '#lib/money'
import { Refusal } from '#lib/refusal'
import type { Context } from '#platform/context'
import { dueOn, figuresOf } from '../book.ts'
import type { Channel } from '../channel.ts'
import type { PrepaymentKeeps } from '../choice.ts'
import { isOpen, type LoanState } from '../loan.ts'
import { type Parts, totalOf } from '../share.ts'
import { newKeys } from '../store/loan.ts'
import { transactionByReference, transactionsByReference } from '../store/transaction.ts'
import { openBooks } from './open-book.ts'
import { type Change, saveChanges, unchanged } from './save-change.ts'
import { takeIn } from './take-in.ts'

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
  /**
   * What money above what is due does: refused unless it pays the next installment ahead (default); prepays principal, today;
   * or, for money that is here already (a bank's file), what the loan cannot take is kept as paid in advance, and what comes
   * on a loan written off is a recovery.
   */
  surplus?: 'refuse' | 'advance' | PrepaymentKeeps | undefined
}

/** What a repayment did. */
export type RecordedRepayment = {
  id: Id<'repayment'>
  kind: 'repayment' | 'prepayment' | 'recovery'
  parts: Parts
  shares: ({ seq: number } & Parts)[]
  /** What is still owed by today. */
  due: Money
  outstanding: Money
  /** Kept as paid in advance. */
  advance: Money
  state: LoanState
}

/**
 * Records many repayments in as many statements as one takes, each exactly as if it had come alone and in this order. One
 * that may not be recorded has its refusal in its place and has written nothing.
 * @throws Refusal servicing.day_stale
 */
export async function recordRepayments(
  ctx: Context,
  inputs: readonly NewRepayment[],
): Promise<(RecordedRepayment | Refusal)[]> {
  if (inputs.length === 0) return []
  const opened = await openBooks(
    ctx,
    inputs.map(input => toKey(input.loanId)),
    'servicing.repayment.record',
  )
  const taken = await takenReferences(ctx, inputs)
  const keys = await newKeys(ctx.sql, inputs.length)
  const changes = new Map<bigint, Change>()
  const results: (RecordedRepayment | Refusal)[] = []
  for (const [index, input] of inputs.entries()) {
    const loanKey = toKey(input.loanId)
    const one = opened.get(loanKey)!
    if (one instanceof Refusal) {
      results.push(one)
      continue
    }
    const change = changes.get(loanKey) ?? unchanged(one)
    const attempt: Change = { ...change, transactions: [...change.transactions] }
    try {
      results.push(await takeIn(ctx, attempt, input, keys[index]!, taken))
      changes.set(loanKey, attempt)
    } catch (error) {
      if (!(error instanceof Refusal)) throw error
      results.push(error)
    }
  }
  const written = [...changes.values()]
  await saveChanges(ctx, written)
  for (const [index, input] of inputs.entries()) {
    const recorded = results[index]!
    if (recorded instanceof Refusal) continue
    const { book } = changes.get(toKey(input.loanId))!
    recorded.due = totalOf(dueOn(book, ctx.today))
    recorded.outstanding = figuresOf(book).outstanding
    recorded.state = book.state
    await tell(ctx, input, recorded)
  }
  for (const { opened: one, book } of written)
    if (isOpen(one.book.state) && !isOpen(book.state))
      await ctx.emit('servicing.loan-settled', { loanId: one.loan.id, day: ctx.today })
  return results
}

/** The bank references that the loans have already, with the amounts they came with. */
async function takenReferences(ctx: Context, inputs: readonly NewRepayment[]): Promise<Map<string, Money>> {
  const wanted = inputs.flatMap(({ loanId, reference }) => (reference ? [{ loanKey: toKey(loanId), reference }] : []))
  const found = await transactionsByReference(ctx.sql, wanted)
  return new Map(found.map(({ loanKey, reference, amount }) => [`${loanKey}/${reference}`, amount]))
}

/** The bank's number of one payment, if the loan does not have it yet. @throws Refusal servicing.reference_taken */
export async function freeReference(
  ctx: Context,
  loanKey: bigint,
  given: string | null | undefined,
): Promise<string | null> {
  const reference = given || null
  const taken = reference ? await transactionByReference(ctx.sql, loanKey, reference) : null
  if (taken)
    throw new Refusal('servicing.reference_taken', { reference, amount: formatYuan(taken.amount) }, 'reference')
  return reference
}

/** Tells later modules of one repayment. */
export async function tell(
  ctx: Context,
  { loanId, amount, valueDate = ctx.today }: NewRepayment,
  { id, kind }: RecordedRepayment,
) {
  ctx.about(loanId, id)
  await ctx.emit(kind === 'recovery' ? 'servicing.claim-recovered' : 'servicing.repayment-recorded', {
    loanId,
    repaymentId: id,
    amount: formatYuan(amount),
    valueDate,
    day: ctx.today,
  })
}
