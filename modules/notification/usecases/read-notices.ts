import { toKey } from '#lib/id'
import type { Context } from '#platform/context'
import type { Input, Output } from '#platform/operation'
import type { api } from '../api.ts'
import * as store from '../store.ts'
import { readerKey } from './reader.ts'

/** Marks one's own notices as read up to the newest that was on the screen, so that what came meanwhile stays unread. */
export async function readNotices(
  ctx: Context,
  { through }: Input<typeof api.readNotices>,
): Promise<Output<typeof api.readNotices>> {
  await store.markAllRead(ctx.sql, readerKey(ctx), through === null ? null : toKey(through), ctx.now)
  return { unread: (await store.countNotices(ctx.sql, readerKey(ctx))).unread }
}
