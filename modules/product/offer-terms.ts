import { must } from '#lib/assert'
import { addDays, addMonths, type Day, dayOf, parts } from '#lib/day'
import { Decimal } from '#lib/decimal'
import { type Money, mulDiv, sum } from '#lib/money'
import type { Rate } from '#lib/rate'
import { refuseUnless } from '#lib/refusal'
import type { Definition } from './definition.ts'
import { dueDays } from './due-day.ts'
import { type FloatingTerms, rateAt } from './floating.ts'
import { fractionOf, powerOfTen } from './fraction.ts'
import { frequencyOf, monthsEach } from './frequency.ts'
import type { AgreedPayment, ProductVersion } from './offer.ts'
import type { Plan } from './plan.ts'
import { isCount, type Step, type Terms } from './terms.ts'

/** What an offer leaves open and the product settles. */
export type Wanted = {
  principal: Money
  periods: number
  disbursedOn: Day
  annualRate?: Rate | null | undefined
  grade?: string | null | undefined
  /** The vehicle's price, of which a balloon may be a share. */
  price?: Money | null | undefined
  /** The value of the base that a floating rate follows, as last published. */
  base?: { value: Rate; day: Day } | null | undefined
  /** The balloon the customer chose, where the product lets them. */
  balloon?: Money | null | undefined
  /** Payments agreed for some periods (method custom); the others are solved. */
  payments?: readonly AgreedPayment[] | null | undefined
}

/**
 * The terms the engine computes from: the agreed rate, else the base's with the margin, the grade's, or the product's usual
 * one. What a subsidy adds is no part of them: the customer owes the agreed rate and nothing else.
 * @throws Refusal product.balloon_price when the balloon is a share of a price that is not known; product.custom_payments
 */
export function termsOf(version: Pick<ProductVersion, 'definition'>, wanted: Wanted): Terms {
  const { definition } = version
  const { principal, disbursedOn, periods } = wanted
  const every = frequencyOf(definition.frequency)
  const firstDueOn = firstDueOnOf(definition, disbursedOn)
  const anchorDate = firstDueOn && definition.dueDay ? definition.dueDay.date : undefined
  const calendar = { disbursedOn, firstDueOn, anchorDate, periods, every }
  const steps = stepsOf(definition, wanted, () => dueDays(calendar))
  const { method } = definition
  return {
    ...calendar,
    principal,
    annualRate: rateOf(definition, wanted),
    method: method === 'seasonal' || method === 'custom' ? (steps ? 'stepped' : 'equal-installment') : method,
    dayCount: definition.dayCount,
    firstPeriodDayCount: definition.firstPeriodDayCount ?? undefined,
    rounding: definition.rounding,
    scale: definition.scale,
    tail: definition.tail,
    principalGracePeriods: definition.principalGracePeriods,
    interestOnlyPeriods: definition.interestOnlyPeriods,
    balloon: balloonOf(definition, wanted),
    monthlyFeeRate: definition.monthlyFeeRate ?? undefined,
    steps,
    fees: definition.fees.map(fee => ({
      name: fee.name,
      when: fee.when,
      chargedBy: fee.chargedBy,
      ...(fee.amount === null ? { rate: fee.rate ?? ('0' as Rate) } : { amount: fee.amount }),
    })),
  }
}

/** The rule and bounds of a product whose rate floats; null where it is fixed. */
export function floatingOf({ floating, minRate, maxRate }: Definition): FloatingTerms | null {
  return floating && { ...floating, floor: minRate, cap: maxRate }
}

function rateOf(definition: Definition, { annualRate, grade, base }: Wanted): Rate {
  const floating = floatingOf(definition)
  const graded = definition.gradeRates.find(row => row.grade === grade)
  return annualRate ?? (floating && base ? rateAt(floating, base.value) : graded?.annualRate) ?? definition.annualRate
}

