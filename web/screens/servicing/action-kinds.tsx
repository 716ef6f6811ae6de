import dayjs from 'dayjs'
import { channels } from '../../../modules/servicing/channel.ts'
import { deferralInterests, prepaymentKeeps } from '../../../modules/servicing/choice.ts'
import { arrearsPlaces, restructuringMethods } from '../../../modules/servicing/restructuring-terms.ts'
import { type CallContext, client } from '../../client.ts'
import { day, money, optional, percentOf, rate, text, type Values } from './field-values.ts'
import type { Loan } from './loan-tags.tsx'
import type { PlanChange } from './plan-preview.tsx'

/** A field of an action's dialog. */
export type Field =
  | { name: string; label: string; kind: 'money' | 'text' | 'percent'; optional?: boolean; max?: string }
  | { name: string; label: string; kind: 'count'; from: number; to: number }
  | { name: string; label: string; kind: 'day'; after?: string; until?: string; optional?: boolean }
  | { name: string; label: string; kind: 'choice'; options: { value: string; word: string }[] }
  | { name: string; label: string; kind: 'switch' }

/** What an action comes to: the new plan, a sum it asks for, and figures before and after it (money, or words where `words`). */
type Answer = {
  plan?: PlanChange
  amount?: { word: string; value: string }
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
  fields: (loan: Loan) => Field[]
  initial?: (loan: Loan) => Values
  run: (loan: Loan, values: Values, context: CallContext) => Promise<Answer>
}

const choices = (values: readonly string[], prefix: string) =>
  values.map(value => ({ value, word: `${prefix}.${value}` }))

const stateOf = (before: string, after: string) => ({
  word: 'servicing.loan.state',
  before: `servicing.loan.${before}`,
  after: `servicing.loan.${after}`,
})

const reason: Field = { name: 'reason', label: 'servicing.action.reason', kind: 'text' }
const effective = (loan: Loan): Field => ({
  name: 'valueDate',
  label: 'servicing.action.effective',
  kind: 'day',
  until: loan.today,
})
/** Only who may make an exception is asked for one. */
const exception = (loan: Loan): Field[] =>
  loan.actions.includes('exceed-term')
    ? [{ name: 'termException', label: 'servicing.action.termException', kind: 'switch' }]
    : []
const channel: Field = {
  name: 'channel',
  label: 'servicing.transaction.channel',
  kind: 'choice',
  options: choices(channels, 'servicing.channel'),
}
const reference: Field = { name: 'reference', label: 'servicing.transaction.reference', kind: 'text', optional: true }
const today = (loan: Loan) => ({ valueDate: dayjs(loan.today) })

