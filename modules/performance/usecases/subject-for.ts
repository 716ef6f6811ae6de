import { must } from '#lib/assert'
import type { Day } from '#lib/day'
import { type Id, toId, toKey } from '#lib/id'
import { Refusal, refuseUnless } from '#lib/refusal'
import type { Context } from '#platform/context'
import { boardGroups, personById, roster, withDescendants } from '#team'
import type { About, Level } from '../metric.ts'
import type { Subject } from '../store/measure.ts'

/** Whom figures are about; nothing given: the whole company. */
export type Whose = {
  personId?: Id<'person'> | undefined
  groupId?: Id<'group'> | undefined
  branchId?: Id<'branch'> | undefined
}

/** A subject the reader is entitled to, with what names it. `key` is 0n for the company. */
export type Known = { level: Level; key: bigint; name: string | null; subject: Subject; post: string | null }

/**
 * The subject of a figure. A figure is told whole to whoever may see its whole subject, and to nobody else; so it is the same for all
 * who see it.
 * @throws Refusal performance.person_not_found, performance.subject_not_found, authority.*
 */
export async function subjectFor(ctx: Context, whose: Whose, permission = 'performance.metric.read'): Promise<Known> {
  if (whose.personId) {
    const person = await personById(ctx.sql, whose.personId, ctx.today)
    if (!person) throw new Refusal('performance.person_not_found')
    ctx.rights.check(permission, { ownerId: person.key, groupId: person.groupKey, branchId: person.branchKey })
    return {
      level: 'person',
      key: person.key,
      name: person.name,
      subject: { personKey: person.key },
      post: person.post,
    }
  }
  const groups = await boardGroups(ctx.sql, ctx.today)
  if (whose.groupId) {
    const key = toKey(whose.groupId)
    const group = groups.find(one => one.key === key)
    refuseUnless(group, 'performance.subject_not_found', {}, 'groupId')
    ctx.rights.check(permission, { ownerId: null, groupId: key, branchId: group.branchKey })
    return { level: 'group', key, name: group.name, subject: { groupKeys: withDescendants(key, groups) }, post: null }
  }
  if (whose.branchId) {
    const key = toKey(whose.branchId)
    const branch = groups.find(one => one.branchKey === key)
    refuseUnless(branch, 'performance.subject_not_found', {}, 'branchId')
    ctx.rights.check(permission, { ownerId: null, groupId: null, branchId: key })
    return { level: 'branch', key, name: branch.branchName, subject: { branchKey: key }, post: null }
  }
  ctx.rights.check(permission, { ownerId: null, groupId: null, branchId: null })
  return { level: 'company', key: 0n, name: null, subject: {}, post: null }
}

/** Whoever asks, as a subject. */
export async function myself(ctx: Context): Promise<Known> {
  const person = must(await personById(ctx.sql, ctx.actor.id as Id<'person'>, ctx.today), 'who asks is a person')
  return { level: 'person', key: person.key, name: person.name, subject: { personKey: person.key }, post: person.post }
}

/**
 * Whose figures somebody is measured by: who manages answers for their group and all below it, risk control for the whole book, and
 * collection for their branch's; everybody else for what they did themselves. It is theirs to know, as the sum it is; its rows are for
 * whoever may see all of them.
 */
export async function measuredBy(ctx: Context, known: Known, day: Day): Promise<Known> {
  if (known.level !== 'person') return known
  const stint = (await roster.stintsIn(ctx.sql, day, day, known.key)).at(-1)
  if (stint?.function === 'risk') return { ...known, ...(await ofLevel(ctx, 'company', 0n)) }
  if (stint?.function === 'management') return { ...known, ...(await ofLevel(ctx, 'group', stint.groupKey)) }
  if (stint?.function === 'collection') return { ...known, ...(await ofLevel(ctx, 'branch', stint.branchKey)) }
  return known
}

/** Who a figure of a level is about, by the groups of today. */
export async function ofLevel(ctx: Context, level: Level, key: bigint): Promise<Omit<Known, 'post'>> {
  if (level === 'company') return { level, key: 0n, name: null, subject: {} }
  if (level === 'person') return { level, key, name: null, subject: { personKey: key } }
  const groups = await boardGroups(ctx.sql, ctx.today)
  if (level === 'branch')
    return {
      level,
      key,
      name: groups.find(one => one.branchKey === key)?.branchName ?? null,
      subject: { branchKey: key },
    }
  const name = groups.find(one => one.key === key)?.name ?? null
  return { level, key, name, subject: { groupKeys: withDescendants(key, groups) } }
}

/** Whom a figure is about, as it is told outside. */
export const aboutView = ({ level, key, name }: Known): About => ({
  level,
  name: level === 'person' ? null : name,
  groupId: level === 'group' ? toId('group', key) : null,
  branchId: level === 'branch' ? toId('branch', key) : null,
})

/** Where the whole house's records stand: a right to them is a right everywhere. */
export const wholeHouse = { ownerId: null, groupId: null, branchId: null }
