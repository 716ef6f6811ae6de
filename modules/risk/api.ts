import { z } from 'zod'
import { dayIn, dayOut, id, idOut, instantOut, label, moneyOut, pageOut, text } from '#lib/fields'
import { operation } from '#lib/operation'
import { Coverage } from '#servicing/api'
import { dimensions } from './dimension.ts'
import { watchApi } from './watch-api.ts'

const slice = {
  branchId: label(id('branch').optional(), '机构', 'Branch'),
  groupId: label(id('group').optional(), '小组', 'Group'),
  ownerId: label(id('person').optional(), '客户经理', 'Officer'),
  dealerId: label(id('dealer').optional(), '经销商', 'Dealer'),
  dealerGroup: label(text(60).optional(), '经销商集团', 'Dealer group'),
  productId: label(id('product').optional(), '产品', 'Product'),
  channel: label(z.enum(['dealer', 'direct']).optional(), '渠道', 'Channel'),
  brand: label(text(60).optional(), '品牌', 'Brand'),
  model: label(text(60).optional(), '车型', 'Model'),
  condition: label(z.enum(['new', 'used']).optional(), '新车/二手车', 'New or used'),
  region: label(text(60).optional(), '地区', 'Region'),
}
const on = { day: label(dayIn().optional(), '日期', 'Day') }
const share = z.string().nullable()

/** A place in a picture: loans, what they bring to it, and those of them that are bad there. */
const Cell = z.object({
  x: z.string(),
  y: z.string(),
  loans: z.number().int(),
  balance: moneyOut(),
  badLoans: z.number().int(),
  badBalance: moneyOut(),
})
/** What stands in a row of a picture together, and its share of the whole. */
const Part = z.object({ name: z.string(), loans: z.number().int(), balance: moneyOut(), share })
const Bucket = z.object({ name: z.string(), from: z.number().int(), to: z.number().int().nullable() })
/** How far the reader's figures reach, and the name of that branch, group or person. */
const Scope = z.object({ reach: z.enum(['all', 'branch', 'group', 'own']), name: z.string().nullable() })
const head = { asOf: instantOut(), day: dayOut(), buckets: z.array(Bucket), scope: Scope }

const agingIn = z.object({ ...on, ...slice })
const flowIn = z.object({
  ...on,
  months: label(z.coerce.number().int().min(1).max(60).default(13), '月数', 'Months'),
  ...slice,
})
const rollIn = z.object({
  ...on,
  months: label(z.coerce.number().int().min(1).max(24).default(1), '月数', 'Months'),
  ...slice,
})
const vintageIn = z.object({
  ...on,
  bucket: label(text(8).default('M2'), '口径', 'Bad from bucket'),
  ever: label(z.stringbool().default(true), '曾经', 'Ever'),
  grain: label(z.enum(['month', 'quarter']).default('quarter'), '批次', 'Cohort'),
  ...slice,
})
const firstPaymentIn = z.object({
  ...on,
  months: label(z.coerce.number().int().min(1).max(60).default(12), '月数', 'Months'),
  ...slice,
})
const concentrationIn = z.object({ ...on, by: label(z.enum(dimensions).default('dealer'), '维度', 'By'), ...slice })

const permission = 'risk.portfolio.read'

