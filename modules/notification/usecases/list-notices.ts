import { toId } from '#lib/id'
import type { Context } from '#platform/context'
import type { Input, Output } from '#platform/operation'
import type { api } from '../api.ts'
import * as store from '../store.ts'
import { sentenceOf } from '../template.ts'
import { houseWords } from './house-words.ts'
import { readerKey } from './reader.ts'

/** A page of one's own notices, said in one's own language. */
export async function listNotices(
  ctx: Context,
  input: Input<typeof api.listNotices>,
): Promise<Output<typeof api.listNotices>> {
  const page = await store.listNotices(ctx.sql, readerKey(ctx), input)
  const { total, unread } = await store.countNotices(ctx.sql, readerKey(ctx))
  return {
    rows: page.rows.map(row => ({
      id: toId('notification', row.key),
      at: row.at,
      text: sentenceOf(houseWords(), row.template, row.facts, ctx.language),
      template: row.template,
      about: row.about,
      read: row.read,
    })),
    next: page.next,
    total: input.state === 'unread' ? unread : total,
    unread,
  }
}
