import { toId } from '#lib/id'
import type { LeadRow } from './store/lead.ts'

/** A lead as the contract shows one: name and phone masked. */
export function leadView(row: LeadRow) {
  return {
    id: toId('lead', row.key),
    state: row.state,
    source: row.source,
    displayName: row.displayName,
    displayPhone: row.displayPhone,
    interest: row.interest,
    nextContactOn: row.nextContactOn,
    lostReason: row.lostReason,
    applicationId: row.applicationKey === null ? null : toId('application', row.applicationKey),
    ownerId: toId('person', row.ownerId),
    ownerName: row.ownerName,
    createdAt: row.createdAt,
    version: row.version,
  }
}
