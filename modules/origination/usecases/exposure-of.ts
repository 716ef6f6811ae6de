import { must } from '#lib/assert'
import type { Money } from '#lib/money'
import { exposureGroup } from '#party'
import type { Context } from '#platform/context'
import { exposureOf } from '#servicing'
import type { ApplicationRow } from '../store/application.ts'
import { promisedTo } from '../store/listing.ts'

/** What stands open if an application were approved; `group` counts everyone bound to the customer's debts as well. */
export type Exposure = { outstanding: Money; promised: Money; total: Money; group: Money }

/**
 * What a customer would owe if this application were approved: outstanding loans, other open approvals, and this one; and the
 * same of the customer together with co-borrowers and guarantors.
 */
export async function totalExposure(ctx: Context, row: ApplicationRow, principal: Money): Promise<Exposure> {
  const customerKey = must(row.customerKey, 'a submitted application has a customer')
  const outstanding = await exposureOf(ctx.sql, [customerKey])
  const promised = await promisedTo(ctx.sql, [customerKey], row.key)
  const total = (outstanding + promised + principal) as Money
  const bound = await exposureGroup.boundCustomers(ctx.sql, customerKey)
  if (bound.length === 0) return { outstanding, promised, total, group: total }
  const others = (await exposureOf(ctx.sql, bound)) + (await promisedTo(ctx.sql, bound, row.key))
  return { outstanding, promised, total, group: (total + others) as Money }
}
