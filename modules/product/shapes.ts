import { z } from 'zod'
import { dayOut, idOut, instantOut, label, moneyOut, positiveMoneyIn, rateIn, rateOut, text } from '#lib/fields'
import type { Rate } from '#lib/rate'
import {
  balloonBases,
  balloonEnds,
  customerGrades,
  productCustomerKinds,
  productMethods,
  productVehicleConditions,
  productVehicleEnergies,
  productVehicleUses,
} from './definition.ts'
import { bases, resets } from './floating.ts'
import { frequencies } from './frequency.ts'
import { dayCounts, feeChargers, feeTimes, subsidyPayers, subsidyTimes, tails } from './terms.ts'

export const versionState = z.enum(['draft', 'published', 'discarded'])
export const productStatus = z.enum(['on-sale', 'upcoming', 'draft', 'ended'])
const oddDayCounts = ['30/360', '30E/360', 'actual/360', 'actual/365', 'actual/actual'] as const
const scales = z.union([z.literal(0), z.literal(1), z.literal(2)])
const severity = z.enum(['fault', 'warning'])
const roundings = z.enum(['half-up', 'half-even', 'up', 'down'])
/** A share or rate coming in that is not negative. */
export const positiveRate = () =>
  rateIn()
    .refine(value => !value.startsWith('-'), { message: 'problem.rate' })
    .meta({ examples: ['0.048'] })

/** A margin over a published base: a share, negative below it. */
const marginIn = () => rateIn().meta({ examples: ['0.008'] })

const FeeIn = z.object({
  name: label(text(30), '费用名称', 'Fee name'),
  nameEn: label(text(60), '英文名称', 'English name'),
  amount: label(positiveMoneyIn().nullable().default(null), '金额', 'Amount'),
  rate: label(positiveRate().nullable().default(null), '费率', 'Rate'),
  when: label(z.enum(feeTimes), '收取时间', 'When'),
  chargedBy: label(z.enum(feeChargers), '收取方', 'Charged by'),
})

