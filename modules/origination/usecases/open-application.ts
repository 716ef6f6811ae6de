import type { Id } from '#lib/id'
import type { Money } from '#lib/money'
import type { Context } from '#platform/context'
import { type ApplicationState, openStates } from '../application.ts'
import { applicationFor } from './application-for-update.ts'
import { loadCase } from './load-case.ts'

/** What an application that the reader may open says of the deal it is to become. */
export type OpenedApplication = {
  /** Whether it may still be paid out. */
  open: boolean
  broughtBy: bigint
  customerKey: bigint | null
  principal: Money | null
  price: Money | null
  periods: number | null
  annualRate: string | null
}

/** One application as a deal to come. @throws Refusal origination.application_not_found, authority.out_of_scope */
export async function openApplication(ctx: Context, id: Id<'application'>): Promise<OpenedApplication> {
  const row = await applicationFor(ctx, id, 'origination.application.read')
  const { offer } = await loadCase(ctx, row)
  const open: readonly ApplicationState[] = ['draft', ...openStates]
  return {
    open: open.includes(row.state),
    broughtBy: row.originatorId ?? row.ownerId,
    customerKey: row.customerKey,
    principal: row.principal,
    price: row.price,
    periods: row.periods,
    annualRate: offer?.annualRate ?? null,
  }
}
