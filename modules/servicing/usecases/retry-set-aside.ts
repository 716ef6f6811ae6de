import { toKey } from '#lib/id'
import { Refusal, refuseUnless } from '#lib/refusal'
import type { Context } from '#platform/context'
import type { Input, Output } from '#platform/operation'
import type { api } from '../api.ts'
import { loanDifferences } from '../store/check.ts'
import * as close from '../store/close.ts'
import { bookOf, loanByKey } from '../store/loan.ts'
import { isAboutData } from './close-range.ts'
import { holdDay, postMissedDues } from './open-book.ts'
import { saveChange } from './save-change.ts'
import { standingRulesOn } from './standing-rules-on.ts'

/**
 * Takes a loan that was set aside back into the close: everything it missed is done now by the rules, posted in the open
 * day with the value days it belongs to. It stays set aside while its due days do not
 * follow one another, its row, plan and entries do not agree, or a rule fails on it.
 * @throws Refusal servicing.loan_not_found, servicing.set_aside_not_found, servicing.set_aside_broken, servicing.day_stale
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
  const broken = (reason: string) => new Refusal('servicing.set_aside_broken', { reason })
  const { installments } = before
  const astray = installments.findIndex((row, at) => at > 0 && row.dueOn <= installments[at - 1]!.dueOn)
  if (astray > 0) throw broken(`installment ${installments[astray]!.seq}: due_on ${installments[astray]!.dueOn}`)
  try {
    const book = await postMissedDues(ctx, loan, before, morning)
    const after = await saveChange(ctx, { loan, book: before, morning, rules }, book)
    const [difference] = await loanDifferences(ctx.sql, 1, [key])
    if (difference) throw broken(`${difference.figure}: ${difference.row} / ${difference.plan} / ${difference.entries}`)
    await close.resolveSetAside(ctx.sql, key, ctx.now)
    ctx.about(id)
    return { state: after.state }
  } catch (error) {
    // What made the close fail is not yet mended: that is an expected no, with its reason.
    if (isAboutData(error)) throw new Refusal('servicing.set_aside_broken', { reason: (error as Error).message })
    throw error
  }
}
