import { createHash } from 'node:crypto'
import { sum } from '#lib/money'
import { refuseUnless } from '#lib/refusal'
import { contactsOf } from '#party'
import type { Context } from '#platform/context'
import type { Input, Output } from '#platform/operation'
import type { api } from '../api.ts'
import { csvProtocol } from '../debit-file.ts'
import { debitOrders, saveDebitFile, saveDebitOutcomes } from '../store/debit.ts'

/**
 * Writes the file with a day's direct debits for the bank, until the day is over: every order that has no result yet. Orders of borrowers without
 * an account are noted as such and left out. Written again it says the same. Opens account numbers, which the audit line says.
 * @throws Refusal servicing.debit_not_found
 */
export async function writeDebitFile(
  ctx: Context,
  { day }: Input<typeof api.writeDebitFile>,
): Promise<Output<typeof api.writeDebitFile>> {
  ctx.rights.check('servicing.repayment.import')
  const rows = (await debitOrders(ctx.sql, day)).filter(row => row.outcome === null || row.outcome === 'no-account')
  refuseUnless(day >= ctx.today && rows.length > 0, 'servicing.debit_not_found', { day })
  const accounts = await contactsOf(ctx, [...new Set(rows.map(row => row.customerKey))])
  const orders = rows.flatMap(({ number, amount, customerKey }) => {
    const holder = accounts.get(customerKey)
    return holder?.account ? [{ number, amount, account: holder.account, name: holder.name }] : []
  })
  const without = rows.filter(row => !accounts.get(row.customerKey)?.account)
  await saveDebitOutcomes(
    ctx.sql,
    day,
    without.map(({ loanKey }) => ({ loanKey, outcome: 'no-account' as const, reason: null, reference: null })),
  )
  const { fileName, content } = csvProtocol.write(day, orders)
  const amount = sum(orders.map(order => order.amount))
  const sha256 = createHash('sha256').update(content).digest('hex')
  await saveDebitFile(ctx.sql, {
    day,
    direction: 'order',
    protocol: csvProtocol.name,
    sha256,
    rows: orders.length,
    amount,
    byName: ctx.actor.name,
    at: ctx.now,
  })
  ctx.note({ fileName, openedAccounts: orders.length })
  return { fileName, content, orders: orders.length, withoutAccount: without.length, amount }
}
