import { must } from '#lib/assert'
import { toId } from '#lib/id'
import type { Context } from '#platform/context'
import type { Input, Output } from '#platform/operation'
import { personNames } from '#team'
import type { api } from '../api.ts'
import * as store from '../store/together.ts'

/** A page of thanks. */
export async function listThanks(
  ctx: Context,
  input: Input<typeof api.listThanks>,
): Promise<Output<typeof api.listThanks>> {
  const page = await store.listThanks(ctx, { ...input, direction: 'desc' })
  const names = await personNames(
    ctx.sql,
    page.rows.map(row => row.personKey),
  )
  return {
    rows: page.rows.map(({ key, personKey, byKey, byName, reason, text, record, at }) => ({
      id: toId('thanks', key),
      byName,
      personName: names.get(personKey) ?? '',
      reason,
      text,
      record: [personKey, byKey].includes(must(ctx.actor.key, 'who asks is a person')) ? record : null,
      at,
    })),
    next: page.next,
    total: page.total,
  }
}
