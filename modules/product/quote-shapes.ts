import { z } from 'zod'
import { dayIn, dayOut, id, idOut, label, moneyIn, moneyOut, positiveMoneyIn, rateOut } from '#lib/fields'
import { balloonEnds, productMethods } from './definition.ts'
import { bases, resets } from './floating.ts'
import { frequencies } from './frequency.ts'
import { positiveRate } from './shapes.ts'
import { feeChargers, subsidyPayers, subsidyTimes } from './terms.ts'

/** Payments agreed for some periods of a custom product; the others are solved. */
export const AgreedPaymentsIn = z
  .array(
    z.object({
      seq: label(z.number().int().min(1).max(599), '期数', 'Period'),
      amount: label(moneyIn(), '还款额', 'Payment'),
    }),
  )
  .max(120)

/** A floating rate as a contract fixes it, with the base's value it began with. */
export const FloatingOut = z.object({
  base: z.enum(bases),
  margin: rateOut(),
  reset: z.enum(resets),
  floor: rateOut(),
  cap: rateOut(),
  value: rateOut(),
  publishedOn: dayOut(),
})

/** One who pays a part of what the lender's full rate comes to. */
export const SubsidyShareOut = z.object({
  payer: z.enum(subsidyPayers),
  fullRate: rateOut(),
  rate: rateOut(),
  when: z.enum(subsidyTimes),
  saved: moneyOut(),
  amount: moneyOut(),
  /** What the lender bears because of the cap. */
  shortfall: moneyOut(),
  payments: z.array(z.object({ on: dayOut(), amount: moneyOut() })),
  /** What each installment is less by it, in the plan's order. */
  rows: z.array(moneyOut()),
})

/** What is to be financed, on which product, for how long. */
export const OfferIn = z.object({
  productId: label(id('product'), '产品', 'Product'),
  periods: label(z.number().int().min(1).max(600), '期数', 'Periods'),
  price: label(positiveMoneyIn().nullable().default(null), '车价', 'Vehicle price'),
  downPayment: label(moneyIn().nullable().default(null), '首付款', 'Down payment'),
  downPaymentRatio: label(positiveRate().nullable().default(null), '首付比例', 'Down payment ratio'),
  principal: label(positiveMoneyIn().nullable().default(null), '贷款金额', 'Loan amount'),
  annualRate: label(positiveRate().nullable().default(null), '年利率', 'Yearly rate'),
  disbursedOn: label(dayIn().nullable().default(null), '预计放款日', 'Disbursed on'),
  balloon: label(moneyIn().nullable().default(null), '尾款', 'Balloon'),
  payments: label(AgreedPaymentsIn.default([]), '约定还款', 'Agreed payments'),
})

const wordOut = z.object({ zh: z.string(), en: z.string() })

export const CostFormOut = z.object({
  principal: moneyOut(),
  periods: z.number().int(),
  items: z.array(
    z.object({
      code: z.enum(['interest', 'fee', 'penalty', 'compound', 'settlement-fee']),
      name: wordOut,
      how: wordOut,
      standard: wordOut,
      chargedBy: z.enum(feeChargers),
      amount: moneyOut().nullable(),
      annualised: rateOut().nullable(),
      contingent: z.boolean(),
    }),
  ),
  total: moneyOut(),
  simple: rateOut(),
  effective: rateOut(),
  fingerprint: z.string(),
})

export const InstallmentOut = z.object({
  seq: z.number().int(),
  dueOn: dayOut(),
  days: z.number().int(),
  principal: moneyOut(),
  interest: moneyOut(),
  fee: moneyOut(),
  payment: moneyOut(),
  balance: moneyOut(),
})

export const QuoteOut = z.object({
  productId: idOut('product'),
  productName: z.string(),
  productNameEn: z.string(),
  number: z.number().int(),
  method: z.enum(productMethods),
  annualRate: rateOut(),
  price: moneyOut().nullable(),
  downPayment: moneyOut().nullable(),
  downPaymentRatio: rateOut().nullable(),
  principal: moneyOut(),
  periods: z.number().int(),
  disbursedOn: dayOut(),
  firstDueOn: dayOut(),
  firstPayment: moneyOut(),
  lastPayment: moneyOut(),
  highestPayment: moneyOut(),
  upFrontFees: moneyOut(),
  totalInterest: moneyOut(),
  totalFees: moneyOut(),
  totalCost: moneyOut(),
  totalPayment: moneyOut(),
  simple: rateOut(),
  effective: rateOut(),
  /** What is left for the last installment, and what the customer may do then. */
  balloon: z.object({ amount: moneyOut(), atEnd: z.array(z.enum(balloonEnds)) }).nullable(),
  frequency: z.enum(frequencies),
  penaltyRate: rateOut(),
  floating: FloatingOut.nullable(),
  /** Who makes up for what the customer does not pay of the lender's rate, how much, and when. */
  subsidies: z.array(SubsidyShareOut),
  /** The true yearly cost while the treasury pays its part. */
  relieved: z.object({ simple: rateOut(), effective: rateOut() }).nullable(),
  plan: z.array(InstallmentOut),
  costForm: CostFormOut,
  /** What the product says no to in this offer; the plan is shown all the same. */
  problem: z.object({ code: z.string(), field: z.string().nullable(), message: z.string() }).nullable(),
})
