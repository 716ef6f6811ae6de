import type { Context } from '#platform/context'
import type { Output } from '#platform/operation'
import type { api } from '../api.ts'
import { debitDays } from '../store/debit.ts'

/** The last days with direct debits: what was ordered, what has come, what waits. */
export async function listDebitBatches(ctx: Context): Promise<Output<typeof api.listDebitBatches>> {
  ctx.rights.check('servicing.repayment.read')
  return { days: await debitDays(ctx.sql, 7) }
}
