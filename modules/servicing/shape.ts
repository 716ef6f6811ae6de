import { z } from 'zod'
import { dayOut, idOut, instantOut, label, moneyOut, rateOut } from '#lib/fields'
import { channels } from './channel.ts'
import { chargers, chargeWays } from './charger.ts'
import { loanStates } from './loan.ts'
import { subsidyPayers } from './subsidy.ts'
import { transactionKinds } from './transaction.ts'

/** What the contract shows of the loan book's records. */
export const Parts = z.object({
  fee: moneyOut(),
  penalty: moneyOut(),
  compound: moneyOut(),
  interest: moneyOut(),
  principal: moneyOut(),
})
export const Share = Parts.extend({ seq: z.number().int() })
export const state = z.enum(loanStates)

export const Loan = z.object({
  id: idOut('loan'),
  number: z.string(),
  state,
  bucket: z.string(),
  class: z.string(),
  overdueDays: z.number().int(),
  customerId: idOut('customer'),
  /** As lists show it: masked. */
  customerName: z.string().nullable(),
  productId: idOut('product'),
  productVersion: z.number().int(),
  dealerId: idOut('dealer').nullable(),
  dealerName: z.string().nullable(),
  branchId: idOut('branch'),
  applicationId: idOut('application').nullable(),
  contractId: idOut('contract').nullable(),
  principal: moneyOut(),
  outstanding: moneyOut(),
  /** Paid beyond what could be owed: it meets what falls due, or is given back. */
  advance: moneyOut(),
  /** Written off and not come back. */
  claim: moneyOut(),
  /** Fees charged at disbursement, less what was given back. */
  upfrontFee: moneyOut(),
  overduePrincipal: moneyOut(),
  overdueInterest: moneyOut(),
  overdueFee: moneyOut(),
  overdue: moneyOut(),
  annualRate: rateOut(),
  disbursedOn: dayOut(),
  maturesOn: dayOut(),
  periods: z.number().int(),
  nextDueOn: label(
    dayOut().nullable(),
    '下期应还日；宽限期内为首个还款日',
    'Next day something is to be paid; within grace the first behind it',
  ),
  inGrace: label(z.boolean(), '本金宽限中', 'Within grace'),
  closedOn: dayOut().nullable(),
})

export const Entry = z.object({ debit: z.string(), credit: z.string(), amount: moneyOut() })

export const Transaction = z.object({
  id: idOut('repayment'),
  kind: z.enum(transactionKinds),
  valueDate: dayOut(),
  postedOn: dayOut(),
  amount: moneyOut(),
  parts: Parts,
  settlementFee: moneyOut(),
  /** Added to what is paid in advance, or taken from it. */
  advance: moneyOut(),
  recovered: moneyOut(),
  /** A fee at disbursement, or what of one was given back. */
  charged: moneyOut(),
  /** What came in of the growth of a written-off claim. */
  grown: label(moneyOut(), '收回的账外罚息', 'Growth of the claim collected'),
  /** What an action needs to be lived again. */
  terms: z.record(z.string(), z.unknown()).nullable(),
  shares: z.array(Share),
  parentId: idOut('repayment').nullable(),
  reversedById: idOut('repayment').nullable(),
  channel: z.enum(channels).nullable(),
  reference: z.string().nullable(),
  note: z.string().nullable(),
  recordedBy: z.string(),
  recordedByName: z.string().nullable(),
  recordedAt: instantOut(),
  entries: z.array(Entry),
})

export const Installment = z.object({
  seq: z.number().int(),
  dueOn: dayOut(),
  principal: moneyOut(),
  interest: moneyOut(),
  fee: moneyOut(),
  payment: moneyOut(),
  /** What others pay beside it. */
  subsidised: moneyOut(),
  balance: moneyOut(),
  paid: moneyOut(),
  /** Penalty and compound interest accrued by today, whether posted or not, and what of it is unpaid. */
  penalty: moneyOut(),
  penaltyUnpaid: moneyOut(),
  unpaid: moneyOut(),
  state: z.enum([
    'grace',
    'capitalised',
    'paid',
    'part-paid',
    'overdue',
    'due-today',
    'upcoming',
    'settled',
    'written-off',
  ]),
  overdueDays: z.number().int(),
})

export const Settlement = z.object({
  on: dayOut(),
  due: Parts,
  remainingPrincipal: moneyOut(),
  accruedInterest: moneyOut(),
  accruedDays: z.number().int(),
  currentFee: moneyOut(),
  settlementFee: moneyOut(),
  saved: moneyOut(),
  /** Money paid in advance that meets a part of it. */
  advance: moneyOut(),
  total: moneyOut(),
})

export const DayClose = z.object({
  day: dayOut(),
  startedAt: instantOut(),
  finishedAt: instantOut().nullable(),
  seconds: z.number().nullable(),
  loans: z.number().int(),
  ranges: z.number().int(),
  rangesDone: z.number().int(),
  counts: z.record(z.string(), z.number().int()),
})

export const SetAside = z.object({
  loanId: idOut('loan'),
  number: z.string(),
  day: dayOut(),
  reason: z.string(),
  at: instantOut(),
})

export const ImportRow = z.object({
  line: z.number().int(),
  number: z.string(),
  amount: z.string(),
  valueDate: z.string(),
  reference: z.string(),
  outcome: z.enum(['recorded', 'repeated', 'refused']),
  code: z.string().nullable(),
  reason: z.string().nullable(),
  loanId: idOut('loan').nullable(),
})

export const Import = z.object({
  id: idOut('import'),
  fileName: z.string(),
  importedByName: z.string(),
  importedOn: dayOut(),
  importedAt: instantOut(),
  rows: z.number().int(),
  recorded: z.number().int(),
  repeated: z.number().int(),
  refused: z.number().int(),
  amount: moneyOut(),
})

/** What may be done to a loan, in the order of the menu. */
export const loanActions = [
  'record-repayment',
  'prepay',
  'quote-settlement',
  'settle',
  'waive',
  'defer',
  'exceed-term',
  'move-due-day',
  'restructure',
  'accelerate',
  'reprice',
  'stop-subsidy',
  'disburse-tranche',
  'write-off',
  'recover',
  'refund',
  'reverse',
  'watch',
  'unwatch',
] as const

/** What somebody beside the borrower pays of a loan. */
export const LoanSubsidy = z.object({
  payer: z.enum(subsidyPayers),
  brand: z.string().nullable(),
  atOnce: label(z.boolean(), '放款时一次支付', 'Paid at once'),
  /** As agreed, receivable so far, come in, and what later installments will bring. */
  agreed: moneyOut(),
  due: moneyOut(),
  received: moneyOut(),
  toCome: moneyOut(),
  /** Paid and not yet earned: what goes back on early settlement where the terms say so. */
  unearned: moneyOut(),
  clawBack: z.boolean(),
  lostAfter: label(z.number().int().nullable(), '逾期超过几天丧失', 'Lost above so many days overdue'),
  lostOn: label(dayOut().nullable(), '停止日', 'The day it stopped'),
})

/** A fee at disbursement: what for, who charged it, and how it was taken. */
export const LoanCharge = z.object({
  name: z.string(),
  nameEn: z.string(),
  amount: moneyOut(),
  chargedBy: z.enum(chargers),
  taken: z.enum(chargeWays),
  givenBack: label(z.boolean(), '已退还', 'Given back'),
})

/** A settlement amount that was promised. */
export const Quote = z.object({
  id: idOut('quote'),
  settlesOn: dayOut(),
  validUntil: dayOut(),
  total: moneyOut(),
  feeWaived: z.boolean(),
})
