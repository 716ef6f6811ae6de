import { must } from '#lib/assert'
import { type Money, mulDiv } from '#lib/money'
import type { Rate } from '#lib/rate'
import type { Definition } from './definition.ts'
import { fractionOf, powerOfTen } from './fraction.ts'
import { type Fee, monthly, type Terms, unitsPerYear } from './terms.ts'

/** A fee in money: its amount, or its rate on the principal, rounded as the terms say, to their scale. */
export function feeAmount<Amount extends bigint>(
  fee: Fee<Amount>,
  { principal, rounding, scale = 2 }: Pick<Terms<Amount>, 'principal' | 'rounding' | 'scale'>,
): Amount {
  if (fee.amount !== undefined) return fee.amount
  const rate = fractionOf(must(fee.rate, 'a fee has an amount or a rate'))
  const unit = powerOfTen(2 - scale)
  return (mulDiv(principal, rate.numerator, rate.denominator * unit, rounding) * unit) as bigint as Amount
}

/** What each installment bears in fees: those charged each time, and the flat fee of its months on the original principal. */
export function feePerPeriod(terms: Terms<bigint>): bigint {
  const { every = monthly, principal, rounding } = terms
  let fee = 0n
  for (const one of terms.fees ?? []) if (one.when === 'each') fee += feeAmount(one, terms)
  if (terms.method !== 'flat-fee') return fee
  const rate = fractionOf(must(terms.monthlyFeeRate, 'a flat fee has a rate'))
  const months = BigInt(12 * every.count)
  return fee + mulDiv(principal, rate.numerator * months, rate.denominator * BigInt(unitsPerYear[every.unit]), rounding)
}

/** What a product charges at disbursement, fee by fee, on a principal. */
export function upFrontCharges(
  { fees, rounding, scale }: Pick<Definition, 'fees' | 'rounding' | 'scale'>,
  principal: Money,
): { name: string; nameEn: string; amount: Money; chargedBy: Fee['chargedBy'] }[] {
  return fees
    .filter(fee => fee.when === 'disbursement')
    .map(({ name, nameEn, when, chargedBy, amount, rate }) => ({
      name,
      nameEn,
      chargedBy,
      amount: feeAmount(
        { name, when, chargedBy, ...(amount === null ? { rate: rate ?? ('0' as Rate) } : { amount }) },
        { principal, rounding, scale },
      ),
    }))
}

/** What the fees at disbursement take from the cash the customer gets. */
export function upFrontFees<Amount extends bigint>(terms: Terms<Amount>): Amount {
  let total = 0n
  for (const fee of terms.fees ?? []) if (fee.when === 'disbursement') total += feeAmount(fee, terms)
  return total as Amount
}
