import { type Day, parseDay } from '#lib/day'
import type { Money, Rounding } from '#lib/money'
import type { Rate } from '#lib/rate'
import { refuseUnless } from '#lib/refusal'
import { upFrontFees } from './fee.ts'
import { type Fraction, fractionOf, less, plus, times } from './fraction.ts'

/** How the principal comes back. */
export const methods = [
  'equal-installment',
  'equal-principal',
  'interest-only',
  'balloon',
  'flat-fee',
  'stepped',
  'custom',
] as const
export type Method = (typeof methods)[number]

/** How a period becomes a fraction of a year; `period` takes each period as an equal part of the year. */
export const dayCounts = ['period', '30/360', '30E/360', 'actual/360', 'actual/365', 'actual/actual'] as const
export type ProductDayCount = (typeof dayCounts)[number]
/** What terms may count by beside what products do: `actual/actual-afb` looks for a 29 February in the period itself. */
export const termDayCounts = [...dayCounts, 'actual/actual-afb'] as const
export type DayCount = (typeof termDayCounts)[number]
/** Which of its two border days belongs to a period; the other one is its neighbour's. */
export const countedDays = ['first', 'last'] as const

/** The unit periods are made of, and how many of them a year has. */
export const unitsPerYear = { day: 365, week: 52, month: 12, quarter: 4, year: 1 } as const
export type Unit = keyof typeof unitsPerYear
/** A period: `count` units. */
export type Every = { count: number; unit: Unit }

/** `last`: the last installment absorbs the tail. `level`: the installment moves a little so that the tail shrinks. */
export const tails = ['last', 'level'] as const
export type Tail = (typeof tails)[number]

export const feeTimes = ['disbursement', 'each'] as const
export const feeChargers = ['lender', 'dealer', 'third-party'] as const
/** A charge that comes with the loan: an amount, or a rate on the principal; at disbursement or in each installment. */
export type Fee<Amount extends bigint = Money> = {
  name: string
  amount?: Amount | undefined
  rate?: Rate | undefined
  when: (typeof feeTimes)[number]
  chargedBy: (typeof feeChargers)[number]
}

/**
 * Some periods that pay a share of the solved installment, a fixed payment, or a share of the original principal with the
 * interest of the period beside it. Periods after the last step pay share 1.
 */
export type Step<Amount extends bigint = Money> = {
  periods: number
  paymentShare?: Rate | undefined
  payment?: Amount | undefined
  principalShare?: Rate | undefined
}

export const subsidyPayers = ['manufacturer', 'dealer', 'fiscal'] as const
/** A subsidy is paid at once, worth what the customer saves, or with each installment, exactly what the customer saves. */
export const subsidyTimes = ['disbursement', 'each'] as const
/** Somebody pays the difference between the contract rate (`annualRate`) and what the customer pays. */
export type Subsidy<Amount extends bigint = Money> = {
  payer: (typeof subsidyPayers)[number]
  customerRate: Rate
  cap?: Amount | undefined
  when?: (typeof subsidyTimes)[number] | undefined
}

/**
 * Everything a plan follows from. Rates are a year's; amounts are fen, except inside the engine, which counts in the
 * smallest unit of the terms whatever that is. What is left out: monthly periods, tail in the last installment, scale 2.
 */
