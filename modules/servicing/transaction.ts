import { type ActionKind, actionKinds } from './action.ts'

/** What can happen to a loan's books: what people do, and what follows from it or from the calendar. */
export const transactionKinds = [
  'disbursement',
  'payout',
  'charge',
  'due',
  'penalty',
  'application',
  'subsidy',
  'subsidy-receipt',
  ...actionKinds,
  'reversal',
  'reallocation',
  'adjustment',
] as const
export type TransactionKind = (typeof transactionKinds)[number]

/** Whether a transaction is an action of its own, from which the loan's life follows. */
export function isAction(kind: TransactionKind): kind is ActionKind {
  return (actionKinds as readonly string[]).includes(kind)
}

/** Whether people may take it back. Money that has left the house comes back only as money. */
export function isReversible(kind: TransactionKind): boolean {
  return kind === 'charge' || (isAction(kind) && kind !== 'tranche' && kind !== 'refund')
}
