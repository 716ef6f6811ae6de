import type { Decimal } from '#lib/decimal'
import { refuseUnless } from '#lib/refusal'
import type { CalendarDay } from '../due-day.ts'
import type { Contract, Plan } from './contract.ts'
import { shift } from './convention.ts'
import { beginning, redemption } from './maturity.ts'
import { countedDay, cyclesLater, type Moment, momentLater, mostMoments, scheduleOf } from './time.ts'

/** Event types in the order in which they happen at one moment. Source: ACTUS dictionary and the published results. */
const order = {
  IED: 20,
  PR: 30,
  PI: 30,
  IP: 40,
  IPCI: 40,
  FP: 60,
  RRF: 100,
  RR: 100,
  PRF: 105,
  SC: 110,
  IPCB: 120,
  PRD: 130,
  TD: 140,
  MD: 150,
} as const
export type EventType = keyof typeof order

/**
 * Something that happens: `at` is when it shows (moved off holidays), `scheduled` when it was planned, `countedTo` the day
 * its interest is counted to. `amount` is a LAX stretch's payment or rate.
 */
export type ScheduledEvent = {
  type: EventType
  at: Moment
  scheduled: Moment
  countedTo: CalendarDay
  amount: Decimal | null
}

/** All events of a contract in their order, from its status date on, up to its termination. */
export function eventsOf(contract: Contract, maturity: Moment): ScheduledEvent[] {
  const events: ScheduledEvent[] = []
  const fixed = (type: EventType, at: Moment) =>
    events.push({ type, at, scheduled: at, countedTo: countedDay(at), amount: null })
  const add = (type: EventType, scheduled: Moment, amount: Decimal | null = null) => {
    refuseUnless(events.length < mostEvents, 'product.actus_length', { most: mostEvents })
    events.push({
      type,
      scheduled,
      amount,
      ...shift(scheduled, contract.businessDayConvention, contract.calendar),
    })
  }
  const run = (plan: Plan) => runOf(contract, plan, maturity, false)

  fixed('IED', contract.initialExchangeDate)
  add('MD', maturity)
  if (contract.purchase) fixed('PRD', contract.purchase.date)
  addPrincipal(contract, maturity, add)
  if (contract.nominalInterestRate) addInterest(contract, maturity, add)
  addResets(contract, maturity, add)
  if (!contract.feeRate.isZero()) for (const moment of feeMoments(contract, maturity)) add('FP', moment)
  if (contract.scalingEffect.interest || contract.scalingEffect.notional)
    for (const moment of run(contract.scaling)) add('SC', moment)
  if (contract.interestCalculationBase === 'NTL' && contract.type !== 'PAM')
    for (const moment of run(contract.base)) add('IPCB', moment)

  const sorted = events.sort(inOrder)
  const end = contract.termination?.date
  const kept = end ? sorted.filter(event => event.at.order < end.order || isBeforeTermination(event, end)) : sorted
  if (end) kept.push({ type: 'TD', at: end, scheduled: end, countedTo: countedDay(end), amount: null })
  return kept.filter(event => event.at.order > contract.statusDate.order)
}

const mostEvents = 3 * mostMoments

function runOf(contract: Contract, plan: Plan, maturity: Moment, withEnd: boolean): Moment[] {
  const first = beginning(contract, plan)
  return first ? scheduleOf(first, plan.cycle, maturity, { endOfMonth: contract.endOfMonth, withEnd }) : []
}

/** When fees are paid, the last time at maturity. */
export const feeMoments = (contract: Contract, maturity: Moment): Moment[] =>
  runOf(contract, contract.fee, maturity, true)

/** By their moments, then by the standard's order; events that holidays have brought together keep the order they had. */
const inOrder = (a: ScheduledEvent, b: ScheduledEvent) =>
  a.at.order - b.at.order || order[a.type] - order[b.type] || a.scheduled.order - b.scheduled.order

const isBeforeTermination = (event: ScheduledEvent, end: Moment) =>
  event.at.order === end.order && order[event.type] < order.TD

/** Whether an event happens before the purchase and so is not the buyer's. */
export function isBeforePurchase(event: ScheduledEvent, purchase: Moment): boolean {
  return event.at.order < purchase.order || (event.at.order === purchase.order && order[event.type] < order.PRD)
}

type Add = (type: EventType, scheduled: Moment, amount?: Decimal | null) => void

