import type { Decimal } from '#lib/decimal'
import { Refusal, refuseUnless } from '#lib/refusal'
import { redemptionsOf } from './annuity.ts'
import { decimalOf, readContract } from './contract.ts'
import { eventsOf, isBeforePurchase } from './event.ts'
import { maturityOf } from './maturity.ts'
import { happen, type Market, stateAtStatus } from './state.ts'
import { type Moment, momentText, mostMoments, parseMoment } from './time.ts'

/** An event as the ACTUS standard publishes it: figures unrounded, the state that of after the event. */
export type ActusEvent = {
  eventDate: string
  eventType: string
  payoff: string
  notionalPrincipal: string
  nominalInterestRate: string
  accruedInterest: string
}

type Fields = Readonly<Record<string, unknown>>
const isFields = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/**
 * The events of one ACTUS test case, `{terms, to, dataObserved}`, in ACTUS order up to `to`; its `results` are never read.
 * PAM, LAM, NAM, ANN and LAX. Source: ACTUS technical specification and dictionary, actusfrf.org.
 * @throws Refusal product.actus_case, product.actus_type, product.actus_term, product.actus_market,
 *   product.actus_length
 */
export function actusEvents(input: unknown): ActusEvent[] {
  refuseUnless(isFields(input) && isFields(input.terms), 'product.actus_case')
  const contract = readContract(input.terms)
  // What people did, prepaid or failed to pay, changes a contract in ways that are not worked out here.
  refuseUnless(isNothing(input.eventsObserved), 'product.actus_term', { field: 'eventsObserved' }, 'eventsObserved')
  const maturity = maturityOf(contract)
  const market = marketOf(input.dataObserved)
  const to = readTo(input.to)
  const answer: ActusEvent[] = []
  const redemptions = redemptionsOf(contract, maturity)
  const events = eventsOf(contract, maturity)
  const fixings = events.filter(event => event.type === 'PRF').length
  refuseUnless(fixings * redemptions.moments.length <= mostSteps, 'product.actus_length', { most: mostMoments })
  let state = stateAtStatus(contract, maturity, redemptions)
  for (const event of events) {
    if (to && event.at.order > to.order) break
    const happened = happen(contract, maturity, state, event, { market, redemptions })
    state = happened.state
    if (contract.purchase && isBeforePurchase(event, contract.purchase.date)) continue
    const signed = (amount: Decimal) => textOf(amount.times(contract.sign))
    answer.push({
      eventDate: momentText(event.at),
      eventType: event.type,
      payoff: signed(happened.payoff),
      notionalPrincipal: signed(state.notional),
      nominalInterestRate: textOf(state.rate),
      accruedInterest: signed(state.accrued),
    })
  }
  return answer
}

/** Whether a list is left out or empty, in whatever way. */
const isNothing = (value: unknown): boolean =>
  value === undefined ||
  value === null ||
  value === '' ||
  (typeof value === 'object' && Object.keys(value).length === 0)

/** Each fixing of an annuity looks at all redemptions ahead of it; weekly resets of thirty years are half of this. */
const mostSteps = 3_000_000

const textOf = (value: Decimal) => (value.isZero() ? '0' : value.toFixed())

function readTo(value: unknown): Moment | null {
  if (value === undefined || value === null || value === '') return null
  const to = typeof value === 'string' ? parseMoment(value.trim()) : null
  if (!to) throw new Refusal('product.actus_term', { field: 'to' }, 'to')
  return to
}

/** Observed values by code. An event sees the value of its own moment, else the latest before it, else the first there is. */
function marketOf(observed: unknown): Market {
  const series = new Map<string, { at: Moment; value: Decimal }[]>()
  const read = (code: string) => {
    const known = series.get(code)
    if (known) return known
    const points = readSeries(isFields(observed) ? observed[code] : undefined, code)
    series.set(code, points)
    return points
  }
  return (code, event) => {
    if (code === null) throw new Refusal('product.actus_term', { field: 'marketObjectCode' }, 'marketObjectCode')
    const points = read(code)
    const first = points[0]
    if (!first) throw new Refusal('product.actus_market', { code }, 'dataObserved')
    const exact = lastUpTo(points, event.scheduled.order)
    const known = exact?.at.order === event.scheduled.order ? exact : (lastUpTo(points, event.at.order) ?? first)
    return known.value
  }
}

/** The last of the points, which are in their order, that is not behind a moment. */
function lastUpTo<Point extends { at: Moment }>(points: readonly Point[], order: number): Point | undefined {
  let low = 0
  let high = points.length
  while (low < high) {
    const middle = (low + high) >> 1
    if (points[middle]!.at.order <= order) low = middle + 1
    else high = middle
  }
  return points[low - 1]
}

function readSeries(series: unknown, code: string): { at: Moment; value: Decimal }[] {
  const data = isFields(series) ? series.data : undefined
  if (!Array.isArray(data)) throw new Refusal('product.actus_market', { code }, 'dataObserved')
  return data
    .map(point => {
      const at = isFields(point) && typeof point.timestamp === 'string' ? parseMoment(point.timestamp.trim()) : null
      const raw = isFields(point) ? point.value : null
      const text = typeof raw === 'number' ? String(raw) : typeof raw === 'string' ? raw.trim() : null
      const value = text === null ? null : decimalOf(text)
      if (!at || !value) throw new Refusal('product.actus_market', { code }, 'dataObserved')
      return { at, value }
    })
    .sort((a, b) => a.at.order - b.at.order)
}
