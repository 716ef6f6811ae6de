import { z } from 'zod'
import { dayIn, dayOut, id, idOut, label, listIn, moneyOut, pageOut } from '#lib/fields'
import { operation } from '#lib/operation'
import { watchSignals } from '#servicing/api'
import { nextSteps, watchLevels, watchReasons } from './watch.ts'

const level = z.enum(watchLevels)
const signal = z.enum(watchSignals)

export const watchApi = {
  listWatched: operation({
    method: 'GET',
    path: '/risk/watch-list',
    permission: 'risk.portfolio.read',
    summary: '关注名单 · Running loans that stand worse than current and normal, why, and what to do next',
    description:
      'As the last day close left them, within the reader’s scope. A loan comes onto the list when it is overdue, classed below normal, in impairment stage 2 or 3 or put on by hand, and leaves it when nothing of that holds any more. The level follows days past due (parameter `watch.days`); with the very first installment unpaid it is yellow at least.',
  })
    .input(
      listIn(
        {
          level: label(level.optional(), '级别', 'Level'),
          signal: label(signal.optional(), '信号', 'Signal'),
          branchId: label(id('branch').optional(), '机构', 'Branch'),
          dealerId: label(id('dealer').optional(), '经销商', 'Dealer'),
          ownerId: label(id('person').optional(), '客户经理', 'Officer'),
          sinceFrom: label(dayIn().optional(), '列入日起', 'On the list since'),
        },
        ['overdueDays', 'outstanding', 'since'],
      ),
    )
    .output(
      pageOut(
        z.object({
          id: idOut('loan'),
          number: z.string(),
          customerName: z.string().nullable(),
          dealerName: z.string().nullable(),
          ownerName: z.string().nullable(),
          branchId: idOut('branch'),
          level,
          since: dayOut(),
          overdueDays: label(z.number().int(), '逾期天数', 'Days past due'),
          bucket: z.string(),
          class: label(z.string(), '五级分类', 'Class'),
          stage: label(z.number().int(), '减值阶段', 'Impairment stage'),
          outstanding: moneyOut(),
          overdue: moneyOut(),
          /** The gravest first. */
          reasons: z.array(z.enum(watchReasons)),
          watchReason: label(z.string().nullable(), '人工列入的原因', 'Why it was put on by hand'),
          reviewOn: label(dayOut().nullable(), '复核日', 'Review by'),
          /** Off the list on this morning if everything is paid in time; null where that is not known. */
          endsOn: dayOut().nullable(),
          next: z.enum(nextSteps),
        }),
      ).extend({
        totals: z.object({
          loans: z.number().int(),
          outstanding: moneyOut(),
          overdue: moneyOut(),
          /** Whatever level is looked at, how many stand on each. */
          levels: label(z.array(z.object({ level, loans: z.number().int() })), '各级别', 'Levels'),
        }),
      }),
    ),
}
