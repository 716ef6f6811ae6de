import { toKey } from '#lib/id'
import { refuseUnless } from '#lib/refusal'
import type { Context } from '#platform/context'
import type { Input, Output } from '#platform/operation'
import type { api } from '../api.ts'
import * as close from '../store/close.ts'
import { bookOf, loanByKey } from '../store/loan.ts'
import { holdDay, postMissedDues } from './open-book.ts'
import { saveChange } from './save-change.ts'
import { standingRulesOn } from './standing-rules-on.ts'

/**
 * Takes a loan that was set aside back into the close: everything it missed is done now by the rules, posted in the open
 * day with the value days it belongs to. Fails again, and stays set aside, while its data are broken.
 * @throws Refusal servicing.loan_not_found, servicing.set_aside_not_found, servicing.day_stale
 */
export async function retrySetAside(
  ctx: Context,
  { id }: Input<typeof api.retrySetAside>,
): Promise<Output<typeof api.retrySetAside>> {
  const key = toKey(id)
  await holdDay(ctx)
  const morning = await close.morningOf(ctx.sql, ctx.today, key)
  const loan = await loanByKey(ctx.sql, key, true)
  refuseUnless(loan, 'servicing.loan_not_found')
  ctx.rights.check('servicing.day.close', loan)
  refuseUnless(await close.isSetAside(ctx.sql, key), 'servicing.set_aside_not_found')
  const before = await bookOf(ctx.sql, loan)
  const rules = await standingRulesOn(ctx.sql, morning)
  const book = await postMissedDues(ctx, loan, before, morning)
  const after = await saveChange(ctx, { loan, book: before, morning, rules }, book)
  await close.resolveSetAside(ctx.sql, key, ctx.now)
  ctx.about(id)
  return { state: after.state }
}
