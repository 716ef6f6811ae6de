import { toId } from '#lib/id'
import type { Context } from '#platform/context'
import type { LeadRow } from '../store/lead.ts'

/**
 * A lead as the contract shows one: name and phone as the rules about fields answer the reader; what they show in clear is told to the
 * audit trail. An answer that is kept under a key holds nothing in clear.
 */
export function leadView(ctx: Pick<Context, 'rights' | 'vault' | 'show'>, row: LeadRow, kept = false) {
  const id = toId('lead', row.key)
  const how = (field: string) => {
    const show = ctx.rights.shows(`origination.lead.${field}`, row)
    return kept && show === 'shown' ? 'masked' : show
  }
  const name = how('name')
  const phone = how('phone')
  const clear = [...(name === 'shown' ? ['name'] : []), ...(phone === 'shown' ? ['phone'] : [])]
  if (clear.length > 0) ctx.show(id, clear)
  return {
    id,
    state: row.state,
    source: row.source,
    displayName: name === 'shown' ? ctx.vault.open(row.nameSealed, 'origination.lead.name') : row.displayName,
    displayPhone:
      phone === 'shown'
        ? ctx.vault.open(row.phoneSealed, 'origination.lead.phone')
        : phone === 'withheld'
          ? null
          : row.displayPhone,
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
