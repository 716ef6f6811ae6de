import { Refusal, refuseUnless } from '#lib/refusal'
import type { Context } from '#platform/context'
import { headOfficePosts, type Post } from '../post.ts'

/**
 * Whether the actor may give or take these posts: nobody changes the own post, and posts that reach beyond a branch are for
 * who manages people everywhere; else a branch manager could make an administrator. @throws Refusal team.own_post, team.post_reserved
 */
export function checkPosts(ctx: Context, personKey: bigint | null, posts: readonly (Post | null)[]): void {
  refuseUnless(personKey === null || personKey !== ctx.actor.key, 'team.own_post')
  const nowhere = { ownerId: null, groupId: null, branchId: null }
  const reserved = posts.find(post => post !== null && headOfficePosts.includes(post))
  if (reserved && !ctx.rights.verdict('team.person.write', nowhere).allow)
    throw new Refusal('team.post_reserved', { post: `team.post.${reserved}` }, 'post')
}
