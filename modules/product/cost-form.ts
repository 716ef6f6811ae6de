import { Decimal } from '#lib/decimal'
import { formatYuan, type Money, sum } from '#lib/money'
import type { Rate } from '#lib/rate'
import type { Word } from '#lib/words'
import { costFingerprint } from './cost-fingerprint.ts'
import type { Definition } from './definition.ts'
import { feeAmount } from './fee.ts'
import { graceOf, type Plan, planFor } from './plan.ts'
import type { Fee, Terms } from './terms.ts'
import { type TrueCost, trueCost } from './true-cost.ts'

/** One line of the all-in cost form (综合融资成本明示表). */
export type CostItem = {
  code: 'interest' | 'fee' | 'penalty' | 'compound' | 'settlement-fee'
  name: Word
  /** How it is charged. */
  how: Word
  /** The rate or amount it is charged by. */
  standard: Word
  chargedBy: Fee['chargedBy']
  /** What it comes to over the whole term when all goes as planned; null for what only a default brings. */
  amount: Money | null
  /** Its part of the yearly cost; the parts add up to the total to the hundredth of a percent. */
  annualised: Rate | null
  contingent: boolean
}

/** The all-in cost of a loan, item by item, simple and effective, as the borrower must see it before signing. */
export type CostForm = {
  principal: Money
  periods: number
  items: CostItem[]
  /** Interest and fees under normal performance. */
  total: Money
  simple: Rate
  effective: Rate
  /** What tells this form from another one. */
  fingerprint: string
}

/** What a contract takes from the product or, where that is silent, from the parameters of the day. */
export type CostRules = {
  penaltyMultiple: string
  settlementFee: { rate: string; freeAfterPeriods: number }
}

/** The rules of a product: its own where it has them. */
export function costRulesOf(
  definition: Pick<Definition, 'penaltyMultiple' | 'settlementFee'>,
  ofTheDay: CostRules,
): CostRules {
  return {
    penaltyMultiple: definition.penaltyMultiple ?? ofTheDay.penaltyMultiple,
    settlementFee: definition.settlementFee ?? ofTheDay.settlementFee,
  }
}

/**
 * The penalty rate of a loan: yearly rate × multiple, exact. Where a fee stands in the place of interest the base is what the
 * loan costs a year, simple, to the hundredth of a percent: else nobody would bear anything for paying late.
 */
export function penaltyRate(
  { annualRate }: Pick<Terms, 'annualRate'>,
  cost: Pick<TrueCost, 'simple'>,
  multiple: string,
): Rate {
  const base = new Decimal(annualRate).gt(0) ? annualRate : share(Decimal.max(0, hundredths(cost.simple)))
  return new Decimal(base).times(multiple).toFixed() as Rate
}

/** `0.08985` → `8.985 %`: every decimal the rate has and at least two; for rates that are agreed, not computed. */
export function exactPercent(rate: Rate | string): string {
  const percent = new Decimal(rate).times(100)
  return `${percent.toFixed(Math.max(2, percent.decimalPlaces()))} %`
}

/**
 * The all-in cost form. Each item's annualised part is what the simple yearly cost grows by when the item joins: interest
 * first, then each fee in the product's order; so the parts add up to the total. Source: 金规〔2026〕2号, domain.md §3.2.
 * @param feeNames English names of the terms' fees, in their order
 * @param floats whether the rate may change, so that what is shown is by the first one
 */
export function costForm(
  terms: Terms,
  plan: Plan,
  rules: CostRules,
  feeNames: readonly string[] = [],
  floats = false,
): CostForm {
  const fees = terms.fees ?? []
  const cost = trueCost(terms, plan)
  let before = hundredths(costWith(terms, []))
  const items: CostItem[] = [
    terms.method === 'flat-fee' ? flatFee(terms, plan, before) : interest(terms, plan, before, floats),
  ]
  fees.forEach((fee, index) => {
    const after =
      index === fees.length - 1 ? hundredths(cost.simple) : hundredths(costWith(terms, fees.slice(0, index + 1)))
    const once = feeAmount(fee, terms)
    const times = BigInt(terms.periods - (terms.principalGracePeriods ?? 0))
    const amount = (fee.when === 'each' ? once * times : once) as Money
    items.push({
      code: 'fee',
      name: [fee.name, feeNames[index] ?? fee.name],
      how:
        fee.when === 'each'
          ? ['按期随还款收取', 'With each installment']
          : ['放款时一次性收取', 'Once, at disbursement'],
      standard: feeStandard(fee, once),
      chargedBy: fee.chargedBy,
      amount,
      annualised: share(after.minus(before)),
      contingent: false,
    })
    before = after
  })
  const form = {
    principal: terms.principal,
    periods: terms.periods,
    items: [...items, ...contingentItems(terms, cost, rules, floats)],
    total: sum(items.map(item => item.amount ?? 0n)),
    simple: share(hundredths(cost.simple)),
    effective: share(hundredths(cost.effective)),
  }
  return { ...form, fingerprint: costFingerprint(form) }
}

