import { must } from '#lib/assert'
import { type Day, daysBetween } from '#lib/day'
import { type Money, max, min, mulDiv, sum, zero } from '#lib/money'
import { refuseUnless } from '#lib/refusal'
import { aheadOf, isAscending, later, numbered, type Pace, paceOf } from './ahead.ts'
import type { Book } from './book.ts'
import type { DeferralInterest } from './choice.ts'
import { type Installment, isGrace, plannedInstallment } from './installment.ts'

/**
 * Puts off every installment not yet due by whole periods (延期). Interest of the deferred time is the running
 * installment's own, by days, half-up: principal does not move meanwhile, so it bears no interest on interest.
 * Within grace nothing falls due that could be put off.
 * @throws Refusal servicing.loan_settled, servicing.nothing_ahead, servicing.in_grace, servicing.due_day_pace
 */
export function defer(book: Book, periods: number, interest: DeferralInterest, on: Day): Book {
  const { past, ahead, from } = aheadOf(book, on)
  const pace = paceOf(book.installments, book.terms.disbursedOn)
  const [running] = ahead
  const grace = ahead.filter(isGrace)
  refuseUnless(grace.length === 0, 'servicing.in_grace', { until: grace.at(-1)?.dueOn ?? on })
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
  const behind =
    interest === 'runs-on'
      ? runOn(moved, { rate: [running.interest, daysBetween(from, running.dueOn)], extra, pace })
      : moved
  const installments = numbered([...past, ...between, ...behind])
  refuseUnless(isAscending(installments), 'servicing.due_day_pace')
  return { ...book, installments }
}

/** What interest that runs on is reckoned by: the running installment's interest and its days, and what has accrued so far. */
type RunningOn = { rate: readonly [interest: Money, days: number]; extra: Money; pace: Pace }

/**
 * Installments of the same height that take on interest: each meets the interest still open before principal, interest of
 * a row follows the principal then left (old × new balance ÷ old balance, half-up), and none is charged on interest. What
 * the last one leaves is repaid by further installments as high as it, which bear interest like the running one by days.
 */
function runOn(rows: readonly Installment[], { rate, extra, pace }: RunningOn): Installment[] {
  const made: Installment[] = []
  const whole = sum(rows.map(row => row.principal))
  let before: bigint = whole
  let balance: bigint = whole
  let open: bigint = extra
  const ask = (row: Installment, accrued: bigint, payment: bigint) => {
    const wanted = accrued + open
    // What has been paid on a row stays paid on it.
    const interest = max(row.interestPaid, min((payment - row.principalPaid) as Money, wanted as Money))
    const principal = max(row.principalPaid, min((payment - interest) as Money, balance as Money))
    open = wanted > interest ? wanted - interest : 0n
    balance -= principal
    made.push({ ...row, interest, principal })
  }
  for (const row of rows) {
    const accrued = before === 0n ? row.interest : mulDiv(row.interest, balance, before, 'half-up')
    ask(row, accrued, row.principal + row.interest)
    before -= row.principal
  }
  const last = must(rows.at(-1), 'a plan has rows')
  const [interest, days] = rate
  // Further installments are never more than there were, however low the last one is.
  const least = (balance + open) / BigInt(rows.length) + 1n
  for (let index = 1; balance > 0n || open > 0n; index += 1) {
    const dueOn = later(last, pace, index, rows)
    const length = daysBetween(later(last, pace, index - 1, rows), dueOn)
    const accrued = mulDiv(interest, balance * BigInt(length), whole * BigInt(days), 'half-up')
    const payment = max((last.principal + last.interest) as Money, (accrued + least) as Money)
    ask(plannedInstallment({ seq: 0, dueOn, principal: zero, interest: zero, fee: zero }), accrued, payment)
  }
  return made
}
