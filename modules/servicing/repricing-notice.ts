import type { Day } from '#lib/day'
import { formatYuan, sum } from '#lib/money'
import type { Rate } from '#lib/rate'
import { exactPercent } from '#product'
import type { Book } from './book.ts'
import { isUnpaid } from './installment.ts'
import type { LoanRow } from './store/loan.ts'
import type { Notice } from './store/notice.ts'

/** What a borrower is told of another rate. */
export function repricingNotice(
  loan: Pick<LoanRow, 'key' | 'number'>,
  transactionKey: bigint,
  before: Rate,
  after: Book,
  on: Day,
): Notice {
  // The running installment bears both rates; the one behind it is what the borrower pays from now on.
  const ahead = after.installments.filter(row => row.dueOn > on && isUnpaid(row))
  const row = ahead[1] ?? ahead[0]
  return {
    loanKey: loan.key,
    transactionKey,
    template: row ? 'servicing.notice.repriced' : 'servicing.notice.repriced.rate',
    facts: {
      number: loan.number,
      day: on,
      before: exactPercent(before),
      after: exactPercent(after.terms.annualRate),
      ...(row ? { from: row.dueOn, payment: formatYuan(sum([row.principal, row.interest, row.fee])) } : {}),
    },
  }
}
