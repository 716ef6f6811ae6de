import { toKey } from '#lib/id'
import type { Context } from '#platform/context'
import type { Input, Output } from '#platform/operation'
import type { api } from '../api.ts'
import * as store from '../store.ts'
import { journalView } from '../view.ts'

/** A page of journals in the reader's scope. */
export async function listJournals(
  ctx: Context,
  input: Input<typeof api.listJournals>,
): Promise<Output<typeof api.listJournals>> {
  const { branchId, ...filter } = input
  const page = await store.listJournals(ctx, { ...filter, branchKey: branchId && toKey(branchId) }, input)
  return { rows: page.rows.map(journalView), next: page.next, total: page.total, amount: page.amount }
}
