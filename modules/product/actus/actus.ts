import type { Decimal } from '#lib/decimal'
import { Refusal, refuseUnless } from '#lib/refusal'
import { decimalText } from '../quote-input.ts'
import { decimalOf, readContract } from './contract.ts'
import { eventsOf, isBeforePurchase } from './event.ts'
import { maturityOf } from './maturity.ts'
import { happen, type Market, stateAtStatus } from './state.ts'
import { type Moment, momentText, parseMoment } from './time.ts'

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
 * @throws Refusal product.actus_case, product.actus_type, product.actus_term, product.actus_market
 */
export function actusEvents(input: unknown): ActusEvent[] {
  refuseUnless(isFields(input) && isFields(input.terms), 'product.actus_case')
  const contract = readContract(input.terms)
  const maturity = maturityOf(contract)
  const market = marketOf(input.dataObserved)
  const to = readTo(input.to)
  const answer: ActusEvent[] = []
  let state = stateAtStatus(contract, maturity)
  for (const event of eventsOf(contract, maturity)) {
    if (to && event.at.order > to.order) break
    const happened = happen(contract, maturity, state, event, market)
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
    const exact = points.find(point => point.at.order === event.scheduled.order)
    const known = exact ?? points.findLast(point => point.at.order <= event.at.order) ?? points[0]
    if (!known) throw new Refusal('product.actus_market', { code }, 'dataObserved')
    return known.value
  }
}

function readSeries(series: unknown, code: string): { at: Moment; value: Decimal }[] {
  const data = isFields(series) ? series.data : undefined
  if (!Array.isArray(data)) throw new Refusal('product.actus_market', { code }, 'dataObserved')
  return data
    .map(point => {
      const at = isFields(point) && typeof point.timestamp === 'string' ? parseMoment(point.timestamp.trim()) : null
      const raw = isFields(point) ? point.value : null
      const text = typeof raw === 'number' ? decimalText(raw) : typeof raw === 'string' ? raw.trim() : null
      const value = text === null ? null : decimalOf(text)
      if (!at || !value) throw new Refusal('product.actus_market', { code }, 'dataObserved')
      return { at, value }
    })
    .sort((a, b) => a.at.order - b.at.order)
}
