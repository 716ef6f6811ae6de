import { z } from 'zod'
import { dayIn, dayOut, id, idOut, instantOut, label, listIn, moneyOut, pageOut, rateOut } from '#lib/fields'
import { operation } from '#lib/operation'
import { loanClasses } from './standing.ts'
import { transactionKinds } from './transaction.ts'

const counted = { loans: z.number().int(), outstanding: moneyOut() }

/** How far a running close is. */
export const CloseProgress = z.object({
  share: label(z.string(), '已完成比例', 'Share done'),
  phase: label(z.enum(['closing', 'posting', 'stalled']), '阶段', 'Phase'),
  elapsed: label(z.number(), '已用秒数', 'Seconds so far'),
  remaining: label(z.number().nullable(), '约剩秒数', 'About so many seconds left'),
})

/** What the check of all books after a close found. */
export const KeptCheck = z.object({
  day: dayOut(),
  checkedAt: instantOut(),
  agree: label(z.boolean(), '相符', 'Agree'),
  loanDifferences: label(z.number().int(), '有差异的贷款', 'Loans that differ'),
  ledgerDifferences: label(z.number().int(), '有差异的科目', 'Accounts that differ'),
})

/**
 * How the allowance covers the non-performing loans: both as they stood at the last month's end that is closed. One shape and
 * one rule (`coverageOf`) wherever it is shown.
 */
export const Coverage = z.object({
  monthEnd: label(dayOut(), '月末', 'Month end'),
  allowance: label(moneyOut(), '减值准备', 'Allowance'),
  nonPerforming: z.object(counted),
  all: z.object(counted),
  /** Allowance over non-performing and over all loans, as text with six decimals. */
  coverage: z.string().nullable(),
  reserveRatio: label(z.string().nullable(), '贷款拨备率', 'Reserve ratio'),
})

/** The whole book as a day's close left it. */
export const pictureApi = {
  getDayPicture: operation({
    method: 'GET',
    path: '/servicing/day-picture',
    permission: 'servicing.day.read',
    summary: '日终资产概况 · The whole book at a day’s end: five classes, stages, expected loss',
  })
    .input(z.object({ day: label(dayIn().optional(), '营业日', 'Day') }))
    .output(
      z.object({
        /** Null when no day has been closed. */
        day: dayOut().nullable(),
        ...counted,
        overdue: moneyOut(),
        accrued: moneyOut(),
        /** Substandard and worse by outstanding principal; null on an empty book. */
        badRatio: rateOut().nullable(),
        classes: label(z.array(z.object({ class: z.enum(loanClasses), ...counted })), '五级分类', 'Five classes'),
        stages: label(
          z.array(z.object({ stage: z.number().int(), ...counted, loss: moneyOut().nullable() })),
          '减值阶段',
          'Stages of impairment',
        ),
        /** How the allowance covers bad loans; null before the first month's end. */
        coverage: Coverage.nullable(),
      }),
    ),
  listEntries: operation({
    method: 'GET',
    path: '/servicing/entries',
    permission: 'servicing.loan.read',
    summary: '贷款分录 · Loan entries behind a journal of the general ledger',
  })
    .input(
      listIn(
        {
          day: label(dayIn(), '记账日', 'Day'),
          account: label(z.string().max(8).optional(), '科目', 'Account'),
          branchId: id('branch').optional(),
          productId: id('product').optional(),
        },
        ['amount'],
      ),
    )
    .output(
      pageOut(
        z.object({
          loanId: idOut('loan'),
          number: z.string(),
          transactionId: idOut('repayment'),
          kind: z.enum(transactionKinds),
          debit: z.string(),
          credit: z.string(),
          amount: moneyOut(),
        }),
      ).extend({ amount: moneyOut() }),
    ),
}
