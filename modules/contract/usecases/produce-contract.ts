import { assert, must } from '#lib/assert'
import type { Day } from '#lib/day'
import { type Id, toId, toKey } from '#lib/id'
import { formatYuan, type Money } from '#lib/money'
import { formatPercent, type Rate } from '#lib/rate'
import { refuseUnless } from '#lib/refusal'
import { customerFacts, customerForContract, dealerPayee } from '#party'
import type { Context } from '#platform/context'
import { storeFile } from '#platform/files'
import { dealOn, type Plan, type ProductVersion } from '#product'
import { parameterOn } from '#reference'
import { type ContractContent, type ContractVehicle, contractFacts } from '../content.ts'
import { contractNumber } from '../contract.ts'
import { contractDocument } from '../contract-document.ts'
import { neededHoles } from '../rule-text.ts'
import type { Figures } from '../shapes.ts'
import { contractsBefore, insertContract, liveContract, saveVoid } from '../store/contract.ts'
import { templateOn } from '../store/template.ts'
import { holesLacking } from '../template.ts'
import { onPaper } from './chinese-words.ts'
import { renderPdf } from './render-pdf.ts'

/** What a contract is made of: what was approved, for whom, on which product version. */
export type ContractRequest = {
  applicationId: Id<'application'>
  applicationNumber: string
  customerId: Id<'customer'>
  dealerId: Id<'dealer'> | null
  ownerKey: bigint | null
  groupKey: bigint | null
  branchKey: bigint | null
  product: ProductVersion
  principal: Money
  periods: number
  annualRate: Rate
  /** What the customer chose where the product lets them. */
  balloon: Money | null
  payments: readonly { seq: number; amount: Money }[]
  /** What of the treasury's cap the customer has used up already. */
  fiscalUsed: Readonly<Record<string, Money>>
  /** The plan and true cost the customer was shown, for a disbursement today: what is printed must be the same. */
  plan: Plan
  cost: { simple: Rate; effective: Rate }
  vehicle: ContractVehicle
}

/**
 * Produces the contract of an application as a sealed PDF whose SHA-256 stands beside it. An earlier contract of the
 * application that nobody has accepted is voided by it. Emits `contract.contract-produced`.
 * @throws Refusal contract.accepted_conflict, contract.customer_not_found, contract.template_lacks
 */
export async function produceContract(ctx: Context, request: ContractRequest): Promise<Id<'contract'>> {
  const applicationKey = toKey(request.applicationId)
  const earlier = await liveContract(ctx.sql, applicationKey, true)
  refuseUnless(earlier?.state !== 'accepted', 'contract.accepted_conflict')
  const template = must(await templateOn(ctx.sql, ctx.today), 'a contract template is in force')
  const number = contractNumber(request.applicationNumber, await contractsBefore(ctx.sql, applicationKey))
  const content = await contentOf(ctx, request, number, template.body.lender)
  const lacking = holesLacking(template.body, neededHoles(content))
  refuseUnless(lacking.length === 0, 'contract.template_lacks', { holes: lacking.map(hole => `{${hole}}`) })
  const customer = must(await customerFacts(ctx, request.customerId), 'the customer was read in full')
  const printed = await renderPdf(contractDocument(template.body, content), ctx.now)
  const file = { mediaType: 'application/pdf', content: printed.content }
  const sha256 = await storeFile(ctx.sql, ctx.vault, ctx.now, file)
  if (earlier) await saveVoid(ctx, earlier.key, `由 ${number} 替代`)
  const key = await insertContract(ctx, {
    number,
    applicationKey,
    customerKey: toKey(request.customerId),
    customerName: customer.displayName,
    dealerKey: request.dealerId === null ? null : toKey(request.dealerId),
    productKey: request.product.key,
    productName: request.product.name,
    productVersion: request.product.version,
    templateKey: template.key,
    principal: request.principal,
    periods: request.periods,
    annualRate: content.deal.terms.annualRate,
    simple: content.deal.costForm.simple,
    effective: content.deal.costForm.effective,
    figures: figuresOf(content),
    sha256,
    size: printed.content.length,
    pages: printed.pages,
    ownerId: request.ownerKey,
    groupId: request.groupKey,
    branchId: request.branchKey,
  })
  const id = toId('contract', key)
  ctx.about(id, request.applicationId)
  ctx.note({ contract: number, sha256, missingGlyphs: printed.missing.length })
  await ctx.emit('contract.contract-produced', { contractId: id, applicationId: request.applicationId })
  return id
}

