import type { Rate } from '#lib/rate'
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

/** A case's quote. */
export function quoteView(ctx: Context, one: Case): Output<typeof api.getQuote> {
  const { offer, bounds } = one
  return {
    principal: one.row.principal,
    downPayment: one.down,
    downPaymentRatio: one.downRatio as Rate | null,
    ltv: one.ltv as Rate | null,
    ltvCap: (bounds?.ltvCap ?? null) as Rate | null,
    termCap: bounds?.termCap ?? null,
    annualRate: offer?.annualRate ?? null,
    simpleRate: offer?.simple ?? null,
    effectiveRate: offer?.effective ?? null,
    installment: offer?.highestPayment ?? null,
    totalInterest: offer?.plan.totals.interest ?? null,
    totalFees: offer?.plan.totals.fee ?? null,
    totalPayment: offer?.plan.totals.payment ?? null,
    installmentToIncome: one.installmentToIncome as Rate | null,
    plan: offer?.plan.installments ?? [],
    problems: one.breaches.map(({ code, field, facts }) => ({
      code,
      field,
      message: refusalSentence(code, facts, ctx.language),
    })),
  }
}
