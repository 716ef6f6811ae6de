import { toId, toKey } from '#lib/id'
import { answered, dealerNames } from '#party'
import type { Context } from '#platform/context'
import type { Input, Output } from '#platform/operation'
import { parameterOn } from '#reference'
import { watchList } from '#servicing'
import { personNames } from '#team'
import type { api } from '../api.ts'
import { endsOn, nextStepOf, reasonsOf, watchLevels } from '../watch.ts'

/** A page of the loans that stand worse than current and normal, each with its reasons, since when, and what to do next. */
export async function listWatched(
  ctx: Context,
  input: Input<typeof api.listWatched>,
): Promise<Output<typeof api.listWatched>> {
  const { level, signal, branchId, dealerId, ownerId, sinceFrom, search, sort, direction, after, limit } = input
  const page = await watchList.listWatched(
    ctx,
    {
      permission: 'risk.portfolio.read',
      bounds: await parameterOn(ctx.sql, 'watch.days', ctx.today),
      level: level && watchLevels.indexOf(level),
      signal,
      branchKey: branchId && toKey(branchId),
      dealerKey: dealerId && toKey(dealerId),
      ownerKey: ownerId && toKey(ownerId),
      sinceFrom,
      search,
    },
    sort as watchList.WatchSort,
    { direction, after, limit },
  )
  const known = (keys: readonly (bigint | null)[]) => keys.filter(key => key !== null)
  const customers = await answered.customerNames(
    ctx,
    page.rows.map(row => row.customerKey),
  )
  const dealers = await dealerNames(ctx.sql, known(page.rows.map(row => row.dealerKey)))
  const owners = await personNames(ctx.sql, known(page.rows.map(row => row.ownerKey)))
  return {
    rows: page.rows.map(row => ({
      id: toId('loan', row.key),
      number: row.number,
      customerName: customers.get(row.customerKey) ?? null,
      dealerName: (row.dealerKey !== null && dealers.get(row.dealerKey)) || null,
      ownerName: (row.ownerKey !== null && owners.get(row.ownerKey)) || null,
      branchId: toId('branch', row.branchKey),
      level: watchLevels[row.level]!,
      since: row.since,
      overdueDays: row.overdueDays,
      bucket: row.bucket,
      class: row.class,
      stage: row.stage,
      outstanding: row.outstanding,
      overdue: row.overdue,
      reasons: reasonsOf(row),
      watchReason: row.watchReason,
      reviewOn: row.reviewOn,
      endsOn: endsOn(row),
      next: nextStepOf(row),
    })),
    next: page.next,
    total: page.totals.loans,
    totals: {
      ...page.totals,
      levels: watchLevels.map((name, at) => ({
        level: name,
        loans: page.totals.levels.find(one => one.level === at)?.loans ?? 0,
      })),
    },
  }
}
