import type { Updateable } from 'kysely'
import { addDays } from '#lib/day'
import type { Money } from '#lib/money'
import type { Context } from '#platform/context'
import type { DB } from '#platform/schema.gen'
import { parameterOn } from '#reference'
import type { Offer } from './load-case.ts'

/** The columns an approval fixes: until when it holds, for how much, at which true yearly cost, by whom. */
export async function approvalPatch(
  ctx: Context,
  offer: Offer,
  amounts: { requested: Money; approved: Money },
): Promise<Updateable<DB['origination.application']>> {
  const validity = await parameterOn(ctx.sql, 'approval.validity-days', ctx.today)
  return {
    principal: amounts.approved,
    requested_principal: amounts.requested,
    valid_through: addDays(ctx.today, validity),
    decided_day: ctx.today,
    decided_by: ctx.actor.key,
    product_version: offer.product.version,
    annual_rate_simple: offer.cost.simple,
    annual_rate_effective: offer.cost.effective,
  }
}
