import { fiscalOfLoans } from '../store/subsidy-claim.ts'
import { listSubsidyPayers } from './list-subsidies.ts'
import { recordSubsidyReceipt } from './record-subsidy-receipt.ts'

/** What finance sees and records of subsidies, each by the input of its operation; and what the treasury pays of a customer's loans. */
export const subsidyMoney = { fiscalOfLoans, listSubsidyPayers, recordSubsidyReceipt }
