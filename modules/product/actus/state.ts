import { Decimal } from '#lib/decimal'
import type { CalendarDay } from '../due-day.ts'
import type { Contract } from './contract.ts'
import { yearPart } from './convention.ts'
import { interestMoments, type ScheduledEvent } from './event.ts'
import { redemption } from './maturity.ts'
import { countedDay, type Moment, scheduleOf } from './time.ts'

/** What a contract is at a moment, as its lender sees it: amounts have the sign they have for who receives. */
export type State = {
  /** The day up to which interest has been counted. */
  countedTo: CalendarDay
  scheduled: Moment
  notional: Decimal
  rate: Decimal
  accrued: Decimal
  feeAccrued: Decimal
  /** What interest is counted on. */
  base: Decimal
  /** The next redemption: principal alone (LAM), or with its interest (NAM, ANN). */
  payment: Decimal
  notionalScale: Decimal
  interestScale: Decimal
}

/** The market as it was observed: the value of an object at an event. */
export type Market = (code: string | null, event: ScheduledEvent) => Decimal

const zero = new Decimal(0)

/** The state at the status date: nothing yet, or what a running contract's terms say. */
export function stateAtStatus(contract: Contract, maturity: Moment): State {
  const status = contract.statusDate
  const countedTo = countedDay(status)
  const running = contract.initialExchangeDate.order <= status.order
  const state: State = {
    countedTo,
    scheduled: status,
    notional: zero,
    rate: zero,
    accrued: zero,
    feeAccrued: zero,
    base: zero,
    payment: contract.nextPrincipalRedemptionPayment ?? zero,
    notionalScale: contract.notionalScalingMultiplier,
    interestScale: contract.interestScalingMultiplier,
  }
  if (running) {
    const begun = begin(contract, state)
    const last = interestMoments(contract, maturity).findLast(moment => moment.order < status.order)
    const since = countedDay(
      last && last.order > contract.initialExchangeDate.order ? last : contract.initialExchangeDate,
    )
    const part = yearsBetween(contract, maturity, since, countedTo)
    begun.accrued = contract.accruedInterest ?? part.times(begun.notional).times(begun.rate)
    begun.feeAccrued =
      contract.feeAccrued ?? (contract.feeBasis === 'N' ? part.times(begun.notional).times(contract.feeRate) : zero)
    Object.assign(state, begun)
  }
  if (!contract.nextPrincipalRedemptionPayment) {
    if (contract.type === 'LAM') state.payment = linearPart(contract, maturity, status)
    else if (contract.type === 'ANN' && running) state.payment = annuity(contract, maturity, state)
  }
  return state
}

function yearsBetween(contract: Contract, maturity: Moment, from: CalendarDay, to: CalendarDay): Decimal {
  return yearPart(contract.dayCount, from, to, { calendar: contract.calendar, maturity: countedDay(maturity) })
}

/** What the initial exchange makes of a state. */
function begin(contract: Contract, state: State): State {
  const notional = contract.notionalPrincipal
  return {
    ...state,
    notional,
    rate: contract.nominalInterestRate ?? zero,
    base: contract.interestCalculationBase === 'NT' ? notional : (contract.interestCalculationBaseAmount ?? notional),
  }
}

/** Redemptions that lie ahead, the end of amortisation included. */
function redemptionsAfter(contract: Contract, maturity: Moment, after: Moment): Moment[] {
  const { first, cycle } = redemption(contract)
  const end = contract.type === 'ANN' ? (contract.amortizationDate ?? maturity) : maturity
  return scheduleOf(first, cycle, end, { endOfMonth: contract.endOfMonth, withEnd: true }).filter(
    moment => moment.order > after.order,
  )
}

function linearPart(contract: Contract, maturity: Moment, after: Moment): Decimal {
  return contract.notionalPrincipal.div(Math.max(1, redemptionsAfter(contract, maturity, after).length))
}

/**
 * The payment that repays a state with the last of the redemptions ahead: (n + a)·Π(1 + r·Y)/(1 + Σ Π(1 + r·Y)), the
 * accrued interest a being that of the first of them. Source: ACTUS technical specification, "Annuity Amount Function".
 */
function annuity(contract: Contract, maturity: Moment, state: State): Decimal {
  const moments = redemptionsAfter(contract, maturity, state.scheduled)
  if (moments.length === 0) return zero
  let last = countedDay(moments[0]!)
  const ahead = yearsBetween(contract, maturity, state.countedTo, last)
  let owed = state.notional.plus(state.accrued).plus(state.notional.times(state.rate).times(ahead))
  let factor = new Decimal(1)
  for (const moment of moments.slice(1)) {
    const day = countedDay(moment)
    const growth = state.rate.times(yearsBetween(contract, maturity, last, day)).plus(1)
    owed = owed.times(growth)
    factor = factor.times(growth).plus(1)
    last = day
  }
  return owed.div(factor)
}

