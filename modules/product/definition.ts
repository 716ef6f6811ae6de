import { Decimal } from '#lib/decimal'
import { formatYuan, type Money, type Rounding } from '#lib/money'
import { formatPercent, type Rate } from '#lib/rate'
import type { Facts } from '#lib/refusal'
import type { StateTable } from '#lib/state'
import type { FloatingRule } from './floating.ts'
import { type Frequency, monthsEach, termMonths } from './frequency.ts'
import type { Fee, ProductDayCount, Subsidy, subsidyTimes, Tail } from './terms.ts'

/**
 * How the principal may come back in a product. `seasonal` weighs each installment by the month it falls in, `custom` takes
 * payments agreed for some periods and solves the others; both are steps to the engine.
 */
export const productMethods = [
  'equal-installment',
  'equal-principal',
  'interest-only',
  'balloon',
  'stepped',
  'seasonal',
  'custom',
  'flat-fee',
] as const
/** What a balloon is a share of, or that it is an amount; and what a customer may do with it at the end. */
export const balloonBases = ['price', 'principal', 'amount'] as const
export const balloonEnds = ['pay', 'refinance', 'return'] as const
export const productCustomerKinds = ['individual', 'sole-proprietor', 'enterprise'] as const
export const productVehicleConditions = ['new', 'used'] as const
export const productVehicleEnergies = ['fuel', 'new-energy'] as const
export const productVehicleUses = ['self', 'commercial'] as const
/** The grades a product may price by: the bands of the scorecard, the best first. */
export const customerGrades = ['A', 'B', 'C', 'D', 'E'] as const

/** A charge of the product, named in both languages: an amount, or a rate on the principal. */
export type ProductFee = {
  name: string
  nameEn: string
  amount: Money | null
  rate: Rate | null
  when: Fee['when']
  chargedBy: Fee['chargedBy']
}

/** The balloon of a product: a share of the vehicle's price or of the loan, or an amount, and the ways out at the end. */
export type ProductBalloon = {
  basis: (typeof balloonBases)[number]
  /** Of the basis; not read where it is an amount. */
  share: Rate
  amount: Money | null
  /** Between which shares of the basis (of the loan, for an amount) a customer may choose; null: as the product says. */
  choice: { min: Rate; max: Rate } | null
  atEnd: (typeof balloonEnds)[number][]
}

/** Some periods that pay a share of the solved installment, or a share of the principal with its interest beside it. */
export type ProductStep = { periods: number; paymentShare: Rate | null; principalShare: Rate | null }

/** The share of a usual installment that is due in a calendar month; months not named pay a whole one. */
export type Season = { month: number; share: Rate }

/** Somebody makes up to the lender what the customer pays less than the full rate. */
export type ProductSubsidy = {
  payer: Subsidy['payer']
  /** The rate before this subsidy: the lender's for the first; behind it stands the next one's, behind the last the agreed one. */
  fullRate: Rate
  when: (typeof subsidyTimes)[number]
  cap: Money | null
}

