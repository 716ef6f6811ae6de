import { toId } from '#lib/id'
import { formatYuan, type Money, parseYuan, zero } from '#lib/money'
import { refuseUnless } from '#lib/refusal'
import type { Context } from '#platform/context'
import { parameterOn } from '#reference'
import { personById } from '#team'

/** How far the actor may go alone. */
export type ReliefLimits = { waiver: Money; writeOff: Money; periods: number }

/** The limits of the actor's post by the parameter `relief.limits`; null for the program itself, which decides nothing. */
async function limitsOf(ctx: Context): Promise<ReliefLimits | null> {
  if (ctx.actor.key === null) return null
  const person = await personById(ctx.sql, toId('person', ctx.actor.key), ctx.today)
  const row = (await parameterOn(ctx.sql, 'relief.limits', ctx.today)).find(one => one.post === person?.post)
  return {
    waiver: parseYuan(row?.waiver ?? '0') ?? zero,
    writeOff: parseYuan(row?.writeOff ?? '0') ?? zero,
    periods: row?.periods ?? 0,
  }
}

/** @throws Refusal servicing.over_limit */
export async function withinLimit(ctx: Context, of: 'waiver' | 'writeOff', amount: Money): Promise<void> {
  const limit = (await limitsOf(ctx))?.[of]
  refuseUnless(limit === undefined || amount <= limit, 'servicing.over_limit', {
    amount: formatYuan(amount),
    limit: formatYuan(limit ?? zero),
  })
}

/** @throws Refusal servicing.over_periods */
export async function withinPeriods(ctx: Context, periods: number): Promise<void> {
  const limit = (await limitsOf(ctx))?.periods
  refuseUnless(
    limit === undefined || periods <= limit,
    'servicing.over_periods',
    { periods, limit: limit ?? 0 },
    'periods',
  )
}
