import { z } from 'zod'
import { dayIn, dayOut, id, idOut, label, moneyIn, moneyOut, positiveMoneyIn, rateIn, text } from '#lib/fields'
import { operation } from '#lib/operation'
import { channels } from './channel.ts'
import { deferralInterests } from './choice.ts'
import { arrearsPlaces, restructuringMethods } from './restructuring-terms.ts'
import { Installment, Parts, Quote, Settlement, state } from './shape.ts'
import { transactionKinds } from './transaction.ts'

const loanId = { id: id('loan') }
const reason = { reason: label(text(200), '原因', 'Reason') }
const effectiveDay = { valueDate: label(dayIn().optional(), '生效日', 'Effective day') }
const termException = {
  termException: label(z.boolean().default(false), '超过期限上限（例外）', 'Beyond the term cap (exception)'),
}
const money = {
  valueDate: label(dayIn().optional(), '到账日', 'Value date'),
  channel: label(z.enum(channels), '渠道', 'Channel'),
  reference: label(z.string().trim().max(64).optional(), '银行流水号', 'Bank reference'),
}

const always = [
  'servicing.loan_not_found',
  'servicing.loan_settled',
  'servicing.loan_set_aside',
  'servicing.day_stale',
  'servicing.value_date',
  'servicing.settlement_stands',
] as const

/** One figure of the plan before an action and after it. */
const changed = <T extends z.ZodType>(of: T) => z.object({ before: of, after: of })

/** What an action that makes the plan anew answers: the new plan, and what of it is different. */
export const PlanChange = z.object({
  id: idOut('repayment'),
  state,
  periods: changed(z.number().int()),
  maturesOn: changed(dayOut()),
  nextDueOn: changed(dayOut().nullable()),
  /** The next installment that is not wholly paid: principal, interest and fee. */
  nextPayment: changed(moneyOut()),
  /** Interest and fees still to be paid, and how much more that is than before. */
  cost: changed(moneyOut()).extend({
    more: label(moneyOut(), '比原来多付（负数为少付）', 'More than before; negative for less'),
  }),
  outstanding: changed(moneyOut()),
  installments: z.array(Installment),
})

/** What everyone tells of money that comes in. */
export const moneyInFields = {
  valueDate: label(dayIn().optional(), '到账日', 'Value date'),
  channel: label(z.enum(channels), '还款渠道', 'Channel'),
  reference: label(z.string().trim().max(64).optional(), '银行流水号', 'Bank reference'),
  note: label(z.string().trim().max(200).optional(), '备注', 'Note'),
}

/** What recording money refuses. */
export const recordRefusals = [
  'servicing.loan_not_found',
  'servicing.loan_settled',
  'servicing.loan_set_aside',
  'servicing.value_date',
  'servicing.reference_taken',
  'servicing.settlement_stands',
  'servicing.day_stale',
] as const

/** An installment as planned. */
const PlanRow = z.object({
  dueOn: dayOut(),
  principal: moneyOut(),
  interest: moneyOut(),
  fee: moneyOut(),
  payment: moneyOut(),
})