/** What a product version fixes: everything a quote, an offer check and a contract need to know of it. */
export type Definition = {
  name: string
  nameEn: string
  method: (typeof productMethods)[number]
  /** The usual yearly rate, and the bounds within which it may be agreed; equal bounds are a fixed rate. */
  annualRate: Rate
  minRate: Rate
  maxRate: Rate
  /** Rates by customer grade, where the product prices by grade. */
  gradeRates: { grade: (typeof customerGrades)[number]; annualRate: Rate }[]
  customerKinds: (typeof productCustomerKinds)[number][]
  vehicleConditions: (typeof productVehicleConditions)[number][]
  vehicleEnergies: (typeof productVehicleEnergies)[number][]
  vehicleUses: (typeof productVehicleUses)[number][]
  minAmount: Money
  maxAmount: Money
  minDownPaymentRatio: Rate
  /** How often an installment falls due. */
  frequency: Frequency
  periods: number[]
  /** A rate that follows a published index within the lowest and the highest rate; null: fixed for the whole term. */
  floating: FloatingRule | null
  /** Method flat-fee: the fee a month on the original principal, in the place of interest. */
  monthlyFeeRate: Rate | null
  dayCount: ProductDayCount
  /** How an odd first period is counted where `dayCount` takes whole periods. */
  firstPeriodDayCount: Exclude<ProductDayCount, 'period'> | null
  rounding: Rounding
  /** Decimals of a yuan that payments have. */
  scale: 0 | 1 | 2
  tail: Tail
  /** First periods in which nothing is paid and interest joins the principal (本金宽限). */
  principalGracePeriods: number
  /** First periods, behind any of grace, in which only interest is paid. */
  interestOnlyPeriods: number
  /** Method balloon. */
  balloon: ProductBalloon | null
  /** Method stepped. */
  steps: ProductStep[]
  /** Method seasonal. */
  seasons: Season[]
  /**
   * Day of month of the installments (31: the month's end) and the days at least before the first one; null: the day of
   * disbursement. Quarters then end in March, June, September and December, half-years in June and December.
   */
  dueDay: { date: number; minDays: number } | null
  fees: ProductFee[]
  /** Who brings the rate down to the agreed one, from the lender's rate on. */
  subsidies: ProductSubsidy[]
  /** Whether the treasury's interest subsidy for consumer loans is passed on, as the parameter of the day says. */
  fiscalSubsidy: boolean
  /** Penalty rate = yearly rate × this; null: the parameter of the day. */
  penaltyMultiple: Rate | null
  /** Early settlement: a share of the principal not yet due, free after so many periods; null: the parameter of the day. */
  settlementFee: { rate: Rate; freeAfterPeriods: number } | null
}

/** Plain repayment, to the fen: what a definition has that says nothing else. */
export const plainRepayment = {
  frequency: 'monthly',
  floating: null,
  monthlyFeeRate: null,
  firstPeriodDayCount: null,
  scale: 2,
  tail: 'last',
  principalGracePeriods: 0,
  interestOnlyPeriods: 0,
  balloon: null,
  steps: [],
  seasons: [],
  subsidies: [],
  fiscalSubsidy: false,
} satisfies Partial<Definition>

export type VersionState = 'draft' | 'published' | 'discarded'
export type VersionAction = 'publish' | 'discard'
/** A version's life: a draft is published by a second person or discarded; both ends are final. */
export const versionStates: StateTable<VersionState, VersionAction> = {
  draft: { publish: 'published', discard: 'discarded' },
  published: {},
  discarded: {},
}

/** What is wrong with a definition. A warning is to be looked at, a fault keeps it from being published. */
export type DefinitionFault = { code: string; field: string; severity: 'fault' | 'warning'; facts: Facts }

/** The caps of law and policy that a definition is held against. */
export type Caps = {
  /** All-in yearly rate. */
  rate: string
  terms: readonly { condition: string; maxMonths: number }[]
  ltv: readonly { use: string; energy: string; condition: string; cap: string }[]
  penaltyMultiple: string
  /** How many months of grace interest may join the principal. */
  graceMonths: number
}

/**
 * Looks a definition over before anybody publishes it. `allIn` gives the simple yearly cost (percent) at the highest rate
 * for a number of periods, fees included.
 */
