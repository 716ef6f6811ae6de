import { type Day, daysBetween } from '#lib/day'
import { type Money, min, zero } from '#lib/money'
import type { Book } from './book.ts'
import { interestOnProduct } from './installment.ts'
import type { Share } from './share.ts'

/**
 * What a written-off claim earns outside the books (账销案存): the contract's penalty rate on the principal and interest that
 * were written off, by actual days, until they have come back. It becomes income when it is paid (decision 0036).
 */
export type Growth = {
  /** Principal and interest written off. */
  bearing: Money
  /** 积数: bearing and unrecovered × days, in fen·days, up to `through`. */
  product: bigint
  /** The day of the write-off, or the last one on which something was recovered; null while nothing is written off. */
  through: Day | null
  /** What of the growth has been paid. */
  paid: Money
}

export const noGrowth: Growth = { bearing: zero, product: 0n, through: null, paid: zero }

/** A claim's growth where it begins: nothing yet, on what the write-off took out of the books. */
export function growthFrom(shares: readonly Share[], on: Day): Growth {
  const bearing = shares.reduce((total, share) => (total + share.principal + share.interest) as Money, zero)
  return { bearing, product: 0n, through: on, paid: zero }
}

/**
 * The growth carried to a day. What comes back meets fee, penalty and compound interest of the claim before what bears, so
 * that bears the smaller of claim and bearing part.
 */
function carried({ growth, claim }: Pick<Book, 'growth' | 'claim'>, on: Day): Growth {
  if (growth.through === null || on <= growth.through) return growth
  const days = BigInt(daysBetween(growth.through, on))
  return { ...growth, product: growth.product + min(claim, growth.bearing) * days, through: on }
}

/** What the claim has grown by up to a day and nobody has paid, half-up to the fen. */
export function grownBy(book: Pick<Book, 'growth' | 'claim' | 'terms' | 'state'>, on: Day): Money {
  if (book.state !== 'written-off') return zero
  const { product, paid } = carried(book, on)
  return (interestOnProduct(product, book.terms.penaltyRate) - paid) as Money
}

/** Money on a written-off loan meets the claim, then its growth. @returns the book, and what met which */
export function recover(book: Book, amount: Money, on: Day): { book: Book; recovered: Money; grown: Money } {
  const recovered = min(book.claim, amount)
  const growth = carried(book, on)
  const grown = min(grownBy(book, on), (amount - recovered) as Money)
  return {
    book: {
      ...book,
      claim: (book.claim - recovered) as Money,
      growth: { ...growth, paid: (growth.paid + grown) as Money },
    },
    recovered,
    grown,
  }
}

/** Everything that may still be asked on a written-off loan on a day. */
export function claimableOn(book: Pick<Book, 'growth' | 'claim' | 'terms' | 'state'>, on: Day): Money {
  return (book.claim + grownBy(book, on)) as Money
}
