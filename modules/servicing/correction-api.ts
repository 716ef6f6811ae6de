import { z } from 'zod'
import { dayOut, id, idOut, label, listIn, moneyOut, pageOut, text } from '#lib/fields'
import { operation } from '#lib/operation'
import { FloatingOut } from '#product/api'

import { correctionOutcomes, correctionStates } from './choice.ts'
import { state } from './shape.ts'

/** Loans that had ended before a published value they were set by was corrected. */
export const correctionApi = {
  listCorrections: operation({
    method: 'GET',
    path: '/servicing/corrections',
    permission: 'servicing.correction.read',
    summary: '利率更正差额：已结束的贷款 · What a corrected index would have changed of loans that have ended',
  })
    .input(listIn({ state: z.enum(correctionStates).optional() }, ['notedOn', 'difference']))
    .output(
      pageOut(
        z.object({
          id: idOut('correction'),
          loanId: idOut('loan'),
          number: z.string(),
          customerName: z.string().nullable(),
          loanState: label(state, '贷款状态', 'Where the loan stands'),
          closedOn: dayOut().nullable(),
          base: FloatingOut.shape.base,
          from: label(dayOut(), '更正的公布日', 'Published value of'),
          notedOn: dayOut(),
          difference: label(
            moneyOut().nullable(),
            '按更正后多付（负数为少付）；无法计算为空',
            'What would have been paid more; negative for less, null where it cannot be told',
          ),
          obstacle: label(z.string().nullable(), '无法计算的原因', 'Why it cannot be told'),
          state: z.enum(correctionStates),
          outcome: z.enum(correctionOutcomes).nullable(),
          amount: label(moneyOut().nullable(), '更正退还', 'Given back'),
          advance: label(moneyOut(), '待退溢缴款', 'Waits to be paid out'),
          reason: z.string().nullable(),
          decidedOn: label(dayOut().nullable(), '处理日', 'Decided on'),
          decidedByName: z.string().nullable(),
        }),
      ).extend({ totals: z.object({ loans: z.number().int(), less: moneyOut(), more: moneyOut() }) }),
    ),
  decideCorrection: operation({
    method: 'POST',
    path: '/servicing/corrections/{id}/decision',
    permission: 'servicing.correction.decide',
    summary: '处理利率更正差额 · Decide what becomes of the difference',
    description:
      'refund: the rates are set as published now, what was paid too much waits as paid in advance and is refunded; waive: what would have been more is not asked for; nothing: nothing is due. Can be tried with X-Dry-Run.',
    refuses: [
      'servicing.correction_not_found',
      'servicing.correction_stale',
      'servicing.correction_outcome',
      'servicing.correction_nothing',
      'servicing.loan_not_found',
      'servicing.loan_set_aside',
      'servicing.day_stale',
    ],
  })
    .input(
      z.object({
        id: id('correction'),
        outcome: label(z.enum(correctionOutcomes), '处理', 'Outcome'),
        reason: label(text(200), '原因', 'Reason'),
      }),
    )
    .output(z.object({ id: idOut('correction'), amount: moneyOut(), advance: moneyOut() })),
}