export function definitionFaults(
  definition: Definition,
  caps: Caps,
  allIn: (periods: number) => string,
): DefinitionFault[] {
  const faults: DefinitionFault[] = []
  const add = (code: string, field: string, facts: Facts = {}, severity: 'fault' | 'warning' = 'fault') =>
    faults.push({ code, field, severity, facts })
  const { annualRate, minRate, maxRate, periods, minAmount, maxAmount } = definition
  if (above(minRate, annualRate) || above(annualRate, maxRate)) add('rate_order', 'annualRate')
  if (definition.gradeRates.some(row => above(minRate, row.annualRate) || above(row.annualRate, maxRate)))
    add('grade_rate', 'gradeRates', { min: formatPercent(minRate), max: formatPercent(maxRate) })
  if (repeats(definition.gradeRates.map(row => row.grade))) add('grade_twice', 'gradeRates')
  // A worse grade never pays less: otherwise a better score could cost more, and no grade would be the price of its own band.
  const byGrade = customerGrades.map(
    grade => definition.gradeRates.find(row => row.grade === grade)?.annualRate ?? annualRate,
  )
  if (definition.gradeRates.length > 0 && byGrade.some((rate, at) => at > 0 && above(byGrade[at - 1]!, rate)))
    add('grade_order', 'gradeRates')
  if (minAmount > maxAmount) add('amount_order', 'maxAmount')
  if (repeats(periods)) add('periods_twice', 'periods')
  if (above(definition.minDownPaymentRatio, '1')) add('down_payment', 'minDownPaymentRatio')
  if (definition.fees.some(fee => (fee.amount === null) === (fee.rate === null))) add('fee', 'fees')
  // With a fixed due day the first period is odd; by whole periods it would bear a month's interest whatever its days.
  if (definition.dueDay && definition.dayCount === 'period' && !definition.firstPeriodDayCount)
    add('due_day_count', 'dayCount')
  repaymentFaults(definition, add)
  if (faults.some(fault => fault.severity === 'fault')) return faults

  for (const { condition, maxMonths } of caps.terms) {
    const longest = termMonths(Math.max(...periods), definition.frequency)
    const sold = (definition.vehicleConditions as string[]).includes(condition)
    if (sold && longest > maxMonths)
      add(
        'term_cap',
        'periods',
        { condition: `product.condition.${condition}`, periods: longest, cap: maxMonths },
        // A product for new and used vehicles may offer terms that only the new one is allowed; each offer is checked again.
        definition.vehicleConditions.length > 1 ? 'warning' : 'fault',
      )
  }
  for (const count of periods) {
    const cost = new Decimal(allIn(count)).div(100)
    if (cost.gt(caps.rate)) {
      add('rate_cap', 'maxRate', { periods: count, cost: formatPercent(cost.toFixed()), cap: formatPercent(caps.rate) })
      break
    }
  }
  if (termMonths(definition.principalGracePeriods, definition.frequency) > caps.graceMonths)
    add('grace_cap', 'principalGracePeriods', { months: caps.graceMonths })
  const multiple = definition.penaltyMultiple ?? caps.penaltyMultiple
  if (new Decimal(maxRate).times(multiple).gt(caps.rate))
    add('penalty_cap', 'penaltyMultiple', { cap: formatPercent(caps.rate) }, 'warning')
  const highest = highestShare(definition, caps.ltv)
  const share = new Decimal(1).minus(definition.minDownPaymentRatio)
  if (highest && share.gt(highest))
    add(
      'ltv_cap',
      'minDownPaymentRatio',
      { share: formatPercent(share.toFixed()), cap: formatPercent(highest) },
      'warning',
    )
  return faults
}

type Add = (code: string, field: string, facts?: Facts, severity?: 'fault' | 'warning') => void

/** What does not fit together in how a product is repaid. */
function repaymentFaults(definition: Definition, add: Add): void {
  const { method, steps, seasons, interestOnlyPeriods, periods, scale, dueDay, frequency } = definition
  const { principalGracePeriods } = definition
  const shortest = Math.min(...periods)
  balloonFaults(definition, add)
  const level = method === 'flat-fee' || method === 'custom'
  if (interestOnlyPeriods >= shortest || (level && interestOnlyPeriods > 0))
    add('interest_only', 'interestOnlyPeriods', { periods: level ? 1 : shortest })
  const helped = definition.subsidies.length > 0 || definition.fiscalSubsidy
  if (principalGracePeriods > 0 && (principalGracePeriods + interestOnlyPeriods >= shortest || level || helped))
    add('grace', 'principalGracePeriods', { periods: shortest })
  const covered = steps.reduce((total, step) => total + step.periods, 0)
  const oneWay = steps.every(step => (step.paymentShare === null) !== (step.principalShare === null))
  if (
    (method === 'stepped') !== steps.length > 0 ||
    !oneWay ||
    covered + principalGracePeriods + interestOnlyPeriods > shortest
  )
    add('steps', 'steps', { periods: shortest })
  const open = seasons.some(season => above(season.share, '0')) || seasons.length < 12
  if ((method === 'seasonal') !== seasons.length > 0 || repeats(seasons.map(season => season.month)) || !open)
    add('seasons', 'seasons')
  if (dueDay && monthsEach(frequency) === 0) add('due_day_weekly', 'dueDay')
  rateFaults(definition, add)
  const { balloon } = definition
  const whole = [
    definition.minAmount,
    definition.maxAmount,
    ...definition.fees.flatMap(fee => fee.amount ?? []),
    ...(balloon?.amount ? [balloon.amount] : []),
  ]
  const unit = 10n ** BigInt(2 - scale)
  if (whole.some(amount => amount % unit !== 0n)) add('scale', 'scale')
}

