import { toId } from '#lib/id'
import type { Context } from '#platform/context'
import type { Output } from '#platform/operation'
import type { api } from '../api.ts'
import * as store from '../store.ts'
import { readerKey } from './reader.ts'

/** How many notices wait for the reader: what the bell shows. */
export async function countNotices(ctx: Context): Promise<Output<typeof api.countNotices>> {
  const { unread, newest } = await store.countNotices(ctx.sql, readerKey(ctx))
  return { unread, newest: newest === null ? null : toId('notification', newest) }
}
