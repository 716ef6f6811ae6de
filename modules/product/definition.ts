import { Decimal } from '#lib/decimal'
import { formatYuan, type Money, type Rounding } from '#lib/money'
import { formatPercent, type Rate } from '#lib/rate'
import type { Facts } from '#lib/refusal'
import type { StateTable } from '#lib/state'
import type { DayCount, Fee } from './terms.ts'

/** How the principal may come back in a product; the engine knows more ways than products offer. */
export const productMethods = ['equal-installment', 'equal-principal', 'interest-only'] as const
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
  rounding: Rounding
  /** Day of month of the installments and the days at least before the first one; null: the day of disbursement. */
  dueDay: { date: number; minDays: number } | null
  fees: ProductFee[]
  /** Penalty rate = yearly rate × this; null: the parameter of the day. */
  penaltyMultiple: Rate | null
  /** Early settlement: a share of the principal not yet due, free after so many periods; null: the parameter of the day. */
  settlementFee: { rate: Rate; freeAfterPeriods: number } | null
}

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
  if (definition.dueDay && definition.dayCount === 'period') add('due_day_count', 'dayCount')
  if (faults.length > 0) return faults

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
