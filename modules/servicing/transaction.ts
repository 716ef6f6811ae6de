/** What can happen to a loan's books. */
export const transactionKinds = [
  'disbursement',
  'payout',
  'due',
  'penalty',
  'repayment',
  'settlement',
  'reversal',
  'reallocation',
] as const
export type TransactionKind = (typeof transactionKinds)[number]

/** Whether people may take it back: money that came in, once. */
export function isReversible(kind: TransactionKind): boolean {
  return kind === 'repayment' || kind === 'settlement'
}
