import { toId } from '#lib/id'
import { formatYuan } from '#lib/money'
import { notify } from '#notification'
import type { Context } from '#platform/context'
import { type ApplicationRow, eventsOf } from '../store/application.ts'

/** Puts a notice about an application into people's inboxes; nobody is told what they did themselves. */
export async function tell(
  ctx: Context,
  row: ApplicationRow,
  to: readonly (bigint | null)[],
  template: string,
  facts: Record<string, string> = {},
): Promise<void> {
  const people = [...new Set(to.filter(key => key !== null && key !== ctx.actor.key))] as bigint[]
  if (people.length === 0) return
  await notify(ctx, {
    to: people,
    template,
    facts: {
      number: row.number,
      customer: row.customerName ?? '',
      amount: row.principal === null ? '' : formatYuan(row.principal),
      ...facts,
    },
    about: toId('application', row.key),
  })
}

/** Tells whoever returned an application that it is back. */
export async function tellReturner(ctx: Context, row: ApplicationRow): Promise<void> {
  const returned = (await eventsOf(ctx.sql, row.key)).findLast(event => event.action === 'return')
  if (returned) await tell(ctx, row, [returned.actorKey], 'origination.notice.resubmitted')
}
