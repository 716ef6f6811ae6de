import { toId } from '#lib/id'
import { formatPercent, type Rate } from '#lib/rate'
import type { ApplicationRow } from './store/application.ts'

/** Who reads and when: what a summary needs besides the row. */
export type Reader = {
  personKey: bigint | null
  now: string
  minutesLeft(row: Pick<ApplicationRow, 'dueAt'>): number | null
}

/** An application as lists and queues show it. */
export function summaryView(row: ApplicationRow, reader: Reader) {
  const held = row.claimedBy !== null && row.claimedUntil !== null && row.claimedUntil > reader.now
  return {
    id: toId('application', row.key),
    number: row.number,
    state: row.state,
    customerId: row.customerKey === null ? null : toId('customer', row.customerKey),
    customerName: row.customerName,
    customerKind: row.customerKind,
    vehicle: [row.brand, row.model].filter(Boolean).join(' '),
    productName: row.productName,
    dealerName: row.dealerName,
    principal: row.principal,
    periods: row.periods,
    ownerId: toId('person', row.ownerId),
    ownerName: row.ownerName,
    createdDay: row.createdDay,
    submittedAt: row.submittedAt,
    stateSince: row.stateSince,
    dueAt: row.dueAt,
    minutesLeft: reader.minutesLeft(row),
    claimedByName: held ? row.claimedByName : null,
    claimedByMe: held && row.claimedBy === reader.personKey,
    validThrough: row.validThrough,
  }
}

/** The vehicle as the contract shows it. */
export function vehicleView(row: ApplicationRow) {
  const { vin, brand, model, energy, use, condition, price, guidePrice, appraisedValue, plate } = row
  return { vin, brand, model, energy, use, condition, price, guidePrice, appraisedValue, plate }
}

/** A share as people read it, or a dash. */
export function percentWord(share: string | null): string {
  return share === null ? '—' : formatPercent(share as Rate)
}