export type Terms<Amount extends bigint = Money> = {
  principal: Amount
  disbursedOn: Day
  annualRate: Rate
  periods: number
  every?: Every | undefined
  method: Method
  dayCount: DayCount
  rounding: Rounding
  /** Decimals of a yuan that payments have: 2 fen, 1 jiao, 0 yuan. */
  scale?: 0 | 1 | 2 | undefined
  tail?: Tail | undefined
  /** Due day of the first installment; its day of month is the anchor of the others. Default: one period after disbursement. */
  firstDueOn?: Day | undefined
  /** The date every month's due day keeps where the month has it, where the first one is not it: 31 for the month's end. */
  anchorDate?: number | undefined
  /** Due day of the last installment where the last period is cut short or drawn out: a term agreed to the day. */
  lastDueOn?: Day | undefined
  /** How an odd first period is counted where whole periods are equal parts of the year: by its days. */
  firstPeriodDayCount?: DayCount | undefined
  /** The same for an odd last one. */
  lastPeriodDayCount?: DayCount | undefined
  /** Where days bear the length of their own year (actual/actual): `last` is the first day not counted and the last one is. */
  countedDay?: (typeof countedDays)[number] | undefined
  /** The solved installment is a whole multiple of this, 1 yuan say; interest is rounded as before, the last row settles. */
  paymentMultiple?: Amount | undefined
  /** What is left for the last installment (method balloon). */
  balloon?: Amount | undefined
  /** First periods in which nothing is paid and interest joins the balance. */
  principalGracePeriods?: number | undefined
  /** Periods, after any of grace, in which only interest is paid. */
  interestOnlyPeriods?: number | undefined
  /** Fee a month on the original principal (method flat-fee). */
  monthlyFeeRate?: Rate | undefined
  steps?: readonly Step<Amount>[] | undefined
  payments?: readonly Amount[] | undefined
  rateChanges?: readonly { from: Day; annualRate: Rate }[] | undefined
  fees?: readonly Fee<Amount>[] | undefined
  subsidy?: Subsidy<Amount> | undefined
}

export const maxPeriods = 600
export const monthly: Every = { count: 1, unit: 'month' }

const rateFloor: Fraction = { numerator: -1n, denominator: 1n }
const rateCap: Fraction = { numerator: 10n, denominator: 1n }

/** Whether a yearly rate is above −100 % and at most 1000 %. */
export function isPossibleRate(rate: Rate): boolean {
  const value = fractionOf(rate)
  return less(rateFloor, value) && !less(rateCap, value)
}

/**
 * Checks terms before anything is computed from them.
 * @throws Refusal product.principal, product.periods, product.every, product.rate, product.disbursed_on, product.first_due,
 *   product.balloon, product.grace_periods, product.monthly_fee_rate, product.steps, product.payments,
 *   product.rate_changes, product.fees, product.subsidy, product.payment_multiple, product.last_due
 */
export function checkTerms<Amount extends bigint>(terms: Terms<Amount>): void {
  const { principal, periods, every = monthly } = terms
  refuseUnless(principal > 0n, 'product.principal', {}, 'principal')
  refuseUnless(isCount(periods, 1, maxPeriods), 'product.periods', {}, 'periods')
  refuseUnless(isCount(every.count, 1, 36_500) && every.unit in unitsPerYear, 'product.every', {}, 'every')
  refuseUnless(isPossibleRate(terms.annualRate), 'product.rate', {}, 'annualRate')
  refuseUnless(parseDay(terms.disbursedOn) !== null, 'product.disbursed_on', {}, 'disbursedOn')
  if (terms.firstDueOn !== undefined)
    refuseUnless(
      parseDay(terms.firstDueOn) !== null && terms.firstDueOn > terms.disbursedOn,
      'product.first_due',
      { disbursedOn: terms.disbursedOn },
      'firstDueOn',
    )
  if (terms.anchorDate !== undefined)
    refuseUnless(
      isCount(terms.anchorDate, 1, 31),
      'product.first_due',
      { disbursedOn: terms.disbursedOn },
      'anchorDate',
    )
  if (terms.lastDueOn !== undefined)
    refuseUnless(parseDay(terms.lastDueOn) !== null, 'product.last_due', {}, 'lastDueOn')
  const { paymentMultiple } = terms
  if (paymentMultiple !== undefined)
    refuseUnless(
      paymentMultiple > 0n && paymentMultiple <= principal,
      'product.payment_multiple',
      {},
      'paymentMultiple',
    )
  checkMethod(terms)
  checkExtras(terms)
}

