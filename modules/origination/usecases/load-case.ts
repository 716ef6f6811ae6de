import { contractOf } from '#contract'
import { bandOf } from '#decision'
import { must } from '#lib/assert'
import { toId } from '#lib/id'
import { type Money, max, mulDiv } from '#lib/money'
import { formatPercent, type Rate } from '#lib/rate'
import { Refusal } from '#lib/refusal'
import { customerFacts, dealerFacts } from '#party'
import type { Context } from '#platform/context'
import { pastWall } from '#platform/wall'
import {
  checkOffer,
  type Deal,
  dealOn,
  type Plan,
  type ProductVersion,
  productVersionNumbered,
  productVersionOn,
  termMonths,
} from '#product'
import { parameterOn } from '#reference'
import { agreedPayments } from '../agreed-payment.ts'
import { promisedStates } from '../application.ts'
import { type Breach, breaches, type Written } from '../completeness.ts'
import { type ApplicationRow, eventsOf } from '../store/application.ts'
import { documentsOf } from '../store/document.ts'
import { downPayment, priceBase, share } from '../vehicle.ts'
import { fiscalUsedBy } from './fiscal-used-by.ts'

export type Customer = NonNullable<Awaited<ReturnType<typeof customerFacts>>>
export type Dealer = NonNullable<Awaited<ReturnType<typeof dealerFacts>>>

/** What the written application would be as a loan: plan, true cost and the ratios that rules look at. */
export type Offer = {
  product: ProductVersion
  deal: Deal
  /** What the customer pays. */
  plan: Plan
  annualRate: Rate
  /** The band whose rate it is, where the product prices by grade; null before the first decision, when the usual rate stands in. */
  grade: string | null
  /** The all-in cost form, with the true yearly cost simple and effective. */
  cost: Deal['costForm']
  /** What of the treasury's cap the borrower has used up already. */
  fiscalUsed: Readonly<Record<string, Money>>
  /** What is due with the first installment. */
  firstPayment: Money
  /** What a month weighs: the first payment, or the average of all where later ones are heavier. */
  monthlyBurden: Money
}

/** An application with everything that rules, quote and reviewers look at, read once. */
export type Case = {
  row: ApplicationRow
  customer: Customer | null
  dealer: Dealer | null
  papers: string[]
  /** The papers that came after the approval: only they can meet its conditions. */
  papersSince: string[]
  written: Written
  bounds: { ltvCap: string; termCap: number } | null
  down: Money | null
  downRatio: string | null
  ltv: string | null
  offer: Offer | null
  /** What the product says no to, and what the law's caps say no to. */
  breaches: Breach[]
  installmentToIncome: string | null
}

/**
 * Reads a case. Nothing is refused here: what is wrong stands in `breaches`, so that a preview can show all of it. Where the product
 * prices by grade it stands at the price of its last decision's band, or of another `grade` asked for.
 */
export function loadCase(ctx: Context, row: ApplicationRow, grade?: string): Promise<Case> {
  return pastWall(ctx.sql, () => readCase(ctx, row, grade))
}

async function readCase(ctx: Context, row: ApplicationRow, grade: string | undefined): Promise<Case> {
  const customer = row.customerKey === null ? null : await customerFacts(ctx, toId('customer', row.customerKey))
  const dealer = row.dealerKey === null ? null : await dealerFacts(ctx, toId('dealer', row.dealerKey))
  const documents = await documentsOf(ctx.sql, row.key)
  const papers = documents.map(paper => paper.kind)
  const approval =
    row.conditions.length === 0
      ? undefined
      : (await eventsOf(ctx.sql, row.key)).findLast(event => event.action === 'approve')
  const bounds = await boundsOf(ctx, row)
  const written: Written = {
    customer: customer && {
      kind: customer.kind,
      creditConsent: customer.consents['credit-bureau'],
      monthlyIncome: customer.monthlyIncome > 0n ? customer.monthlyIncome : null,
    },
    dealerChosen: dealer !== null,
    productChosen: row.productKey !== null,
    principal: row.principal,
    periods: row.periods,
    vehicle: row,
    papers,
  }
  const base = priceBase(row)
  const down = row.principal === null || row.price === null ? null : downPayment(row.price, row.principal)
  const { offer, refused } = await offerOf(ctx, row, down, grade)
  const months =
    row.periods === null ? null : offer ? termMonths(row.periods, offer.product.definition.frequency) : row.periods
  const found = bounds ? breaches({ ...written, termMonths: months }, bounds, formatPercent) : []
  const burden =
    customer?.monthlyIncome && offer
      ? share(customer.monthlyDebt + offer.monthlyBurden, customer.monthlyIncome, 'up')
      : null
  return {
    row,
    customer,
    dealer,
    papers,
    // Keys grow with time.
    papersSince: documents.filter(paper => paper.key > (approval?.key ?? 0n)).map(paper => paper.kind),
    written,
    bounds,
    down,
    downRatio: down === null || row.price === null ? null : share(down, row.price, 'down'),
    ltv: row.principal === null || base === null ? null : share(row.principal, base, 'up'),
    offer,
    breaches: [...found, ...refused],
    installmentToIncome: burden,
  }
}

