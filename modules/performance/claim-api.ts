import { z } from 'zod'
import { dayOut, id, idOut, label, listIn, moneyOut, pageOut, positiveMoneyIn, text } from '#lib/fields'
import { operation } from '#lib/operation'

const Claim = z.object({
  caseId: idOut('case'),
  loanNumber: z.string().nullable(),
  personId: idOut('person'),
  personName: z.string(),
  /** Whether the person has left the company. */
  gone: z.boolean(),
  opens: label(z.boolean(), '可看案件', 'Whether the reader may open the case'),
  month: dayOut(),
  claimed: moneyOut(),
  deducted: moneyOut(),
  repaid: moneyOut(),
  waived: moneyOut(),
  left: moneyOut(),
  planned: label(moneyOut(), '已排计划', 'What is planned to be taken'),
  nextMonth: label(dayOut().nullable(), '下期月份', 'The next month that takes something'),
  nextAmount: label(moneyOut().nullable(), '下期扣回', 'What the next month takes'),
  lastMonth: label(dayOut().nullable(), '扣至', 'The last month planned'),
  wage: label(moneyOut().nullable(), '月薪', 'The wage of today; null without one'),
  most: label(moneyOut().nullable(), '每月至多', 'The most the law lets a month take of the wage'),
  offer: label(
    moneyOut().nullable(),
    '可扣',
    'What a month can take: what the law lets it, or what is left where that is less',
  ),
})
const whose = { caseId: id('case'), personId: id('person') }
const refuses = ['performance.claim_not_found', 'performance.claim_amount', 'performance.own_case'] as const

/** What findings claim back of paid money, and how it comes back. */
export const claimApi = {
  listClaims: operation({
    method: 'GET',
    path: '/performance/claims',
    permission: 'performance.case.read',
    summary: '追回 · What is claimed back, what came back of it and what is planned',
  })
    .input(listIn({ state: label(z.enum(['open', 'settled']).optional(), '状态', 'State') }, ['claimed']))
    .output(pageOut(Claim)),
  planClaim: operation({
    method: 'POST',
    path: '/performance/claims/plan',
    permission: 'performance.case.open',
    summary: '重排追回计划 · Plan anew what months take of a claim',
    refuses: [...refuses, 'performance.claim_cap'],
  })
    .input(
      z.object({
        ...whose,
        monthly: label(positiveMoneyIn(), '每月扣回', 'A month'),
        reason: label(text(300), '原因', 'Reason'),
      }),
    )
    .output(Claim),
  repayClaim: operation({
    method: 'POST',
    path: '/performance/claims/repay',
    permission: 'performance.month.pay',
    summary: '登记退款 · Note that somebody has paid a claim back, and post it',
    refuses: [...refuses],
  })
    .input(
      z.object({
        ...whose,
        amount: label(positiveMoneyIn(), '金额', 'Amount'),
        reason: label(text(300), '凭证或说明', 'Voucher or note'),
      }),
    )
    .output(Claim),
  waiveClaim: operation({
    method: 'POST',
    path: '/performance/claims/waive',
    permission: 'performance.case.appeal',
    summary: '免除追回 · Let a claim go, by somebody not involved',
    refuses: [...refuses],
  })
    .input(
      z.object({
        ...whose,
        amount: label(positiveMoneyIn(), '金额', 'Amount'),
        reason: label(text(300), '原因', 'Reason'),
      }),
    )
    .output(Claim),
}
