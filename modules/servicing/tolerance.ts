import { type Money, sum } from '#lib/money'
import { type Installment, isUnpaid } from './installment.ts'

/**
 * How little unpaid does not make a loan overdue: what is due and unpaid counts only beyond both the amount and the share of
 * the installment, as materiality thresholds of arrears do (EBA/RTS/2016/06). Nothing of both is the strict reading of the
 * five-class rules: one fen counts. What is tolerated is still owed: it is reminded of, collected, and bears penalty.
 */
export type Tolerance = {
  /** In fen. */
  amount: Money
  /** Of the installment's principal, interest and fee together, in ten-billionths. */
  shareUnits: bigint
}

/** A fen unpaid is overdue. */
export const noTolerance: Tolerance = { amount: 0n as Money, shareUnits: 0n }

/** The most that may be unpaid, up to and with an installment, without its counting as overdue; rounded down to the fen. */
export function toleratedAt(row: Pick<Installment, 'principal' | 'interest' | 'fee'>, tolerance: Tolerance): Money {
  const share = ((row.principal + row.interest + row.fee) * tolerance.shareUnits) / 10n ** 10n
  return (share > tolerance.amount ? share : tolerance.amount) as Money
}

/**
 * The first of the installments fallen due that counts as overdue: unpaid, and with what is unpaid before it more than is
 * tolerated. Small remainders add up, so that many of them are not overlooked as each alone would be.
 */
export function firstOverdue(fallen: readonly Installment[], tolerance: Tolerance): Installment | undefined {
  let unpaid = 0n
  return fallen.filter(isUnpaid).find(row => {
    unpaid += sum([row.principal, row.interest, row.fee]) - sum([row.principalPaid, row.interestPaid, row.feePaid])
    return unpaid > toleratedAt(row, tolerance)
  })
}
