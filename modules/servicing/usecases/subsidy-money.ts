import { listSubsidyPayers } from './list-subsidies.ts'
import { recordSubsidyReceipt } from './record-subsidy-receipt.ts'

/** What finance sees and records of subsidies; each takes the input of its operation. */
export const subsidyMoney = { listSubsidyPayers, recordSubsidyReceipt }
