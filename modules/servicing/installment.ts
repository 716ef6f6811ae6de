import { addDays, type Day, daysBetween } from '#lib/day'
import { type Money, mulDiv, zero } from '#lib/money'
import { type Rate, rateValue } from '#lib/rate'
import type { Terms } from './loan.ts'
import type { Parts, Share } from './share.ts'

/** One row of the plan with what has been paid on it. */
export type Installment = {
  seq: number
  dueOn: Day
  principal: Money
  interest: Money
  fee: Money
  principalPaid: Money
  interestPaid: Money
  feePaid: Money
  penaltyPaid: Money
  compoundPaid: Money
  /** How much of the accrued penalty and compound interest stands in the books. */
  penaltyPosted: Money
  compoundPosted: Money
  /** What had accrued of either when the penalty rate last changed: each rate bears its own days (分段计息). */
  penaltyBefore: Money
  compoundBefore: Money
  /** 积数: unpaid principal (interest) × days overdue since then, in fen·days, up to `productThrough`. */
  principalProduct: bigint
  interestProduct: bigint
  productThrough: Day
}

/**
 * Whether nothing is paid for the row's period (本金宽限): its interest joins the principal on its due day, so its principal is the
 * negative of it. Such a row is discharged in itself from the beginning, so that nobody ever owes, is asked or pays anything on it.
 */
export const isGrace = ({ principal }: Pick<Installment, 'principal'>) => principal < 0n

/** What of a row's principal is still to move while it lies ahead: what is unpaid, or what grace will add (negative). */
export function principalAhead(row: Installment): Money {
  return isGrace(row) ? row.principal : ((row.principal - row.principalPaid) as Money)
}

/** A plan row on which nothing has happened. */
export function plannedInstallment(row: {
  seq: number
  dueOn: Day
  principal: Money
  interest: Money
  fee: Money
}): Installment {
  const none = zero
  return {
    seq: row.seq,
    dueOn: row.dueOn,
    principal: row.principal,
    interest: row.interest,
    fee: row.fee,
    principalPaid: isGrace(row) ? row.principal : none,
    interestPaid: isGrace(row) ? row.interest : none,
    feePaid: none,
    penaltyPaid: none,
    compoundPaid: none,
    penaltyPosted: none,
    compoundPosted: none,
    penaltyBefore: none,
    compoundBefore: none,
    principalProduct: 0n,
    interestProduct: 0n,
    productThrough: row.dueOn,
  }
}

/** The row as planned, keeping only what the books hold of its penalty: where a replay begins. */
export function unpaidAgain(row: Installment): Installment {
  return { ...plannedInstallment(row), penaltyPosted: row.penaltyPosted, compoundPosted: row.compoundPosted }
}

/** Whether anything of the plan itself (not of the penalty) is unpaid. */
export function isUnpaid(row: Installment): boolean {
  return row.principal > row.principalPaid || row.interest > row.interestPaid || row.fee > row.feePaid
}

const rateUnit = 10n ** 10n
/** A rate as a whole number of 10⁻¹⁰, exact because rates have at most ten decimals. */
export function rateUnits(rate: Rate): bigint {
  const [whole, part = ''] = rate.split('.')
  // A longer text can only come from outside the house; it is rounded.
  if (part.length > 10) return BigInt(rateValue(rate).times(rateUnit.toString()).toFixed(0))
  return BigInt(`${whole}${part.padEnd(10, '0')}`)
}

/** Interest on `product` fen·days at a yearly rate, actual/360, rounded half-up to the fen. */
export function interestOnProduct(product: bigint, rate: Rate): Money {
  return product === 0n ? zero : mulDiv(product, rateUnits(rate), rateUnit * 360n, 'half-up')
}

/**
 * Penalty interest (on overdue principal) and compound interest (on overdue interest) accrued up to a day, whether posted
 * or not: 积数计息法, one rounding per installment and rate, so that the amount depends on due day, repayments and rate alone and
 * never on when it was looked at or posted. Nothing accrues until the grace days are over; then it counts from the due day.
 */
export function accruedPenalty(row: Installment, on: Day, terms: Pick<Terms, 'penaltyRate' | 'graceDays'>) {
  const { principalProduct, interestProduct } = productsOn(row, on, terms.graceDays)
  return {
    penalty: (row.penaltyBefore + interestOnProduct(principalProduct, terms.penaltyRate)) as Money,
    compound: (row.compoundBefore + interestOnProduct(interestProduct, terms.penaltyRate)) as Money,
  }
}

/**
 * The row where another penalty rate begins to hold: what has accrued by the day is fixed, days behind it bear the new rate.
 * An installment within its grace days then has accrued nothing yet; if it is paid late, it bears the new rate throughout.
 */
export function atOtherRate(row: Installment, on: Day, terms: Pick<Terms, 'penaltyRate' | 'graceDays'>): Installment {
  if (row.dueOn >= on || (!isUnpaid(row) && row.principalProduct + row.interestProduct === 0n)) return row
  const accrued = accruedPenalty(row, on, terms)
  return {
    ...row,
    ...productsOn(row, on, terms.graceDays),
    principalProduct: 0n,
    interestProduct: 0n,
    penaltyBefore: accrued.penalty,
    compoundBefore: accrued.compound,
  }
}

/** What the installment owes on a day: what is due of the plan, and penalty accrued by then and not yet paid. */
export function owedOn(row: Installment, on: Day, terms: Pick<Terms, 'penaltyRate' | 'graceDays'>): Parts {
  const accrued = accruedPenalty(row, on, terms)
  return {
    fee: (row.fee - row.feePaid) as Money,
    penalty: (accrued.penalty - row.penaltyPaid) as Money,
    compound: (accrued.compound - row.compoundPaid) as Money,
    interest: (row.interest - row.interestPaid) as Money,
    principal: (row.principal - row.principalPaid) as Money,
  }
}

/** The row after a share of a repayment with this value day: products are carried to the day, then the parts are paid. */
export function payInstallment(row: Installment, share: Share, on: Day, graceDays: number): Installment {
  return {
    ...row,
    ...productsOn(row, on, graceDays),
    feePaid: (row.feePaid + share.fee) as Money,
    penaltyPaid: (row.penaltyPaid + share.penalty) as Money,
    compoundPaid: (row.compoundPaid + share.compound) as Money,
    interestPaid: (row.interestPaid + share.interest) as Money,
    principalPaid: (row.principalPaid + share.principal) as Money,
  }
}

/** The row with its products carried to a day. */
export function carried(row: Installment, on: Day, graceDays: number): Installment {
  return { ...row, ...productsOn(row, on, graceDays) }
}

function productsOn(row: Installment, on: Day, graceDays: number) {
  const { principalProduct, interestProduct, productThrough } = row
  if (on <= addDays(row.dueOn, graceDays) || on <= productThrough)
    return { principalProduct, interestProduct, productThrough }
  const days = BigInt(daysBetween(productThrough, on))
  return {
    principalProduct: principalProduct + (row.principal - row.principalPaid) * days,
    interestProduct: interestProduct + (row.interest - row.interestPaid) * days,
    productThrough: on,
  }
}
