import { toId, toKey } from '#lib/id'
import { refuseUnless } from '#lib/refusal'
import type { Context } from '#platform/context'
import type { Input, Output } from '#platform/operation'
import type { api } from '../api.ts'
import * as groups from '../store/group.ts'
import * as people from '../store/person.ts'

/** A group through time: names, places and leaders it had or will have, and who changed it why. @throws Refusal team.group_not_found */
export async function getGroup(ctx: Context, { id }: Input<typeof api.getGroup>): Promise<Output<typeof api.getGroup>> {
  const all = await groups.groupPeriods(ctx.sql)
  const own = all.filter(period => period.key === toKey(id))
  refuseUnless(own.length > 0, 'team.group_not_found')
  const names = await people.personNames(
    ctx.sql,
    own.flatMap(period => (period.leaderKey === null ? [] : [period.leaderKey])),
  )
  const nameOf = (key: bigint | null, on: string) =>
    key === null
      ? null
      : (all.find(one => one.key === key && one.fromDay <= on && (one.toDay === null || on < one.toDay))?.name ?? null)
  return {
    periods: own
      .map(period => ({
        name: period.name,
        parentId: period.parentKey === null ? null : toId('group', period.parentKey),
        parentName: nameOf(period.parentKey, period.fromDay),
        leaderId: period.leaderKey === null ? null : toId('person', period.leaderKey),
        leaderName: period.leaderKey === null ? null : (names.get(period.leaderKey) ?? null),
        fromDay: period.fromDay,
        toDay: period.toDay,
      }))
      .reverse(),
    changes: (await groups.groupChanges(ctx.sql, toKey(id))).map(row => ({
      fromDay: row.fromDay,
      fields: Object.keys(row.change).sort(),
      reason: row.reason,
      byName: row.byName,
      at: row.at,
    })),
  }
}
