import { must } from '#lib/assert'
import { toId, toKey } from '#lib/id'
import { refuseUnless } from '#lib/refusal'
import type { Context } from '#platform/context'
import type { Input, Output } from '#platform/operation'
import type { api } from '../api.ts'
import * as store from '../store.ts'
import { journalView } from '../view.ts'

/** One journal with its lines. @throws Refusal ledger.journal_not_found */
export async function getJournal(
  ctx: Context,
  { id }: Input<typeof api.getJournal>,
): Promise<Output<typeof api.getJournal>> {
  const journal = await store.journalByKey(ctx.sql, toKey(id))
  refuseUnless(journal, 'ledger.journal_not_found')
  ctx.rights.check('ledger.journal.read', { ownerId: null, groupId: null, branchId: journal.branchKey })
  const chart = new Map((await store.listAccounts(ctx.sql)).map(account => [account.code, account]))
  return {
    ...journalView(journal),
    lines: (await store.linesOf(ctx.sql, journal.key)).map(line => {
      const account = must(chart.get(line.account), 'a line names an account of the chart')
      return {
        account: line.account,
        zh: account.zh,
        en: account.en,
        debit: line.debit,
        credit: line.credit,
        productId: line.productKey === null ? null : toId('product', line.productKey),
      }
    }),
  }
}
