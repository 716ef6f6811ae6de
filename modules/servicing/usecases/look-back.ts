import type { Day } from '#lib/day'
import { refuseUnless } from '#lib/refusal'
import type { Context } from '#platform/context'
import { type Book, figuresOf, postPenalty, standAt } from '../book.ts'
import { noHold } from '../hold.ts'
import { live } from '../life.ts'
import { isOpen } from '../loan.ts'
import { bookOf, type LoanRow, originOf } from '../store/loan.ts'
import { actionsOf } from '../store/transaction.ts'
import { standingRulesOn } from './standing-rules-on.ts'

/** A loan on another day: its row and book as they were. */
export type LookedBack = { loan: LoanRow; book: Book }

/**
 * A loan as it stood on a day, by what was known on another: its actions recorded by then are lived from the disbursement up
 * to the day shown. Class and bucket are by days past due alone; what held the loan in a worse class is in its states.
 * @throws Refusal servicing.shown_on when a day is before the loan or has not come
 */
export async function lookBack(
  ctx: Context,
  loan: LoanRow,
  { shownOn = ctx.today, knownOn = ctx.today }: { shownOn?: Day | undefined; knownOn?: Day | undefined },
): Promise<LookedBack> {
  for (const [field, day] of Object.entries({ shownOn, knownOn }))
    refuseUnless(
      day >= loan.disbursedOn && day <= ctx.today,
      'servicing.shown_on',
      { from: loan.disbursedOn, to: ctx.today },
      field,
    )
  const now = await bookOf(ctx.sql, loan)
  const origin = { ...(await originOf(ctx.sql, loan, now)), stage: 1 as const, hold: noHold, recheckOn: null }
  const actions = (await actionsOf(ctx.sql, loan.key, knownOn)).filter(action => action.valueDate <= shownOn)
  const life = live(origin, actions, shownOn)
  const book = standAt(postPenalty(life.book, shownOn).book, shownOn, await standingRulesOn(ctx.sql, shownOn))
  const { principal, annualRate, penaltyRate } = book.terms
  return {
    book,
    loan: {
      ...loan,
      ...figuresOf(book),
      oldestUnpaidDue: book.oldestUnpaidDue,
      principal,
      annualRate,
      penaltyRate,
      state: book.state,
      bucket: book.bucket,
      class: book.class,
      advance: book.advance,
      claim: book.claim,
      periods: book.installments.length,
      maturesOn: book.installments.at(-1)!.dueOn,
      closedOn: isOpen(book.state) ? null : (actions.at(-1)?.valueDate ?? loan.closedOn),
    },
  }
}
