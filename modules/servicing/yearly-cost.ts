import { must } from '#lib/assert'
import { daysBetween } from '#lib/day'
import { type Money, sum } from '#lib/money'
import { trueCost } from '#product'
import type { Book } from './book.ts'

/** What the plan costs a year in percent, by the engine that quotes it. @param upfrontFee what was charged at disbursement */
export function yearlyCostOf(book: Book, upfrontFee: Money): ReturnType<typeof trueCost> {
  const { terms, installments } = book
  const first = must(installments[0], 'the plan has rows')
  let from = terms.disbursedOn
  let balance: bigint = terms.principal
  const rows = installments.map(({ seq, dueOn, principal, interest, fee }) => {
    const days = daysBetween(from, dueOn)
    from = dueOn
    balance -= principal
    const payment = sum([principal, interest, fee])
    return { seq, dueOn, days, principal, interest, fee, payment, balance: sum([balance]) }
  })
  const { principal, disbursedOn, annualRate } = terms
  return trueCost(
    {
      principal,
      disbursedOn,
      annualRate,
      periods: rows.length,
      method: 'custom',
      dayCount: 'period',
      rounding: 'half-up',
      firstDueOn: first.dueOn,
      fees: upfrontFee > 0n ? [{ name: '', amount: upfrontFee, when: 'disbursement', chargedBy: 'lender' }] : [],
    },
    {
      installments: rows,
      totals: {
        principal,
        interest: sum(rows.map(row => row.interest)),
        fee: sum(rows.map(row => row.fee)),
        payment: sum(rows.map(row => row.payment)),
      },
    },
  )
}
