import { powers } from '#authority'
import { must } from '#lib/assert'
import { addDays, type Day, daysBetween } from '#lib/day'
import { toId, toKey } from '#lib/id'
import { fen } from '#lib/money'
import { Refusal, refuseUnless } from '#lib/refusal'
import { notify } from '#notification'
import type { Context } from '#platform/context'
import type { Input, Output } from '#platform/operation'
import { parameterOn } from '#reference'
import { peopleNamed, personNames } from '#team'
import type { api } from '../api.ts'
import * as store from '../store/dispute.ts'
import { lockMonths, openMonthFor } from '../store/month.ts'
import { insertLines, lineByKey } from '../store/pay.ts'
import { continued } from './hold-pay.ts'

/** Doubts a line of one's own pay; somebody answers within the days there are. @throws Refusal performance.line_not_found, not_yours, dispute_taken */
export async function raiseDispute(
  ctx: Context,
  input: Input<typeof api.raiseDispute>,
): Promise<Output<typeof api.raiseDispute>> {
  const line = await lineByKey(ctx.sql, toKey(input.lineId))
  if (!line) throw new Refusal('performance.line_not_found')
  refuseUnless(line.personKey === ctx.actor.key, 'performance.not_yours')
  const days = await parameterOn(ctx.sql, 'pay.days', ctx.today)
  const key = await store.insertDispute(ctx.sql, {
    lineKey: line.key,
    personKey: line.personKey,
    groupId: line.groupId,
    branchId: line.branchId,
    reason: input.reason,
    text: input.text,
    raisedAt: ctx.now,
    answerBy: addDays(ctx.today, days.dispute),
  })
  if (key === null) throw new Refusal('performance.dispute_taken')
  ctx.about(toId('dispute', key), input.lineId, toId('person', line.personKey))
  await tellAnswerers(ctx, must(await store.disputeByKey(ctx.sql, key), 'the dispute is there'), 'dispute')
  await ctx.emit('performance.dispute-raised', { disputeId: toId('dispute', key) })
  return disputeView(ctx, key)
}

/** Tells everybody who may answer a dispute that it was raised, or that its day is near or over. */
async function tellAnswerers(ctx: Context, found: store.DisputeRow, why: 'dispute' | 'dispute-due'): Promise<void> {
  const place = { ownerId: found.personKey, groupId: found.groupId, branchId: found.branchId }
  const holders = await powers.holdersWithin(ctx, 'performance.dispute.answer', [place])
  const name = (await personNames(ctx.sql, [found.personKey])).get(found.personKey) ?? ''
  await notify(ctx, {
    to: holders.map(one => one.key).filter(key => key !== found.personKey),
    template: `performance.notice.${why}`,
    facts: { name, day: found.answerBy },
    about: toId('dispute', found.key),
    once: `performance:${why}:${found.key}:${ctx.today}`,
  })
}

/** A day has been closed: disputes to be answered by the day after, and those whose day is over, week by week, are told of again. */
export async function remindDisputes(ctx: Context, { day }: { day: Day }): Promise<void> {
  for (const found of await store.openDisputes(ctx.sql)) {
    const left = daysBetween(day, found.answerBy)
    if (left === 1 || (left < 0 && left % 7 === 0)) await tellAnswerers(ctx, found, 'dispute-due')
  }
}

/**
 * Answers a dispute: the line stands, or a correction of so much is paid (or taken) in the open month, with the line as its parent.
 * @throws Refusal performance.dispute_not_found, dispute_state, own_dispute, stale, correction_amount, correction_paid
 */
