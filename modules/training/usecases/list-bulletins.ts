import { toId } from '#lib/id'
import type { Context } from '#platform/context'
import type { Input, Output } from '#platform/operation'
import { type Post, personNames } from '#team'
import type { api } from '../api.ts'
import * as store from '../store/report.ts'
import { actingPerson } from './people-within.ts'

/** News of the trade for the reader’s post; who publishes sees all. */
export async function listBulletins(
  ctx: Context,
  input: Input<typeof api.listBulletins>,
): Promise<Output<typeof api.listBulletins>> {
  const person = await actingPerson(ctx)
  const post = ctx.rights.verdict('training.bulletin.write').allow ? null : (person.post ?? '')
  const page = await store.listBulletins(ctx.sql, { key: person.key, post }, input)
  const names = await personNames(
    ctx.sql,
    page.rows.flatMap(row => row.publishedBy ?? []),
  )
  return {
    rows: page.rows.map(({ key, publishedBy, posts, ...row }) => ({
      ...row,
      id: toId('bulletin', key),
      posts: posts as Post[],
      publishedByName: publishedBy === null ? null : (names.get(publishedBy) ?? null),
    })),
    next: page.next,
    total: page.total,
  }
}
