import { mulDiv } from '#lib/money'
import { powerOfTen } from './fraction.ts'
import { type Plan, planIn } from './plan.ts'
import { exactDecimals, readTerms } from './quote-input.ts'
import { contractPlan, type Layer, layersOf, type SubsidyDue, subsidyDue } from './subsidy.ts'
import type { Subsidy } from './terms.ts'
import { type TrueCost, trueCost } from './true-cost.ts'
import { type Warning, warningsOf } from './warning.ts'

type Figures = { principal: string; interest: string; fee: string; payment: string }
type Write = (amount: bigint) => string

/** The answer of the command `quote` (COMMANDS); amounts are yuan text. `subsidy` stands only where the terms have one. */
export type QuoteAnswer = {
  /** `paidBy` stands where `subsidies` do: who pays what of the contract's payment, the lender what a cap leaves over. */
  installments: ({
    seq: number
    dueOn: string
    days: number
    balance: string
    contractPayment?: string
    paidBy?: Record<string, string>
  } & Figures)[]
  totals: Figures
  apr: TrueCost
  subsidy?: {
    payer: string
    presentValue: string
    undiscounted: string
    amount: string
    payments: { on: string; amount: string }[]
  }
  subsidies?: {
    payer: string
    form: string
    fullRate: string
    customerRate: string
    presentValue: string
    undiscounted: string
    amount: string
    payments: { on: string; amount: string }[]
  }[]
  warnings: Warning[]
}

/** Quotes terms as read from JSON. @throws Refusal product.* when they are malformed or not possible */
export function quote(input: unknown): QuoteAnswer {
  const { terms, decimals, exact, unknownFields, subsidies } = readTerms(input)
  const cent = exact ? powerOfTen(decimals - 2) : 1n
  const plan = planIn(terms, cent)
  const write: Write = amount => (exact ? exactText(amount, decimals) : yuanText(amount, decimals))
  const layers = layersOf(terms, subsidies, cent)
  const due = layers.length > 0 ? null : subsidyDue(terms, plan, cent)
  const short = layers.find(isCapped)
  const contract = layers.length > 0 ? contractPlan(terms, cent) : null
  return {
    installments: plan.installments.map((row, index) => ({
      seq: row.seq,
      dueOn: row.dueOn,
      days: row.days,
      ...figures(row, write),
      balance: write(row.balance),
      ...(contract ? whoPays(contract.installments[index]!.payment, row.payment, layers, index, write) : {}),
    })),
    totals: figures(plan.totals, write),
    apr: trueCost(terms, plan),
    ...(due && terms.subsidy ? { subsidy: subsidyView(terms.subsidy, due, write) } : {}),
    ...(layers.length > 0
      ? {
          subsidies: layers.map(({ subsidy, fullRate, ...layer }) => {
            const { payer, ...rest } = subsidyView(subsidy, layer, write)
            const { when: form = 'disbursement', customerRate } = subsidy
            return { payer, form, fullRate, customerRate, ...rest }
          }),
        }
      : {}),
    warnings: warningsOf(short ? { ...terms, subsidy: short.subsidy } : terms, plan, {
      unknownFields,
      due: short ?? due,
    }),
  }
}

/** Whether a cap leaves a part of a subsidy with the lender. */
const isCapped = ({ subsidy, amount, undiscounted, presentValue }: Layer<bigint>) =>
  amount < (subsidy.when === 'each' ? undiscounted : presentValue)

/** Who pays what of one installment; what nobody else pays is the lender's. */
function whoPays(whole: bigint, customer: bigint, layers: readonly Layer<bigint>[], index: number, write: Write) {
  const others = layers.map(layer => [layer.subsidy.payer, layer.rows[index]!] as const)
  const lender = others.reduce((left, [, part]) => left - part, whole - customer)
  return {
    contractPayment: write(whole),
    paidBy: Object.fromEntries(
      [['customer', customer] as const, ...others, ...(lender === 0n ? [] : [['lender', lender] as const])].map(
        ([who, amount]) => [who, write(amount)],
      ),
    ),
  }
}

const figures = (row: Plan<bigint>['totals'], write: Write): Figures => ({
  principal: write(row.principal),
  interest: write(row.interest),
  fee: write(row.fee),
  payment: write(row.payment),
})

const subsidyView = (subsidy: Subsidy<bigint>, due: SubsidyDue<bigint>, write: Write) => ({
  payer: subsidy.payer,
  presentValue: write(due.presentValue),
  undiscounted: write(due.undiscounted),
  amount: write(due.amount),
  payments: due.payments.map(({ on, amount }) => ({ on, amount: write(amount) })),
})

/** Yuan with two decimals, whatever the scale they were rounded to. */
function yuanText(amount: bigint, decimals: number): string {
  return pointed(amount * powerOfTen(2 - decimals), 2)
}

/** Yuan with all the decimals an unrounded figure has, up to thirty, trailing zeros left out behind the second. */
function exactText(amount: bigint, decimals: number): string {
  const shown = mulDiv(amount, 1n, powerOfTen(decimals - exactDecimals), 'half-even')
  return pointed(shown, exactDecimals).replace(/(\.\d\d\d*?)0+$/, '$1')
}

function pointed(amount: bigint, decimals: number): string {
  const digits = (amount < 0n ? -amount : amount).toString().padStart(decimals + 1, '0')
  return `${amount < 0n ? '-' : ''}${digits.slice(0, -decimals)}.${digits.slice(-decimals)}`
}
