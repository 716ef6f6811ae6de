import { toKey } from '#lib/id'
import { refuseUnless } from '#lib/refusal'
import type { Context } from '#platform/context'
import type { Input, Output } from '#platform/operation'
import type { api } from '../api.ts'
import * as store from '../store.ts'
import { readerKey } from './reader.ts'

/** Marks one of one's own notices as read. @throws Refusal notification.notice_not_found */
export async function readNotice(
  ctx: Context,
  { id }: Input<typeof api.readNotice>,
): Promise<Output<typeof api.readNotice>> {
  const found = await store.markRead(ctx.sql, readerKey(ctx), toKey(id), ctx.now)
  refuseUnless(found, 'notification.notice_not_found')
  return { unread: (await store.countNotices(ctx.sql, readerKey(ctx))).unread }
}
