import { type Day, daysBetween } from '#lib/day'
import { type Money, min, mulDiv } from '#lib/money'
import { refuseUnless } from '#lib/refusal'
import { untouchedOf } from './ahead.ts'
import type { Book } from './book.ts'
import { hasGrace, regrown } from './grace.ts'

/**
 * Lends more on a running loan: the installments ahead that nothing was paid on yet grow in proportion, so that the plan
 * keeps its shape; the first of them bears interest on the tranche for the days until it is due. The last one takes the tail.
 * What was level stays level to the fen: the payments of an annuity, else the parts of principal.
 * @throws Refusal servicing.loan_settled, servicing.nothing_ahead, servicing.paid_ahead
 */
export function lendMore(book: Book, amount: Money, on: Day): Book {
  const { past, ahead, balance, from } = untouchedOf(book, on)
  const [running] = ahead
  refuseUnless(balance > 0n, 'servicing.nothing_ahead')
  const left = BigInt(daysBetween(on, running.dueOn))
  const days = BigInt(daysBetween(from, running.dueOn))
  const first = (running.interest + mulDiv(running.interest, amount * left, balance * days, 'half-up')) as Money
  const terms = { ...book.terms, principal: (book.terms.principal + amount) as Money }
  if (hasGrace(ahead)) {
    const rows = regrown(ahead, (balance + amount) as Money, first)
    return { ...book, terms, installments: [...past, ...rows] }
  }
  const grown = (part: bigint) => mulDiv(part, balance + amount, balance, 'half-up')
  const payments = ahead.slice(0, -1).map(row => row.principal + row.interest)
  const isLevel = payments.every(payment => payment === payments[0])
  let unplanned = (balance + amount) as Money
  const rows = ahead.map((row, index) => {
    // Rounded up row by row, a loan of a few fen would be used up before its last one.
    const wanted = isLevel ? grown(row.principal + row.interest) - grown(row.interest) : grown(row.principal)
    const principal = index === ahead.length - 1 ? unplanned : min(wanted as Money, unplanned)
    unplanned = (unplanned - principal) as Money
    return { ...row, principal, interest: index === 0 ? first : grown(row.interest) }
  })
  return { ...book, terms, installments: [...past, ...rows] }
}
