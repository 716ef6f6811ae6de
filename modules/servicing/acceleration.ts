import { addDays, type Day } from '#lib/day'
import { type Money, max, sum } from '#lib/money'
import { refuseUnless } from '#lib/refusal'
import { aheadOf, earnedBy } from './ahead.ts'
import type { Book } from './book.ts'
import { isGrace, plannedInstallment } from './installment.ts'

/**
 * Declares everything due by a day (宣布提前到期): what would have fallen due from that day on becomes one installment of all
 * the principal, with interest and the fee of the running period up to it. Unpaid then, it is overdue and bears penalty like
 * any other.
 * @throws Refusal servicing.loan_settled, servicing.nothing_ahead, servicing.pay_by
 */
export function accelerate(book: Book, payBy: Day, on: Day): Book {
  refuseUnless(payBy > on, 'servicing.pay_by', { day: on }, 'payBy')
  const { past, ahead, from } = aheadOf(book, addDays(payBy, -1))
  const [running] = ahead
  const paying = ahead.filter(row => !isGrace(row))
  const total = (part: 'principalPaid' | 'interestPaid' | 'feePaid') => sum(paying.map(row => row[part]))
  const row = {
    ...plannedInstallment({
      seq: running.seq,
      dueOn: payBy,
      principal: sum(ahead.map(row => row.principal)),
      interest: max(earnedBy(running, from, payBy), total('interestPaid')),
      fee: max(running.fee as Money, total('feePaid')),
    }),
    principalPaid: total('principalPaid'),
    interestPaid: total('interestPaid'),
    feePaid: total('feePaid'),
  }
  return { ...book, installments: [...past, row] }
}
