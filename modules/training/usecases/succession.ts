import { type Id, toId, toKey } from '#lib/id'
import { refuseUnless } from '#lib/refusal'
import type { Context } from '#platform/context'
import type { Input, Output } from '#platform/operation'
import { boardGroups, personById, personNames, roster } from '#team'
import type { api } from '../api.ts'
import { coverOf } from '../career.ts'
import * as store from '../store/career.ts'
import { laddersOn } from '../store/ladder.ts'
import { linesOf, standOf } from './career-of.ts'
import { lineViews } from './career-view.ts'
import { type Placed, personWithin } from './people-within.ts'

/** Key posts in the reader's scope: who holds them, who could follow, and what of the post's step they lack today. */
export async function listKeyPosts(ctx: Context): Promise<Output<typeof api.listKeyPosts>> {
  const posts = await store.keyPosts(ctx)
  const named = await store.successors(
    ctx.sql,
    posts.map(post => post.key),
  )
  const everyone = await roster.peopleOn(ctx.sql, ctx.today)
  const people = new Map(everyone.map(person => [person.key, person]))
  const namers = await personNames(
    ctx.sql,
    named.flatMap(row => row.namedBy ?? []),
  )
  const groups = new Map((await boardGroups(ctx.sql, ctx.today)).map(group => [group.key, group]))
  const ladders = await laddersOn(ctx.sql, ctx.today)
  const view = await lineViews(ctx)
  const shown: Output<typeof api.listKeyPosts> = []
  for (const post of posts) {
    // The first rung of the post is what somebody comes onto who takes it over.
    const ladder = ladders.find(one => one.steps.some(step => step.post === post.post))
    const step = ladder?.steps.find(one => one.post === post.post)
    // Who has left, or holds the post by now, does not stand behind it any more.
    const holds = (key: bigint) => {
      const person = people.get(key)
      return person?.post === post.post && person.groupKey === post.groupId
    }
    const standing = named.filter(row => row.keyPost === post.key && people.has(row.personKey) && !holds(row.personKey))
    const successors = []
    for (const row of standing) {
      const person = people.get(row.personKey) as Placed
      const lines = step ? await linesOf(ctx, person, await standOf(ctx, person), step) : []
      successors.push({
        personId: toId('person', row.personKey),
        personName: person.name,
        post: person.post,
        readiness: row.readiness,
        note: row.note,
        namedByName: row.namedBy === null ? null : (namers.get(row.namedBy) ?? null),
        namedAt: row.namedAt,
        ladder: ladder?.code ?? null,
        step: step?.code ?? null,
        asked: lines.length,
        gaps: view(lines.filter(line => line.state !== 'met')),
      })
    }
    const group = groups.get(post.groupId)
    shown.push({
      id: toId('keypost', post.key),
      post: post.post,
      groupId: toId('group', post.groupId),
      groupName: group?.name ?? '',
      branchName: group?.branchName ?? '',
      note: post.note,
      cover: coverOf(standing),
      holders: everyone
        .filter(person => holds(person.key))
        .map(person => ({
          personId: person.id,
          personName: person.name,
          since: person.fromDay ?? person.joinedOn,
        })),
      successors,
    })
  }
  // What nobody stands behind comes first.
  const order = ['none', 'not-ready', 'ready']
  return shown.sort((a, b) => order.indexOf(a.cover) - order.indexOf(b.cover))
}

/** Keeps a group's post as a key post. @throws Refusal training.group_not_found, training.key_post_taken, authority.out_of_scope */
export async function addKeyPost(
  ctx: Context,
  input: Input<typeof api.addKeyPost>,
): Promise<Output<typeof api.addKeyPost>> {
  const group = (await boardGroups(ctx.sql, ctx.today)).find(one => one.key === toKey(input.groupId))
  refuseUnless(group, 'training.group_not_found', {}, 'groupId')
  const place = { ownerId: null, groupId: group.key, branchId: group.branchKey }
  ctx.rights.check('training.succession.write', place)
  const key = await store.insertKeyPost(ctx, {
    post: input.post,
    note: input.note,
    groupId: group.key,
    branchId: group.branchKey,
  })
  refuseUnless(key !== null, 'training.key_post_taken', {}, 'post')
  const id = toId('keypost', key)
  ctx.about(id)
  return { id }
}

/** A post is a key post no more. @throws Refusal training.key_post_not_found, authority.out_of_scope */
export async function endKeyPost(
  ctx: Context,
  { id }: Input<typeof api.endKeyPost>,
): Promise<Output<typeof api.endKeyPost>> {
  await store.endKeyPost(ctx, (await keyPost(ctx, id)).key)
  return { id }
}

/**
 * Names who could follow, or says anew how ready they are; nobody names themself.
 * @throws Refusal training.key_post_not_found, training.person_not_found, training.own_succession, authority.out_of_scope
 */
export async function nameSuccessor(
  ctx: Context,
  { id, personId, readiness, note }: Input<typeof api.nameSuccessor>,
): Promise<Output<typeof api.nameSuccessor>> {
  const post = await keyPost(ctx, id)
  const person = await personWithin(ctx, 'training.succession.write', personId)
  refuseUnless(person.key !== ctx.actor.key, 'training.own_succession', {}, 'personId')
  await store.nameSuccessor(ctx, { keyPost: post.key, personKey: person.key, readiness, note })
  ctx.note({ readiness })
  return { id }
}

/** Somebody is named no more. @throws Refusal training.key_post_not_found, training.person_not_found, authority.out_of_scope */
export async function dropSuccessor(
  ctx: Context,
  { id, personId }: Input<typeof api.dropSuccessor>,
): Promise<Output<typeof api.dropSuccessor>> {
  const post = await keyPost(ctx, id)
  const known = await personById(ctx.sql, personId, ctx.today)
  refuseUnless(known && (await store.endSuccessor(ctx, post.key, known.key)), 'training.person_not_found')
  return { id }
}

async function keyPost(ctx: Context, id: Id<'keypost'>): Promise<store.KeyPostRow> {
  const post = await store.keyPostForUpdate(ctx.sql, toKey(id))
  refuseUnless(post, 'training.key_post_not_found')
  ctx.rights.check('training.succession.write', { ownerId: null, groupId: post.groupId, branchId: post.branchId })
  ctx.about(id)
  return post
}