async function boundsOf(ctx: Context, row: ApplicationRow): Promise<Case['bounds']> {
  if (!row.use || !row.energy || !row.condition) return null
  const caps = await parameterOn(ctx.sql, 'ltv.cap', ctx.today)
  const terms = await parameterOn(ctx.sql, 'term.cap', ctx.today)
  const cap = caps.find(one => one.use === row.use && one.energy === row.energy && one.condition === row.condition)
  const licence = await parameterOn(ctx.sql, 'institution.licence', ctx.today)
  const term = terms.find(one => one.condition === row.condition && one.licence === licence)
  // Without a line for such a vehicle nothing may be lent on it.
  return { ltvCap: cap?.cap ?? '0', termCap: term?.maxMonths ?? 0 }
}

/** The offer for what is written, on the terms of the product version in force, or what the product says no to. */
async function offerOf(
  ctx: Context,
  row: ApplicationRow,
  down: Money | null,
  asked: string | undefined,
): Promise<{ offer: Offer | null; refused: Breach[] }> {
  const none = { offer: null, refused: [] }
  if (row.productKey === null || row.principal === null || row.periods === null) return none
  const id = toId('product', row.productKey)
  // What was approved stays what was approved: that very version, even where a newer one began the same day.
  const approved = ([...promisedStates, 'disbursed'] as readonly string[]).includes(row.state)
  const product = approved
    ? await productVersionNumbered(ctx.sql, id, must(row.productVersion, 'an approval names its version'))
    : await productVersionOn(ctx.sql, id, ctx.today)
  if (!product)
    return { offer: null, refused: [{ code: 'origination.product_not_found', field: 'productId', facts: {} }] }
  const refused: Breach[] = []
  try {
    checkOffer(product, {
      principal: row.principal,
      periods: row.periods,
      downPayment: down,
      price: row.price,
      balloon: row.balloon,
      payments: agreedPayments(row.payments),
      customerKind: row.customerKind,
      vehicle: row,
    })
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
    refused.push({ code: error.code, field: error.field ?? 'productId', facts: error.facts })
  }
  if (!product.definition.periods.includes(row.periods)) return { offer: null, refused }
  const { principal, periods, price, balloon } = row
  const payments = agreedPayments(row.payments)
  try {
    // A rate that floats is the signed contract's until it is set anew, whatever has been published since.
    const signed = product.definition.floating && approved ? await contractOf(ctx.sql, row.key) : null
    const annualRate = signed?.state === 'accepted' ? signed.terms.annualRate : null
    const grade = product.definition.gradeRates.length === 0 ? null : (asked ?? (await decidedBand(ctx, row)))
    const wanted = { principal, periods, price, balloon, payments, annualRate, grade }
    const used =
      row.customerKey !== null && product.definition.fiscalSubsidy
        ? await fiscalUsedBy(ctx, row.customerKey, row.key)
        : {}
    return { offer: await offerOn(ctx, product, wanted, row.disbursedDay ?? ctx.today, used), refused }
  } catch (error) {
    // Terms that cannot be, such as a balloon above the loan, are a breach to be shown like any other.
    if (!(error instanceof Refusal)) throw error
    return {
      offer: null,
      refused: [...refused, { code: error.code, field: error.field ?? 'productId', facts: error.facts }],
    }
  }
}

/** The band of the decision an application stands on; null before the first. */
const decidedBand = (ctx: Context, { decisionKey }: ApplicationRow) =>
  decisionKey === null ? null : bandOf(ctx, toId('decision', decisionKey))

/**
 * The deal of a product version for an amount and a term, disbursed on a day.
 * @throws Refusal product.* when no loan can be made of it
 */
export async function offerOn(
  ctx: Context,
  product: ProductVersion,
  wanted: Omit<Parameters<typeof dealOn>[2], 'disbursedOn'>,
  disbursedOn = ctx.today,
  used: Readonly<Record<string, Money>> = {},
): Promise<Offer> {
  const deal = await dealOn(ctx.sql, product, { ...wanted, disbursedOn }, disbursedOn, used)
  const { plan, costForm: cost } = deal
  const firstPayment = deal.first.payment
  const months = termMonths(wanted.periods, product.definition.frequency)
  // Weeks and quarters weigh on a month what a month of them comes to.
  const monthly = product.definition.frequency === 'monthly'
  const average = mulDiv(plan.totals.payment, 1n, BigInt(months), 'up')
  return {
    product,
    deal,
    plan,
    annualRate: deal.terms.annualRate,
    grade: wanted.grade ?? null,
    cost,
    fiscalUsed: used,
    firstPayment,
    monthlyBurden: monthly ? max(firstPayment, average) : average,
  }
}
