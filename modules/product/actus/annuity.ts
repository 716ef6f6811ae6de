import { Decimal } from '#lib/decimal'
import { Refusal, refuseUnless } from '#lib/refusal'
import type { Contract } from './contract.ts'
import { yearsBetween } from './convention.ts'
import { redemption } from './maturity.ts'
import { countedDay, type Moment, scheduleOf } from './time.ts'

/** When principal is repaid, the end of amortisation included, and the part of a year from each moment to the next. */
export type Redemptions = { moments: readonly Moment[]; parts: readonly bigint[] }

/** Binary digits behind the point of a fixed-point number: 38 decimal ones, as many as the decimals around it have. */
const digits = 128n
const one = 1n << digits
const scale = new Decimal(one.toString())
const fixed = (value: Decimal) => BigInt(value.times(scale).toFixed(0))

/** All redemptions of an amortising contract; none where the contract repays otherwise. */
export function redemptionsOf(contract: Contract, maturity: Moment): Redemptions {
  if (contract.type !== 'ANN' && contract.type !== 'LAM') return { moments: [], parts: [] }
  const { first, cycle } = redemption(contract)
  const end = contract.type === 'ANN' ? (contract.amortizationDate ?? maturity) : maturity
  const moments = scheduleOf(first, cycle, end, { endOfMonth: contract.endOfMonth, withEnd: true })
  if (contract.type === 'LAM') return { moments, parts: [] }
  const days = moments.map(countedDay)
  return {
    moments,
    parts: days.slice(1).map((day, index) => fixed(yearsBetween(contract, maturity, days[index]!, day))),
  }
}

const after = ({ moments }: Redemptions, moment: Moment) => moments.findIndex(one => one.order > moment.order)

/** The equal part of the principal that each redemption behind a moment repays. */
export function linearPart(contract: Contract, redemptions: Redemptions, moment: Moment): Decimal {
  const next = after(redemptions, moment)
  return contract.notionalPrincipal.div(next < 0 ? 1 : redemptions.moments.length - next)
}

/**
 * The payment that repays what is owed at the next redemption with the last of them: owed ÷ (1 + Σ 1/Π(1 + r·Y)), the
 * standard's (n + a)·Π(1 + r·Y)/(1 + Σ Π(1 + r·Y)) with both sides divided by the whole product. `owedAt` tells what is
 * owed at a moment, principal and interest. Source: ACTUS technical specification, "Annuity Amount Function".
 * @throws Refusal product.actus_term where a rate takes the whole principal away within one period
 */
export function annuity(
  redemptions: Redemptions,
  { scheduled, rate }: { scheduled: Moment; rate: Decimal },
  owedAt: (moment: Moment) => Decimal,
): Decimal {
  const next = after(redemptions, scheduled)
  if (next < 0) return new Decimal(0)
  const yearly = fixed(rate)
  let worth = one
  let total = one
  for (let index = next; index < redemptions.parts.length; index += 1) {
    const growth = one + ((yearly * redemptions.parts[index]!) >> digits)
    if (growth <= 0n) throw new Refusal('product.actus_term', { field: 'nominalInterestRate' }, 'nominalInterestRate')
    worth = (worth << digits) / growth
    refuseUnless(worth < most, 'product.actus_term', { field: 'nominalInterestRate' }, 'nominalInterestRate')
    total += worth
  }
  return owedAt(redemptions.moments[next]!).times(scale).div(total.toString())
}

/** No rate that anybody means lets a future payment be worth more than this many times itself. */
const most = one << 256n
