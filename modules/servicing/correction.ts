import type { Day } from '#lib/day'
import { type Money, max, sum, zero } from '#lib/money'
import type { Rate } from '#lib/rate'
import { Refusal } from '#lib/refusal'
import type { Action } from './action.ts'
import type { Book } from './book.ts'
import type { Reset } from './floating.ts'
import { live } from './life.ts'
import { isOpen } from './loan.ts'

/** More than any settlement lacks, in fen: it is lent to both lives alike, so that neither is refused for too little money. */
const enough = (10n ** 15n) as Money

/** A life without some actions and with others in their place; what of the loan that had ended would have been different. */
export type Hindsight = {
  /** The resets that can be taken: those behind the loan's end fall away. */
  take: Reset[]
  /** What the customer would have paid more than was paid, in fen; negative where too much was paid. */
  difference: Money
}

/**
 * What a loan that has ended would have cost with other resets: its life with them less its life as it was, in what is left owed
 * after the same payments. Where more would have been asked, no penalty is counted for what nobody had asked for.
 * @param origin the book as disbursed
 * @param actions what was done, in the books
 * @param takeBack keys of the resets that would not have been
 * @param keyOf keys for the resets that would
 * @throws Refusal of an action that would not have been possible then
 */
export function inHindsight(
  origin: Book,
  actions: readonly Action[],
  takeBack: ReadonlySet<bigint>,
  wanted: readonly Reset[],
  morning: Day,
): Hindsight {
  const kept = actions.filter(action => !takeBack.has(action.key))
  const last = actions.reduce((most, { key }) => (key > most ? key : most), 0n)
  for (let take = [...wanted]; ; take = take.slice(0, -1)) {
    const others = [...kept, ...take.map((reset, index) => repricingOf(reset, last + 1n + BigInt(index)))]
    try {
      const exact = owedAfter(origin, others, morning) - owedAfter(origin, actions, morning)
      if (exact <= 0n) return { take, difference: exact as Money }
      const mild = withoutPenalty(origin)
      const asked = owedAfter(mild, others, morning) - owedAfter(mild, actions, morning)
      return { take, difference: max(zero, asked as Money) }
    } catch (error) {
      const ended = error instanceof Refusal && behindEnd.has(error.code)
      if (!ended || take.length === 0) throw error
    }
  }
}

/** What a reset is refused with once the loan has ended or nothing lies ahead. */
const behindEnd = new Set(['servicing.loan_settled', 'servicing.nothing_ahead'])

/** A reset as the action that it is. */
export function repricingOf({ on, annualRate }: Pick<Reset, 'on' | 'annualRate'>, key: bigint): Action {
  return { key, valueDate: on, kind: 'repricing', annualRate }
}

const withoutPenalty = (book: Book): Book => ({
  ...book,
  terms: { ...book.terms, penaltyRate: '0' as Rate, penaltyMultiple: '0' as Rate },
})

/** What is owed of the plan or the claim once everything was paid as it was, less what waits as paid in advance. */
function owedAfter(origin: Book, actions: readonly Action[], morning: Day): bigint {
  const lent = actions.map(action =>
    action.kind === 'settlement' ? { ...action, amount: (action.amount + enough) as Money } : action,
  )
  const { book } = live(origin, lent, morning)
  const unpaid = book.installments.map(
    row => row.principal - row.principalPaid + row.interest - row.interestPaid + row.fee - row.feePaid,
  )
  return (isOpen(book.state) ? sum(unpaid as Money[]) : zero) + book.claim - book.advance
}
