import { previewDecision } from '#decision'
import { refuseUnless } from '#lib/refusal'
import { answered } from '#party'
import type { Context } from '#platform/context'
import type { Input, Output } from '#platform/operation'
import type { api } from '../api.ts'
import { applicationFor } from './application-for-update.ts'
import { decisionFacts } from './decision-facts.ts'
import { quoteView } from './get-quote.ts'
import { loadCase } from './load-case.ts'

/**
 * What another amount or term would come to and what the rules would say of it today; nothing is kept.
 * @throws Refusal origination.application_not_found, origination.nothing_to_try
 */
export async function tryTerms(ctx: Context, input: Input<typeof api.tryTerms>): Promise<Output<typeof api.tryTerms>> {
  const row = await applicationFor(ctx, input.id, 'origination.application.read')
  const one = await loadCase(ctx, {
    ...row,
    principal: input.principal ?? row.principal,
    periods: input.periods ?? row.periods,
  })
  refuseUnless(one.offer && one.customer, 'origination.nothing_to_try', {}, 'periods')
  const { verdict, reasons } = await previewDecision(
    ctx,
    await decisionFacts(ctx, one),
    answered.incomeShown(ctx, one.customer),
  )
  return {
    quote: quoteView(ctx, one),
    verdict,
    reasons: reasons.map(({ rule, name, outcome, sentence, unknown }) => ({ rule, name, outcome, sentence, unknown })),
  }
}
