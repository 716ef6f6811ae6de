import { actorOf, houseFacts } from '#authority'
import { type Id, parseId, toId } from '#lib/id'
import { Refusal, refuseUnless } from '#lib/refusal'
import type { Context } from '#platform/context'
import { groupNodes, type PersonRow, withDescendants } from '#team'

/**
 * The rights to a record's thread are the rights to the record: it is read by the operation that shows it, as the reader. A group's
 * feed is open to the group, to the groups above it and below it, and to whoever manages groups of the branch.
 * @throws Refusal notification.no_record where no operation shows such a record; what reading it refuses
 */
export async function checkRecord(ctx: Context, record: string): Promise<void> {
  const group = parseId('group', record)
  if (group === null) {
    const { readable, readRecord } = houseFacts()
    refuseUnless(readable(record), 'notification.no_record')
    await readRecord(ctx, record)
    return
  }
  const nodes = await groupNodes(ctx.sql, ctx.today)
  const node = nodes.find(one => one.key === group)
  refuseUnless(node, 'notification.no_record')
  const own = ctx.actor.groupKey
  const related =
    own !== null && (withDescendants(group, nodes).includes(own) || withDescendants(own, nodes).includes(group))
  const manages = ctx.rights.verdict('team.group.write', { ownerId: null, groupId: group, branchId: node.branchKey })
  refuseUnless(related || manages.allow, 'notification.not_member')
}

/** Why somebody may not see a record, as a refusal's code; null when they may. */
export async function recordFault(ctx: Context, person: PersonRow, record: string): Promise<string | null> {
  const known = await actorOf(ctx.sql, person.userId, ctx.now, houseFacts().permissions)
  if (!known) return 'notification.no_record'
  try {
    await checkRecord({ ...ctx, actor: known.actor, rights: known.rights }, record)
    return null
  } catch (error) {
    if (error instanceof Refusal) return error.code
    throw error
  }
}

/** What kind of record an identifier names, as a word key. */
export const nounOf = (record: string): string =>
  record.startsWith('group_') ? 'team.group' : houseFacts().nounOf(record)

/** The groups a group lies in, itself among them. */
export async function groupsAbove(ctx: Context, group: bigint | null): Promise<bigint[]> {
  if (group === null) return []
  const parents = new Map((await groupNodes(ctx.sql, ctx.today)).map(node => [node.key, node.parentKey]))
  const found: bigint[] = []
  for (
    let at: bigint | null | undefined = group;
    at !== null && at !== undefined && !found.includes(at);
    at = parents.get(at)
  )
    found.push(at)
  return found
}

export const personId = (key: bigint): Id<'person'> => toId('person', key)
