import { type Day, daysBetween } from '#lib/day'
import { type Money, mulDiv, zero } from '#lib/money'
import { refuseUnless } from '#lib/refusal'
import { aheadOf, isAscending, later, numbered, paceOf } from './ahead.ts'
import type { Book } from './book.ts'
import type { DeferralInterest } from './choice.ts'
import { plannedInstallment } from './installment.ts'

/**
 * Puts off every installment not yet due by whole periods (延期). Interest of the deferred time is the running
 * installment's own, by days, half-up: principal does not move meanwhile, so it bears no interest on interest.
 * @throws Refusal servicing.loan_settled, servicing.nothing_ahead, servicing.due_day_pace
 */
export function defer(book: Book, periods: number, interest: DeferralInterest, on: Day): Book {
  const { past, ahead, from } = aheadOf(book, on)
  const pace = paceOf(book.installments, book.terms.disbursedOn)
  const [running] = ahead
  const firstDue = later(running, pace, periods, ahead)
  const extra =
    interest === 'free'
      ? zero
      : mulDiv(
          running.interest,
          BigInt(daysBetween(running.dueOn, firstDue)),
          BigInt(daysBetween(from, running.dueOn)),
          'half-up',
        )
  const count = interest === 'paid' ? periods : ahead.length
  const part = (index: number) =>
    index === count - 1 ? extra - (extra / BigInt(count)) * BigInt(count - 1) : extra / BigInt(count)
  const bears = (index: number): bigint => {
    if (interest === 'first') return index === 0 ? extra : 0n
    if (interest === 'last') return index === ahead.length - 1 ? extra : 0n
    return interest === 'spread' ? part(index) : 0n
  }
  const moved = ahead.map((row, index) => {
    const dueOn = later(row, pace, periods, ahead)
    return { ...row, dueOn, productThrough: dueOn, interest: (row.interest + bears(index)) as Money }
  })
  const between = Array.from({ length: interest === 'paid' ? periods : 0 }, (_, index) =>
    plannedInstallment({
      seq: 0,
      dueOn: later(running, pace, index, ahead),
      principal: zero,
      interest: part(index) as Money,
      fee: zero,
    }),
  )
  const installments = numbered([...past, ...between, ...moved])
  refuseUnless(isAscending(installments), 'servicing.due_day_pace')
  return { ...book, installments }
}
