import { toId } from '#lib/id'
import { Refusal } from '#lib/refusal'
import type { Context } from '#platform/context'
import type { Input, Output } from '#platform/operation'
import type { api } from '../api.ts'
import { groupsLedBy } from '../store/group.ts'
import * as leaves from '../store/leave.ts'
import * as lines from '../store/line.ts'
import * as people from '../store/person.ts'
import { personView } from '../view.ts'

/** One person and every post held. @throws Refusal team.person_not_found, authority.out_of_scope */
export async function getPerson(
  ctx: Context,
  { id }: Input<typeof api.getPerson>,
): Promise<Output<typeof api.getPerson>> {
  const person = await people.personById(ctx.sql, id, ctx.today)
  if (!person) throw new Refusal('team.person_not_found')
  ctx.rights.check('team.person.read', { ownerId: person.key, groupId: person.groupKey, branchId: person.branchKey })
  const history = await people.assignmentsOf(ctx.sql, person.key, ctx.today)
  const { solid } = await lines.reportsTo(ctx.sql, person.key, ctx.today)
  const away = (await leaves.awayOn(ctx.sql, ctx.today)).find(row => row.personKey === person.key)
  return {
    ...personView(person),
    history: history.map(row => ({
      post: row.post,
      groupId: toId('group', row.groupKey),
      groupName: row.groupName,
      branchId: toId('branch', row.branchKey),
      branchName: row.branchName,
      reportsTo: row.reportsToKey === null ? null : toId('person', row.reportsToKey),
      reportsToName: row.reportsToName,
      fromDay: row.fromDay,
      toDay: row.toDay,
      reason: row.reason,
      madeByName: row.madeByName,
      madeOn: row.madeOn,
    })),
    dotted: (await lines.dottedLines(ctx.sql, ctx.today, person.key)).map(row => ({
      id: toId('dotted', row.key),
      personId: toId('person', row.personKey),
      personName: row.personName,
      managerId: toId('person', row.managerKey),
      managerName: row.managerName,
      purpose: row.purpose,
      fromDay: row.fromDay,
      toDay: row.toDay,
    })),
    reports: solid.map(row => ({ id: toId('person', row.key), name: row.name })),
    leads: (await groupsLedBy(ctx.sql, person.key, ctx.today)).map(row => ({
      id: toId('group', row.key),
      name: row.name,
    })),
    standInNow:
      away?.standInKey != null
        ? { id: toId('person', away.standInKey), name: away.standInName ?? '', toDay: away.toDay }
        : null,
    standsInFor: (await leaves.standInDuties(ctx.sql, person.key, ctx.today)).map(row => ({
      name: row.name,
      fromDay: row.fromDay,
      toDay: row.toDay,
    })),
  }
}
