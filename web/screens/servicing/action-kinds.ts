import dayjs from 'dayjs'
import { deferralInterests, prepaymentKeeps } from '../../../modules/servicing/choice.ts'
import { arrearsPlaces, restructuringMethods } from '../../../modules/servicing/restructuring-terms.ts'
import { client } from '../../client.ts'
import {
  type ActionKind,
  channel,
  choices,
  effective,
  exception,
  reason,
  reference,
  stateOf,
  today,
} from './action-fields.ts'
import { day, money, optional, percentOf, rate, text } from './field-values.ts'

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
      const chosen = text(values, 'keeps')
      const keep = (keeps: (typeof prepaymentKeeps)[number]) =>
        client.servicing.prepayLoan(
          {
            id: loan.id,
            principal: money(values, 'principal'),
            keeps,
            channel: text(values, 'channel') as never,
            reference: optional(text(values, 'reference')),
          },
          { context },
        )
      const done = await keep(chosen as never)
      const amount = { word: 'servicing.prepayment.payment', value: done.payment }
      if (!context.preview) return { plan: done.plan, amount }
      const others = await Promise.all(prepaymentKeeps.filter(keeps => keeps !== chosen).map(keep))
      const ways = prepaymentKeeps.map(keeps => ({
        word: `servicing.prepayment.${keeps}`,
        change: keeps === chosen ? done.plan : others.shift()!.plan,
        chosen: keeps === chosen,
      }))
      return { plan: done.plan, ways, amount }
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
      {
        name: 'date',
        label: 'servicing.action.date',
        kind: 'count',
        from: 1,
        to: 31,
        ...(loan.nextDueOn ? { now: Number(loan.nextDueOn.slice(8)) } : {}),
      },
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
    first: { 'servicing.restructuring_penalty': 'waive' },
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
    async run(loan, values, context) {
      const plan = await client.servicing.restructureLoan(
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
      )
      const { observation } = plan
      return {
        plan,
        ...(observation
          ? {
              note: {
                word: `servicing.restructuring.observed${observation.again ? '-again' : ''}`,
                facts: { from: observation.firstRepaymentOn, to: observation.endsOn },
              },
            }
          : {}),
      }
    },
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
      {
        name: 'valueDate',
        label: 'servicing.transaction.valueDate',
        kind: 'day',
        ...(loan.closedOn ? { from: loan.closedOn } : {}),
        until: loan.today,
      },
      channel,
      reference,
    ],
    initial: loan => ({ channel: 'bank-transfer', ...today(loan) }),
    async run(loan, values, context) {
      const done = await client.servicing.recoverClaim(
        {
          id: loan.id,
          amount: money(values, 'amount'),
          valueDate: day(values, 'valueDate'),
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
