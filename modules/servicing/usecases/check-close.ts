import { type Day, dayAt } from '#lib/day'
import { Refusal, refuseUnless } from '#lib/refusal'
import type { Context } from '#platform/context'
import { isClosing } from '../store/closing.ts'
import { proveBooks } from './prove-books.ts'

/** Which days are asked for: one and no other, or every open one up to a last. */
export type AskedClose = { day?: Day | undefined; through?: Day | undefined }

/**
 * The last day that is closed when this is asked for; refuses what cannot be. One day is closed only when it is the open
 * one, several only in order, none before the calendar has come to it, none while another close is under way, and none on
 * books that do not agree.
 * @throws Refusal servicing.closing_conflict, servicing.through, servicing.day_closed, servicing.day_ahead,
 *   servicing.day_future, servicing.previous_open, servicing.books_broken, servicing.ledger_broken
 */
export async function checkClose(ctx: Context, asked: AskedClose): Promise<Day> {
  const open = ctx.today
  const last = asked.day ?? asked.through ?? open
  const calendar = dayAt(ctx.now)
  const field = asked.day ? 'day' : 'through'
  refuseUnless(asked.day === undefined || last >= open, 'servicing.day_closed', { day: last, open }, field)
  refuseUnless(last >= open, 'servicing.through', { through: last, day: open }, field)
  // With every day up to today closed there is none to choose instead.
  refuseUnless(last <= calendar || open <= calendar, 'servicing.day_ahead', { day: open, today: calendar }, field)
  refuseUnless(last <= calendar, 'servicing.day_future', { day: last, today: calendar }, field)
  refuseUnless(asked.day === undefined || last === open, 'servicing.previous_open', { day: last, open }, field)
  if (await isClosing(ctx.sql)) throw new Refusal('servicing.closing_conflict')
  await proveBooks(ctx)
  return last
}
