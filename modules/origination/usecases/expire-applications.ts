import { must } from '#lib/assert'
import type { Day } from '#lib/day'
import type { Context } from '#platform/context'
import { applicationByKey } from '../store/application.ts'
import { expiredOn } from '../store/listing.ts'
import { advance } from './advance.ts'
import { tell } from './tell.ts'
import { voidContractOf } from './void-contract.ts'

/** Ends approvals whose days are over, after the close of a business day. Hearing of the same day twice does nothing more. */
export async function expireApplications(ctx: Context, { day }: { day: Day }): Promise<void> {
  const through = ctx.today > day ? ctx.today : day
  for (const { key } of await expiredOn(ctx.sql, through)) {
    const row = must(await applicationByKey(ctx.sql, key, true), 'the application is there')
    if (row.state !== 'approved' && row.state !== 'signing') continue
    const expired = await advance(ctx, row, 'expire')
    await voidContractOf(ctx, row, '批复已过期')
    await tell(ctx, expired, [row.ownerId], 'origination.notice.expired')
  }
}