async function contentOf(
  ctx: Context,
  request: ContractRequest,
  number: string,
  lender: ContractContent['lender'],
): Promise<ContractContent> {
  const { product, principal, periods, annualRate, vehicle, cost } = request
  const borrower = await customerForContract(ctx, request.customerId)
  refuseUnless(borrower, 'contract.customer_not_found')
  const { balloon, payments } = request
  const wanted = { principal, periods, annualRate, price: vehicle.price, disbursedOn: ctx.today, balloon, payments }
  const deal = await dealOn(ctx.sql, product, wanted, ctx.today, request.fiscalUsed)
  const rows = (one: Plan) => one.installments.map(row => `${row.dueOn} ${row.payment} ${row.principal}`).join()
  assert(rows(deal.plan) === rows(request.plan), 'the contract states the plan the customer was shown')
  assert(
    formatPercent(cost.simple) === formatPercent(deal.costForm.simple),
    'the contract states the true cost the customer was shown',
  )
  return {
    number,
    applicationNumber: request.applicationNumber,
    producedOn: ctx.today,
    lender,
    borrower,
    payee: request.dealerId === null ? null : await dealerPayee(ctx, request.dealerId),
    productName: product.name,
    vehicle,
    method: product.definition.method,
    frequency: product.definition.frequency,
    deal,
    graceDays: await parameterOn(ctx.sql, 'grace.days', ctx.today),
    allocationOrder: await parameterOn(ctx.sql, 'allocation.order', ctx.today),
    readSeconds: await parameterOn(ctx.sql, 'cost-disclosure.read-seconds', ctx.today),
    say: onPaper,
  }
}

/** What the screens show of a contract without opening its file; no name and no number of a person. */
function figuresOf(content: ContractContent): Figures {
  const { deal, vehicle, payee } = content
  const { terms, plan, first, costForm: form } = deal
  const facts = contractFacts(content)
  const last = must(plan.installments.at(-1), 'a plan has rows')
  const both = ([zh, en]: readonly [string, string]) => ({ zh, en })
  return {
    price: vehicle.price === null ? null : formatYuan(vehicle.price),
    downPayment: vehicle.price === null ? null : facts.downPayment.replaceAll(',', ''),
    vehicle: facts.vehicle,
    vin: vehicle.vin,
    payee: payee?.name ?? null,
    method: content.method,
    frequency: content.frequency,
    dayCount: terms.dayCount,
    disbursedOn: terms.disbursedOn,
    firstDueOn: first.dueOn,
    maturesOn: last.dueOn as Day,
    firstPayment: formatYuan(first.payment),
    lastPayment: formatYuan(last.payment),
    totalInterest: formatYuan(plan.totals.interest),
    totalCost: formatYuan(form.total),
    penaltyRate: deal.penaltyRate,
    graceDays: content.graceDays,
    allocationOrder: [...content.allocationOrder],
    settlementFee: deal.rules.settlementFee,
    floating: deal.floating,
    monthlyFeeRate: terms.monthlyFeeRate ?? null,
    balloon: deal.balloon && { amount: formatYuan(deal.balloon.amount), atEnd: [...deal.balloon.atEnd] },
    subsidies: deal.subsidies.map(({ rows, saved, amount, shortfall, payments, earned: _, ...one }) => ({
      ...one,
      saved: formatYuan(saved),
      amount: formatYuan(amount),
      shortfall: formatYuan(shortfall),
      payments: payments.map(payment => ({ on: payment.on, amount: formatYuan(payment.amount) })),
      rows: rows.map(formatYuan),
    })),
    plan: plan.installments.map(row => ({
      seq: row.seq,
      dueOn: row.dueOn,
      principal: formatYuan(row.principal),
      interest: formatYuan(row.interest),
      fee: formatYuan(row.fee),
      payment: formatYuan(row.payment),
      balance: formatYuan(row.balance),
    })),
    cost: form.items.map(item => ({
      code: item.code,
      name: both(item.name),
      how: both(item.how),
      standard: both(item.standard),
      chargedBy: item.chargedBy,
      amount: item.amount === null ? null : formatYuan(item.amount),
      annualised: item.annualised,
      contingent: item.contingent,
    })),
  }
}
