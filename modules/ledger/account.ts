/** What an account measures; assets and expenses grow by debits, the others by credits. */
export const accountKinds = ['asset', 'liability', 'equity', 'income', 'expense'] as const
export type AccountKind = (typeof accountKinds)[number]

/** The accounts the program itself posts to, by meaning. The chart holds more, for finance to post to by hand. */
export const accounts = {
  bank: '1002',
  interestReceivable: '1132',
  penaltyReceivable: '1133',
  feeReceivable: '1134',
  interestAccrued: '1135',
  subsidyReceivable: '1136',
  loans: '1303',
  lossAllowance: '1304',
  advancesFromCustomers: '2203',
  staffPayable: '2211',
  payableToDealers: '2241',
  payableToThirdParties: '2202',
  deferredSubsidy: '2401',
  interestIncome: '6011',
  penaltyIncome: '6012',
  feeIncome: '6021',
  settlementFeeIncome: '6051',
  operatingExpense: '6602',
  impairmentLoss: '6702',
} as const

/** Accounts that sum up the loan book, loan by loan: a journal by hand there would part the two. */
export const loanBookAccounts: readonly string[] = [
  accounts.interestReceivable,
  accounts.penaltyReceivable,
  accounts.feeReceivable,
  accounts.interestAccrued,
  accounts.loans,
  accounts.advancesFromCustomers,
  accounts.subsidyReceivable,
  accounts.deferredSubsidy,
]

/** A code of the chart of accounts: four to eight digits. */
export type AccountCode = string

/** On which side an account's balance normally stands. */
export function normalSide(kind: AccountKind): 'debit' | 'credit' {
  return kind === 'asset' || kind === 'expense' ? 'debit' : 'credit'
}
