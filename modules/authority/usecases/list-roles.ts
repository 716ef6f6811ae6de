import type { Context } from '#platform/context'
import type { Output } from '#platform/operation'
import type { api } from '../api.ts'
import { bookFor } from './book.ts'

/** Every role in force today, what it permits and how far, and the posts that bring it. */
export async function listRoles(ctx: Context): Promise<Output<typeof api.listRoles>> {
  const book = await bookFor(ctx.sql, ctx.today)
  return [...book.roles.values()].map(({ code, zh, en, permissions }) => ({
    code,
    zh,
    en,
    posts: [...book.posts.values()].filter(post => post.roles.includes(code)).map(post => post.code),
    permissions: [...permissions].sort((a, b) => (a.permission < b.permission ? -1 : 1)),
  }))
}
