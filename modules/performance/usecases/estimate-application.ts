import { must } from '#lib/assert'
import { openApplication } from '#origination'
import type { Context } from '#platform/context'
import type { Input, Output } from '#platform/operation'
import { hadLoanBefore } from '#servicing'
import type { api } from '../api.ts'
import type { PlanRole } from '../incentive-plan.ts'
import { estimateOf } from './estimate-pay.ts'

/**
 * 若放款, for one application as it stands: what it would pay whoever asks, as the one who brought it or who decides it. Null when
 * the file says too little yet, or nothing of it would be the reader's.
 * @throws Refusal origination.application_not_found, authority.out_of_scope
 */
export async function estimateApplication(
  ctx: Context,
  { id }: Input<typeof api.estimateApplication>,
): Promise<Output<typeof api.estimateApplication>> {
  const me = must(ctx.actor.key, 'people are paid')
  const file = await openApplication(ctx, id)
  if (!file.open || file.principal === null || file.periods === null) return null
  const role: PlanRole = file.broughtBy === me ? 'brought' : 'reviewed'
  const newCustomer = file.customerKey === null || !(await hadLoanBefore(ctx.sql, file.customerKey))
  const estimate = await estimateOf(ctx, {
    principal: file.principal,
    price: file.price,
    termMonths: file.periods,
    annualRate: file.annualRate ?? '0',
    newCustomer,
    shares: [{ personKey: me, role, minutes: null, withinTime: null }],
  })
  return estimate.total === 0n ? null : estimate
}
