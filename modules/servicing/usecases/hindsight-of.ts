import { must } from '#lib/assert'
import { addDays, type Day } from '#lib/day'
import { Decimal } from '#lib/decimal'
import type { Context } from '#platform/context'
import type { Book } from '../book.ts'
import { type Hindsight, inHindsight } from '../correction.ts'
import { type FloatingBase, type Point, resetsAsPublished, type StandingRate } from '../floating.ts'
import { type LoanRow, originOf } from '../store/loan.ts'
import { actionsOf } from '../store/transaction.ts'
import { ratesAsked } from './rates-asked.ts'

/**
 * What a loan that has ended would have been with the base as it is published now: the resets that would not have been, those
 * that would, and what the customer would have paid more or less.
 * @throws Refusal of an action that would not have been possible then
 */
export async function hindsightOf(
  ctx: Context,
  loan: LoanRow,
  book: Book,
  morning: Day,
  published: Readonly<Record<FloatingBase, readonly Point[]>>,
): Promise<Hindsight & { takeBack: StandingRate[] }> {
  const through = addDays(must(loan.closedOn, 'a loan that has ended did so on a day'), -1)
  const { standing, declined, wanted } = await ratesAsked(ctx, loan, through, published)
  const asked = resetsAsPublished(standing, declined, wanted)
  const same = (one: StandingRate, other: { on: Day; annualRate: string }) =>
    one.on === other.on && new Decimal(one.annualRate).eq(other.annualRate)
  const takeBack = standing.filter(one => one.follows && one.on <= through && !asked.some(reset => same(one, reset)))
  const taken = asked.filter(reset => !standing.some(one => one.follows && same(one, reset)))
  const keys = new Set(takeBack.map(one => one.key))
  const origin = await originOf(ctx.sql, loan, book)
  const actions = await actionsOf(ctx.sql, loan.key)
  return { ...inHindsight(origin, actions, keys, taken, morning), takeBack }
}