/** The engine's steps of a stepped, seasonal or custom product; undefined where no period differs from another. */
function stepsOf(definition: Definition, wanted: Wanted, days: () => readonly Day[]): Step[] | undefined {
  switch (definition.method) {
    case 'stepped':
      return definition.steps.map(({ periods, paymentShare, principalShare }) => ({
        periods,
        ...(paymentShare === null ? { principalShare: principalShare ?? ('0' as Rate) } : { paymentShare }),
      }))
    case 'seasonal':
      return days()
        .slice(definition.principalGracePeriods + definition.interestOnlyPeriods)
        .map(day => {
          const share = definition.seasons.find(season => season.month === parts(day).month)?.share ?? ('1' as Rate)
          // A month that owes no share still pays its interest: a loan's balance grows in its grace alone.
          return new Decimal(share).isZero()
            ? { periods: 1, principalShare: share }
            : { periods: 1, paymentShare: share }
        })
    case 'custom':
      return customSteps(wanted)
    default:
      return undefined
  }
}

function customSteps({ principal, periods, payments }: Wanted): Step[] | undefined {
  const agreed = new Map((payments ?? []).map(payment => [payment.seq, payment.amount]))
  const within = (payments ?? []).every(({ seq, amount }) => isCount(seq, 1, periods - 1) && amount >= 0n)
  // What is agreed must leave something for the other periods.
  const right = within && sum([...agreed.values()]) < principal
  refuseUnless(right && agreed.size === (payments ?? []).length, 'product.custom_payments', { periods }, 'payments')
  if (agreed.size === 0) return undefined
  return Array.from({ length: Math.max(...agreed.keys()) }, (_, index) => {
    const payment = agreed.get(index + 1)
    return payment === undefined ? { periods: 1, paymentShare: '1' as Rate } : { periods: 1, payment }
  })
}

/** What a balloon comes to: as chosen, or the product's amount or share of the price or the loan, in its smallest amount. */
function balloonOf(definition: Definition, { principal, price, balloon: chosen }: Wanted): Money | undefined {
  const { balloon } = definition
  if (definition.method !== 'balloon' || !balloon) return undefined
  if (chosen !== null && chosen !== undefined) return chosen
  if (balloon.basis === 'amount') return must(balloon.amount, 'a balloon has an amount')
  return shareOf(definition, balloon.share, principal, price)
}

/**
 * A share of what the product's balloon is a share of, whole in its smallest amount.
 * @throws Refusal product.balloon_price
 */
export function shareOf(
  { balloon, scale }: Pick<Definition, 'balloon' | 'scale'>,
  share: Rate,
  principal: Money,
  price: Money | null | undefined,
): Money {
  const byPrice = balloon?.basis === 'price'
  refuseUnless(!byPrice || (price ?? 0n) > 0n, 'product.balloon_price', {}, 'price')
  const { numerator, denominator } = fractionOf(share)
  const unit = powerOfTen(2 - scale)
  const of = byPrice ? must(price, 'the price was asked for') : principal
  return (mulDiv(of, numerator, denominator * unit, 'half-up') * unit) as Money
}

/** The first due day of a fixed day of month: the first one at least `minDays` after disbursement; undefined: a period after. */
export function firstDueOn(dueDay: Definition['dueDay'], disbursedOn: Day, monthsApart = 1): Day | undefined {
  if (!dueDay) return undefined
  const earliest = addDays(disbursedOn, Math.max(1, dueDay.minDays))
  const { year, month } = parts(earliest)
  // Quarters and half-years end with the calendar's: banks settle interest in March, June, September and December.
  const ending = Math.ceil(month / monthsApart) * monthsApart
  const inMonth = dayOf(year, ending, dueDay.date)
  return inMonth >= earliest ? inMonth : addMonths(inMonth, monthsApart, dueDay.date)
}

const firstDueOnOf = ({ dueDay, frequency }: Definition, disbursedOn: Day) =>
  monthsEach(frequency) === 0 ? undefined : firstDueOn(dueDay, disbursedOn, monthsEach(frequency))

/**
 * Refuses a plan in which a payment is less than its interest: a loan's balance grows in its agreed grace alone.
 * @throws Refusal product.balance_grows
 */
export function refuseGrowing({ principalGracePeriods = 0 }: Pick<Terms, 'principalGracePeriods'>, plan: Plan): void {
  const grown = plan.installments.find(row => row.principal < 0n && row.seq > principalGracePeriods)
  refuseUnless(!grown, 'product.balance_grows', { seq: grown?.seq ?? 0 }, 'payments')
}
