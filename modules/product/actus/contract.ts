import { Decimal } from '#lib/decimal'
import { Refusal, refuseUnless } from '#lib/refusal'
import {
  type ActusDayCount,
  actusDayCounts,
  type BusinessDayConvention,
  businessDayConventions,
  type Calendar,
  calendars,
} from './convention.ts'
import { type Cycle, type Moment, parseCycle, parseMoment } from './time.ts'

export const contractTypes = ['PAM', 'LAM', 'NAM', 'ANN', 'LAX'] as const
export type ContractType = (typeof contractTypes)[number]

/** Where a schedule begins and how often it repeats; either may be left out. */
export type Plan = { anchor: Moment | null; cycle: Cycle | null }
/** One stretch of a schedule given as arrays. */
export type Stretch = { anchor: Moment; cycle: Cycle | null }

/** A contract of the ACTUS standard: its terms read, blanks and defaults settled. Amounts have no sign; `sign` is the role's. */
export type Contract = {
  type: ContractType
  sign: 1 | -1
  statusDate: Moment
  initialExchangeDate: Moment
  maturityDate: Moment | null
  amortizationDate: Moment | null
  notionalPrincipal: Decimal
  premiumDiscountAtIED: Decimal
  nominalInterestRate: Decimal | null
  accruedInterest: Decimal | null
  dayCount: ActusDayCount
  calendar: Calendar
  businessDayConvention: BusinessDayConvention | null
  endOfMonth: boolean
  interest: Plan
  principal: Plan
  nextPrincipalRedemptionPayment: Decimal | null
  capitalizationEndDate: Moment | null
  interestCalculationBase: 'NT' | 'NTIED' | 'NTL'
  interestCalculationBaseAmount: Decimal | null
  base: Plan
  rateReset: Plan
  nextResetRate: Decimal | null
  rateSpread: Decimal
  rateMultiplier: Decimal
  marketObjectCodeOfRateReset: string | null
  bounds: Record<'lifeCap' | 'lifeFloor' | 'periodCap' | 'periodFloor', Decimal | null>
  fee: Plan
  feeRate: Decimal
  feeBasis: 'A' | 'N'
  feeAccrued: Decimal | null
  scaling: Plan
  scalingEffect: { interest: boolean; notional: boolean }
  marketObjectCodeOfScalingIndex: string | null
  scalingIndexAtContractDealDate: Decimal | null
  notionalScalingMultiplier: Decimal
  interestScalingMultiplier: Decimal
  purchase: { date: Moment; price: Decimal } | null
  termination: { date: Moment; price: Decimal } | null
  /** LAX: interest, principal and rate as stretches. */
  interestStretches: Stretch[]
  principalStretches: (Stretch & { amount: Decimal; increase: boolean })[]
  rateStretches: (Stretch & { rate: Decimal; fixed: boolean })[]
}

const receives = new Set(['RPA', 'LG', 'BUY', 'RFL', 'RF', 'CLO', 'CNO', 'COL', 'UDLP', 'UDL'])
const pays = new Set(['RPL', 'ST', 'SEL', 'PFL', 'PF', 'UDLM'])

/**
 * Reads the terms of a contract by their ACTUS names; values are text or numbers, blanks around them do not count.
 * @throws Refusal product.actus_type, product.actus_term naming the term that is missing or malformed
 */
