import { assert, must } from '#lib/assert'
import { type Day, latest } from '#lib/day'
import { type Id, toId } from '#lib/id'
import { refuseUnless } from '#lib/refusal'
import type { Context } from '#platform/context'
import type { Successor } from '#platform/reassign'
import { pastWall } from '#platform/wall'
import { checkReportingLines } from '../assignment.ts'
import { patchFrom } from '../period.ts'
import * as delegations from '../store/delegation.ts'
import * as groups from '../store/group.ts'
import * as leaves from '../store/leave.ts'
import * as lines from '../store/line.ts'
import * as people from '../store/person.ts'
import { insertHandOver } from '../store/transition.ts'
import { neighbours } from './neighbours.ts'

/** What a person holds of one kind. `ends` says that it ends with the person and goes to nobody. */
export type Held = {
  kind: string
  page: string | null
  prefix: string
  ends: boolean
  /** It goes with the person, out of the branch, too. */
  personal: boolean
  count: number
  first: { key: bigint; name: string }[]
}

/** Who is to take over what: a person, or with null the colleagues of the group, each a share. */
export type Plan = readonly { kind: string; to: Id<'person'> | null }[]

/** Everything a person holds from a day on, of this module and of those above, kinds with nothing left out. */
export async function heldWork(ctx: Context, person: people.PersonRow, from: Day): Promise<Held[]> {
  const { solid, dotted } = await lines.reportsTo(ctx.sql, person.key, from)
  const own = (
    kind: string,
    first: { key: bigint; name: string }[],
    page: string | null,
    prefix: string,
    ends = false,
  ) => ({
    kind,
    page,
    prefix,
    ends,
    personal: false,
    count: first.length,
    first: first.slice(0, 20),
  })
  const duties = await leaves.standInDuties(ctx.sql, person.key, from)
  const lent = await delegations.openDelegations(ctx.sql, person.key, ctx.today)
  const found: Held[] = [
    own('team.report', solid, '/team/people/', 'person'),
    own('team.dotted-line', dotted, null, 'dotted'),
    own('team.group-leader', await groups.groupsLedBy(ctx.sql, person.key, from), '/team/groups/', 'group'),
    own('team.stand-in-duty', duties, null, 'leave'),
    own(
      'team.delegation',
      lent.map(row => ({ key: row.key, name: `${row.fromName} → ${row.toName}` })),
      null,
      'delegation',
      true,
    ),
  ]
  for (const { kind, page, prefix, ends, personal, heldBy } of neighbours().held)
    found.push({
      kind,
      page,
      prefix,
      ends: ends === true,
      personal: personal === true,
      ...(await pastWall(ctx.sql, () => heldBy(ctx.sql, person.key))),
    })
  return found.filter(held => held.count > 0)
}

/**
 * Gives what a person holds to others as planned: this module's from a day on, records at once. What the plan does not name stays.
 * @throws Refusal team.successor_not_found, team.successor_branch, team.nobody_to_spread, team.reporting_circle
 */
export async function handOver(ctx: Context, person: people.PersonRow, plan: Plan, from: Day): Promise<void> {
  const held = await heldWork(ctx, person, from)
  for (const { kind, to } of plan) {
    if (!held.some(one => one.kind === kind)) continue
    const takers = await successors(ctx, person, to)
    await giveOver(ctx, person, kind, takers, from)
  }
}

/** The work of the floors above follows a person into another group of the branch. */
export async function follow(ctx: Context, person: people.PersonRow, groupKey: bigint, except: readonly string[]) {
  const self = [{ key: person.key, name: person.name, groupKey }]
  for (const one of neighbours().held)
    if (!one.ends && !except.includes(one.kind)) await one.handOver(ctx, person.key, self)
}

/** Makes sure that nothing of the floors above is left with a person. */
export async function checkNothingLeft(ctx: Context, person: people.PersonRow): Promise<void> {
  for (const { kind, heldBy } of neighbours().held)
    assert((await heldBy(ctx.sql, person.key)).count === 0, `${kind} is still held by somebody who has left`)
}

const mostTold = 500

