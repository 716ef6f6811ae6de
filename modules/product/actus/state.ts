import { Decimal } from '#lib/decimal'
import type { CalendarDay } from '../due-day.ts'
import { annuity, linearPart, type Redemptions } from './annuity.ts'
import type { Contract } from './contract.ts'
import { shift, yearsBetween } from './convention.ts'
import { distinct, feeMoments, interestMoments, type ScheduledEvent } from './event.ts'
import { countedDay, type Moment } from './time.ts'

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
export function stateAtStatus(contract: Contract, maturity: Moment, redemptions: Redemptions): State {
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
    const paid = interestMoments(contract, maturity)
    const last = distinct([
      ...paid,
      ...(contract.capitalizationEndDate ? [contract.capitalizationEndDate] : []),
    ]).findLast(moment => moment.order < status.order)
    const since =
      last && last.order > contract.initialExchangeDate.order
        ? shift(last, contract.businessDayConvention, contract.calendar).countedTo
        : countedDay(contract.initialExchangeDate)
    const part = yearsBetween(contract, maturity, since, countedTo)
    begun.accrued = contract.accruedInterest ?? part.times(begun.notional).times(begun.rate)
    const fees = contract.feeRate.isZero() ? [] : feeMoments(contract, maturity)
    const paidFee = fees.findLast(moment => moment.order < status.order)
    const feeSince =
      paidFee && paidFee.order > contract.initialExchangeDate.order
        ? shift(paidFee, contract.businessDayConvention, contract.calendar).countedTo
        : countedDay(contract.initialExchangeDate)
    const feePart = yearsBetween(contract, maturity, feeSince, countedTo)
    begun.feeAccrued =
      contract.feeAccrued ?? (contract.feeBasis === 'N' ? feePart.times(begun.notional).times(contract.feeRate) : zero)
    Object.assign(state, begun)
  }
  if (!contract.nextPrincipalRedemptionPayment) {
    if (contract.type === 'LAM') state.payment = linearPart(contract, redemptions, status)
    else if (contract.type === 'ANN' && running) state.payment = annuityFrom(contract, maturity, redemptions, state)
  }
  return state
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

/** The annuity from a state on. */
const annuityFrom = (contract: Contract, maturity: Moment, redemptions: Redemptions, state: State): Decimal =>
  annuity(redemptions, state, next => {
    const ahead = yearsBetween(contract, maturity, state.countedTo, countedDay(next))
    return state.notional.plus(state.accrued).plus(state.notional.times(state.rate).times(ahead))
  })

/** What an event pays its receiver, and the state behind it. */
export function happen(
  contract: Contract,
  maturity: Moment,
  before: State,
  event: ScheduledEvent,
  { market, redemptions }: { market: Market; redemptions: Redemptions },
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
      return { payoff: zero, state: { ...state, payment: annuityFrom(contract, maturity, redemptions, state) } }
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
