import { must } from '#lib/assert'
import { Refusal } from '#lib/refusal'
import type { Context } from '#platform/context'
import { parametersOn } from '#reference'
import type { Book } from '../book.ts'
import { beyondCap } from '../term-cap.ts'
import type { OpenBook } from './open-book.ts'

const maturity = (book: Book) => must(book.installments.at(-1), 'a plan has rows').dueOn

/**
 * Holds a longer plan to the longest term of the day (parameters `term.cap`, `institution.licence`). An exception is asked for
 * and the kernel says who may make it; the program itself decides nothing and is not held.
 * @throws Refusal servicing.over_term_cap, authority.*
 */
export async function withinTermCap(
  ctx: Context,
  { loan, book }: OpenBook,
  after: Book,
  exception: boolean,
): Promise<void> {
  if (ctx.actor.key === null) return
  const values = await parametersOn(ctx.sql, ['term.cap', 'institution.licence'], ctx.today)
  const dues = { before: maturity(book), after: maturity(after) }
  const cap = beyondCap(loan, dues, values['institution.licence'], values['term.cap'])
  if (!cap) return
  if (!exception)
    throw new Refusal(
      'servicing.over_term_cap',
      {
        maturesOn: dues.after,
        until: cap.until,
        months: cap.months,
        condition: `servicing.vehicle.${cap.condition}`,
      },
      'termException',
    )
  ctx.rights.check('servicing.term-cap.exceed', loan)
  ctx.note({ termException: dues.after, cap: cap.until })
}
