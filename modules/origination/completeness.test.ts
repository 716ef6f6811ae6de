import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { Decimal } from '#lib/decimal'
import type { Money } from '#lib/money'
import { formatPercent } from '#lib/rate'
import { breaches, exceeds, missingToSubmit, type Written } from './completeness.ts'
import { mediaTypeOf, papersMissing, papersNeeded } from './document.ts'
import { downPayment, priceBase, share, type Vehicle } from './vehicle.ts'

const yuan = (amount: number) => BigInt(amount * 100) as Money
const vehicle: Vehicle = {
  vin: 'LTESTNEV8SX000002',
  brand: '比亚迪',
  model: '秦',
  energy: 'new-energy',
  use: 'self',
  condition: 'new',
  price: yuan(160000),
  guidePrice: yuan(150000),
  appraisedValue: null,
  plate: null,
}
const papers = ['id-card', 'driving-licence', 'income-proof', 'purchase-agreement', 'down-payment-proof']
const complete: Written = {
  customer: { kind: 'individual', creditConsent: true, monthlyIncome: yuan(20000) },
  dealerChosen: true,
  productChosen: true,
  principal: yuan(100000),
  periods: 36,
  vehicle,
  papers,
}
const empty: Written = {
  customer: null,
  dealerChosen: false,
  productChosen: false,
  principal: null,
  periods: null,
  vehicle: {
    vin: null,
    brand: null,
    model: null,
    energy: null,
    use: null,
    condition: null,
    price: null,
    guidePrice: null,
    appraisedValue: null,
    plate: null,
  },
  papers: [],
}

describe('completeness', () => {
  it('is content with a complete application', () => {
    expect(missingToSubmit(complete)).toEqual([])
  })

  it('lists everything that is missing at once', () => {
    expect(missingToSubmit(empty)).toEqual([
      'customer',
      'dealer',
      'vehicle.brand',
      'vehicle.model',
      'vehicle.vin',
      'vehicle.energy',
      'vehicle.use',
      'vehicle.condition',
      'vehicle.price',
      'product',
      'principal',
      'periods',
      'paper.id-card',
      'paper.driving-licence',
      'paper.income-proof',
      'paper.purchase-agreement',
      'paper.down-payment-proof',
    ])
  })

  it('asks for what the case needs: consent, appraisal of a used vehicle, permit of a commercial one', () => {
    expect(missingToSubmit({ ...complete, customer: { ...complete.customer!, creditConsent: false } })).toEqual([
      'consent.credit',
    ])
    expect(missingToSubmit({ ...complete, vehicle: { ...vehicle, condition: 'used' } })).toEqual([
      'vehicle.appraised-value',
      'paper.appraisal-report',
      'paper.vehicle-licence',
    ])
    expect(missingToSubmit({ ...complete, vehicle: { ...vehicle, use: 'commercial' } })).toEqual([
      'paper.operating-permit',
    ])
  })

  it('loses nothing by one more paper and asks for each removed one', () => {
    fc.assert(
      fc.property(fc.subarray(papers), kept => {
        const missing = missingToSubmit({ ...complete, papers: kept }).map(name => name.replace('paper.', ''))
        expect(missing).toEqual(papers.filter(paper => !kept.includes(paper)))
      }),
    )
  })

  it('asks before the money for more than before the decision, whoever the customer is', () => {
    for (const customerKind of ['individual', 'sole-proprietor', 'enterprise', null] as const) {
      for (const condition of ['new', 'used'] as const) {
        const facts = { customerKind, condition, use: 'self' as const }
        const before = papersNeeded(facts, 'submit')
        expect(papersNeeded(facts, 'funding')).toEqual(expect.arrayContaining(before))
        expect(papersMissing(facts, 'funding', before)).toEqual(['invoice', 'insurance-policy', 'vehicle-certificate'])
      }
    }
  })
})

describe('the caps', () => {
  const at = (principal: number, periods: number, change: Partial<Vehicle> = {}) =>
    breaches(
      { principal: yuan(principal), termMonths: periods, vehicle: { ...vehicle, ...change } },
      { ltvCap: '0.85', termCap: 60 },
      formatPercent,
    ).map(breach => `${breach.code} ${breach.field}`)

  it('let the bound itself pass and refuse a fen more, on the lower of price and published price', () => {
    expect(at(127500, 60)).toEqual([])
    expect(at(127500.01, 60)).toEqual(['origination.ltv_cap principal'])
    expect(at(127500.01, 60, { guidePrice: null })).toEqual([])
  })

  it('take the appraised value of a used vehicle', () => {
    expect(priceBase({ ...vehicle, condition: 'used', appraisedValue: yuan(100000) })).toBe(yuan(100000))
    expect(priceBase({ ...vehicle, condition: 'used' })).toBeNull()
    expect(priceBase({ ...vehicle, condition: null })).toBeNull()
  })

  it('refuse a longer term and more than the price, all at once', () => {
    expect(at(160000.01, 61)).toEqual([
      'origination.principal_above_price principal',
      'origination.ltv_cap principal',
      'origination.term_cap periods',
    ])
  })

  it('compare exactly: the shown share never lies on the other side of the cap', () => {
    const amount = fc.integer({ min: 1, max: 10 ** 9 }).map(BigInt)
    const cap = fc.integer({ min: 0, max: 20000 }).map(basis => (basis / 10000).toFixed(4))
    fc.assert(
      fc.property(amount, amount, cap, (part, whole, text) => {
        const truth = new Decimal(part.toString()).gt(new Decimal(whole.toString()).times(text))
        expect(exceeds(part, whole, text)).toBe(truth)
        if (truth) expect(new Decimal(share(part, whole, 'up')!).gt(text)).toBe(true)
        expect(new Decimal(share(part, whole, 'down')!).lte(share(part, whole, 'up')!)).toBe(true)
      }),
    )
    expect(share(1n, 0n, 'up')).toBeNull()
  })

  it('derive the down payment from price and loan, never below zero', () => {
    expect(downPayment(yuan(160000), yuan(100000))).toBe(yuan(60000))
    expect(downPayment(yuan(100000), yuan(160000))).toBe(0n)
  })
})

describe('a paper', () => {
  it('is what its first bytes say', () => {
    expect(mediaTypeOf(Buffer.from('%PDF-1.7'))).toBe('application/pdf')
    expect(mediaTypeOf(Buffer.from([0xff, 0xd8, 0xff, 0xe0]))).toBe('image/jpeg')
    expect(mediaTypeOf(Buffer.from([0x89, 0x50, 0x4e, 0x47]))).toBe('image/png')
    expect(mediaTypeOf(Buffer.from('RIFF....WEBP'))).toBe('image/webp')
    expect(mediaTypeOf(Buffer.from('<html>'))).toBeNull()
    expect(mediaTypeOf(Buffer.from(''))).toBeNull()
  })
})
