import { must } from '#lib/assert'
import { toId } from '#lib/id'
import type { Money } from '#lib/money'
import type { Context } from '#platform/context'
import { pastWall } from '#platform/wall'
import { pathTo, withDescendants } from '../group.ts'
import { delegationsOf } from '../store/delegation.ts'
import { groupNodes, groupsLedBy } from '../store/group.ts'
import { hangElsewhere, placeElsewhere, tried } from '../store/impact.ts'
import { dottedLines } from '../store/line.ts'
import * as people from '../store/person.ts'
import { seatsOn } from '../store/post.ts'
import type { Held } from './held-work.ts'
import { neighbours } from './neighbours.ts'

/** What one person may do and see at one point of the transaction. */
type Sight = {
  permissions: readonly string[]
  roles: string[]
  visible: { kind: string; count: number }[]
  limits: { stage: string; limit: Money }[]
  apart: { rule: string; first: string; second: string }[]
}

const roleOf = (ruleId: string) => /^([a-z0-9_-]+):[^@]+@(own|group|branch|all)$/.exec(ruleId)?.[1]

/** What the kernel says about somebody now, and how many records of each kind their rights show. */
async function sightOf(ctx: Context, userId: string): Promise<Sight> {
  const known = await neighbours().actorOf(ctx.sql, userId, ctx.now)
  if (!known) return { permissions: [], roles: [], visible: [], limits: [], apart: [] }
  const there = { ...ctx, actor: known.actor, rights: known.rights }
  const visible: Sight['visible'] = []
  for (const { kind, count } of neighbours().visible)
    visible.push({ kind, count: await pastWall(ctx.sql, () => count(there)) })
  const roles = known.rights.permissions.flatMap(one =>
    known.rights.verdict(one).ruleIds.flatMap(id => roleOf(id) ?? []),
  )
  const standing = await neighbours().standingOf(
    ctx.sql,
    must(known.actor.key, 'a person has a key'),
    ctx.today,
    ctx.now,
  )
  return { permissions: known.rights.permissions, roles: [...new Set(roles)].sort(), visible, ...standing }
}

const difference = (before: Sight, after: Sight) => ({
  rolesGained: after.roles.filter(role => !before.roles.includes(role)),
  rolesLost: before.roles.filter(role => !after.roles.includes(role)),
  permissionsGained: after.permissions.filter(one => !before.permissions.includes(one)),
  permissionsLost: before.permissions.filter(one => !after.permissions.includes(one)),
  visible: before.visible.map(({ kind, count }) => ({
    kind,
    before: count,
    after: after.visible.find(one => one.kind === kind)?.count ?? 0,
  })),
  limits: [...new Set([...before.limits, ...after.limits].map(one => one.stage))].map(stage => ({
    stage,
    before: limitAt(before, stage),
    after: limitAt(after, stage),
  })),
  apart: after.apart.filter(pair => !before.apart.some(one => one.rule === pair.rule)),
})

const limitAt = (sight: Sight, stage: string) => sight.limits.find(one => one.stage === stage)?.limit ?? (0n as Money)

/** What a move would change for one person: who they report to, what they may do and see, what they hold, and what does not fit. */
export async function impactOfMove(
  ctx: Context,
  person: people.PersonRow,
  next: { post: string; groupKey: bigint; branchKey: bigint; reportsTo: bigint | null },
  manager: people.PersonRow | null,
  held: readonly Held[],
) {
  const before = await sightOf(ctx, person.userId)
  const after = await tried(
    ctx.sql,
    () => placeElsewhere(ctx.sql, person.key, next, ctx.today),
    () => sightOf(ctx, person.userId),
  )
  const change = difference(before, after)
  const conflicts: { code: string; facts: Record<string, string | number> }[] = []
  const given = (await delegationsOf(ctx.sql, person.key)).filter(
    row => row.fromKey === person.key && row.endedOn === null && row.toDay >= ctx.today,
  )
  for (const row of given.filter(one => one.permissions.some(name => change.permissionsLost.includes(name))))
    conflicts.push({ code: 'delegation-shrinks', facts: { name: row.toName } })
  const seats = (await seatsOn(ctx.sql, ctx.today)).find(
    row => row.groupKey === next.groupKey && row.post === next.post,
  )
  const stays = person.groupKey === next.groupKey && person.post === next.post
  if (seats && seats.seats !== null && !stays && seats.people >= seats.seats)
    conflicts.push({ code: 'over-headcount', facts: { seats: seats.seats, people: seats.people + 1 } })
  if (person.groupKey !== next.groupKey)
    for (const group of (await groupsLedBy(ctx.sql, person.key, ctx.today)).filter(one => one.key !== next.groupKey))
      conflicts.push({ code: 'leads-group', facts: { name: group.name } })
  const dotted = await dottedLines(ctx.sql, ctx.today)
  if (dotted.some(line => line.personKey === person.key && line.managerKey === next.reportsTo))
    conflicts.push({ code: 'dotted-already', facts: { name: manager?.name ?? '' } })
  return {
    reportsTo: { before: person.reportsToName, after: manager?.name ?? null },
    ...change,
    held: held.map(one => heldView(one)),
    conflicts,
  }
}

/** What hanging a group elsewhere would change for those above it before and after: the first twenty of them. */
export async function impactOfHanging(ctx: Context, groupKey: bigint, parentKey: bigint | null) {
  const groups = await groupNodes(ctx.sql, ctx.today)
  const above = [...pathTo(groupKey, groups).slice(0, -1), ...(parentKey === null ? [] : pathTo(parentKey, groups))]
  const moved = withDescendants(groupKey, groups)
  const everybody = await people.everybodyOn(ctx, ctx.today)
  const watchers = everybody.filter(one => one.groupKey !== null && above.includes(one.groupKey)).slice(0, 20)
  const look = async () => {
    const seen = new Map<bigint, Sight>()
    for (const one of watchers) seen.set(one.key, await sightOf(ctx, one.userId))
    return seen
  }
  const before = await look()
  const after = await tried(ctx.sql, () => hangElsewhere(ctx.sql, groupKey, parentKey, ctx.today), look)
  return {
    groups: moved.length,
    people: everybody.filter(one => one.groupKey !== null && moved.includes(one.groupKey)).length,
    watchers: watchers
      .map(one => ({
        id: one.id,
        name: one.name,
        visible: difference(before.get(one.key)!, after.get(one.key)!).visible,
      }))
      .filter(one => one.visible.some(line => line.before !== line.after)),
  }
}

/** What somebody holds, as the contract shows it. */
export function heldView(held: Held) {
  return {
    kind: held.kind,
    count: held.count,
    ends: held.ends,
    page: held.page,
    first: held.first.map(({ key, name }) => ({ id: toId(held.prefix, key), name })),
  }
}
