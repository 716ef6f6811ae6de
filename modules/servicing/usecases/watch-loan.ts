import type { Day, Instant } from '#lib/day'
import { toKey } from '#lib/id'
import { refuseUnless } from '#lib/refusal'
import type { Context } from '#platform/context'
import type { Input, Output } from '#platform/operation'
import { isOpen } from '../loan.ts'
import { newKey } from '../store/loan.ts'
import { insertWatchLine } from '../store/loan-watch.ts'
import type { watchApi } from '../watch-api.ts'
import { openBook } from './open-book.ts'
import { saveChange } from './save-change.ts'

const permission = 'servicing.loan.watch'

/**
 * Puts a loan on the watch list by hand, with a reason and the day on which it is looked at again; done once more, it sets
 * another day. Emits `servicing.loan-watched`.
 * @throws Refusal servicing.loan_not_found, servicing.loan_set_aside, servicing.loan_settled, servicing.day_stale, servicing.review_day, authority.*
 */
export async function watchLoan(
  ctx: Context,
  { id, reason, reviewOn }: Input<typeof watchApi.watchLoan>,
): Promise<Output<typeof watchApi.watchLoan>> {
  const opened = await openBook(ctx, toKey(id), permission)
  refuseUnless(isOpen(opened.book.state), 'servicing.loan_settled', { state: `servicing.loan.${opened.book.state}` })
  refuseUnless(reviewOn > ctx.today, 'servicing.review_day', { today: ctx.today }, 'reviewOn')
  return { ...(await turn(ctx, opened, { watched: true, reason, reviewOn })), reviewOn }
}

/**
 * Takes a loan off the watch list. Emits `servicing.loan-unwatched`.
 * @throws Refusal servicing.loan_not_found, servicing.loan_set_aside, servicing.loan_settled, servicing.day_stale, servicing.not_watched, authority.*
 */
export async function unwatchLoan(
  ctx: Context,
  { id, reason }: Input<typeof watchApi.unwatchLoan>,
): Promise<Output<typeof watchApi.unwatchLoan>> {
  const opened = await openBook(ctx, toKey(id), permission)
  refuseUnless(isOpen(opened.book.state), 'servicing.loan_settled', { state: `servicing.loan.${opened.book.state}` })
  refuseUnless(opened.book.hold.watched, 'servicing.not_watched', { number: opened.loan.number })
  return turn(ctx, opened, { watched: false, reason, reviewOn: null })
}

async function turn(
  ctx: Context,
  opened: Awaited<ReturnType<typeof openBook>>,
  { watched, reason, reviewOn }: { watched: boolean; reason: string; reviewOn: Day | null },
): Promise<Output<typeof watchApi.unwatchLoan>> {
  const { loan, book } = opened
  const recordedAt: Instant = ctx.now
  await insertWatchLine(ctx.sql, loan.key, {
    key: await newKey(ctx.sql),
    watched,
    reason,
    reviewOn,
    recordedOn: ctx.today,
    recordedBy: ctx.actor.id,
    recordedAt,
  })
  const after = await saveChange(ctx, opened, { ...book, hold: { ...book.hold, watched } })
  ctx.about(loan.id)
  ctx.note({ watched, reviewOn, stage: after.stage })
  await ctx.emit(`servicing.loan-${watched ? 'watched' : 'unwatched'}`, {
    loanId: loan.id,
    reason,
    reviewOn,
    day: ctx.today,
  })
  return { id: loan.id, watched, stage: after.stage }
}
