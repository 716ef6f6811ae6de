import { must } from '#lib/assert'
import { type Day, daysBetween } from '#lib/day'
import { formatYuan, type Money, max, min, mulDiv, sum, zero } from '#lib/money'
import { refuseUnless } from '#lib/refusal'
import { nextState } from '#lib/state'
import { type Book, periodStart } from './book.ts'
import { endGrace } from './grace.ts'
import { interestOnProduct, isGrace, isUnpaid, owedOn, payInstallment, rateUnits } from './installment.ts'
import { isOpen, loanTable } from './loan.ts'
import { noParts, type Parts, type Share, sumParts, totalOf } from './share.ts'

/** What ends the loan on a day, part by part. */
export type SettlementQuote = {
  on: Day
  shares: Share[]
  /** What is due by the day, penalty included. */
  due: Parts
  /** Principal not yet due. */
  remainingPrincipal: Money
  /** Interest of the running period up to the day: principal not yet due × days ÷ 360, and that of its fee not yet paid. */
  accruedInterest: Money
  accruedDays: number
  currentFee: Money
  settlementFee: Money
  /** Planned interest and fees that ending early saves. */
  saved: Money
  /** Money paid in advance that meets a part of it. */
  advance: Money
  total: Money
}

/**
 * The early-settlement quote on a value day: everything due by then, the principal not yet due, interest on it from the
 * last due day by actual days ÷ 360 (Civil Code 677: interest for the actual period; never more than the period's own), the
 * running period's fee, and the settlement fee of the contract unless it is waived. Interest of a period of grace that has not
 * joined the principal yet is paid as interest (`endGrace`), and no period of grace counts as paid.
 * @throws Refusal servicing.loan_settled
 */
export function quoteSettlement(book: Book, on: Day, feeWaived = false): SettlementQuote {
  refuseUnless(isOpen(book.state), 'servicing.loan_settled', { state: `servicing.loan.${book.state}` })
  const { terms, installments } = endGrace(book, on)
  const fallen = installments.filter(row => row.dueOn <= on)
  const ahead = installments.filter(row => row.dueOn > on)
  const dueShares = fallen.map(row => ({ seq: row.seq, ...owedOn(row, on, terms) }))
  const running = ahead[0]
  const accruedDays = running ? daysBetween(periodStart(book, running.seq), on) : 0
  const scheduled = sum(ahead.map(row => row.principal))
  const earned = interestOnProduct(scheduled * BigInt(accruedDays), terms.annualRate)
  const aheadShares = ahead.map(row => ({
    ...noParts(),
    seq: row.seq,
    principal: (row.principal - row.principalPaid) as Money,
    // Never more than the period itself would have cost: a subsidised plan bears less than the contract's rate.
    interest: row === running ? max(zero, (min(earned, row.interest) - row.interestPaid) as Money) : zero,
    fee: row === running ? ((row.fee - row.feePaid) as Money) : zero,
  }))
  const remainingPrincipal = sum(aheadShares.map(share => share.principal))
  const paidPeriods = installments.filter(row => !isUnpaid(row) && !isGrace(row)).length
  const settlementFee =
    feeWaived || paidPeriods >= terms.settlementFreeAfter
      ? zero
      : mulDiv(remainingPrincipal, rateUnits(terms.settlementFeeRate), 10n ** 10n, 'half-up')
  const shares = [...dueShares, ...aheadShares].filter(share => totalOf(share) !== 0n)
  const accruedInterest = sum(aheadShares.map(share => share.interest))
  const currentFee = sum(aheadShares.map(share => share.fee))
  const whole = (totalOf(sumParts(shares)) + settlementFee) as Money
  const advance = min(book.advance, whole)
  const planned = sum(
    book.installments
      .filter(row => row.dueOn > on)
      .map(row => row.interest - (isGrace(row) ? zero : row.interestPaid) + row.fee - row.feePaid),
  )
  return {
    on,
    shares,
    due: sumParts(dueShares),
    remainingPrincipal,
    accruedInterest,
    accruedDays,
    currentFee,
    settlementFee,
    saved: (planned - accruedInterest - currentFee) as Money,
    advance,
    total: (whole - advance) as Money,
  }
}

/**
 * Ends the loan by the quoted amount, to the fen.
 * @throws Refusal servicing.settlement_amount naming the right amount, servicing.loan_settled
 */
export function settle(book: Book, amount: Money, on: Day, feeWaived = false): { book: Book; quote: SettlementQuote } {
  const quote = quoteSettlement(book, on, feeWaived)
  refuseUnless(
    amount === quote.total,
    'servicing.settlement_amount',
    { amount: formatYuan(amount), total: formatYuan(quote.total), day: on },
    'amount',
  )
  const bySeq = new Map(quote.shares.map(share => [share.seq, share]))
  const installments = endGrace(book, on).installments.map(row => {
    const share = bySeq.get(row.seq)
    return share ? payInstallment(row, share, on, book.terms.graceDays) : row
  })
  const action = book.installments.some(row => row.dueOn > on) ? 'settle-early' : 'settle'
  const state = must(nextState(loanTable, book.state, action), 'an open loan can be settled')
  return { book: { ...book, installments, state, advance: (book.advance - quote.advance) as Money }, quote }
}