function addPrincipal(contract: Contract, maturity: Moment, add: Add): void {
  if (contract.type === 'PAM') return
  if (contract.type === 'LAX') {
    for (const [index, stretch] of contract.principalStretches.entries()) {
      const end = contract.principalStretches[index + 1]?.anchor ?? maturity
      for (const moment of stretchMoments(contract, stretch, end, maturity))
        add(stretch.increase ? 'PI' : 'PR', moment, stretch.amount)
    }
    return
  }
  const { first, cycle } = redemption(contract)
  for (const moment of scheduleOf(first, cycle, maturity, { endOfMonth: contract.endOfMonth, withEnd: false }))
    add('PR', moment)
  if (contract.type !== 'ANN' || contract.nextPrincipalRedemptionPayment) return
  // The annuity is fixed the day before the first redemption, and not before there is a loan.
  const before = momentLater(first, -1)
  add('PRF', before.order < contract.initialExchangeDate.order ? contract.initialExchangeDate : before)
}

function stretchMoments(
  contract: Contract,
  { anchor, cycle }: { anchor: Moment; cycle: Contract['principal']['cycle'] },
  end: Moment,
  maturity: Moment,
): Moment[] {
  const until = end.order < maturity.order ? end : maturity
  return scheduleOf(anchor, cycle, until, { endOfMonth: contract.endOfMonth, withEnd: false })
}

/** When interest is due, capitalised where the contract says so up to a day. */
export function interestMoments(contract: Contract, maturity: Moment): Moment[] {
  const run = { endOfMonth: contract.endOfMonth, withEnd: true }
  const first = beginning(contract, contract.interest)
  switch (contract.type) {
    case 'LAX': {
      const stretches = contract.interestStretches
      const moments: Moment[] = []
      for (const [index, { anchor, cycle }] of stretches.entries()) {
        const end = stretches[index + 1]?.anchor ?? maturity
        moments.push(...scheduleOf(anchor, cycle, end.order < maturity.order ? end : maturity, run))
        refuseUnless(moments.length < mostEvents, 'product.actus_length', { most: mostEvents })
      }
      return distinct(stretches.length > 0 ? moments : [maturity])
    }
    case 'NAM':
    case 'ANN': {
      const principal = redemption(contract)
      const ofPrincipal = scheduleOf(principal.first, principal.cycle, maturity, run)
      if (!first || isSamePlan(contract, first)) return ofPrincipal
      // Interest of its own up to one cycle before the first redemption; then with every redemption.
      const last = cyclesLater(principal.first, principal.cycle, -1)
      const own = scheduleOf(first, contract.interest.cycle, maturity, run).filter(moment => moment.order < last.order)
      return distinct([...own, ...(last.order > contract.initialExchangeDate.order ? [last] : []), ...ofPrincipal])
    }
    default:
      return first ? scheduleOf(first, contract.interest.cycle, maturity, run) : [maturity]
  }
}

function isSamePlan(contract: Contract, first: Moment): boolean {
  const { cycle } = contract.interest
  const principal = redemption(contract)
  return (
    first.order === principal.first.order &&
    cycle?.months === principal.cycle.months &&
    cycle.days === principal.cycle.days &&
    cycle.longStub === principal.cycle.longStub
  )
}

function addInterest(contract: Contract, maturity: Moment, add: Add): void {
  const end = contract.capitalizationEndDate
  const moments = interestMoments(contract, maturity)
  if (end) for (const moment of distinct([...moments.filter(one => one.order < end.order), end])) add('IPCI', moment)
  for (const moment of moments) if (!end || moment.order > end.order) add('IP', moment)
}

function addResets(contract: Contract, maturity: Moment, add: Add): void {
  const resets: { moment: Moment; fixed: boolean; rate: Decimal | null }[] = []
  if (contract.type === 'LAX')
    for (const [index, stretch] of contract.rateStretches.entries()) {
      const end = contract.rateStretches[index + 1]?.anchor ?? maturity
      for (const moment of stretchMoments(contract, stretch, end, maturity))
        resets.push({ moment, fixed: stretch.fixed, rate: stretch.rate })
    }
  else {
    const first = beginning(contract, contract.rateReset)
    const run = { endOfMonth: contract.endOfMonth, withEnd: false }
    for (const moment of first ? scheduleOf(first, contract.rateReset.cycle, maturity, run) : [])
      resets.push({ moment, fixed: false, rate: null })
  }
  if (contract.nextResetRate) {
    const next = resets.find(reset => reset.moment.order > contract.statusDate.order)
    if (next) Object.assign(next, { fixed: true, rate: contract.nextResetRate })
  }
  for (const { moment, fixed, rate } of resets) {
    add(fixed ? 'RRF' : 'RR', moment, rate)
    if (contract.type === 'ANN') add('PRF', moment)
  }
}

/** Moments in order, each once. */
export function distinct(moments: readonly Moment[]): Moment[] {
  return [...new Map(moments.map(moment => [moment.order, moment])).values()].sort((a, b) => a.order - b.order)
}
