import type { Money } from '#lib/money'
import type { TapeLoan } from './abs-ee.ts'

/** How many months a missed installment has to be made up before it counts as put off by the lender. */
const patience = 4

/**
 * The months in which the lender let an installment be put off (延期), as far as a tape of balances and payments tells: less
 * than half of it came, it was not made up in the months behind, and the borrower went on paying. A month missed and made up
 * is lateness; months missed until the balance leaves without money are default. Between March and July 2020 that was more than one borrower in five.
 */
export function extensionsOf(loan: Pick<TapeLoan, 'installment' | 'months'>): Set<number> {
  const { installment, months } = loan
  const put = new Set<number>()
  let arrears = 0n
  for (const [index, { payment, balance }] of months.entries()) {
    if ((balance ?? 0n) <= 0n) break
    const after = arrears + installment - payment
    const missed = payment >= 0n && payment * 2n < installment
    if (missed && isPutOff(loan, index, arrears, after)) put.add(index + 1)
    else arrears = after > 0n ? after : 0n
  }
  return put
}

function isPutOff(
  { installment, months }: Parameters<typeof extensionsOf>[0],
  at: number,
  before: bigint,
  after: bigint,
) {
  let arrears = after
  let paidAgain = false
  for (const { payment, balance } of months.slice(at + 1, at + 1 + patience)) {
    if ((balance ?? 0n) <= 0n) return false
    if (payment > 0n) paidAgain = true
    arrears += installment - payment
    if (arrears <= before + (installment * 3n) / 10n) return false
    if (arrears < 0n) arrears = 0n as Money
  }
  return paidAgain
}
