import { z } from 'zod'
import {
  dayIn,
  dayOut,
  id,
  idOut,
  instantOut,
  label,
  listIn,
  moneyOut,
  notNegativeMoneyIn,
  pageOut,
  positiveMoneyIn,
  rateIn,
  text,
} from '#lib/fields'
import { operation } from '#lib/operation'
import { gateCodes } from './incentive-plan.ts'
import { payAccounts, payParts, paySteps } from './pay-line.ts'
import { code } from './shape.ts'
import { whyEvents } from './why.ts'

const month = label(dayIn(), '月份', 'Month')
const version = z.number().int()
const step = z.enum(Object.keys(paySteps) as [keyof typeof paySteps, ...(keyof typeof paySteps)[]])

const Why = z.object({
  plan: z.object({ code: z.string(), name: z.string(), number: z.number().int() }).nullable(),
  anchor: z.object({ event: z.enum(whyEvents), day: dayOut() }).nullable(),
  inputs: z.array(z.object({ name: z.string(), value: z.string() })),
  sum: z
    .object({
      base: z.string(),
      rate: z.string(),
      tier: z.string(),
      quality: z.string(),
      note: z.string().nullable(),
      whole: z.string(),
    })
    .nullable(),
  gates: z.array(
    z.object({
      code: z.enum(gateCodes),
      bound: z.string(),
      reached: z.string(),
      factor: z.string(),
      month: dayOut().optional(),
      /** The cases or certificates that were found. */
      of: z.array(z.string()).optional(),
    }),
  ),
  quality: z
    .object({
      code,
      from: dayOut(),
      to: dayOut(),
      value: z.string().nullable(),
      figureRows: label(z.number().int(), '笔数', 'Rows it was made of'),
      figureId: label(idOut('figure').optional(), '当时的指标', 'The figure as it was kept'),
    })
    .optional(),
  appraisal: z
    .object({
      id: idOut('appraisal'),
      cycleName: z.string(),
      from: dayOut(),
      to: dayOut(),
      original: z.string(),
      score: z.string(),
    })
    .optional(),
  pool: z
    .object({
      commission: z.string(),
      share: z.string(),
      amount: z.string(),
      weight: z.number().int(),
      score: z.string(),
      ownPoints: z.string(),
      allPoints: z.string(),
      people: z.number().int(),
    })
    .optional(),
})

const Estimate = z.object({
  total: moneyOut(),
  now: moneyOut(),
  later: z.array(z.object({ day: dayOut(), amount: moneyOut() })),
  parts: z.array(
    z.object({
      component: z.string(),
      kind: z.enum(['commission', 'spot']),
      amount: moneyOut(),
      now: moneyOut(),
      why: Why,
    }),
  ),
  planVersionId: idOut('planversion').nullable(),
})

const Line = z.object({
  id: idOut('payline'),
  month: dayOut(),
  day: dayOut(),
  part: z.enum(payParts),
  step,
  component: z.string(),
  from: z.enum(payAccounts),
  to: z.enum(payAccounts),
  amount: moneyOut(),
  vestsOn: dayOut().nullable(),
  loanId: idOut('loan').nullable(),
  loanNumber: z.string().nullable(),
  parentId: idOut('payline').nullable(),
  caseId: idOut('case').nullable(),
  postedAt: instantOut(),
})

/** What stands in each account of a person. */
export const balances = {
  payable: moneyOut(),
  deferred: moneyOut(),
  held: moneyOut(),
  paid: moneyOut(),
  claim: moneyOut(),
}
const monthState = z.enum(['open', 'frozen', 'approved', 'paid'])

const Statement = z.object({
  personId: idOut('person'),
  personName: z.string(),
  month: dayOut(),
  state: monthState,
  asOf: instantOut(),
  net: moneyOut(),
  deferred: moneyOut(),
  held: moneyOut(),
  balances: z.object(balances),
  coming: z.array(z.object({ month: dayOut(), amount: moneyOut(), held: moneyOut() })),
  lines: z.array(Line),
})

const Month = z.object({
  month: dayOut(),
  state: monthState,
  people: z.number().int(),
  net: moneyOut(),
  deferred: moneyOut(),
  held: moneyOut(),
  frozenAt: instantOut().nullable(),
  frozenByName: z.string().nullable(),
  approvedAt: instantOut().nullable(),
  approvedByName: z.string().nullable(),
  paidAt: instantOut().nullable(),
  journalId: z.string().nullable(),
  version,
})

const MonthPay = z.object({
  personId: idOut('person'),
  personName: z.string(),
  base: moneyOut(),
  performance: moneyOut(),
  commission: moneyOut(),
  spot: moneyOut(),
  pool: moneyOut(),
  correction: moneyOut(),
  vested: moneyOut(),
  cancelled: moneyOut(),
  deducted: moneyOut(),
  deferred: moneyOut(),
  held: moneyOut(),
  net: moneyOut(),
})