export async function answerDispute(
  ctx: Context,
  input: Input<typeof api.answerDispute>,
): Promise<Output<typeof api.answerDispute>> {
  const found = await disputeFor(ctx, input, 'performance.dispute.answer')
  const by = must(ctx.actor.key, 'people answer')
  refuseUnless(by !== found.personKey, 'performance.own_dispute')
  const correction = input.correction === null || input.correction === 0n ? null : input.correction
  const line = must(await lineByKey(ctx.sql, found.lineKey), 'the line is there')
  refuseUnless(
    correction === null || correction > 0n || -correction <= line.amount,
    'performance.correction_amount',
    {},
    'correction',
  )
  if (correction !== null) {
    await lockMonths(ctx.sql, false)
    const month = await openMonthFor(ctx.sql, ctx.today)
    // What a frozen month has paid is claimed back by a case only, with its evidence and its appeal.
    refuseUnless(
      correction > 0n || (line.step === 'earn' && line.month === month),
      'performance.correction_paid',
      {},
      'correction',
    )
    const step = correction > 0n ? ('earn' as const) : ('cancel-payable' as const)
    const amount = fen(correction > 0n ? correction : -correction)
    const parent = { ...line, part: 'correction' as const }
    await insertLines(ctx.sql, [continued(ctx, { step, amount, parent }, month, ctx.today, 'dispute')])
  }
  await store.endDispute(ctx.sql, found.key, {
    state: correction === null ? 'upheld' : 'corrected',
    answer: input.answer,
    correction,
    by,
    byName: ctx.actor.name,
    at: ctx.now,
  })
  ctx.about(input.id, toId('payline', found.lineKey), toId('person', found.personKey))
  await notify(ctx, { to: [found.personKey], template: 'performance.notice.answered', facts: {}, about: input.id })
  await ctx.emit('performance.dispute-answered', { disputeId: input.id, personId: toId('person', found.personKey) })
  return disputeView(ctx, found.key)
}

/** Takes a dispute of one's own back. @throws Refusal performance.dispute_not_found, dispute_state, stale, not_yours */
export async function withdrawDispute(
  ctx: Context,
  input: Input<typeof api.withdrawDispute>,
): Promise<Output<typeof api.withdrawDispute>> {
  const found = await disputeFor(ctx, input, 'performance.pay.read')
  refuseUnless(found.personKey === ctx.actor.key, 'performance.not_yours')
  await store.endDispute(ctx.sql, found.key, { state: 'withdrawn' })
  ctx.about(input.id)
  return disputeView(ctx, found.key)
}

/** A page of disputes. */
export async function listDisputes(
  ctx: Context,
  input: Input<typeof api.listDisputes>,
): Promise<Output<typeof api.listDisputes>> {
  const page = await store.listDisputes(ctx, { ...input, people: await peopleNamed(ctx.sql, input.search) })
  const names = await personNames(
    ctx.sql,
    page.rows.map(row => row.personKey),
  )
  const rows = page.rows.map(row => view(row, names, ctx))
  return { rows, next: page.next, total: page.total }
}

async function disputeFor(ctx: Context, input: { id: `dispute_${string}`; version: number }, permission: string) {
  const found = await store.disputeByKey(ctx.sql, toKey(input.id), true)
  if (!found) throw new Refusal('performance.dispute_not_found')
  ctx.rights.check(permission, { ownerId: found.personKey, groupId: found.groupId, branchId: found.branchId })
  refuseUnless(found.version === input.version, 'performance.stale')
  refuseUnless(found.state === 'open', 'performance.dispute_state')
  return found
}

async function disputeView(ctx: Context, key: bigint): Promise<Output<typeof api.raiseDispute>> {
  const row = must(await store.disputeByKey(ctx.sql, key), 'the dispute is there')
  return view(row, await personNames(ctx.sql, [row.personKey]), ctx)
}

function view(row: store.DisputeRow, names: Map<bigint, string>, ctx: Context) {
  return {
    id: toId('dispute', row.key),
    lineId: toId('payline', row.lineKey),
    personId: toId('person', row.personKey),
    personName: names.get(row.personKey) ?? '',
    state: row.state,
    reason: row.reason,
    text: row.text,
    raisedAt: row.raisedAt,
    answerBy: row.answerBy,
    late: row.state === 'open' && row.answerBy < ctx.today,
    answer: row.answer,
    correction: row.correction,
    answeredByName: row.answeredByName,
    answeredAt: row.answeredAt,
    mine: row.personKey === ctx.actor.key,
    version: row.version,
  }
}