export function readContract(terms: Readonly<Record<string, unknown>>): Contract {
  const read = reader(terms)
  const type = read.word('contractType')
  if (!contractTypes.includes(type as ContractType))
    throw new Refusal('product.actus_type', { allowed: contractTypes }, 'contractType')
  const role = read.word('contractRole') ?? 'RPA'
  if (!receives.has(role) && !pays.has(role)) throw badTerm('contractRole')
  refuseUncounted(read)
  const plan = (what: string): Plan => ({
    anchor: read.moment(`cycleAnchorDateOf${what}`),
    cycle: read.cycle(`cycleOf${what}`),
  })
  const effect = read.word('scalingEffect') ?? 'OOO'
  // The third letter, what is deferred at most, says nothing about these types; some write a nought for the letter O.
  if (!/^[IO0][NO0][MO0]$/.test(effect)) throw badTerm('scalingEffect')
  // What is scaled is the index over this one.
  if (read.decimal('scalingIndexAtContractDealDate')?.isZero()) throw badTerm('scalingIndexAtContractDealDate')
  const endOfMonth = read.oneOf('endOfMonthConvention', ['SD', 'EOM', 'EM', 'S', 'E'] as const) ?? 'SD'
  const contract: Contract = {
    type: type as ContractType,
    sign: pays.has(role) ? -1 : 1,
    statusDate: must(read.moment('statusDate'), 'statusDate'),
    initialExchangeDate: must(read.moment('initialExchangeDate'), 'initialExchangeDate'),
    maturityDate: read.moment('maturityDate'),
    amortizationDate: read.moment('amortizationDate'),
    notionalPrincipal: must(read.decimal('notionalPrincipal'), 'notionalPrincipal'),
    premiumDiscountAtIED: read.decimal('premiumDiscountAtIED') ?? zero,
    nominalInterestRate: read.decimal('nominalInterestRate'),
    accruedInterest: read.decimal('accruedInterest'),
    dayCount: dayCountOf(read.word('dayCountConvention')),
    calendar: read.oneOf('calendar', calendars) ?? 'NC',
    businessDayConvention: read.oneOf('businessDayConvention', [...businessDayConventions, 'NULL', 'NOS'] as const, [
      'NULL',
      'NOS',
    ]) as BusinessDayConvention | null,
    endOfMonth: endOfMonth.startsWith('E'),
    interest: plan('InterestPayment'),
    principal: plan('PrincipalRedemption'),
    nextPrincipalRedemptionPayment: read.decimal('nextPrincipalRedemptionPayment'),
    capitalizationEndDate: read.moment('capitalizationEndDate'),
    // What nothing is redeemed of before its end bears interest on all of it.
    interestCalculationBase:
      type === 'PAM' ? 'NT' : (read.oneOf('interestCalculationBase', ['NT', 'NTIED', 'NTL'] as const) ?? 'NT'),
    interestCalculationBaseAmount: read.decimal('interestCalculationBaseAmount'),
    base: plan('InterestCalculationBase'),
    rateReset: plan('RateReset'),
    nextResetRate: read.decimal('nextResetRate'),
    rateSpread: read.decimal('rateSpread') ?? zero,
    rateMultiplier: read.decimal('rateMultiplier') ?? one,
    marketObjectCodeOfRateReset: read.word('marketObjectCodeOfRateReset'),
    bounds: {
      lifeCap: read.decimal('lifeCap'),
      lifeFloor: read.decimal('lifeFloor'),
      periodCap: read.decimal('periodCap'),
      periodFloor: read.decimal('periodFloor'),
    },
    fee: plan('Fee'),
    feeRate: read.decimal('feeRate') ?? zero,
    feeBasis: read.oneOf('feeBasis', ['A', 'N'] as const) ?? 'N',
    feeAccrued: read.decimal('feeAccrued'),
    scaling: plan('ScalingIndex'),
    scalingEffect: { interest: effect.includes('I'), notional: effect.includes('N') },
    marketObjectCodeOfScalingIndex: read.word('marketObjectCodeOfScalingIndex'),
    scalingIndexAtContractDealDate: read.decimal('scalingIndexAtContractDealDate'),
    notionalScalingMultiplier: read.decimal('notionalScalingMultiplier') ?? one,
    interestScalingMultiplier: read.decimal('interestScalingMultiplier') ?? one,
    purchase: dated(read.moment('purchaseDate'), read.decimal('priceAtPurchaseDate'), 'priceAtPurchaseDate'),
    termination: dated(
      read.moment('terminationDate'),
      read.decimal('priceAtTerminationDate'),
      'priceAtTerminationDate',
    ),
    interestStretches: [],
    principalStretches: [],
    rateStretches: [],
  }
  refuseUnless(!contract.notionalPrincipal.isNegative(), 'product.actus_term', { field: 'notionalPrincipal' })
  if (contract.type === 'LAX') readStretches(contract, read)
  return contract
}

/**
 * Terms of the dictionary that change what is paid and are not worked out here: refused in their place instead of being passed
 * over in silence. What has no effect by its value (`N` prepayments, interest at a period's end) is as good as left out.
 */
function refuseUncounted(read: Reader): void {
  const harmless: Record<string, readonly string[]> = {
    prepaymentEffect: ['N'],
    penaltyType: ['N', 'O'],
    cyclePointOfInterestPayment: ['E'],
    cyclePointOfRateReset: ['B'],
  }
  for (const [field, allowed] of Object.entries(harmless)) {
    const value = read.word(field)
    if (value !== null && !allowed.includes(value)) throw badTerm(field)
  }
  const settled = read.word('settlementCurrency')
  if (settled !== null && settled !== (read.word('currency') ?? settled)) throw badTerm('settlementCurrency')
}

