import { type Day, parseDay } from '#lib/day'
import { Decimal } from '#lib/decimal'
import type { Rounding } from '#lib/money'
import type { Rate } from '#lib/rate'
import { Refusal, refuseUnless } from '#lib/refusal'
import { floatingRates, resets } from './floating.ts'
import { powerOfTen } from './fraction.ts'
import {
  countedDays,
  type Every,
  type Fee,
  feeChargers,
  feeTimes,
  isCount,
  maxPeriods,
  methods,
  monthly,
  type Step,
  type Subsidy,
  subsidyPayers,
  subsidyTimes,
  type Terms,
  tails,
  termDayCounts,
  unitsPerYear,
} from './terms.ts'

/** Terms read from JSON: amounts are whole numbers of 10^−`decimals` yuan; `exact` when nothing is to be rounded. */
export type ReadTerms = {
  terms: Terms<bigint>
  decimals: number
  exact: boolean
  unknownFields: string[]
  subsidies: Subsidy<bigint>[]
}

type Fields = Readonly<Record<string, unknown>>

const roundings = ['half-up', 'half-even', 'up', 'down', 'none'] as const
/** Decimals an unrounded figure shows; the engine counts in them, or in finer ones where a high rate would eat them up. */
export const exactDecimals = 30
const known = new Set(
  (
    'floating firstPeriodDayCount lastPeriodDayCount lastDueOn countedDay paymentMultiple principal disbursedOn annualRate periods every method dayCount rounding tail firstDueOn balloon interestOnlyPeriods ' +
    'principalGracePeriods monthlyFeeRate steps payments rateChanges fees subsidy subsidies id name'
  ).split(' '),
)

/**
 * Reads the terms of the command `quote` (COMMANDS). Amounts and rates are decimal text, or numbers that are exact. Extras
 * that are null count as left out; null anywhere else is refused.
 * @throws Refusal product.* naming the field
 */
export function readTerms(input: unknown): ReadTerms {
  refuseUnless(isFields(input), 'product.terms')
  const { rounding, scale, exact } = readRounding(input.rounding)
  refuseUnless(isCount(input.periods, 1, maxPeriods), 'product.periods', {}, 'periods')
  const periods = input.periods
  const every = readEvery(input.every)
  const floating = readFloating(input)
  // A flat fee stands in the place of interest, so only there and where the rate floats it may be left out.
  const yearly = input.annualRate === undefined && input.method === 'flat-fee' ? '0' : input.annualRate
  const annualRate = floating?.annualRate ?? readRate(yearly, 'product.rate', 'annualRate')
  const rateChanges =
    floating?.rateChanges ??
    list(input.rateChanges, 'product.rate_changes', 'rateChanges', change => ({
      from: readDay(change.from, 'product.rate_changes', 'rateChanges.from'),
      annualRate: readRate(change.annualRate, 'product.rate_changes', 'rateChanges.annualRate'),
    }))
  const highest = Math.max(...[annualRate, ...(rateChanges ?? []).map(change => change.annualRate)].map(Number))
  const decimals = exact ? exactDecimals + growthDigits(highest, periods, every) : scale
  const amount = (value: unknown, code: string, field: string) => readAmount(value, decimals, code, field)
  const optional = <T>(value: unknown, read: (value: unknown) => T) =>
    value === undefined || value === null ? undefined : read(value)
  const terms: Terms<bigint> = {
    principal: amount(input.principal, 'product.principal', 'principal'),
    disbursedOn: readDay(input.disbursedOn, 'product.disbursed_on', 'disbursedOn'),
    annualRate,
    periods,
    every,
    method: oneOf(input.method, methods, 'product.method', 'method'),
    dayCount:
      input.dayCount === undefined ? 'period' : oneOf(input.dayCount, termDayCounts, 'product.day_count', 'dayCount'),
    rounding,
    tail: input.tail === undefined ? 'last' : oneOf(input.tail, tails, 'product.tail', 'tail'),
    firstDueOn: optional(input.firstDueOn, value => readDay(value, 'product.first_due', 'firstDueOn')),
    lastDueOn: optional(input.lastDueOn, value => readDay(value, 'product.last_due', 'lastDueOn')),
    firstPeriodDayCount: optional(input.firstPeriodDayCount, value =>
      oneOf(value, termDayCounts, 'product.day_count', 'firstPeriodDayCount'),
    ),
    lastPeriodDayCount: optional(input.lastPeriodDayCount, value =>
      oneOf(value, termDayCounts, 'product.day_count', 'lastPeriodDayCount'),
    ),
    countedDay: optional(input.countedDay, value => oneOf(value, countedDays, 'product.counted_day', 'countedDay')),
    paymentMultiple: optional(input.paymentMultiple, value =>
      amount(value, 'product.payment_multiple', 'paymentMultiple'),
    ),
    balloon: optional(input.balloon, value => amount(value, 'product.balloon', 'balloon')),
    interestOnlyPeriods: optional(input.interestOnlyPeriods, value => readGrace(value, periods, 'interestOnlyPeriods')),
    principalGracePeriods: optional(input.principalGracePeriods, value =>
      readGrace(value, periods, 'principalGracePeriods'),
    ),
    monthlyFeeRate: optional(input.monthlyFeeRate, value =>
      readRate(value, 'product.monthly_fee_rate', 'monthlyFeeRate'),
    ),
    steps: list(input.steps, 'product.steps', 'steps', step => readStep(step, periods, amount)),
    payments: optional(input.payments, value => {
      refuseUnless(Array.isArray(value) && value.length === periods, 'product.payments', { periods }, 'payments')
      return value.map(payment => amount(payment, 'product.payments', 'payments'))
    }),
    rateChanges,
    fees: list(input.fees, 'product.fees', 'fees', fee => readFee(fee, amount)),
    subsidy: optional(input.subsidy, value => readSubsidy(value, amount)),
  }
  const subsidies = readSubsidies(input, annualRate, amount)
  // The customer's plan is at the rate behind the last of them.
  if (subsidies.length > 0) terms.subsidy = subsidies.at(-1)
  return {
    subsidies,
    terms,
    decimals,
    exact,
    unknownFields: Object.keys(input).filter(field => !known.has(field)),
  }
}

