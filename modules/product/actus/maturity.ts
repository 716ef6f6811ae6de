import type { Decimal } from '#lib/decimal'
import { Refusal } from '#lib/refusal'
import type { Contract, Plan } from './contract.ts'
import { yearPart } from './convention.ts'
import { type Cycle, countedDay, cyclesLater, firstMoments, type Moment, scheduleOf } from './time.ts'

const badTerm = (field: string) => new Refusal('product.actus_term', { field }, field)

/** Where a schedule begins: its anchor, or one cycle after the initial exchange; null when it has neither. */
export function beginning(contract: Contract, { anchor, cycle }: Plan): Moment | null {
  return anchor ?? (cycle && cyclesLater(contract.initialExchangeDate, cycle, 1))
}

/** Where and how often principal is repaid. @throws Refusal product.actus_term where an amortising contract does not say */
export function redemption(contract: Contract): { first: Moment; cycle: Cycle } {
  const first = beginning(contract, contract.principal)
  const { cycle } = contract.principal
  if (!first || !cycle) throw badTerm('cycleOfPrincipalRedemption')
  return { first, cycle }
}

/**
 * When a contract ends: as it says, or when its principal has been repaid. @throws Refusal product.actus_term when that
 * cannot be told or never happens
 */
export function maturityOf(contract: Contract): Moment {
  if (contract.maturityDate) return contract.maturityDate
  if (contract.type === 'PAM') throw badTerm('maturityDate')
  if (contract.type === 'LAX') return repaidOn(contract)
  if (contract.type === 'ANN' && contract.amortizationDate) return contract.amortizationDate
  const { first, cycle } = redemption(contract)
  const payment = contract.nextPrincipalRedemptionPayment
  if (!payment) throw badTerm('maturityDate')
  const { last, paid } = lastRedemption(contract, first, cycle)
  const repaid = payment.minus(contract.type === 'LAM' ? 0 : firstInterest(contract, last, cycle))
  const needed = repaid.gt(0) ? contract.notionalPrincipal.div(repaid).ceil() : null
  if (!needed || needed.gt(mostPayments)) throw badTerm('nextPrincipalRedemptionPayment')
  const count = Math.max(1, needed.toNumber()) + (paid ? 1 : 0)
  return firstMoments(last, cycle, count, contract).at(-1)!
}

const mostPayments = 10_000

/** The redemption the remaining ones are counted from: the first one, or the last one before the status date. */
function lastRedemption(contract: Contract, first: Moment, cycle: Cycle): { last: Moment; paid: boolean } {
  if (first.order >= contract.statusDate.order) return { last: first, paid: false }
  const run = { endOfMonth: contract.endOfMonth, withEnd: false }
  return { last: scheduleOf(first, { ...cycle, longStub: false }, contract.statusDate, run).at(-1)!, paid: true }
}

/** What the whole notional bears in one cycle from a moment on. */
function firstInterest(contract: Contract, from: Moment, cycle: Cycle): Decimal {
  const part = yearPart(contract.dayCount, countedDay(from), countedDay(cyclesLater(from, cycle, 1)), {
    calendar: contract.calendar,
    maturity: null,
  })
  return contract.notionalPrincipal.times(contract.nominalInterestRate ?? 0).times(part)
}

/** The redemption with which the stretches of a LAX contract have repaid its principal. */
function repaidOn(contract: Contract): Moment {
  const stretches = contract.principalStretches
  let balance = contract.notionalPrincipal
  for (const [index, { anchor, cycle, amount, increase }] of stretches.entries()) {
    const next = stretches[index + 1]?.anchor
    const moments = next
      ? scheduleOf(anchor, cycle, next, { endOfMonth: contract.endOfMonth, withEnd: false })
      : lastStretch(contract, balance)
    for (const moment of moments) {
      if (!increase && balance.lte(amount)) return moment
      balance = increase ? balance.plus(amount) : balance.minus(amount)
    }
  }
  const last = stretches.at(-1)!
  if (!last.cycle) return last.anchor
  throw badTerm('maturityDate')
}

function lastStretch(contract: Contract, balance: Decimal): Moment[] {
  const { anchor, cycle, amount, increase } = contract.principalStretches.at(-1)!
  const needed = increase || !amount.gt(0) ? null : balance.div(amount).ceil()
  if (cycle && (!needed || needed.gt(mostPayments))) throw badTerm('arrayNextPrincipalRedemptionPayment')
  return firstMoments(anchor, cycle, Math.max(1, needed?.toNumber() ?? 1), contract)
}
