import type { Day } from '#lib/day'
import type { Money } from '#lib/money'
import type { Rate } from '#lib/rate'
import type { DeferralInterest, PrepaymentKeeps } from './choice.ts'
import type { FloatingBase } from './floating.ts'
import type { RestructuringTerms } from './restructuring-terms.ts'
import type { Parts } from './share.ts'
import type { LossCause } from './subsidy.ts'

/** The published value that a rate was set by. */
export type Followed = { base: FloatingBase; value: Rate; publishedOn: Day; margin: Rate }

/** What people decide about a loan, and what its kind needs to be lived again. Everything else in the books follows from these. */
export type Deed =
  | { kind: 'repayment'; amount: Money }
  | { kind: 'prepayment'; amount: Money; keeps: PrepaymentKeeps }
  | { kind: 'settlement'; amount: Money; feeWaived: boolean }
  | { kind: 'recovery'; amount: Money }
  | { kind: 'refund'; amount: Money }
  | { kind: 'waiver'; parts: Parts }
  | { kind: 'write-off' }
  | { kind: 'tranche'; amount: Money }
  | { kind: 'deferral'; periods: number; interest: DeferralInterest }
  | { kind: 'due-day'; date: number }
  | ({ kind: 'restructuring' } & RestructuringTerms)
  | { kind: 'acceleration'; payBy: Day }
  | { kind: 'repricing'; annualRate: Rate; follows?: Followed }
  | { kind: 'subsidy-loss'; cause: LossCause }

/** One action in a loan's life. `key` orders those of one value day. */
export type Action = { key: bigint; valueDate: Day } & Deed
export type ActionKind = Deed['kind']

export const actionKinds = [
  'repayment',
  'prepayment',
  'settlement',
  'recovery',
  'refund',
  'waiver',
  'write-off',
  'tranche',
  'deferral',
  'due-day',
  'restructuring',
  'acceleration',
  'repricing',
  'subsidy-loss',
] as const satisfies readonly ActionKind[]

/** Actions in the order in which they count. */
export function inOrder<One extends { key: bigint; valueDate: Day }>(actions: readonly One[]): One[] {
  return [...actions].sort((a, b) =>
    a.valueDate === b.valueDate ? (a.key < b.key ? -1 : a.key > b.key ? 1 : 0) : a.valueDate < b.valueDate ? -1 : 1,
  )
}

/** What is stored of an action beside its kind and value day. Amounts are texts of fen. */
export type Stored = Record<string, unknown>

/** An action as it is stored. */
export function stored(deed: Deed): Stored {
  const { kind: _, ...rest } = deed
  return toText(rest) as Stored
}

const toText = (value: unknown): unknown =>
  typeof value === 'bigint'
    ? `${value}n`
    : value !== null && typeof value === 'object'
      ? Object.fromEntries(Object.entries(value).map(([name, one]) => [name, toText(one)]))
      : value

/** An action as it was stored. */
export function restored(kind: ActionKind, terms: Stored): Deed {
  return { kind, ...(fromText(terms) as object) } as Deed
}

const fromText = (value: unknown): unknown =>
  typeof value === 'string' && /^-?\d+n$/.test(value)
    ? BigInt(value.slice(0, -1))
    : value !== null && typeof value === 'object'
      ? Object.fromEntries(Object.entries(value).map(([name, one]) => [name, fromText(one)]))
      : value