export const api = {
  aging: operation({
    method: 'GET',
    path: '/risk/aging',
    permission,
    summary: '资产质量与账龄 · Quality of the book and its aging on a day',
    description:
      'Balances are outstanding principal of running loans on the evening of the day, within the reader’s scope. Coverage is the allowance over the non-performing balance, both of the last month’s end closed by the day: the same figure as on the day close’s page; null before the first.',
    refuses: ['risk.day'],
  })
    .input(agingIn)
    .output(
      z.object({
        ...head,
        loans: z.number().int(),
        outstanding: moneyOut(),
        overdue: z.object({ loans: z.number().int(), balance: moneyOut(), share }),
        serious: z.object({ loans: z.number().int(), balance: moneyOut(), share }),
        nonPerforming: z.object({ loans: z.number().int(), balance: moneyOut(), share }),
        coverage: Coverage.nullable(),
        byBucket: label(z.array(Part), '各账龄', 'Buckets'),
        byClass: label(z.array(Part), '各分类', 'Classes'),
        cells: z.array(Cell),
      }),
    ),
  flow: operation({
    method: 'GET',
    path: '/risk/flow',
    permission,
    summary: '逾期走势 · Buckets at each month’s end',
    refuses: ['risk.day'],
  })
    .input(flowIn)
    .output(
      z.object({
        ...head,
        months: z.array(z.string()),
        /** All running loans at each month’s end, and how many of them were non-performing. */
        totals: label(z.array(Cell.omit({ y: true }).extend({ badShare: share })), '各月合计', 'Months'),
        /** Shares are of all running loans of the month. */
        cells: z.array(Cell.extend({ share })),
      }),
    ),
  roll: operation({
    method: 'GET',
    path: '/risk/roll',
    permission,
    summary: '滚动率矩阵 · Roll rates from month’s end to month’s end',
    description:
      'Rows are buckets at the month’s end before, columns where the same loans stood at the next; shares of each row by balance and by number. Several months are added up.',
    refuses: ['risk.day'],
  })
    .input(rollIn)
    .output(
      z.object({
        ...head,
        from: z.string(),
        to: z.string(),
        places: z.array(z.string()),
        /** What the shares of each row are parts of. */
        rows: z.array(Cell.pick({ x: true, loans: true, balance: true })),
        cells: z.array(Cell.extend({ shareByBalance: share, shareByLoans: share })),
      }),
    ),
  vintage: operation({
    method: 'GET',
    path: '/risk/vintage',
    permission,
    summary: '放款批次 · Vintage curves: what of each cohort was bad at each age',
    description:
      'MOB 0 is the month of disbursement. `ever`: bad at any time up to the age, with the balance then; else bad at the age’s month end. Shares are of the principal lent (balance) and of the loans made (number). Ages that a cohort has not reached as a whole are left out.',
    refuses: ['risk.day', 'risk.bucket'],
  })
    .input(vintageIn)
    .output(
      z.object({
        ...head,
        bucket: z.string(),
        cohorts: z.array(
          z.object({
            cohort: z.string(),
            loans: z.number().int(),
            principal: moneyOut(),
            curve: z.array(
              z.object({
                age: z.number().int(),
                loans: z.number().int(),
                balance: moneyOut(),
                shareByBalance: share,
                shareByLoans: share,
              }),
            ),
          }),
        ),
      }),
    ),
  firstPayment: operation({
    method: 'GET',
    path: '/risk/first-payment',
    permission,
    summary: '首逾率 · First payment default after 1, 7, 15 and 30 days',
    description:
      'By the month the first installment was due in, as far as was known on the evening of the day. Loans taken over after their first installment count nowhere; `leftOut` says how many.',
    refuses: ['risk.day'],
  })
    .input(firstPaymentIn)
    .output(
      z.object({
        ...head,
        /** Loans taken over after their first installment, whose plan with us begins in these months. */
        leftOut: label(z.number().int(), '接手时首期已到期', 'Taken over after the first installment'),
        cells: z.array(Cell.extend({ shareByBalance: share, shareByLoans: share })),
      }),
    ),
  concentration: operation({
    method: 'GET',
    path: '/risk/concentration',
    permission,
    summary: '集中度 · The book by dealer, vehicle, region, team',
    refuses: ['risk.day'],
  })
    .input(concentrationIn)
    .output(
      z.object({
        ...head,
        by: z.enum(dimensions),
        outstanding: moneyOut(),
        /** What share of the balance the largest one, five and ten hold together; null of an empty book. */
        largest: label(z.array(z.object({ count: z.number().int(), share })), '最大几名', 'The largest'),
        /** What stands behind the largest as one bar of a picture: the last of `groups`; null where all have room of their own. */
        rest: label(
          z
            .object({ groups: z.number().int(), loans: z.number().int(), balance: moneyOut(), share, badShare: share })
            .nullable(),
          '其余',
          'The others',
        ),
        groups: z.array(
          z.object({
            /** As cells are opened by it. */
            key: z.string(),
            /** As a slice is chosen by it; null for what is not given. */
            id: z.string().nullable(),
            /** Null where the reader’s own lists name it. */
            name: z.string().nullable(),
            loans: z.number().int(),
            balance: moneyOut(),
            share,
            overdueBalance: moneyOut(),
            overdueShare: share,
            badBalance: moneyOut(),
            badShare: share,
          }),
        ),
      }),
    ),
  choices: operation({
    method: 'GET',
    path: '/risk/choices',
    permission,
    summary: '可选切片 · What the book holds to cut it by',
  }).output(
    z.object({
      choices: label(
        z.array(
          z.object({
            by: z.enum(dimensions),
            /** As a slice is chosen by it. */
            id: z.string(),
            /** Null where the reader’s own lists name it. */
            name: z.string().nullable(),
            within: label(z.string().nullable(), '车型所属品牌', 'The brand of a model'),
            loans: z.number().int(),
          }),
        ),
        '可选切片',
        'What it can be cut by',
      ),
    }),
  ),
  cellLoans: operation({
    method: 'GET',
    path: '/risk/cell-loans',
    permission,
    summary: '为什么是这个数 · The loans some cells of a picture are made of',
    description:
      'The heaviest first, page by page; `total` and `balance` are of all of them and agree with the cells. In roll rates over several months a loan stands once for each month it was in the cell.',
    refuses: ['risk.day', 'risk.bucket'],
  })
    .input(
      z.object({
        picture: label(
          z.enum(['aging', 'flow', 'roll', 'vintage', 'first-payment', 'concentration', 'allowance']),
          '图',
          'Picture',
        ),
        x: label(z.array(z.string().max(80)).max(80).optional(), '横', 'Across'),
        besides: label(z.array(z.string().max(80)).max(80).optional(), '横，除这些外', 'Across, all but these'),
        y: label(z.array(z.string().max(80)).max(120).optional(), '纵', 'Down'),
        bad: label(z.stringbool().optional(), '仅不良', 'Bad only'),
        months: flowIn.shape.months,
        bucket: vintageIn.shape.bucket,
        ever: vintageIn.shape.ever,
        grain: vintageIn.shape.grain,
        by: concentrationIn.shape.by,
        after: label(z.string().max(300).optional(), '下一页', 'Page after'),
        limit: label(z.coerce.number().int().min(1).max(200).default(200), '行数', 'Rows'),
        ...on,
        ...slice,
      }),
    )
    .output(
      pageOut(
        z.object({
          id: idOut('loan'),
          number: z.string(),
          customerName: z.string().nullable(),
          dealerName: z.string().nullable(),
          x: z.string(),
          y: z.string(),
          /** The month at whose end it stood there; null where the picture is of one day or `x` says it. */
          month: label(z.string().nullable(), '月末', 'Month end'),
          principal: moneyOut(),
          balance: moneyOut(),
          bad: z.boolean(),
        }),
      ).extend({ ...head, balance: moneyOut() }),
    ),
  ...watchApi,
}
