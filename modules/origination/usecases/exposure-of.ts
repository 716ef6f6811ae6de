import { must } from '#lib/assert'
import type { Money } from '#lib/money'
import type { Context } from '#platform/context'
import { exposureOf } from '#servicing'
import type { ApplicationRow } from '../store/application.ts'
import { promisedTo } from '../store/listing.ts'

/** What a customer would owe if this application were approved: outstanding loans, other open approvals, and this one. */
export async function totalExposure(
  ctx: Context,
  row: ApplicationRow,
  principal: Money,
): Promise<{ outstanding: Money; promised: Money; total: Money }> {
  const customerKey = must(row.customerKey, 'a submitted application has a customer')
  const outstanding = await exposureOf(ctx.sql, [customerKey])
  const promised = await promisedTo(ctx.sql, customerKey, row.key)
  return { outstanding, promised, total: (outstanding + promised + principal) as Money }
}
