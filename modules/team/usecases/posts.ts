import { toKey } from '#lib/id'
import { refuseUnless } from '#lib/refusal'
import type { Context } from '#platform/context'
import type { Input, Output } from '#platform/operation'
import type { api } from '../api.ts'
import * as groups from '../store/group.ts'
import * as store from '../store/post.ts'

/** Every post with its duties as of a day, how many hold it and how many may. */
export async function listPosts(
  ctx: Context,
  { on }: Input<typeof api.listPosts>,
): Promise<Output<typeof api.listPosts>> {
  const day = on ?? ctx.today
  const seats = await store.seatsOn(ctx.sql, day)
  const sum = (code: string, count: (row: (typeof seats)[number]) => number) =>
    seats.filter(row => row.post === code).reduce((total, row) => total + count(row), 0)
  return (await store.postsOn(ctx.sql, day)).map(row => ({
    ...postView(row),
    people: sum(row.code, line => line.people),
    seats: sum(row.code, line => line.seats ?? 0),
    vacancies: sum(row.code, line => Math.max(0, (line.seats ?? 0) - line.people)),
  }))
}

/** One post with every version of it. @throws Refusal team.post_not_found */
export async function getPost(ctx: Context, { code }: Input<typeof api.getPost>): Promise<Output<typeof api.getPost>> {
  const versions = await store.postVersions(ctx.sql, code)
  refuseUnless(versions.length > 0, 'team.post_not_found')
  const current = (await store.postsOn(ctx.sql, ctx.today)).find(row => row.code === code)!
  return {
    ...postView(current),
    versions: versions.map(row => ({
      ...postView(row),
      reason: row.reason,
      madeByName: row.madeByName,
      madeAt: row.madeAt,
    })),
  }
}

/** Adds a post of the installation's own. What it may do is given in the roles afterwards. @throws Refusal team.post_taken, team.retroactive */
export async function addPost(ctx: Context, input: Input<typeof api.addPost>): Promise<Output<typeof api.addPost>> {
  const { code, fromDay, ...description } = input
  refuseUnless(fromDay >= ctx.today, 'team.retroactive', { today: ctx.today }, 'fromDay')
  refuseUnless(await store.insertPost(ctx.sql, code), 'team.post_taken', { code }, 'code')
  await store.insertPostVersion(ctx, code, { ...description, fromDay, number: 1, retired: false })
  ctx.note({ post: code })
  await ctx.emit('team.post-changed', { post: code })
  return { code, number: 1 }
}

/**
 * Writes the next version of a post, in force from a day on. The founding posts keep their name, which other screens say too,
 * and are not retired. @throws Refusal team.post_not_found, team.stale, team.retroactive, team.founding_post, team.post_in_use
 */
export async function changePost(
  ctx: Context,
  input: Input<typeof api.changePost>,
): Promise<Output<typeof api.changePost>> {
  const { code, number, ...description } = input
  const [latest] = await store.postVersions(ctx.sql, code, true)
  refuseUnless(latest, 'team.post_not_found')
  refuseUnless(latest.number === number, 'team.stale')
  refuseUnless(input.fromDay >= ctx.today, 'team.retroactive', { today: ctx.today }, 'fromDay')
  const kept = latest.zh === input.zh && latest.en === input.en && latest.headOffice === input.headOffice
  refuseUnless(!latest.founding || (kept && !input.retired), 'team.founding_post')
  if (input.retired) {
    const people = await store.holdersFrom(ctx.sql, code, input.fromDay)
    refuseUnless(people === 0, 'team.post_in_use', { people })
  }
  await store.insertPostVersion(ctx, code, { ...description, number: number + 1 })
  ctx.note({ post: code, number: number + 1, fromDay: input.fromDay })
  await ctx.emit('team.post-changed', { post: code })
  return { code, number: number + 1 }
}

/** Sets how many of a post a group may have from a day on. @throws Refusal team.post_not_found, team.group_not_found, team.retroactive */
export async function setSeats(ctx: Context, input: Input<typeof api.setSeats>): Promise<Output<typeof api.setSeats>> {
  const groupKey = toKey(input.groupId)
  const group = (await groups.groupNodes(ctx.sql, input.fromDay)).find(node => node.key === groupKey)
  refuseUnless(group, 'team.group_not_found', {}, 'groupId')
  ctx.rights.check('team.post.write', { ownerId: null, groupId: groupKey, branchId: group.branchKey })
  const known = (await store.postsOn(ctx.sql, input.fromDay)).some(post => post.code === input.post && !post.retired)
  refuseUnless(known, 'team.post_not_found', {}, 'post')
  refuseUnless(input.fromDay >= ctx.today, 'team.retroactive', { today: ctx.today }, 'fromDay')
  await store.insertSeats(ctx, { ...input, groupKey })
  ctx.about(input.groupId)
  ctx.note({ post: input.post, seats: input.seats, fromDay: input.fromDay })
  return { id: input.groupId }
}

const postView = (row: store.PostRow) => ({
  code: row.code,
  founding: row.founding,
  number: row.number,
  fromDay: row.fromDay,
  zh: row.zh,
  en: row.en,
  function: row.function,
  level: row.level,
  headOffice: row.headOffice,
  dutiesZh: row.dutiesZh,
  dutiesEn: row.dutiesEn,
  certificates: row.certificates,
  retired: row.retired,
})
