import { toId } from '#lib/id'
import type { FundingRow } from './store/funding.ts'
import type { Reader } from './view.ts'

/** A request for money as the contract shows it. */
export function fundingView(row: FundingRow, reader: Reader) {
  return {
    id: toId('funding', row.key),
    applicationId: toId('application', row.applicationKey),
    number: row.number,
    customerName: row.customerName,
    productName: row.productName,
    dealerName: row.dealerName,
    state: row.state,
    amount: row.amount,
    requestedByName: row.requestedByName,
    requestedAt: row.requestedAt,
    dueAt: row.dueAt,
    minutesLeft: row.state === 'requested' ? reader.minutesLeft(row) : null,
    settledByName: row.settledByName,
    settledAt: row.settledAt,
    reason: row.reason,
    loanId: row.loanKey === null ? null : toId('loan', row.loanKey),
    version: row.version,
  }
}
