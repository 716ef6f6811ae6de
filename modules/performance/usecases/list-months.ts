import { addMonths, type Day } from '#lib/day'
import { toId, toKey } from '#lib/id'
import type { Context } from '#platform/context'
import type { Input, Output } from '#platform/operation'
import { peopleNamed, personNames } from '#team'
import type { api } from '../api.ts'
import { firstOf } from '../period.ts'
import * as store from '../store/month.ts'
import { basePay } from './base-pay.ts'

/** How many months before today's are looked through for base pay nobody froze; what was owed longer ago, or before this house opened, was paid elsewhere. */
const lookBack = 12

/** The months of pay: the open one, those before it, and those that are over and owe somebody something, be it base pay alone. */
export async function listMonths(ctx: Context): Promise<Output<typeof api.listMonths>> {
  const kept = await store.payMonths(ctx.sql)
  const open = await store.openMonthFor(ctx.sql, ctx.today)
  const owing = await monthsOwing(ctx, kept[0]?.month ?? null)
  const list = [...new Set([open, ...owing, ...kept.map(row => row.month)])].sort().reverse()
  return Promise.all(list.map(month => monthSummary(ctx, month)))
}

/** The first month that has lines, and the months that are over and owe somebody base pay; all of them after the last frozen one, in order. */
export async function monthsOwing(ctx: Context, frozen: Day | null): Promise<Day[]> {
  const withLines = await store.firstOpenWithLines(ctx.sql)
  const opened = firstOf(await store.firstBusinessDay(ctx.sql))
  const found = new Set(withLines ? [withLines] : [])
  for (let back = 1; back <= lookBack; back += 1) {
    const month = addMonths(firstOf(ctx.today), -back)
    if (month < opened || (frozen && month <= frozen)) break
    if ((await basePay(ctx, month)).length > 0) found.add(month)
  }
  return [...found].sort()
}

/** One month with what it pays everyone. */
export async function getMonth(
  ctx: Context,
  { month }: Input<typeof api.getMonth>,
): Promise<Output<typeof api.getMonth>> {
  return monthSummary(ctx, firstOf(month))
}

async function monthSummary(ctx: Context, month: Day) {
  const kept = await store.payMonth(ctx.sql, month)
  const totals = await store.monthTotals(ctx.sql, month)
  return {
    month,
    state: kept?.state ?? ('open' as const),
    ...totals,
    frozenAt: kept?.frozenAt ?? null,
    frozenByName: kept?.frozenByName ?? null,
    approvedAt: kept?.approvedAt ?? null,
    approvedByName: kept?.approvedByName ?? null,
    paidAt: kept?.paidAt ?? null,
    journalId: kept?.journalId ?? null,
    version: kept?.version ?? 0,
  }
}

/** The view of a month for those who run it. */
export function monthView(ctx: Context, month: Day): Promise<Output<typeof api.getMonth>> {
  return monthSummary(ctx, month)
}

/** What a month pays each person, by parts; a page by person. */
export async function listMonthPay(
  ctx: Context,
  input: Input<typeof api.listMonthPay>,
): Promise<Output<typeof api.listMonthPay>> {
  const month = firstOf(input.month)
  const after = input.after ? toKey(input.after as `person_${string}`) : null
  const people = await peopleNamed(ctx.sql, input.search)
  const found = await store.monthSums(ctx.sql, month, { people, after, limit: input.limit + 1 })
  const page = found.slice(0, input.limit)
  const names = await personNames(
    ctx.sql,
    page.map(row => row.personKey),
  )
  const rows = page.map(({ personKey, ...row }) => ({
    personId: toId('person', personKey),
    personName: names.get(personKey) ?? '',
    ...row,
  }))
  const next = found.length > page.length ? toId('person', page.at(-1)!.personKey) : null
  const total = people
    ? (await store.monthSums(ctx.sql, month, { people })).length
    : (await monthSummary(ctx, month)).people
  return { rows, next, total }
}
