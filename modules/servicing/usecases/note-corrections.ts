import { powers } from '#authority'
import { must } from '#lib/assert'
import type { Day } from '#lib/day'
import { Refusal } from '#lib/refusal'
import { notify } from '#notification'
import type { Context } from '#platform/context'
import { floating } from '#product'
import { seriesPointsThrough } from '#reference'
import type { FloatingBase } from '../floating.ts'
import { insertCorrections, type NewCorrection, openCorrectionsAmong } from '../store/correction.ts'
import { booksOf, type LoanRow } from '../store/loan.ts'
import { closedSince } from '../store/reset.ts'
import { hindsightOf } from './hindsight-of.ts'

/** Loans handed to the engine at once. */
const batch = 200

/**
 * Notes the loans that had ended after a day whose value of a base was recorded or corrected and that it would have changed, each with
 * what the customer would have paid more or less, for people to decide; who may decide is told. Doing it again notes nothing new.
 */
export async function noteCorrections(ctx: Context, base: FloatingBase, from: Day): Promise<void> {
  const published = await seriesPointsThrough(ctx.sql, floating.bases, ctx.today)
  const noted: LoanRow[] = []
  for (let after = -1n; ; ) {
    const loans = await closedSince(ctx.sql, base, from, after, batch)
    const last = loans.at(-1)
    if (!last) break
    after = last.key
    const books = await booksOf(ctx.sql, loans)
    const open = await openCorrectionsAmong(
      ctx.sql,
      loans.map(loan => loan.key),
    )
    const list: NewCorrection[] = []
    for (const loan of loans) {
      const book = must(books.get(loan.key), 'the loan has a book')
      const told = await hindsightOf(ctx, loan, book, ctx.today, published).catch((error: unknown) => {
        if (error instanceof Refusal) return error
        throw error
      })
      const refused = told instanceof Refusal
      const difference = refused ? null : told.difference
      const before = open.get(loan.key)
      // Nothing is noted that makes no difference, nor twice; what made one and makes none any more is replaced.
      if (difference === (before === undefined ? 0n : before)) continue
      const obstacle = refused ? told.code : null
      list.push({ loanKey: loan.key, base, from, notedOn: ctx.today, difference, obstacle })
      if (difference !== 0n) noted.push(loan)
    }
    await insertCorrections(ctx.sql, list)
  }
  if (noted.length === 0) return
  ctx.note({ base, from, loans: noted.length })
  await ctx.emit('servicing.corrections-noted', { base, from, loans: noted.length })
  for (const { key, reach } of await powers.holdersWithin(ctx, 'servicing.correction.decide', noted))
    await notify(ctx, {
      to: [key],
      template: 'servicing.notice.corrections',
      facts: { base: `servicing.floating.${base}`, day: from, count: reach.length },
    })
}
