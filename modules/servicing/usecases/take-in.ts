import { must } from '#lib/assert'
import { toId } from '#lib/id'
import { formatYuan, type Money } from '#lib/money'
import { Refusal } from '#lib/refusal'
import type { Context } from '#platform/context'
import { type Book, dueOn, figuresOf } from '../book.ts'
import { shareEntries } from '../entry.ts'
import { type Prepaid, type PrepaymentKeeps, prepay, principalWithin } from '../prepayment.ts'
import { type Payment, type Recorded, recordPayment } from '../repayment.ts'
import { difference, type Share, sumParts, totalOf } from '../share.ts'
import { newKeys } from '../store/loan.ts'
import { sharesOf, standingPayments } from '../store/transaction.ts'
import type { NewRepayment, RecordedRepayment } from './record-repayments.ts'
import type { Change } from './save-change.ts'

/**
 * Takes one repayment into a change that is being made of a loan; nothing is written yet.
 * @param taken bank references that are taken, as `loan key/reference`; gains this one
 * @throws Refusal servicing.loan_settled, servicing.value_date, servicing.repayment_exceeds, servicing.reference_taken, and what
 *   `prepay` refuses
 */
export async function takeIn(
  ctx: Context,
  change: Change,
  input: NewRepayment,
  key: bigint,
  taken: Map<string, Money>,
): Promise<RecordedRepayment> {
  const { loan } = change.opened
  const reference = input.reference || null
  const known = taken.get(`${loan.key}/${reference}`)
  if (reference && known !== undefined)
    throw new Refusal('servicing.reference_taken', { reference, amount: formatYuan(known) }, 'reference')
  const valueDate = input.valueDate ?? ctx.today
  const payment = { key, valueDate, amount: input.amount }
  // Only a repayment that counts from an earlier day can have others behind it.
  const earlier = valueDate < ctx.today ? await paymentsSoFar(ctx, change) : []
  const { nextSeq } = change.book
  const recorded =
    withSurplus(ctx, change, payment, input.surplus) ?? recordPayment(change.book, payment, earlier, ctx.today)
  const by = { postedOn: ctx.today, recordedBy: ctx.actor.id, recordedAt: ctx.now }
  if (recorded.moved.length > 0) {
    const before = await sharesSoFar(ctx, change)
    const keys = await newKeys(ctx.sql, recorded.moved.length)
    for (const [index, moved] of recorded.moved.entries()) {
      const shares = difference(before.get(moved.key) ?? [], moved.shares)
      if (shares.length === 0) continue
      change.transactions.push({
        ...by,
        key: must(keys[index], 'a key for each'),
        kind: 'reallocation',
        valueDate: ctx.today,
        amount: 0n as Money,
        shares,
        entries: shareEntries(shares, nextSeq),
        parentKey: moved.key,
      })
    }
  }
  change.transactions.push({
    ...by,
    key,
    kind: 'repayment',
    valueDate,
    amount: input.amount,
    shares: recorded.shares,
    entries: shareEntries(recorded.shares, nextSeq),
    channel: input.channel,
    reference,
    note: input.note ?? null,
    importKey: input.importKey ?? null,
  })
  change.book = recorded.book
  if (reference) taken.set(`${loan.key}/${reference}`, input.amount)
  return {
    id: toId('repayment', key),
    parts: sumParts(recorded.shares),
    shares: recorded.shares,
    outstanding: figuresOf(recorded.book).outstanding,
    state: recorded.book.state,
  }
}

/**
 * A payment of today above what is due, when the surplus prepays principal: what is due is paid, then the rest prepays. Null when
 * nothing would prepay: the payment then goes the plain way.
 */
function withSurplus(
  ctx: Context,
  change: Change,
  payment: Payment,
  surplus: NewRepayment['surplus'],
): Recorded | null {
  if (!surplus || surplus === 'refuse' || payment.valueDate !== ctx.today) return null
  const due = totalOf(dueOn(change.book, ctx.today))
  const rest = (payment.amount - due) as Money
  if (rest <= 0n || change.book.installments.every(row => row.dueOn <= ctx.today)) return null
  const first =
    due > 0n
      ? recordPayment(change.book, { ...payment, amount: due }, [], ctx.today)
      : { book: change.book, shares: [] }
  const principal = principalWithin(first.book, rest, ctx.today)
  if (principal <= 0n) return null
  const prepaid = prepayIn(change, first.book, payment.key, principal, surplus, ctx)
  const second = recordPayment(prepaid.book, { ...payment, amount: prepaid.payment }, [], ctx.today)
  return { book: second.book, shares: [...first.shares, ...second.shares], moved: [] }
}

/** Makes the plan anew behind a prepayment, and keeps what it replaces under the transaction that pays it. @throws Refusal as `prepay` */
export function prepayIn(
  change: Change,
  book: Book,
  transactionKey: bigint,
  principal: Money,
  keeps: PrepaymentKeeps,
  ctx: Context,
): Prepaid {
  const prepaid = prepay(book, principal, keeps, ctx.today)
  change.replaced.push({ transactionKey, rows: prepaid.replaced })
  return prepaid
}

/** The repayments of a loan that stand: those in the books and those of this change. */
async function paymentsSoFar(ctx: Context, change: Change): Promise<Payment[]> {
  const own = change.transactions.filter(one => one.kind === 'repayment')
  return [...(await standingPayments(ctx.sql, change.opened.loan.key)), ...own]
}

/** What each repayment has moved so far, in the books and by this change. */
async function sharesSoFar(ctx: Context, change: Change): Promise<Map<bigint, readonly Share[]>> {
  const known: Map<bigint, readonly Share[]> = await sharesOf(ctx.sql, change.opened.loan.key)
  for (const { key, kind, parentKey, shares = [] } of change.transactions) {
    const about = kind === 'reallocation' ? must(parentKey, 'a reallocation names its payment') : key
    known.set(about, difference([], [...(known.get(about) ?? []), ...shares]))
  }
  return known
}