/** The operations of a loan's life beside money coming in. Every one can be tried with X-Dry-Run. */
export const actionApi = {
  listPlanChanges: operation({
    method: 'GET',
    path: '/servicing/loans/{id}/plan-changes',
    permission: 'servicing.loan.read',
    summary:
      '计划变更：各期由哪一笔操作改成什么 · Which installments each change of the plan replaced by which, the newest first',
    refuses: ['servicing.loan_not_found'],
  })
    .input(
      z.object({
        id: id('loan'),
        before: id('repayment').optional(),
        limit: z.coerce.number().int().min(1).max(50).default(5),
        knownOn: dayIn().optional(),
      }),
    )
    .output(
      z.object({
        rows: z.array(
          z.object({
            id: idOut('repayment'),
            kind: z.enum(transactionKinds),
            valueDate: dayOut(),
            postedOn: dayOut(),
            takesBack: label(z.enum(transactionKinds).nullable(), '冲正的操作', 'What it takes back'),
            lines: z.array(
              z.object({
                seq: z.number().int(),
                before: label(
                  PlanRow.nullable(),
                  '原计划；新增的期为空',
                  'The row replaced; null for a row that is new',
                ),
                after: label(
                  PlanRow.nullable(),
                  '新计划；取消的期为空',
                  'The row in its place; null for a row that is gone',
                ),
                replaces: label(
                  z.object({ id: idOut('repayment'), kind: z.enum(transactionKinds), valueDate: dayOut() }).nullable(),
                  '原来由哪一笔操作形成；原始计划为空',
                  'What had made the row replaced; null for the first plan',
                ),
              }),
            ),
          }),
        ),
        next: idOut('repayment').nullable(),
      }),
    ),
  quoteSettlement: operation({
    method: 'GET',
    path: '/servicing/loans/{id}/settlement-quote',
    permission: 'servicing.settlement.quote',
    summary: '试算结清 · Quote early settlement on a day',
    refuses: ['servicing.loan_not_found', 'servicing.loan_settled', 'servicing.value_date'],
  })
    .input(z.object({ id: id('loan'), valueDate: label(dayIn().optional(), '结清日', 'Settlement date') }))
    .output(Settlement),
  promiseSettlement: operation({
    method: 'POST',
    path: '/servicing/loans/{id}/settlement-quotes',
    permission: 'servicing.settlement.quote',
    summary: '出具结清报价 · Promise a settlement amount until a day',
    description:
      'The amount of the settlement day is honoured until the quote ends (parameter settlement.quote-days, and never beyond the next due day), unless something else is done to the loan. Waiving the fee needs the permission and the limit of a waiver.',
    refuses: [
      'servicing.loan_not_found',
      'servicing.loan_settled',
      'servicing.loan_set_aside',
      'servicing.value_date',
      'servicing.day_stale',
      'servicing.over_limit',
    ],
  })
    .input(
      z.object({
        id: id('loan'),
        valueDate: label(dayIn().optional(), '结清日', 'Settlement date'),
        waiveFee: label(z.boolean().default(false), '免收违约金', 'Waive the fee'),
      }),
    )
    .output(Settlement.extend({ quote: Quote })),
  settleLoan: operation({
    method: 'POST',
    path: '/servicing/loans/{id}/settlement',
    permission: 'servicing.settlement.record',
    summary: '结清 · Settle a loan by the quoted amount',
    description: 'By the amount of the value day, or by one that was promised and is still honoured.',
    refuses: [...recordRefusals, 'servicing.settlement_amount', 'servicing.quote_not_found', 'servicing.quote_stale'],
  })
    .input(
      z.object({
        id: id('loan'),
        amount: label(moneyIn(), '结清金额', 'Amount'),
        quoteId: label(id('quote').optional(), '结清报价', 'Quote'),
        ...moneyInFields,
      }),
    )
    .output(z.object({ id: idOut('repayment'), state })),

  waiveDebt: operation({
    method: 'POST',
    path: '/servicing/loans/{id}/waivers',
    permission: 'servicing.waiver.record',
    summary: '减免罚息、利息或费用 · Waive penalty, interest or fees that are due',
    description: 'Principal is never waived. Up to the limit of the post (parameter relief.limits).',
    refuses: [...always, 'servicing.waiver_exceeds', 'servicing.over_limit'],
  })
    .input(
      z.object({
        ...loanId,
        penalty: label(moneyIn().optional(), '罚息', 'Penalty interest'),
        compound: label(moneyIn().optional(), '复利', 'Compound interest'),
        interest: label(moneyIn().optional(), '利息', 'Interest'),
        fee: label(moneyIn().optional(), '手续费', 'Fee'),
        ...effectiveDay,
        ...reason,
      }),
    )
    .output(z.object({ id: idOut('repayment'), parts: Parts, amount: moneyOut(), due: moneyOut(), state })),
  deferLoan: operation({
    method: 'POST',
    path: '/servicing/loans/{id}/deferrals',
    permission: 'servicing.plan.change',
    summary: '延期还款 · Put off the installments not yet due',
    description:
      'Moves every installment not yet due by whole periods. Interest of that time: free, with the first or the last installment behind it, spread over all, paid as it falls due, or running on: the installments stay as high as they are and further ones repay what is left.',
    refuses: [
      ...always,
      'servicing.nothing_ahead',
      'servicing.in_grace',
      'servicing.due_day_pace',
      'servicing.over_periods',
      'servicing.over_term_cap',
    ],
  })
    .input(
      z.object({
        ...loanId,
        periods: label(z.number().int().min(1).max(24), '延期期数', 'Periods'),
        interest: label(z.enum(deferralInterests), '延期利息', 'Interest meanwhile'),
        ...termException,
        ...effectiveDay,
        ...reason,
      }),
    )
    .output(PlanChange),
  moveDueDay: operation({
    method: 'POST',
    path: '/servicing/loans/{id}/due-day',
    permission: 'servicing.plan.change',
    summary: '变更还款日 · Move the due day to another date of the month',
    refuses: [...always, 'servicing.nothing_ahead', 'servicing.due_day_pace', 'servicing.due_day_same'],
  })
    .input(
      z.object({
        ...loanId,
        date: label(z.number().int().min(1).max(31), '每月还款日', 'Date of the month'),
        ...effectiveDay,
        ...reason,
      }),
    )
    .output(PlanChange),
  restructureLoan: operation({
    method: 'POST',
    path: '/servicing/loans/{id}/restructurings',
    permission: 'servicing.restructuring.record',
    summary: '重组 · Make a new plan for everything unpaid',
    description:
      'Principal unpaid is repaid by a new plan; unpaid interest and fees are asked with it and never capitalised; penalty must be paid or waived first. In distress, the loan is observed from its first repayment date for two periods and a year.',
    refuses: [
      ...always,
      'servicing.restructuring_penalty',
      'servicing.first_due',
      'servicing.over_term_cap',
      'product.rate',
      'product.periods',
      'product.grace_periods',
    ],
  })
    .input(
      z.object({
        ...loanId,
        periods: label(z.number().int().min(1).max(120), '期数', 'Installments'),
        firstDueOn: label(dayIn(), '首个还款日', 'First due day'),
        annualRate: label(rateIn(), '年利率', 'Annual rate'),
        method: label(z.enum(restructuringMethods), '还款方式', 'Method'),
        interestOnlyPeriods: label(
          z.number().int().min(0).max(119).default(0),
          '先息期数',
          'Interest-only periods at first',
        ),
        arrears: label(z.enum(arrearsPlaces), '欠息安排', 'Unpaid interest goes'),
        distress: label(z.boolean().default(true), '借款人财务困难', 'Borrower in distress'),
        ...termException,
        ...effectiveDay,
        ...reason,
      }),
    )
    .output(
      PlanChange.extend({
        observation: z.object({ firstRepaymentOn: dayOut(), endsOn: dayOut(), again: z.boolean() }).nullable(),
      }),
    ),
  accelerateLoan: operation({
    method: 'POST',
    path: '/servicing/loans/{id}/acceleration',
    permission: 'servicing.acceleration.record',
    summary: '宣布提前到期 · Declare everything due by a day',
    refuses: [...always, 'servicing.nothing_ahead', 'servicing.pay_by'],
  })
    .input(z.object({ ...loanId, payBy: label(dayIn(), '应于何日前还清', 'To be paid by'), ...reason }))
    .output(PlanChange),
  repriceLoan: operation({
    method: 'POST',
    path: '/servicing/loans/{id}/repricings',
    permission: 'servicing.repricing.record',
    summary: '利率重定价 · Another rate from a day on',
    refuses: [...always, 'servicing.nothing_ahead', 'servicing.rate_zero', 'product.rate'],
  })
    .input(z.object({ ...loanId, annualRate: label(rateIn(), '年利率', 'Annual rate'), ...effectiveDay, ...reason }))
    .output(PlanChange),
  loseSubsidy: operation({
    method: 'POST',
    path: '/servicing/loans/{id}/subsidy-losses',
    permission: 'servicing.subsidy.stop',
    summary: '停止财政贴息 · The treasury stops paying its part',
    description:
      'From the next installment on the borrower pays what the treasury would have paid: each installment on which nothing has been paid rises by its part. Overdue loans lose it by themselves in the day close.',
    refuses: [...always, 'servicing.no_subsidy_ahead'],
  })
    .input(
      z.object({
        ...loanId,
        cause: label(z.enum(['misuse', 'ended']), '停止原因', 'Why'),
        ...effectiveDay,
        ...reason,
      }),
    )
    .output(PlanChange),
  disburseTranche: operation({
    method: 'POST',
    path: '/servicing/loans/{id}/tranches',
    permission: 'servicing.tranche.record',
    summary: '后续放款 · Pay out another tranche',
    description: 'Within what the contract commits. The installments ahead grow in proportion.',
    refuses: [...always, 'servicing.nothing_ahead', 'servicing.paid_ahead', 'servicing.tranche_exceeds'],
  })
    .input(z.object({ ...loanId, amount: label(positiveMoneyIn(), '放款金额', 'Amount'), ...reason }))
    .output(PlanChange),
  writeOffLoan: operation({
    method: 'POST',
    path: '/servicing/loans/{id}/write-off',
    permission: 'servicing.write-off.record',
    summary: '核销 · Write the loan off against its allowance',
    description:
      'Only a loan that is overdue, up to the limit of the post (parameter relief.limits). The claim stands.',
    refuses: [...always, 'servicing.not_overdue', 'servicing.over_limit'],
  })
    .input(z.object({ ...loanId, ...reason }))
    .output(z.object({ id: idOut('repayment'), amount: moneyOut(), parts: Parts, state })),
  recoverClaim: operation({
    method: 'POST',
    path: '/servicing/loans/{id}/recoveries',
    permission: 'servicing.recovery.record',
    summary: '核销后收回 · Money on a loan that was written off',
    refuses: [
      'servicing.loan_not_found',
      'servicing.loan_set_aside',
      'servicing.day_stale',
      'servicing.value_date',
      'servicing.reference_taken',
      'servicing.not_written_off',
      'servicing.recovery_exceeds',
    ],
  })
    .input(
      z.object({
        ...loanId,
        amount: label(positiveMoneyIn(), '收回金额', 'Amount'),
        ...money,
        note: label(z.string().trim().max(200).optional(), '备注', 'Note'),
      }),
    )
    .output(z.object({ id: idOut('repayment'), claim: moneyOut(), claimGrown: moneyOut() })),
  refundAdvance: operation({
    method: 'POST',
    path: '/servicing/loans/{id}/refunds',
    permission: 'servicing.refund.record',
    summary: '退还溢缴款 · Give back what was paid in advance',
    refuses: [
      'servicing.loan_not_found',
      'servicing.loan_set_aside',
      'servicing.day_stale',
      'servicing.reference_taken',
      'servicing.refund_exceeds',
    ],
  })
    .input(
      z.object({
        ...loanId,
        amount: label(positiveMoneyIn(), '退款金额', 'Amount'),
        reference: money.reference,
        ...reason,
      }),
    )
    .output(z.object({ id: idOut('repayment'), advance: moneyOut() })),
}