/** A definition coming in; also how a kept one is read back. */
export const DefinitionIn = z.object({
  name: label(text(40), '产品名称', 'Product name'),
  nameEn: label(text(80), '英文名称', 'English name'),
  method: label(z.enum(productMethods), '还款方式', 'Repayment method'),
  annualRate: label(positiveRate(), '标准年利率', 'Usual yearly rate'),
  minRate: label(positiveRate(), '最低年利率', 'Lowest yearly rate'),
  maxRate: label(positiveRate(), '最高年利率', 'Highest yearly rate'),
  gradeRates: label(
    z
      .array(
        z.object({
          grade: label(z.enum(customerGrades), '等级', 'Grade'),
          annualRate: label(positiveRate(), '年利率', 'Yearly rate'),
        }),
      )
      .max(customerGrades.length)
      .default([]),
    '分级定价',
    'Rates by grade',
  ),
  customerKinds: label(z.array(z.enum(productCustomerKinds)).min(1), '客户类型', 'Customer kinds'),
  vehicleConditions: label(z.array(z.enum(productVehicleConditions)).min(1), '车况', 'Vehicle condition'),
  vehicleEnergies: label(z.array(z.enum(productVehicleEnergies)).min(1), '动力类型', 'Energy'),
  vehicleUses: label(z.array(z.enum(productVehicleUses)).min(1), '用途', 'Use'),
  minAmount: label(positiveMoneyIn(), '最低金额', 'Lowest amount'),
  maxAmount: label(positiveMoneyIn(), '最高金额', 'Highest amount'),
  minDownPaymentRatio: label(positiveRate(), '最低首付比例', 'Lowest down payment'),
  periods: label(z.array(z.number().int().min(1).max(120)).min(1).max(20), '可选期数', 'Periods'),
  frequency: label(z.enum(frequencies).default('monthly'), '还款频率', 'How often'),
  floating: label(
    z
      .object({
        base: label(z.enum(bases), '基准', 'Base'),
        margin: label(marginIn(), '加点', 'Margin'),
        reset: label(z.enum(resets), '重定价', 'Set anew'),
      })
      .nullable()
      .default(null),
    '浮动利率',
    'Floating rate',
  ),
  monthlyFeeRate: label(positiveRate().nullable().default(null), '月费率', 'Fee a month'),
  dayCount: label(z.enum(dayCounts), '计息基础', 'Day count'),
  firstPeriodDayCount: label(z.enum(oddDayCounts).nullable().default(null), '首期不足月计息', 'Odd first period'),
  rounding: label(roundings, '舍入方式', 'Rounding'),
  scale: label(scales.default(2), '金额精度', 'Smallest amount'),
  tail: label(z.enum(tails).default('last'), '尾差处理', 'Tail'),
  principalGracePeriods: label(
    z.number().int().min(0).max(60).default(0),
    '宽限期数（利息转本金）',
    'Grace periods, interest capitalised',
  ),
  interestOnlyPeriods: label(z.number().int().min(0).max(60).default(0), '只还息期数', 'Interest-only periods'),
  balloon: label(
    z
      .object({
        basis: label(z.enum(balloonBases), '尾款基数', 'Balloon of'),
        share: label(positiveRate().default('0' as Rate), '尾款比例', 'Balloon share'),
        amount: label(positiveMoneyIn().nullable().default(null), '尾款金额', 'Balloon amount'),
        choice: label(
          z
            .object({
              min: label(positiveRate(), '最低比例', 'Lowest share'),
              max: label(positiveRate(), '最高比例', 'Highest share'),
            })
            .nullable()
            .default(null),
          '客户可选范围',
          'Customers may choose',
        ),
        atEnd: label(z.array(z.enum(balloonEnds)).max(3), '到期处理', 'At the end'),
      })
      .nullable()
      .default(null),
    '尾款',
    'Balloon',
  ),
  steps: label(
    z
      .array(
        z.object({
          periods: label(z.number().int().min(1).max(120), '期数', 'Periods'),
          paymentShare: label(positiveRate().nullable().default(null), '还款比例', 'Share of the installment'),
          principalShare: label(positiveRate().nullable().default(null), '每期还本比例', 'Share of the principal'),
        }),
      )
      .max(24)
      .default([]),
    '阶梯',
    'Steps',
  ),
  seasons: label(
    z
      .array(
        z.object({
          month: label(z.number().int().min(1).max(12), '月份', 'Month'),
          share: label(positiveRate(), '还款比例', 'Share of the installment'),
        }),
      )
      .max(12)
      .default([]),
    '季节安排',
    'Seasons',
  ),
  dueDay: label(
    z
      .object({
        date: label(z.number().int().min(1).max(31), '每月还款日', 'Day of month'),
        minDays: label(z.number().int().min(1).max(45), '首期最少天数', 'Days before the first'),
      })
      .nullable()
      .default(null),
    '还款日规则',
    'Due day',
  ),
  fees: label(z.array(FeeIn).max(6).default([]), '费用', 'Fees'),
  subsidies: label(
    z
      .array(
        z.object({
          payer: label(z.enum(subsidyPayers), '贴息方', 'Paid by'),
          fullRate: label(positiveRate(), '贴息前年利率', 'Rate without subsidy'),
          when: label(z.enum(subsidyTimes).default('disbursement'), '支付时间', 'When'),
          cap: label(positiveMoneyIn().nullable().default(null), '贴息上限', 'Cap'),
        }),
      )
      .max(3)
      .default([]),
    '贴息',
    'Subsidies',
  ),
  fiscalSubsidy: label(z.boolean().default(false), '财政贴息', 'Treasury subsidy'),
  penaltyMultiple: label(positiveRate().nullable().default(null), '罚息倍数', 'Penalty multiple'),
  settlementFee: label(
    z
      .object({
        rate: label(positiveRate(), '违约金比例', 'Fee rate'),
        freeAfterPeriods: label(z.number().int().min(0).max(120), '免收期数', 'Free after periods'),
      })
      .nullable()
      .default(null),
    '提前结清违约金',
    'Early settlement fee',
  ),
})

