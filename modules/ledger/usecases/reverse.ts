import { type Id, toId, toKey } from '#lib/id'
import { refuseUnless } from '#lib/refusal'
import type { Context } from '#platform/context'
import { reversed } from '../journal.ts'
import * as store from '../store.ts'

/**
 * Undoes a journal by a new one in the open day that names it. For the module that posted it.
 * @throws Refusal ledger.journal_not_found, ledger.reversed_taken
 */
export async function reverse(ctx: Context, id: Id<'journal'>, note: string): Promise<Id<'journal'>> {
  const journal = await store.journalByKey(ctx.sql, toKey(id))
  refuseUnless(journal, 'ledger.journal_not_found')
  refuseUnless(journal.reversedByKey === null && journal.parentKey === null, 'ledger.reversed_taken')
  const key = await store.insertJournal(
    ctx.sql,
    {
      day: ctx.today,
      branchKey: journal.branchKey,
      source: journal.source,
      description: 'ledger.journal-reversed',
      note,
      about: journal.about,
      parentKey: journal.key,
      postedBy: ctx.actor.id,
      postedAt: ctx.now,
    },
    reversed(await store.linesOf(ctx.sql, journal.key)),
  )
  return toId('journal', key)
}
