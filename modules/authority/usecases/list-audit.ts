import { toId } from '#lib/id'
import type { Context } from '#platform/context'
import type { Input, Output } from '#platform/operation'
import type { api } from '../api.ts'
import * as store from '../store/audit.ts'

/** A page of audit lines, newest first. */
export async function listAudit(
  ctx: Context,
  input: Input<typeof api.listAudit>,
): Promise<Output<typeof api.listAudit>> {
  const page = await store.listAudit(ctx, input)
  return {
    rows: page.rows.map(({ key, ...row }) => ({ id: toId('audit', key), ...row })),
    next: page.next,
    total: page.total,
  }
}
