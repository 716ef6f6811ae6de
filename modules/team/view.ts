import { toId } from '#lib/id'
import type { PersonRow } from './store/person.ts'

/** A person as the contract shows one. */
export function personView(row: PersonRow) {
  const assigned = row.post !== null && row.groupKey !== null && row.branchKey !== null && row.fromDay !== null
  return {
    id: row.id,
    name: row.name,
    username: row.username,
    joinedOn: row.joinedOn,
    leftOn: row.leftOn,
    version: row.version,
    onLeave: row.onLeave,
    assignment: assigned
      ? {
          post: row.post!,
          groupId: toId('group', row.groupKey!),
          groupName: row.groupName ?? '',
          branchId: toId('branch', row.branchKey!),
          branchName: row.branchName ?? '',
          reportsTo: row.reportsToKey === null ? null : toId('person', row.reportsToKey),
          reportsToName: row.reportsToName,
          fromDay: row.fromDay!,
        }
      : null,
  }
}
