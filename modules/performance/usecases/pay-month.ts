import { accounts, post } from '#ledger'
import type { Day } from '#lib/day'
import { Refusal, refuseUnless } from '#lib/refusal'
import type { Context } from '#platform/context'
import type { Input, Output } from '#platform/operation'
import type { api } from '../api.ts'
import { firstOf } from '../period.ts'
import * as store from '../store/month.ts'
import { moved } from '../why.ts'
import { monthView } from './list-months.ts'

async function monthFor(
  ctx: Context,
  month: Day,
  state: store.MonthState,
  version: number,
): Promise<store.PayMonthRow> {
  const kept = await store.payMonth(ctx.sql, month, true)
  if (kept?.state !== state) throw new Refusal('performance.month_state', { month: month.slice(0, 7) })
  refuseUnless(kept.version === version, 'performance.stale')
  return kept
}

/** A second person says that a frozen month may be paid. @throws Refusal performance.month_state, stale, own_freeze */
export async function approveMonth(
  ctx: Context,
  input: Input<typeof api.approveMonth>,
): Promise<Output<typeof api.approveMonth>> {
  const month = firstOf(input.month)
  const kept = await monthFor(ctx, month, 'frozen', input.version)
  refuseUnless(kept.frozenBy === null || kept.frozenBy !== ctx.actor.key, 'performance.own_freeze')
  await store.approve(ctx.sql, month, { key: ctx.actor.key, name: ctx.actor.name }, ctx.now)
  ctx.note({ month })
  return monthView(ctx, month)
}

/**
 * Pays an approved month: one line a person, and one journal a branch in which the cost of the month (what was earned, deferred
 * parts included, less what was taken back) meets what is owed to staff, and what is owed meets the bank.
 * @throws Refusal performance.month_state, stale
 */
export async function payMonth(ctx: Context, input: Input<typeof api.payMonth>): Promise<Output<typeof api.payMonth>> {
  await store.lockMonths(ctx.sql, true)
  const month = firstOf(input.month)
  await monthFor(ctx, month, 'approved', input.version)
  const stamp = { day: ctx.today, at: ctx.now, by: ctx.actor.id, why: moved('pay-run', ctx.today) }
  const { people, total } = await store.payOut(ctx.sql, month, stamp)
  let journalId: string | null = null
  for (const { branchKey, cost, paid } of await store.journalSums(ctx.sql, month)) {
    const costSide = cost < 0n ? { debit: 0n, credit: -cost } : { debit: cost, credit: 0n }
    const lines = [
      { account: accounts.operatingExpense, ...costSide },
      { account: accounts.staffPayable, debit: costSide.credit, credit: costSide.debit },
      { account: accounts.staffPayable, debit: paid, credit: 0n },
      { account: accounts.bank, debit: 0n, credit: paid },
    ].filter(line => line.debit > 0n || line.credit > 0n)
    if (lines.length === 0) continue
    journalId = await post(ctx, {
      day: ctx.today,
      source: 'performance.month-paid',
      about: null,
      branchKey,
      description: 'performance.journal.month-paid',
      note: month.slice(0, 7),
      lines: lines as never,
    })
  }
  await store.notePaid(ctx.sql, month, ctx.now, journalId)
  ctx.note({ month, people, total: String(total) })
  await ctx.emit('performance.month-paid', { month })
  return monthView(ctx, month)
}