function interest(terms: Terms, plan: Plan, annualised: Decimal, floats: boolean): CostItem {
  const rate = exactPercent(terms.annualRate)
  const grace = graceOf(plan)
  return {
    code: 'interest',
    name: ['利息', 'Interest'],
    how: grace
      ? [
          `前 ${grace.periods} 期不还款，利息计入本金（${grace.until} 增至 ${formatYuan(grace.balance)} 元）；其后按期随还款收取，按剩余本金计算`,
          `Nothing is paid for ${grace.periods} periods, interest joins the principal (${formatYuan(grace.balance)} yuan on ${grace.until}); then with each installment, on the principal outstanding`,
        ]
      : ['按期随还款收取，按剩余本金计算', 'With each installment, on the principal outstanding'],
    standard: floats
      ? [`首期年利率 ${rate}，浮动，按首期测算`, `${rate} a year at first, floating; shown by the first rate`]
      : [`年利率 ${rate}`, `${rate} a year`],
    chargedBy: 'lender',
    amount: plan.totals.interest,
    annualised: share(annualised),
    contingent: false,
  }
}

/** The fee of equal principal and equal charge (等本等息): on the original principal, which does not fall with repayment. */
function flatFee(terms: Terms, plan: Plan, annualised: Decimal): CostItem {
  const beside = (terms.fees ?? []).filter(fee => fee.when === 'each')
  const others = sum(beside.map(fee => feeAmount(fee, terms))) * BigInt(terms.periods)
  const rate = exactPercent(terms.monthlyFeeRate ?? '0')
  return {
    code: 'fee',
    name: ['分期手续费', 'Installment fee'],
    how: [
      '按期随还款收取，按贷款本金计算，不随还款减少',
      'With each installment, on the original principal, whatever has been repaid',
    ],
    standard: [`每月为贷款本金的 ${rate}`, `${rate} of the original principal a month`],
    chargedBy: 'lender',
    amount: (plan.totals.fee - others) as Money,
    annualised: share(annualised),
    contingent: false,
  }
}

function contingentItems(terms: Terms, cost: TrueCost, rules: CostRules, floats: boolean): CostItem[] {
  const moves: Word = floats ? ['，随合同利率调整', ', moving with it'] : ['', '']
  const penalty = exactPercent(penaltyRate(terms, cost, rules.penaltyMultiple))
  const charged = new Decimal(terms.annualRate).gt(0)
  const base: Word = charged ? ['合同利率', 'contract rate'] : ['年化利率（单利）', 'annual cost, simple']
  const { rate, freeAfterPeriods } = rules.settlementFee
  const contingent = { chargedBy: 'lender' as const, amount: null, annualised: null, contingent: true }
  const items: CostItem[] = [
    {
      ...contingent,
      code: 'penalty',
      name: ['逾期罚息', 'Penalty interest'],
      how: [
        '逾期之日起至清偿之日止，按逾期本金和实际天数计收',
        'From the due day until paid, on overdue principal by actual days',
      ],
      standard: [
        `年利率 ${penalty}（${base[0]}的 ${rules.penaltyMultiple} 倍${moves[0]}）`,
        `${penalty} a year (${base[1]} × ${rules.penaltyMultiple}${moves[1]})`,
      ],
    },
    {
      ...contingent,
      code: 'compound',
      name: ['逾期利息的复利', 'Interest on overdue interest'],
      how: ['对逾期未付利息，按实际天数计收', 'On interest overdue, by actual days'],
      standard: [`年利率 ${penalty}`, `${penalty} a year`],
    },
  ]
  if (new Decimal(rate).gt(0) && freeAfterPeriods > 0)
    items.push({
      ...contingent,
      code: 'settlement-fee',
      name: ['提前还款违约金', 'Early settlement fee'],
      how: [
        `正常还满 ${freeAfterPeriods} 期前提前结清时一次性收取，还满后免收`,
        `Once, when settled before ${freeAfterPeriods} periods are paid; free after that`,
      ],
      standard: [`提前归还本金的 ${exactPercent(rate)}`, `${exactPercent(rate)} of the principal repaid early`],
    })
  return items
}

function feeStandard(fee: Fee, once: Money): Word {
  const amount = formatYuan(once)
  return fee.rate
    ? [`本金的 ${exactPercent(fee.rate)}（${amount} 元）`, `${exactPercent(fee.rate)} of principal (${amount} yuan)`]
    : [`${amount} 元`, `${amount} yuan`]
}

function costWith(terms: Terms, fees: readonly Fee[]): string {
  const partial = { ...terms, fees: [...fees] }
  return trueCost(partial, planFor(partial)).simple
}

const hundredths = (percent: string) => new Decimal(percent).toDecimalPlaces(2, Decimal.ROUND_HALF_UP)
const share = (percent: Decimal) => percent.div(100).toFixed() as Rate
