import type { Rate } from '#lib/rate'
import { say } from '#lib/words'
import { answered } from '#party'
import type { Context } from '#platform/context'
import type { Input, Output } from '#platform/operation'
import type { api } from '../api.ts'
import { refusalSentence } from '../sentence.ts'
import { applicationFor } from './application-for-update.ts'
import { type Case, loadCase } from './load-case.ts'

/** Plan, true yearly cost and everything wrong with what is written now. @throws Refusal origination.application_not_found */
export async function getQuote(ctx: Context, { id }: Input<typeof api.getQuote>): Promise<Output<typeof api.getQuote>> {
  return quoteView(ctx, await loadCase(ctx, await applicationFor(ctx, id, 'origination.application.read')))
}

/** A case's quote; what the installment is of an income that is kept from the reader is kept too, for it would tell it. */
export function quoteView(ctx: Context, one: Case): Output<typeof api.getQuote> {
  const { offer, bounds, customer } = one
  const earns = customer !== null && answered.incomeShown(ctx, customer)
  return {
    principal: one.row.principal,
    downPayment: one.down,
    downPaymentRatio: one.downRatio as Rate | null,
    ltv: one.ltv as Rate | null,
    ltvCap: (bounds?.ltvCap ?? null) as Rate | null,
    termCap: bounds?.termCap ?? null,
    annualRate: offer?.annualRate ?? null,
    pricing:
      offer && offer.product.definition.gradeRates.length > 0
        ? { grade: offer.grade, rates: offer.product.definition.gradeRates }
        : null,
    simpleRate: offer?.cost.simple ?? null,
    effectiveRate: offer?.cost.effective ?? null,
    installment: offer?.firstPayment ?? null,
    totalInterest: offer?.plan.totals.interest ?? null,
    totalCost: offer?.cost.total ?? null,
    totalPayment: offer?.plan.totals.payment ?? null,
    formSha256: offer?.cost.fingerprint ?? null,
    costs: (offer?.cost.items ?? []).map(item => ({
      name: say(item.name, ctx.language),
      how: say(item.how, ctx.language),
      standard: say(item.standard, ctx.language),
      chargedBy: item.chargedBy,
      amount: item.amount,
      annualised: item.annualised,
      contingent: item.contingent,
    })),
    installmentToIncome: earns ? (one.installmentToIncome as Rate | null) : null,
    plan: offer?.plan.installments ?? [],
    frequency: offer?.product.definition.frequency ?? null,
    floating: offer?.deal.floating ?? null,
    balloon: offer?.deal.balloon ?? null,
    subsidies: offer?.deal.subsidies ?? [],
    problems: one.breaches.map(({ code, field, facts }) => ({
      code,
      field,
      message: refusalSentence(code, facts, ctx.language),
    })),
  }
}
