import { toId } from '#lib/id'
import type { Context } from '#platform/context'
import type { Input, Output } from '#platform/operation'
import type { api } from '../api.ts'
import * as groups from '../store/group.ts'
import { awayOn } from '../store/leave.ts'
import { dottedLines } from '../store/line.ts'
import * as people from '../store/person.ts'
import { seatsOn } from '../store/post.ts'
import { personView } from '../view.ts'

/** The organisation as it stood, stands or is planned to stand on a day: groups, people, seats, lines and who is away. */
export async function organisation(
  ctx: Context,
  input: Input<typeof api.organisation>,
): Promise<Output<typeof api.organisation>> {
  const on = input.on ?? ctx.today
  const found = await people.everybodyOn(ctx, on)
  const seen = new Set(found.map(row => row.key))
  const away = await awayOn(ctx.sql, on)
  const reaches = (permission: string, { key, branchKey }: { key: bigint; branchKey: bigint }) =>
    ctx.rights.verdict(permission, { ownerId: null, groupId: key, branchId: branchKey }).allow
  return {
    on,
    branches: (await groups.listBranches(ctx.sql)).map(row => ({
      id: toId('branch', row.key),
      name: row.name,
      city: row.city,
    })),
    groups: (await groups.listGroups(ctx.sql, on)).map(row => ({
      id: toId('group', row.key),
      name: row.name,
      function: row.function,
      parentId: row.parentKey === null ? null : toId('group', row.parentKey),
      branchId: toId('branch', row.branchKey),
      branchName: row.branchName,
      leaderId: row.leaderKey === null ? null : toId('person', row.leaderKey),
      leaderName: row.leaderName,
      fromDay: row.fromDay,
      toDay: row.toDay,
      people: row.people,
      version: row.version,
      movesPeople: reaches('team.person.write', row),
      changes: reaches('team.group.write', row),
    })),
    people: found.map(personView),
    seats: (await seatsOn(ctx.sql, on)).map(({ groupKey, ...row }) => ({ groupId: toId('group', groupKey), ...row })),
    dotted: (await dottedLines(ctx.sql, on))
      .filter(row => seen.has(row.personKey) && seen.has(row.managerKey))
      .map(row => ({
        personId: toId('person', row.personKey),
        managerId: toId('person', row.managerKey),
        purpose: row.purpose,
      })),
    away: away
      .filter(row => seen.has(row.personKey))
      .map(row => ({
        personId: toId('person', row.personKey),
        standInId: row.standInKey === null ? null : toId('person', row.standInKey),
        standInName: row.standInName,
        toDay: row.toDay,
      })),
  }
}
