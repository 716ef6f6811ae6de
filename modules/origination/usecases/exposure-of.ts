import { must } from '#lib/assert'
import type { Money } from '#lib/money'
import { exposureGroup } from '#party'
import type { Context } from '#platform/context'
import { exposureOf } from '#servicing'
import type { ApplicationRow } from '../store/application.ts'
import { promisedTo } from '../store/listing.ts'

/** What stands open if an application were approved; `linked` is what each related party owes, `group` all of it together. */
export type Exposure = {
  outstanding: Money
  promised: Money
  total: Money
  group: Money
  linked: { links: exposureGroup.RelationKind[]; exposure: Money }[]
}

/**
 * What a customer would owe if this application were approved: outstanding loans, other open approvals, and this one; and the
 * same of the customer together with the related parties; which of them count says the line of the matrix.
 */
export async function totalExposure(ctx: Context, row: ApplicationRow, principal: Money): Promise<Exposure> {
  const customerKey = must(row.customerKey, 'a submitted application has a customer')
  const outstanding = await exposureOf(ctx.sql, [customerKey])
  const promised = await promisedTo(ctx.sql, [customerKey], row.key)
  const total = (outstanding + promised + principal) as Money
  const linked: Exposure['linked'] = []
  for (const { key, links } of await exposureGroup.boundCustomers(ctx.sql, customerKey)) {
    const exposure = ((await exposureOf(ctx.sql, [key])) + (await promisedTo(ctx.sql, [key], row.key))) as Money
    linked.push({ links, exposure })
  }
  const group = linked.reduce((sum, one) => (sum + one.exposure) as Money, total)
  return { outstanding, promised, total, group, linked }
}
