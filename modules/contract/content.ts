import { type Day, parts } from '#lib/day'
import { formatYuan, type Money } from '#lib/money'
import { formatPercent, type Rate } from '#lib/rate'
import { type Deal, type Definition, exactPercent } from '#product'
import { amountInWords } from './amount-in-words.ts'
import type { ContractHole } from './holes.ts'
import {
  balloonRule,
  dueDate,
  dueDayRule,
  graceRule,
  interestRule,
  periodRule,
  rateRule,
  subsidyRule,
} from './rule-text.ts'
import type { Lender } from './template.ts'

/** The borrower in full: it exists only while a contract is being written. */
export type Borrower = {
  kind: 'individual' | 'sole-proprietor' | 'enterprise'
  name: string
  idNumber: string
  phone: string
  address: string | null
  businessName: string | null
  businessCode: string | null
}

export type ContractVehicle = {
  brand: string | null
  model: string | null
  vin: string | null
  plate: string | null
  energy: 'fuel' | 'new-energy' | null
  use: 'self' | 'commercial' | null
  condition: 'new' | 'used' | null
  price: Money | null
}

/** Everything the contract states. */
export type ContractContent = {
  number: string
  applicationNumber: string
  producedOn: Day
  lender: Lender
  borrower: Borrower
  payee: { name: string; account: string; bankName: string } | null
  productName: string
  vehicle: ContractVehicle
  /** How the product is repaid, and how often. */
  method: string
  frequency: Definition['frequency']
  /** The offer worked out: terms, plan, true cost, penalty, balloon and subsidies. */
  deal: Deal
  graceDays: number
  /** In which order a payment meets what is owed. */
  allocationOrder: readonly string[]
  readSeconds: number
  /** Chinese words for codes: `method.equal-installment`, `allocation.fee` … */
  say: (key: string) => string
}

/** What fills the holes. */
export function contractFacts(content: ContractContent): Record<ContractHole, string> {
  const { deal, vehicle, payee, say } = content
  const { terms, plan, first, costForm, rules } = deal
  const { settlementFee } = rules
  const last = plan.installments.at(-1)!
  const free = settlementFee.freeAfterPeriods
  const price = vehicle.price
  return {
    contractNumber: content.number,
    applicationNumber: content.applicationNumber,
    lenderName: content.lender.name,
    borrowerName: content.borrower.name,
    productName: content.productName,
    principal: grouped(terms.principal),
    principalInWords: amountInWords(terms.principal),
    periods: String(terms.periods),
    periodRule: periodRule(content),
    annualRate: agreed(terms.annualRate),
    rateRule: rateRule(content),
    interestRule: interestRule(content),
    simpleRate: percent(costForm.simple),
    effectiveRate: percent(costForm.effective),
    method: say(`method.${content.method}`),
    dayCount: say(`day-count.${terms.dayCount}`),
    firstDueOn: chineseDay(first.dueOn),
    maturesOn: chineseDay(last.dueOn),
    dueDate: String(dueDate(terms)),
    dueDayRule: dueDayRule(content),
    firstPayment: grouped(first.payment),
    lastPayment: grouped(last.payment),
    totalInterest: grouped(plan.totals.interest),
    totalCost: grouped(costForm.total),
    penaltyRate: agreed(deal.penaltyRate),
    penaltyMultiple: rules.penaltyMultiple,
    graceDays: String(content.graceDays),
    settlementFeeRule:
      free === 0 || isZero(settlementFee.rate)
        ? '借款人提前结清，贷款人不收取提前还款违约金'
        : `正常还满${free}期前提前结清的，借款人按提前归还本金的${agreed(settlementFee.rate)}支付提前还款违约金；正常还满${free}期后提前结清的，不收取提前还款违约金`,
    allocationOrder: content.allocationOrder.map(part => say(`allocation.${part}`)).join('、'),
    vehicle: [vehicle.brand, vehicle.model].filter(text => text).join(' ') || blank,
    vin: vehicle.vin ?? blank,
    price: price === null ? blank : grouped(price),
    downPayment: price === null ? blank : grouped((price > terms.principal ? price - terms.principal : 0n) as Money),
    payeeName: payee?.name ?? blank,
    payeeAccount: payee?.account ?? blank,
    payeeBank: payee?.bankName ?? blank,
    readSeconds: String(content.readSeconds),
    graceRule: graceRule(content),
    balloonRule: balloonRule(content),
    subsidyRule: subsidyRule(content),
  }
}

/** What stands where something is filled in by hand. */
export const blank = '＿＿＿＿＿＿'

/** 100,000.00. */
export function grouped(amount: bigint): string {
  const [whole, part] = formatYuan(amount).split('.')
  return `${whole!.replace(/\B(?=(\d{3})+$)/g, ',')}.${part}`
}

/** 2026年3月2日. */
export function chineseDay(day: Day): string {
  const { year, month, date } = parts(day)
  return `${year}年${month}月${date}日`
}

/** 4.80%: no blank before the sign, so that a line never breaks there. */
export function percent(rate: Rate | string): string {
  return formatPercent(rate).replace(' ', '')
}

/** An agreed rate with every decimal it has. */
export const agreed = (rate: Rate | string) => exactPercent(rate).replace(' ', '')

const isZero = (rate: string) => /^0*(\.0*)?$/.test(rate)