function balloonFaults({ method, balloon, minAmount }: Definition, add: Add): void {
  const byAmount = balloon?.basis === 'amount'
  if ((method === 'balloon') !== (balloon !== null) || (balloon && above(balloon.share, '1'))) add('balloon', 'balloon')
  if (!balloon) return
  if (balloon.atEnd.length === 0) add('balloon_end', 'balloon')
  if (byAmount !== (balloon.amount !== null) || (byAmount && (balloon.amount ?? 0n) > minAmount))
    add('balloon_amount', 'balloon')
  const { choice } = balloon
  const usual = byAmount ? (choice?.min ?? '0') : balloon.share
  if (
    choice &&
    (above(choice.min, usual) || above(usual, choice.max) || above(choice.max, '1') || above(choice.min, choice.max))
  )
    add('balloon_choice', 'balloon')
  if (balloon.atEnd.includes('refinance')) add('balloon_refinance', 'balloon', {}, 'warning')
}

/** What does not fit together in what the customer pays for the money, and in who pays beside them. */
function rateFaults(definition: Definition, add: Add): void {
  const { method, monthlyFeeRate, floating, maxRate, subsidies, fiscalSubsidy, gradeRates } = definition
  const flat = method === 'flat-fee'
  if (flat !== (monthlyFeeRate !== null)) add('flat_fee', 'monthlyFeeRate')
  if (flat && above(maxRate, '0')) add('flat_fee_rate', 'maxRate')
  if (floating && (flat || gradeRates.length > 0 || subsidies.length > 0 || fiscalSubsidy)) add('floating', 'floating')
  const rates = [...subsidies.map(subsidy => subsidy.fullRate), maxRate]
  if (rates.some((rate, index) => index > 0 && !above(rates[index - 1]!, rate))) add('subsidy', 'subsidies')
  const payers = subsidies.map(subsidy => subsidy.payer)
  if (repeats(payers)) add('subsidy_twice', 'subsidies')
  if (payers.includes('fiscal')) add('subsidy_fiscal', 'subsidies')
  const consumer =
    definition.customerKinds.every(kind => kind === 'individual') && definition.vehicleUses.every(use => use === 'self')
  if (fiscalSubsidy && !consumer) add('fiscal_consumer', 'fiscalSubsidy')
}

/** The highest loan-to-value any vehicle of the product may have; null when the caps name none of them. */
function highestShare(definition: Definition, caps: Caps['ltv']): string | null {
  const found = caps.filter(
    row =>
      (definition.vehicleConditions as string[]).includes(row.condition) &&
      (definition.vehicleEnergies as string[]).includes(row.energy) &&
      (definition.vehicleUses as string[]).includes(row.use),
  )
  return found.reduce<string | null>((most, row) => (most === null || above(row.cap, most) ? row.cap : most), null)
}

const above = (a: string, b: string) => new Decimal(a).gt(b)
const repeats = (values: readonly unknown[]) => new Set(values).size !== values.length

/** A definition as it is kept: money as yuan text, like everywhere outside the program. */
export function storedDefinition(definition: Definition): unknown {
  return JSON.parse(
    JSON.stringify(definition, (_, value) => (typeof value === 'bigint' ? formatYuan(value) : (value as unknown))),
  )
}