/** Every action beside recording a repayment and settling, in the order of the menu. */
export const actionKinds: ActionKind[] = [
  {
    action: 'prepay',
    word: 'servicing.action.prepay',
    fields: loan => [
      { name: 'principal', label: 'servicing.prepayment.principal', kind: 'money', max: loan.outstanding },
      {
        name: 'keeps',
        label: 'servicing.prepayment.keeps',
        kind: 'choice',
        options: choices(prepaymentKeeps, 'servicing.prepayment'),
      },
      channel,
      reference,
    ],
    initial: () => ({ keeps: 'installment', channel: 'bank-transfer' }),
    async run(loan, values, context) {
      const done = await client.servicing.prepayLoan(
        {
          id: loan.id,
          principal: money(values, 'principal'),
          keeps: text(values, 'keeps') as never,
          channel: text(values, 'channel') as never,
          reference: optional(text(values, 'reference')),
        },
        { context },
      )
      return { plan: done.plan, amount: { word: 'servicing.prepayment.payment', value: done.payment } }
    },
  },
  {
    action: 'waive',
    word: 'servicing.action.waive',
    submit: 'servicing.action.waive.submit',
    fields: loan => [
      ...(['penalty', 'compound', 'interest', 'fee'] as const)
        .filter(part => loan.due[part] !== '0.00')
        .map(part => ({
          name: part,
          label: `servicing.part.${part}`,
          kind: 'money' as const,
          optional: true,
          max: loan.due[part],
        })),
      reason,
    ],
    initial: loan => ({ penalty: loan.due.penalty, compound: loan.due.compound }),
    async run(loan, values, context) {
      const part = (name: string) => optional(money(values, name)) as string | undefined
      const done = await client.servicing.waiveDebt(
        {
          id: loan.id,
          penalty: part('penalty'),
          compound: part('compound'),
          interest: part('interest'),
          fee: part('fee'),
          reason: text(values, 'reason'),
        },
        { context },
      )
      return {
        amount: { word: 'servicing.waiver.amount', value: done.amount },
        figures: [{ word: 'servicing.loan.due', before: loan.dueTotal, after: done.due }],
      }
    },
  },
  {
    action: 'defer',
    word: 'servicing.action.defer',
    submit: 'servicing.action.defer.submit',
    note: 'servicing.action.defer.note',
    fields: loan => [
      { name: 'periods', label: 'servicing.deferral.periods', kind: 'count', from: 1, to: 24 },
      {
        name: 'interest',
        label: 'servicing.deferral.interest',
        kind: 'choice',
        options: choices(deferralInterests, 'servicing.deferral'),
      },
      ...exception(loan),
      effective(loan),
      reason,
    ],
    initial: loan => ({ periods: 1, interest: 'first', ...today(loan) }),
    run: async (loan, values, context) => ({
      plan: await client.servicing.deferLoan(
        {
          id: loan.id,
          periods: Number(values.periods),
          interest: text(values, 'interest') as never,
          termException: values.termException === true,
          valueDate: day(values, 'valueDate'),
          reason: text(values, 'reason'),
        },
        { context },
      ),
    }),
  },
  {
    action: 'move-due-day',
    word: 'servicing.action.move-due-day',
    fields: loan => [
      { name: 'date', label: 'servicing.action.date', kind: 'count', from: 1, to: 31 },
      effective(loan),
      reason,
    ],
    initial: today,
    run: async (loan, values, context) => ({
      plan: await client.servicing.moveDueDay(
        {
          id: loan.id,
          date: Number(values.date),
          valueDate: day(values, 'valueDate'),
          reason: text(values, 'reason'),
        },
        { context },
      ),
    }),
  },
  {
    action: 'restructure',
    word: 'servicing.action.restructure',
    submit: 'servicing.action.restructure.submit',
    note: 'servicing.action.restructure.note',
    fields: loan => [
      { name: 'periods', label: 'servicing.plan.periods', kind: 'count', from: 1, to: 120 },
      { name: 'firstDueOn', label: 'servicing.action.firstDueOn', kind: 'day', after: loan.today },
      { name: 'annualRate', label: 'servicing.action.rate', kind: 'percent' },
      {
        name: 'method',
        label: 'servicing.action.method',
        kind: 'choice',
        options: choices(restructuringMethods, 'servicing.restructuring'),
      },
      {
        name: 'arrears',
        label: 'servicing.action.arrears',
        kind: 'choice',
        options: choices(arrearsPlaces, 'servicing.arrears'),
      },
      { name: 'distress', label: 'servicing.action.distress', kind: 'switch' },
      ...exception(loan),
      reason,
    ],
    // As it stands: the due days ahead, so that nothing but what is changed makes the loan longer.
    initial: loan => ({
      periods: Math.max(1, loan.installments.filter(row => loan.nextDueOn && row.dueOn >= loan.nextDueOn).length),
      firstDueOn:
        loan.nextDueOn && loan.nextDueOn > loan.today ? dayjs(loan.nextDueOn) : dayjs(loan.today).add(1, 'month'),
      annualRate: percentOf(loan.annualRate),
      method: 'equal-installment',
      arrears: 'spread',
      distress: true,
    }),
    run: async (loan, values, context) => ({
      plan: await client.servicing.restructureLoan(
        {
          id: loan.id,
          periods: Number(values.periods),
          firstDueOn: day(values, 'firstDueOn') ?? '',
          annualRate: rate(values, 'annualRate'),
          method: text(values, 'method') as never,
          arrears: text(values, 'arrears') as never,
          distress: values.distress === true,
          termException: values.termException === true,
          reason: text(values, 'reason'),
        },
        { context },
      ),
    }),
  },
  {
    action: 'reprice',
    word: 'servicing.action.reprice',
    submit: 'servicing.action.reprice.submit',
    fields: loan => [{ name: 'annualRate', label: 'servicing.action.rate', kind: 'percent' }, effective(loan), reason],
    initial: loan => ({ annualRate: percentOf(loan.annualRate), ...today(loan) }),
    run: async (loan, values, context) => ({
      plan: await client.servicing.repriceLoan(
        {
          id: loan.id,
          annualRate: rate(values, 'annualRate'),
          valueDate: day(values, 'valueDate'),
          reason: text(values, 'reason'),
        },
        { context },
      ),
    }),
  },
  {
    action: 'stop-subsidy',
    word: 'servicing.action.stop-subsidy',
    note: 'servicing.action.stop-subsidy.note',
    danger: true,
    fields: loan => [
      {
        name: 'cause',
        label: 'servicing.action.cause',
        kind: 'choice',
        options: choices(['misuse', 'ended'], 'servicing.loss'),
      },
      effective(loan),
      reason,
    ],
    initial: loan => ({ cause: 'misuse', ...today(loan) }),
    run: async (loan, values, context) => ({
      plan: await client.servicing.loseSubsidy(
        {
          id: loan.id,
          cause: text(values, 'cause') as never,
          valueDate: day(values, 'valueDate'),
          reason: text(values, 'reason'),
        },
        { context },
      ),
    }),
  },
  {
    action: 'disburse-tranche',
    word: 'servicing.action.disburse-tranche',
    fields: () => [{ name: 'amount', label: 'servicing.transaction.amount', kind: 'money' }, reason],
    run: async (loan, values, context) => ({
      plan: await client.servicing.disburseTranche(
        { id: loan.id, amount: money(values, 'amount'), reason: text(values, 'reason') },
        { context },
      ),
    }),
  },
  {
    action: 'accelerate',
    word: 'servicing.action.accelerate',
    note: 'servicing.action.accelerate.note',
    danger: true,
    fields: loan => [{ name: 'payBy', label: 'servicing.action.payBy', kind: 'day', after: loan.today }, reason],
    initial: loan => ({ payBy: dayjs(loan.today).add(10, 'day') }),
    run: async (loan, values, context) => ({
      plan: await client.servicing.accelerateLoan(
        { id: loan.id, payBy: day(values, 'payBy') ?? '', reason: text(values, 'reason') },
        { context },
      ),
    }),
  },
  {
    action: 'write-off',
    word: 'servicing.action.write-off',
    submit: 'servicing.action.write-off.submit',
    note: 'servicing.action.write-off.note',
    danger: true,
    fields: () => [reason],
    async run(loan, values, context) {
      const done = await client.servicing.writeOffLoan({ id: loan.id, reason: text(values, 'reason') }, { context })
      return {
        figures: [
          { ...stateOf(loan.state, done.state), words: true },
          { word: 'servicing.loan.outstanding', before: loan.outstanding, after: '0.00' },
          { word: 'servicing.loan.claim', before: loan.claim, after: done.amount },
        ],
      }
    },
  },
  {
    action: 'recover',
    word: 'servicing.action.recover',
    fields: loan => [
      { name: 'amount', label: 'servicing.transaction.amount', kind: 'money', max: loan.claimable },
      channel,
      reference,
    ],
    initial: () => ({ channel: 'bank-transfer' }),
    async run(loan, values, context) {
      const done = await client.servicing.recoverClaim(
        {
          id: loan.id,
          amount: money(values, 'amount'),
          channel: text(values, 'channel') as never,
          reference: optional(text(values, 'reference')),
        },
        { context },
      )
      return { figures: [{ word: 'servicing.loan.claim', before: loan.claim, after: done.claim }] }
    },
  },
  {
    action: 'refund',
    word: 'servicing.action.refund',
    fields: loan => [
      { name: 'amount', label: 'servicing.transaction.amount', kind: 'money', max: loan.advance },
      reference,
      reason,
    ],
    initial: loan => ({ amount: loan.advance }),
    async run(loan, values, context) {
      const done = await client.servicing.refundAdvance(
        {
          id: loan.id,
          amount: money(values, 'amount'),
          reference: optional(text(values, 'reference')),
          reason: text(values, 'reason'),
        },
        { context },
      )
      return { figures: [{ word: 'servicing.loan.advance', before: loan.advance, after: done.advance }] }
    },
  },
  {
    action: 'watch',
    word: 'servicing.action.watch',
    note: 'servicing.action.watch.note',
    fields: loan => [{ name: 'reviewOn', label: 'servicing.watch.reviewOn', kind: 'day', after: loan.today }, reason],
    initial: loan => ({ reviewOn: dayjs(loan.today).add(1, 'month') }),
    async run(loan, values, context) {
      await client.servicing.watchLoan(
        { id: loan.id, reviewOn: day(values, 'reviewOn') as never, reason: text(values, 'reason') },
        { context },
      )
      return {}
    },
  },
  {
    action: 'unwatch',
    word: 'servicing.action.unwatch',
    fields: () => [reason],
    async run(loan, values, context) {
      await client.servicing.unwatchLoan({ id: loan.id, reason: text(values, 'reason') }, { context })
      return {}
    },
  },
]
