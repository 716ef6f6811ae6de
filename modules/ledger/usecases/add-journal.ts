import { toKey } from '#lib/id'
import { Refusal } from '#lib/refusal'
import type { Context } from '#platform/context'
import type { Input, Output } from '#platform/operation'
import { loanBookAccounts } from '../account.ts'
import type { api } from '../api.ts'
import { manualSource } from '../journal.ts'
import { post } from './post.ts'

/** Posts a journal by hand into the open day. @throws Refusal ledger.account_of_module, ledger.account_not_found, ledger.unbalanced, ledger.line_sides, ledger.journal_empty */
export async function addJournal(
  ctx: Context,
  input: Input<typeof api.addJournal>,
): Promise<Output<typeof api.addJournal>> {
  const branchKey = toKey(input.branchId)
  ctx.rights.check('ledger.journal.write', { ownerId: null, groupId: null, branchId: branchKey })
  input.lines.forEach(({ account }, index) => {
    if (loanBookAccounts.includes(account))
      throw new Refusal('ledger.account_of_module', { account }, `lines.${index}.account`)
  })
  const id = await post(ctx, {
    day: ctx.today,
    source: manualSource,
    about: null,
    branchKey,
    description: manualSource,
    note: input.note,
    lines: input.lines,
  })
  ctx.about(id)
  return { id }
}