function checkMethod<Amount extends bigint>(terms: Terms<Amount>): void {
  const { method, principal, balloon, payments, steps = [], periods } = terms
  if (method === 'balloon')
    refuseUnless(balloon !== undefined && balloon >= 0n && balloon <= principal, 'product.balloon', {}, 'balloon')
  if (method === 'flat-fee')
    refuseUnless(
      terms.monthlyFeeRate !== undefined && !less(fractionOf(terms.monthlyFeeRate), nothing),
      'product.monthly_fee_rate',
      {},
      'monthlyFeeRate',
    )
  if (method === 'custom')
    refuseUnless(
      payments !== undefined && payments.length === periods && payments.every(payment => payment >= 0n),
      'product.payments',
      { periods },
      'payments',
    )
  const front = frontPeriods(terms)
  refuseUnless(front < periods, 'product.grace_periods', { periods }, 'principalGracePeriods')
  if (method === 'stepped') {
    const covered = steps.reduce((total, step) => total + step.periods, 0)
    const open = periods - front
    const principal = steps.reduce<Fraction>((total, step) => plus(total, principalShareOf(step)), nothing)
    refuseUnless(
      steps.length > 0 && steps.every(isStep) && covered <= open && !less(one, principal),
      'product.steps',
      { periods: open },
      'steps',
    )
    refuseUnless(
      covered < open ||
        steps.some(step => step.paymentShare === undefined || less(nothing, fractionOf(step.paymentShare))),
      'product.steps',
      { periods: open },
      'steps',
    )
  }
}

function checkExtras<Amount extends bigint>(terms: Terms<Amount>): void {
  const { rateChanges = [], fees = [], subsidy, principal } = terms
  refuseUnless(
    rateChanges.every(change => parseDay(change.from) !== null && isPossibleRate(change.annualRate)) &&
      new Set(rateChanges.map(change => change.from)).size === rateChanges.length,
    'product.rate_changes',
    {},
    'rateChanges',
  )
  refuseUnless(
    fees.every(
      fee =>
        (fee.amount === undefined) !== (fee.rate === undefined) &&
        (fee.amount ?? 0n) >= 0n &&
        !less(fractionOf(fee.rate ?? '0'), nothing),
    ) && upFrontFees(terms) < principal,
    'product.fees',
    {},
    'fees',
  )
  if (subsidy)
    refuseUnless(
      isPossibleRate(subsidy.customerRate) &&
        !less(fractionOf(terms.annualRate), fractionOf(subsidy.customerRate)) &&
        (subsidy.cap ?? principal) >= 0n,
      'product.subsidy',
      {},
      'subsidy',
    )
}

const nothing: Fraction = { numerator: 0n, denominator: 1n }
const one: Fraction = { numerator: 1n, denominator: 1n }
const principalShareOf = (step: Step<bigint>) =>
  times(fractionOf(step.principalShare ?? '0'), {
    numerator: BigInt(isCount(step.periods, 1, maxPeriods) ? step.periods : 0),
    denominator: 1n,
  })
const isStep = (step: Step<bigint>) =>
  isCount(step.periods, 1, maxPeriods) &&
  [step.paymentShare, step.payment, step.principalShare].filter(way => way !== undefined).length === 1 &&
  (step.payment ?? 0n) >= 0n &&
  !less(fractionOf(step.paymentShare ?? '0'), nothing) &&
  !less(fractionOf(step.principalShare ?? '0'), nothing)

/** Whether a value is a whole number between two bounds. */
export function isCount(value: unknown, from: number, to: number): value is number {
  return typeof value === 'number' && Number.isInteger(value) && value >= from && value <= to
}

/** How many first periods repay nothing: those of grace and of interest only. Custom plans and flat fees have none. */
export function frontPeriods(terms: Terms<bigint>): number {
  if (terms.method === 'custom' || terms.method === 'flat-fee') return 0
  const { principalGracePeriods = 0, interestOnlyPeriods = 0 } = terms
  refuseUnless(isCount(principalGracePeriods, 0, maxPeriods), 'product.grace_periods', {}, 'principalGracePeriods')
  refuseUnless(isCount(interestOnlyPeriods, 0, maxPeriods), 'product.grace_periods', {}, 'interestOnlyPeriods')
  return principalGracePeriods + interestOnlyPeriods
}
