import dayjs from 'dayjs'
import { channels } from '../../../modules/servicing/channel.ts'
import type { CallContext } from '../../client.ts'
import type { Values } from './field-values.ts'
import type { Loan } from './loan-tags.tsx'
import type { PlanChange, Way } from './plan-preview.tsx'

/** A field of an action's dialog. */
export type Field =
  | { name: string; label: string; kind: 'money' | 'text' | 'percent'; optional?: boolean; max?: string }
  | { name: string; label: string; kind: 'count'; from: number; to: number; now?: number }
  | { name: string; label: string; kind: 'day'; from?: string; after?: string; until?: string; optional?: boolean }
  | { name: string; label: string; kind: 'choice'; options: { value: string; word: string }[] }
  | { name: string; label: string; kind: 'switch' }

/** What an action comes to: the new plan, a sum it asks for, and figures before and after it (money, or words where `words`). */
type Answer = {
  plan?: PlanChange
  /** The ways in which the same can be done, beside each other. */
  ways?: Way[]
  amount?: { word: string; value: string }
  /** What else follows, as a sentence. */
  note?: { word: string; facts: Record<string, string> }
  figures?: { word: string; before: string; after: string; words?: true }[]
}

/** An action of a loan as a dialog: its words, its fields, and the command that previews and does it. */
export type ActionKind = {
  action: Loan['actions'][number]
  word: string
  /** What the button says, where the action's name does not say what happens. */
  submit?: string
  danger?: boolean
  note?: string
  /** What is to be done first where it is refused, by the refusal's code. */
  first?: Readonly<Record<string, Loan['actions'][number]>>
  fields: (loan: Loan) => Field[]
  initial?: (loan: Loan) => Values
  run: (loan: Loan, values: Values, context: CallContext) => Promise<Answer>
}

/** The options of a choice, their words under a prefix. */
export const choices = (values: readonly string[], prefix: string) =>
  values.map(value => ({ value, word: `${prefix}.${value}` }))

/** The loan's state as it is and as it would be, in words. */
export const stateOf = (before: string, after: string) => ({
  word: 'servicing.loan.state',
  before: `servicing.loan.${before}`,
  after: `servicing.loan.${after}`,
})

/** Why it is done. */
export const reason: Field = { name: 'reason', label: 'servicing.action.reason', kind: 'text' }
/** From which day it counts: today or before. */
export const effective = (loan: Loan): Field => ({
  name: 'valueDate',
  label: 'servicing.action.effective',
  kind: 'day',
  until: loan.today,
})
/** Only who may make an exception is asked for one. */
export const exception = (loan: Loan): Field[] =>
  loan.actions.includes('exceed-term')
    ? [{ name: 'termException', label: 'servicing.action.termException', kind: 'switch' }]
    : []
/** By which way money moves. */
export const channel: Field = {
  name: 'channel',
  label: 'servicing.transaction.channel',
  kind: 'choice',
  options: choices(channels, 'servicing.channel'),
}
/** The bank's own number of it. */
export const reference: Field = {
  name: 'reference',
  label: 'servicing.transaction.reference',
  kind: 'text',
  optional: true,
}
/** A form that begins on the business day. */
export const today = (loan: Loan) => ({ valueDate: dayjs(loan.today) })