type ReadAmount = (value: unknown, code: string, field: string) => bigint

function readRounding(value: unknown): { rounding: Rounding; scale: number; exact: boolean } {
  if (value === undefined) return { rounding: 'half-up', scale: 2, exact: false }
  refuseUnless(isFields(value), 'product.rounding', {}, 'rounding')
  const mode = value.mode === undefined ? 'half-up' : oneOf(value.mode, roundings, 'product.rounding', 'rounding.mode')
  const scale = value.scale === undefined ? 2 : value.scale
  refuseUnless(isCount(scale, 0, 2), 'product.scale', {}, 'rounding.scale')
  return mode === 'none' ? { rounding: 'half-even', scale, exact: true } : { rounding: mode, scale, exact: false }
}

function readEvery(value: unknown): Every {
  if (value === undefined) return monthly
  refuseUnless(isFields(value), 'product.every', {}, 'every')
  const count = value.count === undefined ? 1 : value.count
  refuseUnless(isCount(count, 1, 36_500), 'product.every', {}, 'every.count')
  return { count, unit: oneOf(value.unit, Object.keys(unitsPerYear) as Every['unit'][], 'product.every', 'every.unit') }
}

function readGrace(value: unknown, periods: number, field: string): number {
  refuseUnless(isCount(value, 0, maxPeriods), 'product.grace_periods', { periods }, field)
  return value
}

/** The rates of terms that follow an index; such terms name no rate of their own. */
function readFloating(input: Fields): ReturnType<typeof floatingRates> | null {
  const value = input.floating
  if (value === undefined || value === null) return null
  const alone = input.annualRate === undefined && input.rateChanges === undefined
  refuseUnless(isFields(value) && alone, 'product.floating', {}, 'floating')
  const index = list(value.index, 'product.floating', 'floating.index', point => ({
    from: readDay(point.from, 'product.floating', 'floating.index.from'),
    value: readRate(point.value, 'product.floating', 'floating.index.value'),
  }))
  refuseUnless(
    index && new Set(index.map(point => point.from)).size === index.length,
    'product.floating',
    {},
    'floating',
  )
  return floatingRates(
    {
      index,
      spread: readRate(value.spread ?? '0', 'product.floating', 'floating.spread'),
      reset: value.reset === undefined ? 'january' : oneOf(value.reset, resets, 'product.floating', 'floating.reset'),
    },
    readDay(input.disbursedOn, 'product.disbursed_on', 'disbursedOn'),
  )
}

function readStep(step: Fields, periods: number, amount: ReadAmount): Step<bigint> {
  const { paymentShare, payment, principalShare } = step
  const facts = { periods }
  refuseUnless(isCount(step.periods, 1, maxPeriods), 'product.steps', facts, 'steps.periods')
  const ways = [paymentShare, payment, principalShare].filter(way => way !== undefined)
  refuseUnless(ways.length === 1, 'product.steps', facts, 'steps')
  if (principalShare !== undefined)
    return { periods: step.periods, principalShare: readRate(principalShare, 'product.steps', 'steps.principalShare') }
  return paymentShare === undefined
    ? { periods: step.periods, payment: amount(payment, 'product.steps', 'steps.payment') }
    : { periods: step.periods, paymentShare: readRate(paymentShare, 'product.steps', 'steps.paymentShare') }
}

function readFee(fee: Fields, amount: ReadAmount): Fee<bigint> {
  refuseUnless((fee.amount === undefined) !== (fee.rate === undefined), 'product.fees', {}, 'fees')
  refuseUnless(fee.name === undefined || typeof fee.name === 'string', 'product.fees', {}, 'fees.name')
  const chargedBy = fee.chargedBy === undefined ? 'lender' : fee.chargedBy
  return {
    name: fee.name ?? '',
    when: oneOf(fee.when, feeTimes, 'product.fees', 'fees.when'),
    chargedBy: oneOf(chargedBy, feeChargers, 'product.fees', 'fees.chargedBy'),
    ...(fee.amount === undefined
      ? { rate: readRate(fee.rate, 'product.fees', 'fees.rate') }
      : { amount: amount(fee.amount, 'product.fees', 'fees.amount') }),
  }
}

