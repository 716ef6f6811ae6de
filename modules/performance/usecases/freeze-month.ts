import { addDays, addMonths, type Day } from '#lib/day'
import { Refusal, refuseUnless } from '#lib/refusal'
import type { Context } from '#platform/context'
import type { Input, Output } from '#platform/operation'
import type { api } from '../api.ts'
import { defer } from '../deferral.ts'
import { makeUp } from '../incentive-plan.ts'
import { firstOf } from '../period.ts'
import * as months from '../store/month.ts'
import { insertLines, type PayEntry, tieredLines } from '../store/pay.ts'
import { plansIn } from '../store/plan.ts'
import { applyGates } from './apply-gates.ts'
import { basePay } from './base-pay.ts'
import { deductClaims } from './deduct-claims.ts'
import { keepMonth } from './freeze-figures.ts'
import { continued } from './hold-pay.ts'
import { monthsOwing, monthView } from './list-months.ts'
import { sharePools } from './share-pools.ts'

/**
 * Closes a month of pay: adds base pay by days at work, makes up for tiers that count as a whole, shares out team pools, applies
 * gates to everything variable, takes what was agreed to be recovered, and freezes it, the month's figures with it unless they are
 * frozen already. From then on nothing is written into the month; later facts go to the next one. Run again on the same facts, it would write the same lines: it reads the ledger, wages,
 * employments, closed cycles and what the gates look at, all as of the month's end.
 * @throws Refusal performance.month_not_over, month_state, month_before_open
 */
export async function freezeMonth(
  ctx: Context,
  { month }: Input<typeof api.freezeMonth>,
): Promise<Output<typeof api.freezeMonth>> {
  await months.lockMonths(ctx.sql, true)
  const first = firstOf(month)
  const end = addMonths(first, 1)
  refuseUnless(ctx.today >= end, 'performance.month_not_over', { month: first.slice(0, 7) })
  if (await months.payMonth(ctx.sql, first)) throw new Refusal('performance.month_state', { month: first.slice(0, 7) })
  const [before = first] = await monthsOwing(ctx, (await months.payMonths(ctx.sql))[0]?.month ?? null)
  refuseUnless(before >= first, 'performance.month_before_open', { month: before.slice(0, 7) })
  // What pay stands on is kept with it, rows and all: gates and scores look at the figures as they are at this moment.
  await keepMonth(ctx, first)
  await insertLines(ctx.sql, await basePay(ctx, first))
  await insertLines(ctx.sql, await tierDifferences(ctx, first))
  await insertLines(ctx.sql, await sharePools(ctx, first))
  await insertLines(ctx.sql, await applyGates(ctx, first))
  await insertLines(ctx.sql, await deductClaims(ctx, first))
  await months.freeze(ctx.sql, first, { key: ctx.actor.key, name: ctx.actor.name }, ctx.now)
  ctx.note({ month: first })
  await ctx.emit('performance.month-frozen', { month: first })
  return monthView(ctx, first)
}

/**
 * What components that count the whole month at the tier reached owe for its earlier loans, deferred as the loans' own pay was and
 * from the same days: a tier does not get round the deferral.
 */
async function tierDifferences(ctx: Context, first: Day): Promise<PayEntry[]> {
  const end = addMonths(first, 1)
  const lines: PayEntry[] = []
  for (const plan of await plansIn(ctx.sql, first, end)) {
    for (const component of plan.body.components.filter(one => one.tierMode === 'whole' && one.tierBy !== null)) {
      const paid = await tieredLines(ctx.sql, plan.key, component.code, first)
      const rule = component.deferred ? plan.body.deferral : { share: '0', parts: [] }
      for (const own of Map.groupBy(paid, line => line.personKey).values()) {
        const byKey = new Map(own.map(line => [line.key, line]))
        for (const { key, difference } of makeUp(component, own)) {
          const origin = byKey.get(key)!.line
          const { now, parts } = defer(difference, rule, origin.valueDay)
          // Lines of their own: a deferred part's children say what became of it, and these are no fate of the loan's first line.
          const line: PayEntry = {
            ...continued(ctx, { step: 'earn', amount: now, parent: origin }, first, addDays(end, -1), 'month'),
            part: 'correction',
            parent: null,
            why: { ...origin.why, anchor: { event: 'month', day: addDays(end, -1) } },
          }
          if (now > 0n) lines.push(line)
          for (const part of parts) lines.push({ ...line, step: 'defer', ...part })
        }
      }
    }
  }
  return lines
}