export const payApi = {
  myPay: operation({
    method: 'GET',
    path: '/performance/my-pay',
    permission: 'self',
    summary: '我的工资单 · My statement of a month',
  })
    .input(z.object({ month: month.optional() }))
    .output(Statement),
  personPay: operation({
    method: 'GET',
    path: '/performance/people/{personId}/pay',
    permission: 'performance.pay.read',
    summary: '一个人的工资单 · A person’s statement of a month',
    refuses: ['performance.person_not_found'],
  })
    .input(z.object({ personId: id('person'), month }))
    .output(Statement),
  whyPay: operation({
    method: 'GET',
    path: '/performance/pay-lines/{lineId}',
    permission: 'performance.pay.read',
    summary: '为什么是这个数 · Why a line of pay is what it is, in five steps, with all that follows from it',
    refuses: ['performance.line_not_found'],
  })
    .input(z.object({ lineId: label(id('payline'), '分录编号', 'Line identifier') }))
    .output(
      z.object({
        line: Line,
        why: Why,
        planVersionId: idOut('planversion').nullable(),
        planReason: z.string().nullable(),
        family: z.array(Line),
        /** Of a share in a pool: the commissions it is made of, as far as the reader may see them. */
        sources: z.array(Line),
      }),
    ),
  estimateApplication: operation({
    method: 'GET',
    path: '/performance/applications/{id}/estimate',
    permission: 'self',
    summary: '这笔进件若放款的收入 · What this application would pay me if it is funded today',
    refuses: ['origination.application_not_found', 'authority.out_of_scope'],
  })
    .input(z.object({ id: id('application') }))
    .output(Estimate.nullable()),
  estimatePay: operation({
    method: 'GET',
    path: '/performance/estimate',
    permission: 'self',
    summary: '若放款的收入 · What a deal would pay me if it is funded today',
  })
    .input(
      z.object({
        principal: label(positiveMoneyIn(), '贷款金额', 'Principal'),
        price: label(positiveMoneyIn(), '车价', 'Price'),
        periods: label(z.coerce.number().int().min(1).max(360), '期数', 'Periods'),
        annualRate: label(rateIn(), '年利率', 'Yearly rate'),
        newCustomer: label(
          z.enum(['true', 'false']).transform(value => value === 'true'),
          '新客户',
          'New customer',
        ),
      }),
    )
    .output(Estimate),
  setWage: operation({
    method: 'POST',
    path: '/performance/people/{personId}/wage',
    permission: 'performance.wage.write',
    summary: '设定月薪 · Set a wage from a day on',
    refuses: ['performance.person_not_found', 'performance.own_wage', 'performance.wage_frozen'],
  })
    .input(
      z.object({
        personId: id('person'),
        fromDay: label(dayIn(), '生效日', 'From'),
        monthly: label(notNegativeMoneyIn(), '月薪', 'Monthly'),
        reason: label(text(300), '原因', 'Reason'),
      }),
    )
    .output(z.object({ personId: idOut('person'), monthly: moneyOut().nullable(), fromDay: dayOut().nullable() })),
  listMonths: operation({
    method: 'GET',
    path: '/performance/months',
    permission: 'performance.month.read',
    summary: '薪酬月份 · Months of pay',
  }).output(z.array(Month)),
  getMonth: operation({
    method: 'GET',
    path: '/performance/months/{month}',
    permission: 'performance.month.read',
    summary: '一个薪酬月份 · One month of pay',
  })
    .input(z.object({ month }))
    .output(Month),
  listMonthPay: operation({
    method: 'GET',
    path: '/performance/months/{month}/pay',
    permission: 'performance.month.read',
    summary: '薪酬明细 · What a month pays each person',
  })
    .input(listIn({ month }, ['person']))
    .output(pageOut(MonthPay)),
  freezeMonth: operation({
    method: 'POST',
    path: '/performance/months/{month}/freeze',
    permission: 'performance.month.freeze',
    summary: '冻结薪酬月份 · Freeze a month of pay',
    refuses: ['performance.month_not_over', 'performance.month_state', 'performance.month_before_open'],
  })
    .input(z.object({ month }))
    .output(Month),
  approveMonth: operation({
    method: 'POST',
    path: '/performance/months/{month}/approve',
    permission: 'performance.month.approve',
    summary: '批准发放 · A second person approves a frozen month',
    refuses: ['performance.month_state', 'performance.stale', 'performance.own_freeze'],
  })
    .input(z.object({ month, version }))
    .output(Month),
  payMonth: operation({
    method: 'POST',
    path: '/performance/months/{month}/pay',
    permission: 'performance.month.pay',
    summary: '发放 · Pay an approved month and post its journals',
    refuses: ['performance.month_state', 'performance.stale'],
  })
    .input(z.object({ month, version }))
    .output(Month),
  bankFile: operation({
    method: 'POST',
    path: '/performance/months/{month}/bank-file',
    permission: 'performance.month.pay',
    summary: '代发文件 · The file the bank pays by, with the account numbers in it',
    refuses: ['performance.month_state'],
  })
    .input(z.object({ month }))
    .output(
      z.object({
        fileName: z.string(),
        text: z.string(),
        /** Who has no confirmed account: their lines have none, and are to be paid by other ways. */
        without: z.array(z.string()),
      }),
    ),
}