export async function giveOver(
  ctx: Context,
  person: people.PersonRow,
  kind: string,
  takers: readonly people.PersonRow[],
  from: Day,
): Promise<void> {
  const toKeys = takers.map(taker => taker.key)
  const moved = await ownKind(ctx, person, kind, toKeys, from)
  if (moved) return insertHandOver(ctx, kind, person.key, moved)
  const other = must(
    neighbours().held.find(one => one.kind === kind),
    'the kind is known',
  )
  refuseUnless(
    takers.every(taker => taker.branchKey === person.branchKey),
    'team.successor_branch',
    {},
    'handOver',
  )
  const to: Successor[] = takers.map(({ key, name, groupKey }) => ({ key, name, groupKey: must(groupKey, 'at work') }))
  const given = await other.handOver(ctx, person.key, to)
  await insertHandOver(ctx, kind, person.key, given)
  const records = given.flatMap(({ key, toKey }) =>
    toKey === null ? [] : [{ id: toId(other.prefix, key), toId: toId('person', toKey) }],
  )
  for (let at = 0; at < records.length; at += mostTold)
    await ctx.emit('team.records-handed-over', { records: records.slice(at, at + mostTold) })
}

async function ownKind(ctx: Context, person: people.PersonRow, kind: string, toKeys: bigint[], from: Day) {
  switch (kind) {
    case 'team.report': {
      const moved = await lines.redirectReports(ctx.sql, {
        managerKey: person.key,
        toKeys,
        aboveKey: person.reportsToKey,
        fromDay: from,
      })
      const all = await lines.reportingLines(ctx.sql, from)
      for (const { key } of moved) checkReportingLines(key, all, from, 'handOver')
      return moved
    }
    case 'team.dotted-line':
      return lines.redirectDotted(ctx, { managerKey: person.key, toKeys, fromDay: from })
    case 'team.group-leader': {
      const led = await groups.groupsLedBy(ctx.sql, person.key, from)
      const day = latest(from, ctx.today)
      await groups.lockTree(ctx.sql)
      const moved = led.map(({ key }) => ({ key, toKey: toKeys[Number(key % BigInt(toKeys.length))]! }))
      for (const { key, toKey } of moved) {
        const periods = await groups.groupPeriods(ctx.sql, key)
        await groups.saveGroupPeriods(ctx.sql, key, day, patchFrom(periods, day, { leaderKey: toKey }))
        const change = { leaderKey: String(toKey) }
        await groups.insertGroupChange(ctx, { groupKey: key, fromDay: day, change, reason: kind })
      }
      return moved
    }
    case 'team.stand-in-duty':
      return leaves.redirectStandIns(ctx.sql, { fromKey: person.key, toKeys, from })
    default:
      return null
  }
}

/** What ends with a person: what they delegated or hold from others, and what goes back to where it came from. */
export async function endWhatEnds(ctx: Context, person: people.PersonRow): Promise<void> {
  const open = await delegations.openDelegations(ctx.sql, person.key, ctx.today)
  const keys = open.map(row => row.key)
  await delegations.endDelegations(ctx, keys, ctx.today, 'team.transition.leave')
  for (const { kind, ends, handOver: give } of neighbours().held)
    if (ends) await insertHandOver(ctx, kind, person.key, await give(ctx, person.key, []))
  if (keys.length > 0) ctx.note({ delegationsEnded: keys.map(key => toId('delegation', key)) })
}

/** Who takes over: the person named, or the colleagues at work, of the same post where there are any. @throws Refusal team.successor_not_found, team.nobody_to_spread */
export async function successors(
  ctx: Context,
  person: people.PersonRow,
  to: Id<'person'> | null,
): Promise<people.PersonRow[]> {
  if (to !== null) {
    const one = await people.personById(ctx.sql, to, ctx.today)
    const there = one && one.key !== person.key && one.leftOn === null && one.groupKey !== null
    refuseUnless(there, 'team.successor_not_found', {}, 'handOver')
    return [one]
  }
  const around = (await people.colleagues(ctx.sql, person, ctx.today)).filter(
    one => !one.onLeave && one.leftOn === null,
  )
  const same = around.filter(one => one.post === person.post)
  const chosen = same.length > 0 ? same : around
  refuseUnless(chosen.length > 0, 'team.nobody_to_spread', {}, 'handOver')
  return chosen
}
