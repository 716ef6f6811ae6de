import { toId } from '#lib/id'
import type { Context } from '#platform/context'
import type { Input, Output } from '#platform/operation'
import { personNames } from '#team'
import type { api } from '../api.ts'
import * as store from '../store.ts'

/** The records an alert is about, within the reader's scope. */
export async function alertRows(
  ctx: Context,
  input: Input<typeof api.alertRows>,
): Promise<Output<typeof api.alertRows>> {
  const found = await store.alertRows(ctx, input.alert)
  const names = await personNames(
    ctx.sql,
    found.flatMap(row => (row.personKey === null ? [] : [row.personKey])),
  )
  return {
    asOf: ctx.now,
    count: (await store.alertCount(ctx, input.alert)).count,
    rows: found.map(row => ({
      about: toId(row.prefix, row.key),
      number: row.number,
      personName: row.personKey === null ? null : (names.get(row.personKey) ?? null),
      since: row.since,
      day: row.day,
      reason: row.reason,
    })),
  }
}
