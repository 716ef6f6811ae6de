import { z } from 'zod'
import type { Day } from '#lib/day'

/** How sure we are: A read in the law's text, B confirmed by others, C general knowledge, D our own proposal. */
export type Mark = 'A' | 'B' | 'C' | 'D'

const decimal = z.string().regex(/^\d+(\.\d+)?$/)
const days = z.number().int().min(0)

const ltvRow = z.object({
  use: z.enum(['self', 'commercial']),
  energy: z.enum(['fuel', 'new-energy']),
  condition: z.enum(['new', 'used']),
  cap: decimal,
})
const termRow = z.object({ condition: z.enum(['new', 'used']), maxMonths: z.number().int().positive() })

/** Every parameter the program reads, and the shape of its value. A value of another shape is refused when proposed. */
export const parameterSchemas = {
  'ltv.cap': z.array(ltvRow),
  'term.cap': z.array(termRow),
  'affordability.installment-to-income': z.object({ refer: decimal, max: decimal }),
  'rate.cap': z.object({ annual: decimal }),
  'penalty.multiple': decimal,
  'grace.days': days,
  'bucket.bounds': z.array(z.number().int().positive()),
  'class.bounds': z.array(z.number().int().positive()).length(4),
  'allocation.order': z.array(z.enum(['fee', 'penalty', 'compound', 'interest', 'principal'])).min(1),
  'sla.minutes': z.object({ review: z.number().int(), second: z.number().int(), funding: z.number().int() }),
  'work.hours': z.array(z.object({ from: z.string().regex(/^\d{2}:\d{2}$/), to: z.string().regex(/^\d{2}:\d{2}$/) })),
  'approval.validity-days': days,
  'sign-in.lockout': z.object({
    failures: z.number().int(),
    windowMinutes: z.number().int(),
    lockMinutes: z.number().int(),
  }),
  'duplicate.window-days': days,
  'age.range': z.object({ min: z.number().int(), max: z.number().int() }),
  'decision.auto-approve': z.object({ maxAmount: decimal, maxExposure: decimal, maxLtv: decimal }),
  'settlement.fee': z.object({ freeAfterPeriods: z.number().int(), rate: decimal }),
  'cost-disclosure.read-seconds': days,
  'contact.calls-per-day': days,
} satisfies Record<string, z.ZodType>

export type ParameterCode = keyof typeof parameterSchemas
export type ParameterValue<Code extends ParameterCode> = z.output<(typeof parameterSchemas)[Code]>
export const parameterCodes = Object.keys(parameterSchemas) as ParameterCode[]

/** A first value: what a new installation works with until its own people decide otherwise. */
export type FirstValue<Code extends ParameterCode = ParameterCode> = {
  [C in Code]: { code: C; value: ParameterValue<C>; fromDay: Day; source: string; mark: Mark }
}[Code]

const law2018 = '汽车贷款管理办法(2018-01-01) 与 2024-04-03 通知'
const ours = '本机构初始设定'
const start = '2018-01-01' as Day

