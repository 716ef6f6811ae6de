import { toKey } from '#lib/id'
import type { Money } from '#lib/money'
import { Refusal, refuseUnless } from '#lib/refusal'
import type { Context } from '#platform/context'
import type { Input, Output } from '#platform/operation'
import type { api } from '../api.ts'
import type { Deal } from '../deal.ts'
import { checkOffer, type Offer, type ProductVersion } from '../offer.ts'
import { refuseGrowing } from '../offer-terms.ts'
import { downPaymentRatio, figuresOf, financed } from '../quote.ts'
import { productExists } from '../store.ts'
import { quoteView } from '../view.ts'
import { checkGrace, workedOut } from './deal-on.ts'
import { productVersionOn } from './product-version-on.ts'
import { refusalSentence } from './refusal-sentence.ts'

/**
 * Computes an offer on the product version in force. What the product itself says no to (amount, periods, rate, down
 * payment) stands in `problem` beside the plan, so that a seller sees what to change.
 * @throws Refusal product.product_not_found, not_offered, nothing_financed, and product.* of terms that are not possible
 */
export async function quote(ctx: Context, input: Input<typeof api.quote>): Promise<Output<typeof api.quote>> {
  const { version, quoted, shown, problem } = await quoteOffer(ctx, input)
  const told = problem && {
    code: problem.code,
    field: problem.field ?? null,
    message: refusalSentence(problem, ctx.language),
  }
  return quoteView(version, quoted, shown, told)
}

/** An offer as it is asked for. */
export type AskedOffer = Input<typeof api.quote>

/** A quote with the version it stands on, and what the product says no to. @throws Refusal as `quote` does */
export async function quoteOffer(ctx: Context, input: AskedOffer) {
  refuseUnless(await productExists(ctx.sql, toKey(input.productId)), 'product.product_not_found', {}, 'productId')
  const disbursedOn = input.disbursedOn ?? ctx.today
  const version = await productVersionOn(ctx.sql, input.productId, disbursedOn)
  refuseUnless(version, 'product.not_offered', { day: disbursedOn }, 'productId')
  const asked = financed(input)
  refuseUnless(asked && asked.principal > 0n, 'product.nothing_financed', {}, 'principal')
  const { principal, downPayment } = asked
  const { periods, price, balloon, payments } = input
  // A rate that floats is nobody's to agree; what is asked stands beside the plan as a problem.
  const annualRate = version.definition.floating ? null : input.annualRate
  const wish = { principal, periods, disbursedOn, annualRate, price, balloon, payments }
  const deal = await workedOut(ctx.sql, version, wish, ctx.today)
  const shown = { price, downPayment, downPaymentRatio: downPaymentRatio(downPayment, price) }
  const offer = { principal, periods, annualRate: input.annualRate, balloon, payments, ...shown }
  const problem = await problemOf(ctx, version, offer, deal)
  return { version, quoted: figuresOf(deal), shown, problem }
}

async function problemOf(
  ctx: Context,
  version: ProductVersion,
  offer: Offer & { price: Money | null },
  { terms, plan }: Deal,
): Promise<Refusal | null> {
  try {
    checkOffer(version, offer)
    refuseGrowing(terms, plan)
    await checkGrace(ctx.sql, version, ctx.today)
    return null
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
    return error
  }
}