/** What an event pays its receiver, and the state behind it. */
export function happen(
  contract: Contract,
  maturity: Moment,
  before: State,
  event: ScheduledEvent,
  market: Market,
): { payoff: Decimal; state: State } {
  const part = yearsBetween(contract, maturity, before.countedTo, event.countedTo)
  const state: State = {
    ...before,
    countedTo: event.countedTo,
    scheduled: event.scheduled,
    accrued: before.accrued.plus(before.rate.times(before.base).times(part)),
    feeAccrued:
      contract.feeBasis === 'N'
        ? before.feeAccrued.plus(contract.feeRate.times(before.notional).times(part))
        : before.feeAccrued,
  }
  switch (event.type) {
    case 'IED': {
      const { anchor } = contract.interest
      const begun = { ...begin(contract, state), feeAccrued: contract.feeAccrued ?? zero }
      const early = anchor && anchor.order < event.at.order
      begun.accrued =
        contract.accruedInterest ??
        (early
          ? yearsBetween(contract, maturity, countedDay(anchor), event.countedTo)
              .times(begun.notional)
              .times(begun.rate)
          : zero)
      return { payoff: begun.notional.plus(contract.premiumDiscountAtIED).negated(), state: begun }
    }
    case 'PR':
    case 'PI':
      return redeem(contract, state, event)
    case 'IP':
      return { payoff: state.interestScale.times(state.accrued), state: { ...state, accrued: zero } }
    case 'IPCI':
      return {
        payoff: zero,
        state: based(contract, { ...state, notional: state.notional.plus(state.accrued), accrued: zero }),
      }
    case 'FP':
      return {
        payoff: contract.feeBasis === 'A' ? contract.feeRate : state.feeAccrued,
        state: { ...state, feeAccrued: zero },
      }
    case 'RR':
    case 'RRF':
      return { payoff: zero, state: { ...state, rate: resetRate(contract, state, event, market) } }
    case 'PRF':
      return { payoff: zero, state: { ...state, payment: annuity(contract, maturity, state) } }
    case 'SC':
      return { payoff: zero, state: scaled(contract, state, event, market) }
    case 'IPCB':
      return { payoff: zero, state: { ...state, base: state.notional } }
    case 'PRD':
      return { payoff: withAccrued(contract, contract.purchase!.price, state).negated(), state }
    case 'TD':
      return { payoff: withAccrued(contract, contract.termination!.price, state), state: ended(state) }
    case 'MD':
      return { payoff: state.notionalScale.times(state.notional), state: ended(state) }
  }
}

/** A price with what has accrued, whose sign the standard takes from the role while the price has none. */
const withAccrued = (contract: Contract, price: Decimal, state: State): Decimal =>
  price.plus(state.accrued.times(contract.sign))

const ended = (state: State): State => ({ ...state, notional: zero, base: zero, accrued: zero, feeAccrued: zero })

/** Interest is counted on the notional of the day, unless the contract says otherwise. */
const based = (contract: Contract, state: State): State =>
  contract.interestCalculationBase === 'NT' ? { ...state, base: state.notional } : state

/** No redemption repays more than is left. */
function redeem(contract: Contract, state: State, event: ScheduledEvent): { payoff: Decimal; state: State } {
  const wanted =
    contract.type === 'NAM' || contract.type === 'ANN'
      ? state.payment.minus(state.accrued)
      : (event.amount ?? state.payment)
  const repaid = event.type === 'PI' ? wanted.negated() : Decimal.min(wanted, state.notional)
  return {
    payoff: state.notionalScale.times(repaid),
    state: based(contract, { ...state, notional: state.notional.minus(repaid) }),
  }
}

/** The rate after a reset: fixed beforehand, or the market's × multiplier + spread within the bounds of period and life. */
function resetRate(contract: Contract, state: State, event: ScheduledEvent, market: Market): Decimal {
  if (event.type === 'RRF') return event.amount!
  const spread = event.amount ?? contract.rateSpread
  const { lifeCap, lifeFloor, periodCap, periodFloor } = contract.bounds
  const wanted = market(contract.marketObjectCodeOfRateReset, event).times(contract.rateMultiplier).plus(spread)
  const change = within(wanted.minus(state.rate), periodFloor, periodCap)
  return within(state.rate.plus(change), lifeFloor, lifeCap)
}

const within = (value: Decimal, floor: Decimal | null, cap: Decimal | null): Decimal => {
  const raised = floor ? Decimal.max(value, floor) : value
  return cap ? Decimal.min(raised, cap) : raised
}

function scaled(contract: Contract, state: State, event: ScheduledEvent, market: Market): State {
  const index = market(contract.marketObjectCodeOfScalingIndex, event)
  const scale = index.div(contract.scalingIndexAtContractDealDate ?? 1)
  return {
    ...state,
    interestScale: contract.scalingEffect.interest ? scale : state.interestScale,
    notionalScale: contract.scalingEffect.notional ? scale : state.notionalScale,
  }
}