/** First values with their sources, from the regulations' texts and reports; D marks our own choice. */
export const firstValues: FirstValue[] = [
  {
    code: 'ltv.cap',
    fromDay: start,
    source: '汽车贷款管理办法(2018-01-01)',
    mark: 'B',
    value: [
      { use: 'self', energy: 'fuel', condition: 'new', cap: '0.80' },
      { use: 'self', energy: 'new-energy', condition: 'new', cap: '0.85' },
      { use: 'commercial', energy: 'fuel', condition: 'new', cap: '0.70' },
      { use: 'commercial', energy: 'new-energy', condition: 'new', cap: '0.75' },
      { use: 'self', energy: 'fuel', condition: 'used', cap: '0.70' },
      { use: 'self', energy: 'new-energy', condition: 'used', cap: '0.70' },
      { use: 'commercial', energy: 'fuel', condition: 'used', cap: '0.70' },
      { use: 'commercial', energy: 'new-energy', condition: 'used', cap: '0.70' },
    ],
  },
  {
    code: 'term.cap',
    fromDay: start,
    source: law2018,
    mark: 'B',
    value: [
      { condition: 'new', maxMonths: 60 },
      { condition: 'used', maxMonths: 36 },
    ],
  },
  {
    code: 'affordability.installment-to-income',
    fromDay: start,
    source: ours,
    mark: 'D',
    value: { refer: '0.30', max: '0.50' },
  },
  { code: 'rate.cap', fromDay: start, source: '金融机构实务上限 24%', mark: 'C', value: { annual: '0.24' } },
  { code: 'penalty.multiple', fromDay: start, source: '银发〔2003〕251号 +30%–50%', mark: 'B', value: '1.5' },
  { code: 'grace.days', fromDay: start, source: ours, mark: 'D', value: 3 },
  {
    code: 'bucket.bounds',
    fromDay: start,
    source: '行业通行 M1–M6+',
    mark: 'B',
    value: [1, 31, 61, 91, 121, 151, 181],
  },
  {
    code: 'class.bounds',
    fromDay: start,
    source: '商业银行金融资产风险分类办法(2023)',
    mark: 'B',
    value: [1, 91, 271, 361],
  },
  {
    code: 'allocation.order',
    fromDay: start,
    source: '合同约定顺序',
    mark: 'C',
    value: ['fee', 'penalty', 'compound', 'interest', 'principal'],
  },
  { code: 'sla.minutes', fromDay: start, source: ours, mark: 'D', value: { review: 120, second: 240, funding: 240 } },
  {
    code: 'work.hours',
    fromDay: start,
    source: ours,
    mark: 'D',
    value: [
      { from: '09:00', to: '12:00' },
      { from: '13:30', to: '18:00' },
    ],
  },
  { code: 'approval.validity-days', fromDay: start, source: ours, mark: 'D', value: 30 },
  {
    code: 'sign-in.lockout',
    fromDay: start,
    source: ours,
    mark: 'D',
    value: { failures: 5, windowMinutes: 15, lockMinutes: 15 },
  },
  { code: 'duplicate.window-days', fromDay: start, source: ours, mark: 'D', value: 90 },
  { code: 'age.range', fromDay: start, source: ours, mark: 'D', value: { min: 18, max: 65 } },
  {
    code: 'decision.auto-approve',
    fromDay: start,
    source: ours,
    mark: 'D',
    value: { maxAmount: '100000', maxExposure: '150000', maxLtv: '0.70' },
  },
  {
    code: 'settlement.fee',
    fromDay: start,
    source: '常见合同约定',
    mark: 'C',
    value: { freeAfterPeriods: 12, rate: '0.03' },
  },
  { code: 'cost-disclosure.read-seconds', fromDay: start, source: '金规〔2026〕2号 强制阅读', mark: 'D', value: 10 },
  { code: 'contact.calls-per-day', fromDay: start, source: 'GB/T 45251-2025', mark: 'B', value: 3 },
]

/** Loan prime rate, percent a year as published on the 20th by the National Interbank Funding Center; marks B and C. */
export const firstSeries: { code: 'lpr-1y' | 'lpr-5y'; day: Day; value: string; source: string }[] = (
  [
    ['2022-08-22', '0.0365', '0.0430'],
    ['2023-06-20', '0.0355', '0.0420'],
    ['2023-08-21', '0.0345', '0.0420'],
    ['2024-02-20', '0.0345', '0.0395'],
    ['2024-07-22', '0.0335', '0.0385'],
    ['2024-10-21', '0.0310', '0.0360'],
    ['2025-05-20', '0.0300', '0.0350'],
  ] as const
).flatMap(([on, one, five]) => [
  { code: 'lpr-1y' as const, day: on as Day, value: one, source: '全国银行间同业拆借中心' },
  { code: 'lpr-5y' as const, day: on as Day, value: five, source: '全国银行间同业拆借中心' },
])
