import { z } from 'zod'
import { dayOut, idOut, instantOut, label, moneyOut, rateOut, text } from '#lib/fields'
import { balloonEnds, FloatingOut, frequencies, SubsidyShareOut } from '#product/api'

const templateText = () => text(1200)

/** The words of a template. */
export const TemplateBodyIn = z.object({
  title: label(text(40), '合同名称', 'Title'),
  lender: label(
    z.object({
      name: label(text(80), '贷款人名称', 'Lender'),
      creditCode: label(text(18), '统一社会信用代码', 'Credit code'),
      address: label(text(120), '住所', 'Address'),
      phone: label(text(30), '服务及投诉电话', 'Phone'),
    }),
    '贷款人',
    'Lender',
  ),
  notice: label(z.array(templateText()).min(1).max(10), '重要提示', 'Notice'),
  articles: label(
    z
      .array(
        z.object({
          heading: label(text(40), '条款标题', 'Heading'),
          paragraphs: label(z.array(templateText()).min(1).max(20), '条款内容', 'Paragraphs'),
        }),
      )
      .min(1)
      .max(40),
    '条款',
    'Articles',
  ),
  costStatement: label(z.array(templateText()).min(1).max(10), '明示表声明', 'Statement'),
})

export const TemplateSummary = z.object({
  id: idOut('template'),
  number: z.number().int(),
  state: z.enum(['draft', 'published', 'discarded']),
  inForce: z.boolean(),
  note: z.string(),
  title: z.string(),
  draftedByName: z.string(),
  draftedAt: instantOut(),
  publishedByName: z.string().nullable(),
  publishedAt: instantOut().nullable(),
  effectiveFrom: dayOut().nullable(),
  version: z.number().int(),
})

export const Template = TemplateSummary.extend({
  body: z.object({
    title: z.string(),
    lender: z.object({ name: z.string(), creditCode: z.string(), address: z.string(), phone: z.string() }),
    notice: z.array(z.string()),
    articles: z.array(z.object({ heading: z.string(), paragraphs: z.array(z.string()) })),
    costStatement: z.array(z.string()),
  }),
  /** Names a text may use between braces. */
  holes: z.array(z.string()),
  faults: z.array(z.object({ code: z.string(), where: z.string(), message: z.string() })),
  actions: z.array(z.enum(['save', 'publish', 'discard'])),
})

export const ContractRow = z.object({
  id: idOut('contract'),
  number: z.string(),
  state: z.enum(['produced', 'accepted', 'void']),
  customerName: z.string(),
  productName: z.string(),
  principal: moneyOut(),
  periods: z.number().int(),
  annualRate: rateOut(),
  simple: rateOut(),
  producedAt: instantOut(),
  producedByName: z.string(),
  acceptedAt: instantOut().nullable(),
})

const wordOut = z.object({ zh: z.string(), en: z.string() })
const chargers = z.enum(['lender', 'dealer', 'third-party'])

/** Money inside the kept figures is yuan text already. */
export const Figures = z.object({
  downPayment: z.string().nullable(),
  price: z.string().nullable(),
  vehicle: z.string(),
  vin: z.string().nullable(),
  payee: z.string().nullable(),
  method: z.string(),
  dayCount: z.string(),
  disbursedOn: dayOut(),
  firstDueOn: dayOut(),
  maturesOn: dayOut(),
  firstPayment: z.string(),
  lastPayment: z.string(),
  totalInterest: z.string(),
  totalCost: z.string(),
  penaltyRate: rateOut(),
  graceDays: z.number().int(),
  allocationOrder: z.array(z.string()),
  settlementFee: z.object({ rate: z.string(), freeAfterPeriods: z.number().int() }),
  // Contracts of plain products were made before the products knew these.
  frequency: z.enum(frequencies).default('monthly'),
  floating: FloatingOut.nullable().default(null),
  monthlyFeeRate: rateOut().nullable().default(null),
  balloon: z
    .object({ amount: z.string(), atEnd: z.array(z.enum(balloonEnds)) })
    .nullable()
    .default(null),
  subsidies: z
    .array(
      SubsidyShareOut.extend({
        saved: z.string(),
        amount: z.string(),
        shortfall: z.string(),
        payments: z.array(z.object({ on: dayOut(), amount: z.string() })),
        rows: z.array(z.string()),
      }),
    )
    .default([]),
  plan: z.array(
    z.object({
      seq: z.number().int(),
      dueOn: dayOut(),
      principal: z.string(),
      interest: z.string(),
      fee: z.string(),
      payment: z.string(),
      balance: z.string(),
    }),
  ),
  cost: z.array(
    z.object({
      code: z.string(),
      name: wordOut,
      how: wordOut,
      standard: wordOut,
      chargedBy: chargers,
      amount: z.string().nullable(),
      annualised: rateOut().nullable(),
      contingent: z.boolean(),
    }),
  ),
})
export type Figures = z.output<typeof Figures>

export const Contract = ContractRow.extend({
  applicationId: idOut('application'),
  customerId: idOut('customer'),
  productId: idOut('product'),
  productVersion: z.number().int(),
  templateNumber: z.number().int(),
  effective: rateOut(),
  figures: Figures,
  file: z.object({ sha256: z.string(), size: z.number().int(), pages: z.number().int() }),
  readSeconds: z.number().int(),
  acceptance: z
    .object({
      method: z.enum(['in-person', 'e-signature']),
      readSeconds: z.number().int(),
      identityChecked: z.boolean(),
      note: z.string(),
      recordedByName: z.string(),
      recordedAt: instantOut(),
    })
    .nullable(),
  voided: z.object({ byName: z.string(), at: instantOut(), reason: z.string() }).nullable(),
  version: z.number().int(),
  actions: z.array(z.enum(['accept', 'void'])),
})