/** A day count by its name in the dictionary or by its long one, `30E/360ISDA`; `actual/actual` where it is left out. */
function dayCountOf(name: string | null): ActusDayCount {
  const short = (name ?? 'AA').replace('/', '').replace(/^BUS/, 'B')
  return oneWord(short === 'AAISDA' ? 'AA' : short, actusDayCounts, 'dayCountConvention')
}

function readStretches(contract: Contract, read: Reader): void {
  const stretches = (what: string): Stretch[] => {
    const anchors = read.list(`arrayCycleAnchorDateOf${what}`)
    const cycles = read.list(`arrayCycleOf${what}`)
    return anchors.map((anchor, index) => ({
      anchor: must(parseMoment(anchor), `arrayCycleAnchorDateOf${what}`),
      cycle:
        cycles.length === 0
          ? null
          : must(parseCycle((cycles.length === anchors.length ? cycles[index] : cycles[0])!), `arrayCycleOf${what}`),
    }))
  }
  const each = (name: string, count: number) => {
    const values = read.list(name)
    if (values.length !== count && values.length !== 1) throw badTerm(name)
    return (index: number) => values[values.length === 1 ? 0 : index]!
  }
  contract.interestStretches = stretches('InterestPayment')
  const principal = stretches('PrincipalRedemption')
  if (principal.length === 0) throw badTerm('arrayCycleAnchorDateOfPrincipalRedemption')
  const amount = each('arrayNextPrincipalRedemptionPayment', principal.length)
  const direction = each('arrayIncreaseDecrease', principal.length)
  contract.principalStretches = principal.map((stretch, index) => ({
    ...stretch,
    amount: must(decimalOf(amount(index)), 'arrayNextPrincipalRedemptionPayment'),
    increase: oneWord(direction(index), ['INC', 'DEC'], 'arrayIncreaseDecrease') === 'INC',
  }))
  const resets = stretches('RateReset')
  if (resets.length === 0) return
  const rate = each('arrayRate', resets.length)
  const kind = each('arrayFixedVariable', resets.length)
  contract.rateStretches = resets.map((stretch, index) => ({
    ...stretch,
    rate: must(decimalOf(rate(index)), 'arrayRate'),
    fixed: oneWord(kind(index), ['FIX', 'F', 'VAR', 'V'], 'arrayFixedVariable').startsWith('F'),
  }))
}

const zero = new Decimal(0)
const one = new Decimal(1)
const badTerm = (field: string) => new Refusal('product.actus_term', { field }, field)

function must<T>(value: T | null, field: string): T {
  if (value === null) throw badTerm(field)
  return value
}

function oneWord<const T extends string>(text: string, allowed: readonly T[], field: string): T {
  if (!allowed.includes(text as T)) throw badTerm(field)
  return text as T
}

function dated(date: Moment | null, price: Decimal | null, field: string) {
  return date && { date, price: must(price, field) }
}

/** A decimal number with or without an exponent; null when it is none. */
export function decimalOf(text: string): Decimal | null {
  return text.length <= 60 && /^[+-]?\d+(\.\d+)?([eE][+-]?\d{1,2})?$/.test(text) ? new Decimal(text) : null
}

type Reader = ReturnType<typeof reader>

function reader(terms: Readonly<Record<string, unknown>>) {
  const word = (field: string): string | null => {
    const value = terms[field]
    if (value === undefined || value === null) return null
    const text = typeof value === 'number' ? String(value) : typeof value === 'string' ? value.trim() : null
    if (text === null) throw badTerm(field)
    return text === '' ? null : text
  }
  const parsed =
    <T>(parse: (text: string) => T | null) =>
    (field: string): T | null => {
      const text = word(field)
      return text === null ? null : must(parse(text), field)
    }
  return {
    word,
    decimal: parsed(decimalOf),
    moment: parsed(parseMoment),
    cycle: parsed(parseCycle),
    /** A word of a fixed set; null when left out or one of those that mean nothing. */
    oneOf<const T extends string>(field: string, allowed: readonly T[], none: readonly T[] = []): T | null {
      const text = word(field)
      if (text === null) return null
      const known = oneWord(text, allowed, field)
      return none.includes(known) ? null : known
    },
    /** A term given as an array, as one bare value, or as the text of an array. */
    list(field: string): string[] {
      const value = terms[field]
      if (value === undefined || value === null) return []
      const items = Array.isArray(value)
        ? value
        : String(value)
            .replace(/[[\]'"]/g, '')
            .split(',')
      return items
        .map(item => {
          const text = typeof item === 'number' ? String(item) : typeof item === 'string' ? item.trim() : null
          if (text === null) throw badTerm(field)
          return text
        })
        .filter(text => text !== '')
    },
  }
}
