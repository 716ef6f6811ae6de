import { must } from '#lib/assert'
import { addDays } from '#lib/day'
import { toKey } from '#lib/id'
import { formatYuan, type Money, zero } from '#lib/money'
import { refuseUnless } from '#lib/refusal'
import type { Context } from '#platform/context'
import type { Input, Output } from '#platform/operation'
import { floating } from '#product'
import { seriesPointsThrough } from '#reference'
import type { Action } from '../action.ts'
import type { api } from '../api.ts'
import { isOpen } from '../loan.ts'
import { correctionByKey, insertDecision } from '../store/correction.ts'
import { newKey } from '../store/loan.ts'
import { insertNotices } from '../store/notice.ts'
import { clearCorrected } from '../store/reset.ts'
import { hindsightOf } from './hindsight-of.ts'
import { type OpenBook, openBook } from './open-book.ts'
import { reliveAs, takeResets } from './relive.ts'
import { saveChanges, unchanged } from './save-change.ts'

/**
 * Decides what becomes of a loan that had ended before a value it was set by was corrected. Giving back sets its rates as they
 * are published now, by lines that name what they take back: what was paid too much waits as paid in advance and is refunded
 * like any other, and of a loan written off the claim falls. What would have been more is never asked for afterwards.
 * @throws Refusal servicing.correction_not_found, servicing.correction_stale, servicing.correction_outcome,
 *   servicing.correction_nothing, servicing.loan_set_aside, servicing.day_stale, and of an action not possible with the other rates
 */
export async function decideCorrection(
  ctx: Context,
  { id, outcome, reason }: Input<typeof api.decideCorrection>,
): Promise<Output<typeof api.decideCorrection>> {
  const known = await correctionByKey(ctx.sql, toKey(id))
  refuseUnless(known, 'servicing.correction_not_found')
  const opened = await openBook(ctx, known.loanKey, 'servicing.correction.decide')
  const row = must(await correctionByKey(ctx.sql, known.key), 'it is held with its loan')
  refuseUnless(row.state === 'open' && !isOpen(opened.book.state), 'servicing.correction_stale', { number: row.number })
  const fits = outcome === 'nothing' || (outcome === 'waive') === (row.difference ?? zero) > 0n
  refuseUnless(fits, 'servicing.correction_outcome', {}, 'outcome')
  const back = outcome === 'refund' ? await giveBack(ctx, opened) : { amount: zero, advance: opened.book.advance }
  await insertDecision(ctx, row, { outcome, amount: back.amount, reason })
  await clearCorrected(ctx.sql, [row.loanKey])
  ctx.about(opened.loan.id, id)
  ctx.note({ outcome, amount: formatYuan(back.amount), reason })
  await ctx.emit('servicing.correction-decided', {
    loanId: opened.loan.id,
    correctionId: id,
    outcome,
    amount: formatYuan(back.amount),
    day: ctx.today,
  })
  return { id, ...back }
}

/** Sets a loan's rates as they are published now; what the customer had paid too much, and what waits for them then. */
async function giveBack(ctx: Context, opened: OpenBook): Promise<{ amount: Money; advance: Money }> {
  const { loan, book, morning } = opened
  const base = must(loan.floating, 'a loan to be corrected floats')
  const published = await seriesPointsThrough(ctx.sql, floating.bases, ctx.today)
  const { takeBack, take, difference } = await hindsightOf(ctx, loan, book, morning, published)
  refuseUnless(difference < 0n, 'servicing.correction_nothing', { number: loan.number })
  const put: Action[] = []
  for (const { on, annualRate, value, publishedOn } of take) {
    const follows = { base: base.base, value, publishedOn, margin: base.margin }
    put.push({ key: await newKey(ctx.sql), valueDate: on, kind: 'repricing', annualRate, follows })
  }
  const change = unchanged(opened)
  const relived = await reliveAs(ctx, change, takeBack, put)
  const cause = await takeResets(ctx, change, takeBack, put, relived, '公布值更正')
  await saveChanges(ctx, [change])
  const { advance } = change.book
  if (advance > book.advance)
    await insertNotices(ctx.sql, addDays(ctx.today, 1), [
      {
        loanKey: loan.key,
        transactionKey: cause,
        template: 'servicing.notice.corrected',
        facts: { number: loan.number, amount: formatYuan((advance - book.advance) as Money) },
      },
    ])
  return { amount: -difference as Money, advance }
}