/**
 * Several subsidies, each with its payer, its form (at once or with each installment), and either the rate it brings the
 * customer down to or the share of the contract's interest rate it takes over.
 */
function readSubsidies(input: Fields, contractRate: Rate, amount: ReadAmount): Subsidy<bigint>[] {
  if (input.subsidies === undefined || input.subsidies === null) return []
  refuseUnless(
    Array.isArray(input.subsidies) && (input.subsidy === undefined || input.subsidy === null),
    'product.subsidy',
    {},
    'subsidies',
  )
  refuseUnless(input.subsidies.length <= subsidyPayers.length, 'product.subsidy', {}, 'subsidies')
  let before = new Decimal(contractRate)
  const read = input.subsidies.map((value: unknown, index) => {
    const at = `subsidies[${index}]`
    refuseUnless(isFields(value), 'product.subsidy', {}, at)
    const { share, customerRate, form, when, ...rest } = value
    refuseUnless((share === undefined) !== (customerRate === undefined), 'product.subsidy', {}, `${at}.share`)
    const part = share === undefined ? null : new Decimal(readRate(share, 'product.subsidy', `${at}.share`))
    refuseUnless(part === null || (part.gte(0) && part.lte(1)), 'product.subsidy', {}, `${at}.share`)
    const rate = part === null ? customerRate : before.minus(part.times(contractRate)).toFixed()
    const one = readSubsidy({ ...rest, customerRate: rate, when: form ?? when }, amount, at, 'form')
    refuseUnless(before.gte(one.customerRate), 'product.subsidy', {}, `${at}.customerRate`)
    refuseUnless(part === null || !new Decimal(one.customerRate).lt(0), 'product.subsidy', {}, `${at}.share`)
    before = new Decimal(one.customerRate)
    return one
  })
  refuseUnless(new Set(read.map(one => one.payer)).size === read.length, 'product.subsidy', {}, 'subsidies.payer')
  return read
}

function readSubsidy(value: unknown, amount: ReadAmount, at = 'subsidy', when = 'when'): Subsidy<bigint> {
  refuseUnless(isFields(value), 'product.subsidy', {}, at)
  return {
    payer: oneOf(value.payer, subsidyPayers, 'product.subsidy', `${at}.payer`),
    customerRate: readRate(value.customerRate, 'product.subsidy', `${at}.customerRate`),
    when: value.when === undefined ? undefined : oneOf(value.when, subsidyTimes, 'product.subsidy', `${at}.${when}`),
    cap: value.cap === undefined || value.cap === null ? undefined : amount(value.cap, 'product.subsidy', `${at}.cap`),
  }
}

const isFields = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

function list<T>(value: unknown, code: string, field: string, read: (item: Fields) => T): T[] | undefined {
  if (value === undefined || value === null) return undefined
  if (!Array.isArray(value)) throw new Refusal(code, { periods: '?' }, field)
  return value.map(item => {
    if (!isFields(item)) throw new Refusal(code, { periods: '?' }, field)
    return read(item)
  })
}

function oneOf<const T extends string>(value: unknown, allowed: readonly T[], code: string, field: string): T {
  if (!allowed.includes(value as T)) throw new Refusal(code, { allowed }, field)
  return value as T
}

function readDay(value: unknown, code: string, field: string): Day {
  const day = typeof value === 'string' ? parseDay(value) : null
  if (!day) throw new Refusal(code, { disbursedOn: '?' }, field)
  return day
}

function readRate(value: unknown, code: string, field: string): Rate {
  const text = decimalText(value)
  if (text === null || text.length > 60) throw new Refusal(code, { periods: '?' }, field)
  return text as Rate
}

function readAmount(value: unknown, decimals: number, code: string, field: string): bigint {
  const text = decimalText(value)
  const match = text === null ? null : /^(-?\d{1,15})(?:\.(\d*?)0*)?$/.exec(text)
  if (!match) throw new Refusal(code, { periods: '?' }, field)
  const [, whole, part = ''] = match
  refuseUnless(part.length <= decimals, 'product.principal_decimals', { field }, field)
  return BigInt(`${whole}${part}`) * powerOfTen(decimals - part.length)
}

/** Plain decimal text of a value: text as it is, a number where its shortest form is exact (15 digits), else null. */
export function decimalText(value: unknown): string | null {
  if (typeof value === 'string') return /^-?\d+(\.\d+)?$/.test(value) && value.length <= 400 ? value : null
  if (typeof value !== 'number' || !Number.isFinite(value)) return null
  const decimal = new Decimal(value)
  return decimal.precision() <= 15 || Number.isSafeInteger(value) ? decimal.toFixed() : null
}

/** Digits by which an error in the first period has grown in the last: none worth counting at ordinary rates. */
function growthDigits(rate: number, periods: number, every: Every): number {
  const digits = periods * Math.log10(1 + (Math.max(0, Math.min(rate, 10)) * every.count) / unitsPerYear[every.unit])
  return digits > 6 ? Math.ceil(digits) : 0
}
