import { Decimal } from '#lib/decimal'
import { formatYuan, type Money, type Rounding } from '#lib/money'
import { formatPercent, type Rate } from '#lib/rate'
import type { Facts } from '#lib/refusal'
import type { StateTable } from '#lib/state'
import type { DayCount, Fee, Subsidy, subsidyTimes, Tail } from './terms.ts'

/** How the principal may come back in a product; the engine knows more ways: a flat fee hides its rate and is not offered. */
export const productMethods = ['equal-installment', 'equal-principal', 'interest-only', 'balloon', 'stepped'] as const
/** What a balloon is a share of, and what a customer may do with it at the end. */
export const balloonBases = ['price', 'principal'] as const
export const balloonEnds = ['pay', 'refinance', 'return'] as const
export const productCustomerKinds = ['individual', 'sole-proprietor', 'enterprise'] as const
export const productVehicleConditions = ['new', 'used'] as const
export const productVehicleEnergies = ['fuel', 'new-energy'] as const
export const productVehicleUses = ['self', 'commercial'] as const
export const customerGrades = ['A', 'B', 'C', 'D'] as const

/** A charge of the product, named in both languages: an amount, or a rate on the principal. */
export type ProductFee = {
  name: string
  nameEn: string
  amount: Money | null
  rate: Rate | null
  when: Fee['when']
  chargedBy: Fee['chargedBy']
}

/** The balloon of a product: a share of the vehicle's price or of the loan, and the ways out at the end. */
export type ProductBalloon = {
  basis: (typeof balloonBases)[number]
  share: Rate
  atEnd: (typeof balloonEnds)[number][]
}

/** Some periods that pay a share of the solved installment, or a share of the principal with its interest beside it. */
export type ProductStep = { periods: number; paymentShare: Rate | null; principalShare: Rate | null }

/** Somebody makes up to the lender what the customer pays less than the full rate. */
export type ProductSubsidy = {
  payer: Subsidy['payer']
  /** The rate the lender earns; the customer pays the agreed one. */
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
  periods: number[]
  dayCount: DayCount
  /** How an odd first period is counted where `dayCount` takes whole periods. */
  firstPeriodDayCount: Exclude<DayCount, 'period'> | null
  rounding: Rounding
  /** Decimals of a yuan that payments have. */
  scale: 0 | 1 | 2
  tail: Tail
  /** First periods in which only interest is paid. */
  interestOnlyPeriods: number
  /** Method balloon. */
  balloon: ProductBalloon | null
  /** Method stepped. */
  steps: ProductStep[]
  /** Day of month of the installments and the days at least before the first one; null: the day of disbursement. */
  dueDay: { date: number; minDays: number } | null
  fees: ProductFee[]
  subsidy: ProductSubsidy | null
  /** Penalty rate = yearly rate × this; null: the parameter of the day. */
  penaltyMultiple: Rate | null
  /** Early settlement: a share of the principal not yet due, free after so many periods; null: the parameter of the day. */
  settlementFee: { rate: Rate; freeAfterPeriods: number } | null
}

/** Plain repayment, to the fen: what a definition has that says nothing else. */
export const plainRepayment = {
  firstPeriodDayCount: null,
  scale: 2,
  tail: 'last',
  interestOnlyPeriods: 0,
  balloon: null,
  steps: [],
  subsidy: null,
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
    const longest = Math.max(...periods)
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

/** What does not fit together in how a product is repaid and subsidised. */
function repaymentFaults(
  definition: Definition,
  add: (code: string, field: string, facts?: Facts, severity?: 'fault' | 'warning') => void,
): void {
  const { method, balloon, steps, interestOnlyPeriods, subsidy, periods, scale } = definition
  const shortest = Math.min(...periods)
  if ((method === 'balloon') !== (balloon !== null) || (balloon && above(balloon.share, '1'))) add('balloon', 'balloon')
  if (balloon && balloon.atEnd.length === 0) add('balloon_end', 'balloon')
  if (balloon?.atEnd.includes('refinance')) add('balloon_refinance', 'balloon', {}, 'warning')
  if (interestOnlyPeriods >= shortest) add('interest_only', 'interestOnlyPeriods', { periods: shortest })
  const covered = steps.reduce((total, step) => total + step.periods, 0)
  const oneWay = steps.every(step => (step.paymentShare === null) !== (step.principalShare === null))
  if ((method === 'stepped') !== steps.length > 0 || !oneWay || covered + interestOnlyPeriods > shortest)
    add('steps', 'steps', { periods: shortest })
  if (subsidy && !above(subsidy.fullRate, definition.maxRate)) add('subsidy', 'subsidy')
  const whole = [definition.minAmount, definition.maxAmount, ...definition.fees.flatMap(fee => fee.amount ?? [])]
  const unit = 10n ** BigInt(2 - scale)
  if (whole.some(amount => amount % unit !== 0n)) add('scale', 'scale')
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
