import { contractOf, voidContract } from '#contract'
import { toId } from '#lib/id'
import type { Context } from '#platform/context'
import type { ApplicationRow } from '../store/application.ts'

/** Voids the contract of an application that ends without a loan, if it has one. */
export async function voidContractOf(ctx: Context, row: ApplicationRow, reason: string): Promise<void> {
  const contract = await contractOf(ctx.sql, row.key)
  if (contract) await voidContract(ctx, toId('contract', contract.key), reason)
}
