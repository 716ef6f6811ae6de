import { answered } from '#party'
import type { Context } from '#platform/context'
import type { Input, Output } from '#platform/operation'
import type { api } from '../api.ts'
import * as store from '../store/contract.ts'
import { contractLine } from './get-contract.ts'

/** A page of the contracts in the reader's scope, newest first. */
export async function listContracts(
  ctx: Context,
  input: Input<typeof api.listContracts>,
): Promise<Output<typeof api.listContracts>> {
  const page = await store.listContracts(ctx, input)
  return { rows: (await answered.withNames(ctx, page.rows)).map(contractLine), next: page.next, total: page.total }
}