export const DefinitionOut = z.object({
  name: z.string(),
  nameEn: z.string(),
  method: z.enum(productMethods),
  annualRate: rateOut(),
  minRate: rateOut(),
  maxRate: rateOut(),
  gradeRates: z.array(z.object({ grade: z.enum(customerGrades), annualRate: rateOut() })),
  customerKinds: z.array(z.enum(productCustomerKinds)),
  vehicleConditions: z.array(z.enum(productVehicleConditions)),
  vehicleEnergies: z.array(z.enum(productVehicleEnergies)),
  vehicleUses: z.array(z.enum(productVehicleUses)),
  minAmount: moneyOut(),
  maxAmount: moneyOut(),
  minDownPaymentRatio: rateOut(),
  periods: z.array(z.number().int()),
  frequency: z.enum(frequencies),
  floating: z.object({ base: z.enum(bases), margin: rateOut(), reset: z.enum(resets) }).nullable(),
  monthlyFeeRate: rateOut().nullable(),
  dayCount: z.enum(dayCounts),
  firstPeriodDayCount: z.enum(oddDayCounts).nullable(),
  rounding: roundings,
  scale: scales,
  tail: z.enum(tails),
  principalGracePeriods: z.number().int(),
  interestOnlyPeriods: z.number().int(),
  balloon: z
    .object({
      basis: z.enum(balloonBases),
      share: rateOut(),
      amount: moneyOut().nullable(),
      choice: z.object({ min: rateOut(), max: rateOut() }).nullable(),
      atEnd: z.array(z.enum(balloonEnds)),
    })
    .nullable(),
  steps: z.array(
    z.object({ periods: z.number().int(), paymentShare: rateOut().nullable(), principalShare: rateOut().nullable() }),
  ),
  seasons: z.array(z.object({ month: z.number().int(), share: rateOut() })),
  dueDay: z.object({ date: z.number().int(), minDays: z.number().int() }).nullable(),
  fees: z.array(
    z.object({
      name: z.string(),
      nameEn: z.string(),
      amount: moneyOut().nullable(),
      rate: rateOut().nullable(),
      when: z.enum(feeTimes),
      chargedBy: z.enum(feeChargers),
    }),
  ),
  subsidies: z.array(
    z.object({
      payer: z.enum(subsidyPayers),
      fullRate: rateOut(),
      when: z.enum(subsidyTimes),
      cap: moneyOut().nullable(),
    }),
  ),
  fiscalSubsidy: z.boolean(),
  penaltyMultiple: rateOut().nullable(),
  settlementFee: z.object({ rate: rateOut(), freeAfterPeriods: z.number().int() }).nullable(),
})

export const VersionSummary = z.object({
  number: z.number().int(),
  state: versionState,
  /** Whether it is the one on offer today. */
  inForce: z.boolean(),
  note: z.string(),
  draftedByName: z.string(),
  draftedAt: instantOut(),
  publishedByName: z.string().nullable(),
  publishedAt: instantOut().nullable(),
  effectiveFrom: dayOut().nullable(),
  lastDay: dayOut().nullable(),
  version: z.number().int(),
})

export const Version = VersionSummary.extend({
  productId: idOut('product'),
  code: z.string(),
  definition: DefinitionOut,
  faults: z.array(z.object({ code: z.string(), field: z.string(), severity, message: z.string() })),
  /** What the reader may do with it now. */
  actions: z.array(z.enum(['save', 'publish', 'discard'])),
})

export const ProductSummary = z.object({
  id: idOut('product'),
  code: z.string(),
  name: z.string(),
  nameEn: z.string(),
  status: productStatus,
  /** The version the row shows: the one on offer, else the newest. */
  number: z.number().int(),
  draftNumber: z.number().int().nullable(),
  definition: DefinitionOut,
  effectiveFrom: dayOut().nullable(),
  lastDay: dayOut().nullable(),
})
