import type { Day } from '#lib/day'
import type { Context } from '#platform/context'
import { lockMonths, openMonthFor } from '../store/month.ts'
import { dueParts, insertLines } from '../store/pay.ts'
import { continued } from './hold-pay.ts'

/** Deferred parts whose day has come become payable, after the close of that day. A part that is held waits; told twice, nothing more vests. */
export async function vestPay(ctx: Context, { day }: { day: Day }): Promise<void> {
  await lockMonths(ctx.sql, true)
  const due = await dueParts(ctx.sql, day)
  if (due.length === 0) return
  const month = await openMonthFor(ctx.sql, day)
  await insertLines(
    ctx.sql,
    due.map(part => continued(ctx, { step: 'vest', amount: part.waiting, parent: part }, month, day, 'vesting')),
  )
}
