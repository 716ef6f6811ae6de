import { addDays, type Day } from '#lib/day'
import { formatYuan, type Money, min, mulDiv, sum, zero } from '#lib/money'
import { refuseUnless } from '#lib/refusal'
import { earnedBy } from './ahead.ts'
import { type Book, dueOn, periodStart } from './book.ts'
import type { PrepaymentKeeps } from './choice.ts'
import { principalOn, throughGrace } from './grace.ts'
import { type Installment, plannedInstallment } from './installment.ts'
import { isOpen } from './loan.ts'
import { totalOf } from './share.ts'

/** The plan as a prepayment leaves it, and the rows it replaces. */
export type Prepaid = {
  book: Book
  replaced: Installment[]
  /** What has to come in: the principal prepaid and the interest of the running period up to the day. */
  payment: Money
}

/**
 * Prepays principal on a day: the plan gets one more row, due the next day, for the principal prepaid and the interest earned so
 * far, and the rows behind it are made anew on what remains. Interest of a row follows its principal: new = old × new balance ÷
 * old balance, half-up to the fen, so that the plan's own day count and rate go on.
 * @throws Refusal servicing.loan_settled, servicing.prepayment_overdue, servicing.prepayment_ahead, servicing.prepayment_exceeds,
 *   servicing.prepayment_day
 */
export function prepay(book: Book, amount: Money, keeps: PrepaymentKeeps, on: Day): Prepaid {
  refuseUnless(isOpen(book.state), 'servicing.loan_settled', { state: `servicing.loan.${book.state}` })
  const owed = totalOf(dueOn(book, on))
  refuseUnless(owed === 0n, 'servicing.prepayment_overdue', { due: formatYuan(owed) })
  const at = book.installments.findIndex(row => row.dueOn > on)
  const past = at < 0 ? book.installments : book.installments.slice(0, at)
  const replaced = at < 0 ? [] : book.installments.slice(at)
  const remaining = sum(replaced.map(row => row.principal))
  refuseUnless(
    amount < remaining && amount < principalOn(book.installments, on),
    'servicing.prepayment_exceeds',
    { amount: formatYuan(amount), remaining: formatYuan(remaining) },
    'principal',
  )
  refuseUnless(
    replaced.every(row => row.principalPaid + row.interestPaid + row.feePaid === 0n),
    'servicing.prepayment_ahead',
  )
  const extraDue = addDays(on, 1)
  refuseUnless(replaced[0]!.dueOn > extraDue, 'servicing.prepayment_day', { day: replaced[0]!.dueOn })
  const earned = earnedBy(replaced[0]!, periodStart(book, replaced[0]!.seq), on)
  const extra = plannedInstallment({
    seq: past.length + 1,
    dueOn: extraDue,
    principal: amount,
    interest: earned,
    fee: zero,
  })
  const rest = remade(replaced, (remaining - amount) as Money, earned, keeps).map((row, index) =>
    plannedInstallment({ ...row, seq: extra.seq + 1 + index }),
  )
  return {
    book: { ...book, installments: [...past, extra, ...rest] },
    replaced: [...replaced],
    payment: (amount + earned) as Money,
  }
}

/**
 * The rows behind a prepayment on what remains. `earned` interest of the first row is taken with the prepayment. Within grace
 * the balance grows from what remains, and the choice is about what lies behind it.
 */
function remade(rows: readonly Installment[], left: Money, earned: Money, keeps: PrepaymentKeeps): Installment[] {
  const whole = sum(rows.map(row => row.principal))
  const first = mulDiv(rows[0]!.interest - earned, left, whole, 'half-up')
  const { grace, behind, before: total, after: remaining } = throughGrace(rows, left, first)
  const made: Installment[] = [...grace]
  let before = total
  let balance = remaining
  for (const [index, row] of behind.entries()) {
    if (balance === 0n && keeps === 'installment') break
    const running = row === rows[0] ? ((row.interest - earned) as Money) : row.interest
    const interest = before === 0n ? zero : mulDiv(running, balance, before, 'half-up')
    const wanted =
      keeps === 'installment'
        ? ((row.principal + running - interest) as Money)
        : mulDiv(row.principal, remaining, total, 'half-up')
    const last = index === behind.length - 1
    const principal = last ? balance : min(wanted, balance)
    made.push({ ...row, principal, interest })
    before = (before - row.principal) as Money
    balance = (balance - principal) as Money
  }
  return made
}

/** The principal that an amount of money prepays on a day, after what is due and the interest earned by then. */
export function principalWithin(book: Book, money: Money, on: Day): Money {
  const running = book.installments.find(row => row.dueOn > on)
  const earned = running ? earnedBy(running, periodStart(book, running.seq), on) : zero
  return (money - totalOf(dueOn(book, on)) - earned) as Money
}
