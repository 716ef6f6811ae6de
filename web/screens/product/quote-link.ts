import { emptyOffer, type Offer } from './offer.ts'

/** The plans as one word of an address: what was filled in and nothing else, for whoever may quote to open again. */
export function linkOf(offers: readonly Offer[], origin: string): string {
  return `${origin}/product/quote?plans=${encoded(offers)}`
}

const fields = Object.keys(emptyOffer) as (keyof Offer)[]

function encoded(offers: readonly Offer[]): string {
  const told = offers.map(offer => fields.map(field => offer[field]))
  return btoa(JSON.stringify(told)).replaceAll('+', '-').replaceAll('/', '_').replace(/=+$/, '')
}

/** Reads the plans of an address; null where it holds none that can be read. */
export function offersOf(word: unknown): Offer[] | null {
  if (typeof word !== 'string') return null
  try {
    const told: unknown = JSON.parse(atob(word.replaceAll('-', '+').replaceAll('_', '/')))
    if (!Array.isArray(told) || told.length === 0 || told.length > 3) return null
    const offers = told.map(offerOf)
    return offers.every(offer => offer !== null) ? offers : null
  } catch {
    return null
  }
}

const decimal = /^\d{1,12}(\.\d{1,10})?$/

function offerOf(values: unknown): Offer | null {
  // A link given away before an offer had its last fields is an offer without them.
  if (!Array.isArray(values) || values.length < 9 || values.length > fields.length) return null
  const told: Record<string, unknown> = {
    ...emptyOffer,
    ...Object.fromEntries(values.map((value: unknown, index) => [fields[index]!, value])),
  }
  const text = (field: keyof Offer, pattern: RegExp) =>
    told[field] === null || (typeof told[field] === 'string' && pattern.test(told[field]))
  const right =
    text('productId', /^product_[0-9a-z]+$/i) &&
    (told.by === 'price' || told.by === 'amount') &&
    (['price', 'ratio', 'downPayment', 'principal', 'annualRate', 'balloon'] as const).every(field =>
      text(field, decimal),
    ) &&
    text('disbursedOn', /^\d{4}-\d{2}-\d{2}$/) &&
    arePayments(told.payments) &&
    (told.periods === null ||
      (Number.isInteger(told.periods) && Number(told.periods) > 0 && Number(told.periods) <= 600))
  return right ? (told as unknown as Offer) : null
}

function arePayments(value: unknown): boolean {
  if (!Array.isArray(value) || value.length > 120) return false
  return value.every((one: { seq?: unknown; amount?: unknown } | null) => {
    const seq = Number(one?.seq)
    return Number.isInteger(seq) && seq > 0 && seq < 600 && typeof one?.amount === 'string' && decimal.test(one.amount)
  })
}
