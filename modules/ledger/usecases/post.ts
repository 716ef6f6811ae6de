import type { Day } from '#lib/day'
import { type Id, toId } from '#lib/id'
import { Refusal, refuseUnless } from '#lib/refusal'
import type { Context } from '#platform/context'
import { journalLines, type LineInput } from '../journal.ts'
import * as store from '../store.ts'

/** What a module posts: one fact of one branch on the open business day. */
export type NewJournal = {
  day: Day
  /** The event it comes from, such as `servicing.day-closed`; a word key. */
  source: string
  /** The one record it is about, or null for a summary. */
  about: Id<string> | null
  branchKey: bigint
  /** A word key saying what happened. */
  description: string
  note?: string | null
  lines: readonly LineInput[]
}

/**
 * Posts a journal. Debits and credits are in fen; lines of zero fall away.
 * @throws Refusal ledger.day_closed, ledger.account_not_found, ledger.unbalanced, ledger.line_sides, ledger.journal_empty
 */
export async function post(ctx: Context, journal: NewJournal): Promise<Id<'journal'>> {
  refuseUnless(journal.day === ctx.today, 'ledger.day_closed', { day: journal.day, today: ctx.today })
  const lines = journalLines(journal.lines)
  const chart = new Set((await store.listAccounts(ctx.sql)).map(account => account.code))
  lines.forEach((line, index) => {
    if (!chart.has(line.account))
      throw new Refusal('ledger.account_not_found', { account: line.account }, `lines.${index}.account`)
  })
  const key = await store.insertJournal(
    ctx.sql,
    {
      day: journal.day,
      branchKey: journal.branchKey,
      source: journal.source,
      description: journal.description,
      note: journal.note ?? null,
      about: journal.about,
      parentKey: null,
      postedBy: ctx.actor.id,
      postedAt: ctx.now,
    },
    lines,
  )
  return toId('journal', key)
}
