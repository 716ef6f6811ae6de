import { type ActionKind, actionKinds } from './action.ts'

/** What can happen to a loan's books: what people do, and what follows from it or from the calendar. */
export const transactionKinds = [
  'disbursement',
  'payout',
  'charge',
  'due',
  'capitalisation',
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

/** What people look for among a loan's transactions: money that moved, the plan made anew, what was corrected. */
export const transactionTopics = ['money', 'plan', 'correction'] as const
export type TransactionTopic = (typeof transactionTopics)[number]

/** The kinds of each topic; what only follows from the calendar is of none. */
export const kindsOfTopic: Record<TransactionTopic, readonly TransactionKind[]> = {
  money: [
    'disbursement',
    'charge',
    'repayment',
    'settlement',
    'prepayment',
    'application',
    'recovery',
    'refund',
    'waiver',
    'write-off',
    'subsidy-loss',
    'subsidy-receipt',
  ],
  plan: ['tranche', 'deferral', 'due-day', 'restructuring', 'acceleration', 'repricing'],
  correction: ['reversal', 'reallocation'],
}

/** Whether a transaction is an action of its own, from which the loan's life follows. */
export function isAction(kind: TransactionKind): kind is ActionKind {
  return (actionKinds as readonly string[]).includes(kind)
}

/** Whether people may take it back. Money that has left the house comes back only as money. */
export function isReversible(kind: TransactionKind): boolean {
  return kind === 'charge' || (isAction(kind) && kind !== 'tranche' && kind !== 'refund')
}
