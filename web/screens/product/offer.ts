import { useEffect, useState } from 'react'

/** One plan as a seller fills it in; amounts are yuan text, empty while not known. */
export type Offer = {
  productId: `product_${string}` | null
  by: 'price' | 'amount'
  price: string | null
  /** Down payment as a share of the price, or as an amount. */
  ratio: string | null
  downPayment: string | null
  principal: string | null
  periods: number | null
  annualRate: string | null
  disbursedOn: string | null
  /** What the customer chose where the product lets them. */
  balloon: string | null
  payments: { seq: number; amount: string }[]
}

export const emptyOffer: Offer = {
  productId: null,
  by: 'price',
  price: null,
  ratio: '0.3',
  downPayment: null,
  principal: null,
  periods: null,
  annualRate: null,
  disbursedOn: null,
  balloon: null,
  payments: [],
}

/** What the server needs of an offer, or null while too little is filled in. */
export function askOf(offer: Offer) {
  const { productId, periods, by, price, ratio, downPayment, principal, annualRate, disbursedOn, balloon } = offer
  if (!productId || !periods) return null
  const payments = offer.payments.filter(one => one.amount !== '')
  const common = { productId, periods, annualRate, disbursedOn, balloon, payments }
  if (by === 'amount') return principal ? { ...common, principal } : null
  if (!price || !(downPayment ?? ratio)) return null
  return { ...common, price, ...(downPayment ? { downPayment } : { downPaymentRatio: ratio }) }
}

const place = 'chedai.quote'

/** The plans on the calculator: those of a link, else those kept in the tab, so that a reload loses nothing. */
export function useOffers(linked: Offer[] | null) {
  const [offers, setOffers] = useState<Offer[]>(() => {
    if (linked) return linked
    try {
      const kept = JSON.parse(sessionStorage.getItem(place) ?? '[]') as Offer[]
      return kept.length > 0 ? kept.map(one => ({ ...emptyOffer, ...one })) : [emptyOffer]
    } catch {
      return [emptyOffer]
    }
  })
  useEffect(() => {
    try {
      sessionStorage.setItem(place, JSON.stringify(offers))
    } catch {
      // A browser that keeps nothing still calculates.
    }
  }, [offers])
  return [offers, setOffers] as const
}

/** A value once it has stood still: typing never waits for the server, and the server is not asked at every key. */
export function useSettled<T>(value: T, ms = 200): T {
  const [settled, setSettled] = useState(value)
  useEffect(() => {
    const timer = setTimeout(() => setSettled(value), ms)
    return () => clearTimeout(timer)
  }, [value, ms])
  return settled
}
