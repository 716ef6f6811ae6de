import { toKey } from '#lib/id'
import { refuseUnless } from '#lib/refusal'
import type { Context } from '#platform/context'
import type { Input, Output } from '#platform/operation'
import type { api } from '../api.ts'
import { manualSource } from '../journal.ts'
import * as store from '../store.ts'
import { reverse } from './reverse.ts'

/** Reverses a journal that was posted by hand. @throws Refusal ledger.journal_not_found, ledger.journal_of_module, ledger.reversed_taken */
export async function reverseJournal(
  ctx: Context,
  input: Input<typeof api.reverseJournal>,
): Promise<Output<typeof api.reverseJournal>> {
  const journal = await store.journalByKey(ctx.sql, toKey(input.id))
  refuseUnless(journal, 'ledger.journal_not_found')
  ctx.rights.check('ledger.journal.write', { ownerId: null, groupId: null, branchId: journal.branchKey })
  refuseUnless(journal.source === manualSource, 'ledger.journal_of_module', { source: journal.source })
  const id = await reverse(ctx, input.id, input.note)
  ctx.about(input.id, id)
  return { id }
}
