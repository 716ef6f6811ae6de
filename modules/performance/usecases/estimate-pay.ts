import { must } from '#lib/assert'
import { toId } from '#lib/id'
import { fen, sum } from '#lib/money'
import type { Context } from '#platform/context'
import type { Input, Output } from '#platform/operation'
import { pastWall } from '#platform/wall'
import type { api } from '../api.ts'
import { defer } from '../deferral.ts'
import { type DealFacts, duesOf } from './earn-from-loan.ts'

/**
 * 若放款: what a deal of so much would pay whoever asks, today: now, and when the rest. The same rules that pay when it is paid
 * out; tiers count what the month has brought so far.
 */
export async function estimatePay(
  ctx: Context,
  input: Input<typeof api.estimatePay>,
): Promise<Output<typeof api.estimatePay>> {
  const me = must(ctx.actor.key, 'people are paid')
  return estimateOf(ctx, {
    principal: input.principal,
    price: input.price,
    termMonths: input.periods,
    annualRate: input.annualRate,
    newCustomer: input.newCustomer,
    shares: [
      { personKey: me, role: 'brought', minutes: null, withinTime: null },
      { personKey: me, role: 'reviewed', minutes: null, withinTime: null },
    ],
  })
}

/** What a deal not yet paid out would pay the one person its shares name: now, and when the rest. */
export async function estimateOf(ctx: Context, deal: DealFacts): Promise<Output<typeof api.estimatePay>> {
  const dues = await pastWall(ctx.sql, () => duesOf(ctx, deal, ctx.today))
  // One is paid as who brought the customer or as who decided, never as both for one deal.
  const brought = dues.filter(due => due.share.role === 'brought')
  const own = (brought.length > 0 ? brought : dues).filter(due => due.earned.amount > 0n)
  const splits = own.map(due => ({
    due,
    split: defer(
      due.earned.amount,
      due.component.deferred ? due.plan.body.deferral : { share: '0', parts: [] },
      ctx.today,
    ),
  }))
  const later = Map.groupBy(
    splits.flatMap(({ split }) => split.parts),
    part => part.vestsOn,
  )
  return {
    total: sum(own.map(due => due.earned.amount)),
    now: sum(splits.map(({ split }) => split.now)),
    later: [...later]
      .toSorted(([a], [b]) => (a < b ? -1 : 1))
      .map(([day, parts]) => ({ day, amount: sum(parts.map(part => part.amount)) })),
    parts: splits.map(({ due, split }) => ({
      component: due.component.code,
      kind: due.component.kind,
      amount: due.earned.amount,
      now: fen(split.now),
      why: due.why,
    })),
    planVersionId: own[0] ? toId('planversion', own[0].plan.key) : null,
  }
}
