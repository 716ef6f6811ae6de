import type { Day } from '#lib/day'
import { Refusal, refuseUnless } from '#lib/refusal'
import type { Context } from '#platform/context'
import { indispensablePost, type Post } from '../post.ts'
import { fewestHolders, postsOn } from '../store/post.ts'

/**
 * Whether the actor may give or take these posts: nobody changes the own post, and posts that reach beyond a branch are for
 * who manages people everywhere; else a branch manager could make an administrator. A post that is given must exist and not be
 * retired. @throws Refusal team.own_post, team.post_reserved, team.post_not_found, team.post_retired
 */
export async function checkPosts(
  ctx: Context,
  personKey: bigint | null,
  change: { from: Post | null; to: Post | null; on: Day },
): Promise<void> {
  refuseUnless(personKey === null || personKey !== ctx.actor.key, 'team.own_post')
  const known = await postsOn(ctx.sql, change.on)
  const find = (code: Post | null) => known.find(post => post.code === code)
  if (change.to !== null) {
    const given = find(change.to)
    refuseUnless(given, 'team.post_not_found', {}, 'post')
    refuseUnless(change.from === change.to || !given.retired, 'team.post_retired', {}, 'post')
  }
  const nowhere = { ownerId: null, groupId: null, branchId: null }
  const reserved = [find(change.from), find(change.to)].find(post => post?.headOffice)
  if (reserved && !ctx.rights.verdict('team.person.write', nowhere).allow)
    throw new Refusal(
      'team.post_reserved',
      { post: reserved.founding ? `team.post.${reserved.code}` : reserved.zh },
      'post',
    )
}

/**
 * Whether the post without which nobody could set anything right stays held on every day from one on when this person gives it
 * up. @throws Refusal team.last_administrator
 */
export async function checkNotLast(ctx: Context, person: { key: bigint; post: Post | null }, from: Day): Promise<void> {
  if (person.post !== indispensablePost) return
  refuseUnless((await fewestHolders(ctx.sql, indispensablePost, from, person.key)) > 0, 'team.last_administrator', {
    post: `team.post.${indispensablePost}`,
  })
}
