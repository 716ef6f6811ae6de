import { command, query } from '#platform/operation'
import { api } from './api.ts'
import {
  accelerateLoan,
  deferLoan,
  disburseTranche,
  loseSubsidy,
  moveDueDay,
  repriceLoan,
  restructureLoan,
} from './usecases/change-plan.ts'
import { checkBooks } from './usecases/check-books.ts'
import { decideCorrection } from './usecases/decide-correction.ts'
import { getDayPicture } from './usecases/get-day-picture.ts'
import { getImport } from './usecases/get-import.ts'
import { getLoan } from './usecases/get-loan.ts'
import { importRepayments } from './usecases/import-repayments.ts'
import { listCorrections } from './usecases/list-corrections.ts'
import { listDayCloses } from './usecases/list-day-closes.ts'
import { listDebitBatches } from './usecases/list-debit-batches.ts'
import { listEntries } from './usecases/list-entries.ts'
import { listImports } from './usecases/list-imports.ts'
import { listLoans } from './usecases/list-loans.ts'
import { listPlanChanges } from './usecases/list-plan-changes.ts'
import { listSubsidyClaims, listSubsidyPayers, listSubsidyReceipts } from './usecases/list-subsidies.ts'
import { listTransactions } from './usecases/list-transactions.ts'
import { prepayLoan } from './usecases/prepay-loan.ts'
import { promiseSettlement } from './usecases/promise-settlement.ts'
import { quoteSettlement } from './usecases/quote-settlement.ts'
import { readDebitResults } from './usecases/read-debit-results.ts'
import { recordRepayment } from './usecases/record-repayment.ts'
import { recordSubsidyReceipt, reverseSubsidyReceipt } from './usecases/record-subsidy-receipt.ts'
import { recoverClaim } from './usecases/recover-claim.ts'
import { refundAdvance } from './usecases/refund-advance.ts'
import { retrySetAside } from './usecases/retry-set-aside.ts'
import { reverseRepayment } from './usecases/reverse-repayment.ts'
import { settleLoan } from './usecases/settle-loan.ts'
import { startDayClose } from './usecases/start-day-close.ts'
import { waiveDebt } from './usecases/waive-debt.ts'
import { unwatchLoan, watchLoan } from './usecases/watch-loan.ts'
import { writeDebitFile } from './usecases/write-debit-file.ts'
import { writeOffLoan } from './usecases/write-off-loan.ts'

export const routes = {
  listLoans: query(api.listLoans, listLoans),
  getLoan: query(api.getLoan, getLoan),
  listTransactions: query(api.listTransactions, listTransactions),
  listPlanChanges: query(api.listPlanChanges, listPlanChanges),
  promiseSettlement: command(api.promiseSettlement, promiseSettlement),
  prepayLoan: command(api.prepayLoan, (ctx, { id, ...input }) => prepayLoan(ctx, { ...input, loanId: id })),
  recordRepayment: command(api.recordRepayment, (ctx, { id, ...input }) =>
    recordRepayment(ctx, { ...input, loanId: id }),
  ),
  quoteSettlement: query(api.quoteSettlement, quoteSettlement),
  settleLoan: command(api.settleLoan, settleLoan),
  reverseRepayment: command(api.reverseRepayment, reverseRepayment),
  watchLoan: command(api.watchLoan, watchLoan),
  unwatchLoan: command(api.unwatchLoan, unwatchLoan),
  waiveDebt: command(api.waiveDebt, waiveDebt),
  deferLoan: command(api.deferLoan, deferLoan),
  moveDueDay: command(api.moveDueDay, moveDueDay),
  restructureLoan: command(api.restructureLoan, restructureLoan),
  accelerateLoan: command(api.accelerateLoan, accelerateLoan),
  repriceLoan: command(api.repriceLoan, repriceLoan),
  loseSubsidy: command(api.loseSubsidy, loseSubsidy),
  disburseTranche: command(api.disburseTranche, disburseTranche),
  writeOffLoan: command(api.writeOffLoan, writeOffLoan),
  recoverClaim: command(api.recoverClaim, recoverClaim),
  refundAdvance: command(api.refundAdvance, refundAdvance),
  importRepayments: command(api.importRepayments, importRepayments),
  listImports: query(api.listImports, listImports),
  getImport: query(api.getImport, getImport),
  listDayCloses: query(api.listDayCloses, listDayCloses),
  startDayClose: command(api.startDayClose, startDayClose),
  retrySetAside: command(api.retrySetAside, retrySetAside),
  checkBooks: query(api.checkBooks, checkBooks),
  listEntries: query(api.listEntries, listEntries),
  getDayPicture: query(api.getDayPicture, getDayPicture),
  listDebitBatches: query(api.listDebitBatches, listDebitBatches),
  writeDebitFile: command(api.writeDebitFile, writeDebitFile),
  readDebitResults: command(api.readDebitResults, readDebitResults),
  listSubsidyPayers: query(api.listSubsidyPayers, listSubsidyPayers),
  listSubsidyClaims: query(api.listSubsidyClaims, listSubsidyClaims),
  listSubsidyReceipts: query(api.listSubsidyReceipts, listSubsidyReceipts),
  recordSubsidyReceipt: command(api.recordSubsidyReceipt, recordSubsidyReceipt),
  listCorrections: query(api.listCorrections, listCorrections),
  decideCorrection: command(api.decideCorrection, decideCorrection),
  reverseSubsidyReceipt: command(api.reverseSubsidyReceipt, reverseSubsidyReceipt),
}
