import type { ApprovalCase } from '#authority'
import { reasonsOf } from '#decision'
import { addMonths } from '#lib/day'
import { toId } from '#lib/id'
import type { Money } from '#lib/money'
import type { Context } from '#platform/context'
import { pastWall } from '#platform/wall'
import { productVersionOn } from '#product'
import { decidedBy, type ReviewState, stageOf } from '../application.ts'
import { type ApplicationRow, type EventRow, eventsOf } from '../store/application.ts'
import { touchesOf } from '../store/touches.ts'
import { priceBase, share } from '../vehicle.ts'
import { type Exposure, totalExposure } from './exposure-of.ts'

/** The longest any rule over time may look back. */
const longestMonths = 120

/** What people did to the application's customer, this application apart; what was done here the case itself says. */
export async function touchesBefore(ctx: Context, row: ApplicationRow): Promise<NonNullable<ApprovalCase['touches']>> {
  if (row.customerKey === null) return []
  const touches = await touchesOf(ctx.sql, row.customerKey, addMonths(ctx.today, -longestMonths))
  return touches.filter(touch => touch.applicationKey !== row.key)
}

/** Everything the kernel must know of an application to say who may decide it, if this much of it were approved. */
export function approvalCase(
  ctx: Context,
  row: ApplicationRow,
  state: ReviewState,
  principal: Money,
): Promise<{ facts: ApprovalCase; exposure: Exposure }> {
  return pastWall(ctx.sql, () => readApprovalCase(ctx, row, state, principal))
}

async function readApprovalCase(
  ctx: Context,
  row: ApplicationRow,
  state: ReviewState,
  principal: Money,
): Promise<{ facts: ApprovalCase; exposure: Exposure }> {
  const events = await eventsOf(ctx.sql, row.key)
  const exposure =
    row.customerKey === null
      ? { outstanding: 0n as Money, promised: 0n as Money, total: principal, group: principal, linked: [] }
      : await totalExposure(ctx, row, principal)
  const base = priceBase(row)
  const product =
    row.productKey === null ? null : await productVersionOn(ctx.sql, toId('product', row.productKey), ctx.today)
  const decision = row.decisionKey === null ? null : await reasonsOf(ctx, toId('decision', row.decisionKey))
  const declined = decision?.verdict === 'decline'
  return {
    exposure,
    facts: {
      stage: stageOf(state),
      exposure: exposure.total,
      linked: exposure.linked,
      ltv: base === null ? null : share(principal, base, 'up'),
      grade: decision?.score?.band ?? null,
      product: product?.code ?? null,
      exceptions: [
        ...(declined ? (['declined-by-rules'] as const) : []),
        ...(row.customerKind === 'enterprise' ? (['corporate'] as const) : []),
      ],
      broughtBy: row.ownerId,
      submittedBy: row.submittedBy,
      decidedBy: decidedBy(events),
      touches: await touchesBefore(ctx, row),
      signatures: signaturesOf(events, principal),
    },
  }
}

/**
 * What of policy an approval goes beyond: the exceptions the matrix knows, and every rule that can decline and was not passed. Such
 * decisions are all looked at again.
 */
export async function policyExceptions(ctx: Context, row: ApplicationRow, facts: ApprovalCase): Promise<string[]> {
  const breaches = row.decisionKey === null ? [] : (await reasonsOf(ctx, toId('decision', row.decisionKey))).breaches
  return [...(facts.exceptions ?? []).filter(exception => exception !== 'corporate'), ...breaches]
}

/** The first signatures that still hold: given since the case last came to this desk, for the same amount. */
export function signaturesOf(events: readonly EventRow[], principal: Money) {
  const last = events.findLastIndex(event => event.action !== 'sign' && event.fromState !== event.toState)
  return events.slice(last + 1).flatMap(({ action, actorKey, detail }) =>
    action === 'sign' && actorKey !== null && detail.principal === principal.toString()
      ? [
          {
            personKey: actorKey,
            line: String(detail.line),
            sides: (detail.sides ?? []) as ('first' | 'second')[],
          },
        ]
      : [],
  )
}
