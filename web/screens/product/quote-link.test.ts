import { describe, expect, it } from 'vitest'
import { emptyOffer, type Offer } from './offer.ts'
import { linkOf, offersOf } from './quote-link.ts'

const offer: Offer = { ...emptyOffer, productId: 'product_1kf8', price: '150000.00', ratio: '0.2', periods: 36 }
const wordOf = (offers: Offer[]) => new URL(linkOf(offers, 'https://a.example')).searchParams.get('plans')

describe('a link to a quote', () => {
  it('opens the same plans again', () => {
    const plans = [offer, { ...offer, by: 'amount' as const, principal: '99999.99', annualRate: '0.0588' }]
    expect(offersOf(wordOf(plans))).toEqual(plans)
    expect(linkOf([offer], 'https://a.example')).toMatch(/^https:\/\/a\.example\/product\/quote\?plans=[\w-]+$/)
  })

  it('is left aside where it cannot be read', () => {
    const encode = (value: unknown) => btoa(JSON.stringify(value))
    const bad = [
      undefined,
      '%%%',
      encode({}),
      encode([]),
      encode([[1, 2]]),
      wordOf([{ ...offer, price: '1e9' }]),
      wordOf([{ ...offer, productId: 'loan_1' as Offer['productId'] }]),
      wordOf([{ ...offer, periods: 0 }]),
      wordOf([offer, offer, offer, offer]),
    ]
    for (const word of bad) expect(offersOf(word)).toBeNull()
  })
})
