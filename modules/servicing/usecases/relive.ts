import { must } from '#lib/assert'
import type { Day } from '#lib/day'
import { type Money, sum } from '#lib/money'
import type { Context } from '#platform/context'
import { type Action, type ActionKind, inOrder, restored, stored } from '../action.ts'
import { type Book, fallenBefore, samePlan } from '../book.ts'
import { changeOf, type Effect, isNothing, noEffect, turned } from '../effect.ts'
import { adjustmentEntries, dueEntries, effectEntries } from '../entry.ts'
import { act, live } from '../life.ts'
import { underObservation } from '../observation.ts'
import type { Share } from '../share.ts'
import { newKey, originOf } from '../store/loan.ts'
import {
  actionsOf,
  type Booked,
  bookedEffects,
  latestActionDay,
  type NewTransaction,
  type TransactionRow,
} from '../store/transaction.ts'
import { isAction, type TransactionKind } from '../transaction.ts'
import type { Change } from './save-change.ts'

/** What an action put into a loan's life, or left out of it, makes of the loan: the book, its own effect, and what moves with it. */
export type Relived = {
  book: Book
  effect: Effect
  /** Actions and applications whose effect changes, each with what was booked of it until now. */
  moved: { booked: Booked; after: Effect }[]
  /** Due days on which money paid in advance meets something for the first time. */
  applied: { on: Day; effect: Effect }[]
}

/**
 * Puts an action into a loan's life. Where nothing counts from a later day it is added to the book as it stands; otherwise
 * the loan is lived again from its disbursement. Nothing is written yet.
 * @throws Refusal of any action that is then not possible
 */
export async function reliveWith(ctx: Context, change: Change, action: Action): Promise<Relived> {
  const { book, opened } = change
  if (await isLast(ctx, change, action.valueDate)) {
    const step = act(book, action)
    return { book: fallenBefore(step.book, opened.morning), effect: step.effect, moved: [], applied: [] }
  }
  return relive(ctx, change, [...(await actionsSoFar(ctx, change)), action], action.key)
}

/** Whether nothing in a loan's life counts from a day behind this one, so that no earlier line moves. */
async function isLast(ctx: Context, { book, opened, transactions }: Change, valueDate: Day): Promise<boolean> {
  if (valueDate === ctx.today && opened.morning === ctx.today) return true
  if (book.advance > 0n || transactions.some(one => one.valueDate > valueDate)) return false
  const latest = await latestActionDay(ctx.sql, opened.loan.key)
  return latest === null || latest <= valueDate
}

/** Leaves an action out of a loan's life. @throws Refusal of any action that is not possible without it */
export async function reliveWithout(ctx: Context, change: Change, key: bigint): Promise<Relived> {
  const others = (await actionsSoFar(ctx, change)).filter(action => action.key !== key)
  return relive(ctx, change, others, key)
}

/** Leaves resets out of a loan's life and puts others in, lived once. @throws Refusal of any action that is then not possible */
export async function reliveAs(
  ctx: Context,
  change: Change,
  without: readonly { key: bigint }[],
  put: readonly Action[],
): Promise<Relived> {
  const left = new Set(without.map(({ key }) => key))
  const others = (await actionsSoFar(ctx, change)).filter(action => !left.has(action.key))
  const last = must(put.at(-1) ?? without.at(-1), 'something changes')
  return relive(ctx, change, [...others, ...put], last.key)
}

async function relive(ctx: Context, change: Change, actions: readonly Action[], key: bigint): Promise<Relived> {
  const { loan, morning } = change.opened
  const { bucket, class: standing, stage, hold, recheckOn } = change.book
  const origin = {
    ...(await originOf(ctx.sql, loan, change.opened.book)),
    bucket,
    class: standing,
    stage,
    hold,
    recheckOn,
  }
  const life = live(origin, actions, morning)
  const booked = await bookedSoFar(ctx, change)
  const applications = new Set(booked.filter(one => one.kind === 'application').map(one => one.valueDate))
  const moved = booked
    .filter(one => one.key !== key)
    .map(one => ({
      booked: one,
      after: (one.kind === 'application' ? life.applied.get(one.valueDate) : life.effects.get(one.key)) ?? noEffect(),
    }))
    .filter(({ booked: { effect }, after }) => !isNothing(changeOf(effect, after)))
  return {
    book: life.book,
    effect: life.effects.get(key) ?? noEffect(),
    moved,
    applied: [...life.applied].filter(([on]) => !applications.has(on)).map(([on, effect]) => ({ on, effect })),
  }
}

/** Whether this change takes an action back. */
const takenBack = ({ transactions }: Change, key: bigint) =>
  transactions.some(one => one.kind === 'reversal' && one.parentKey === key)

/** The actions that stand, in the books and in this change. */
async function actionsSoFar(ctx: Context, change: Change): Promise<Action[]> {
  const own = change.transactions.flatMap(one =>
    isAction(one.kind)
      ? [
          {
            key: one.key,
            valueDate: one.valueDate,
            ...restored(one.kind as ActionKind, one.terms ?? { amount: one.amount }),
          } as Action,
        ]
      : [],
  )
  const known = (await actionsOf(ctx.sql, change.opened.loan.key)).filter(action => !takenBack(change, action.key))
  return inOrder([...known, ...own])
}

/** What each action and application has moved so far, in the books and by this change. */
async function bookedSoFar(ctx: Context, change: Change): Promise<Booked[]> {
  const known = new Map((await bookedEffects(ctx.sql, change.opened.loan.key)).map(one => [one.key, one]))
  for (const { key, kind, valueDate, parentKey, effect = noEffect() } of change.transactions) {
    if (kind === 'reallocation') {
      const parent = must(known.get(must(parentKey, 'a reallocation names what it moves')), 'and that is known')
      known.set(parent.key, { ...parent, effect: changeOf(turned(parent.effect), effect) })
    } else if (isAction(kind) || kind === 'application') known.set(key, { key, kind, valueDate, effect })
  }
  return [...known.values()].filter(one => !takenBack(change, one.key))
}

/** What is told of an action beside what it does. */
export type Told = Pick<NewTransaction, 'channel' | 'reference' | 'note' | 'importKey'>

/** Takes an action with everything that moves with it into a change. */
export async function takeAction(
  ctx: Context,
  change: Change,
  action: Action,
  relived: Relived,
  told: Told & Partial<Pick<NewTransaction, 'entries' | 'amount'>>,
): Promise<void> {
  const { key, valueDate, ...deed } = action
  const plain = deed.kind === 'repayment' || deed.kind === 'recovery' || deed.kind === 'refund'
  const amount = 'amount' in deed ? (deed.kind === 'refund' ? (-deed.amount as Money) : deed.amount) : undefined
  change.transactions.push({
    ...by(ctx),
    ...(amount === undefined ? {} : { amount }),
    ...told,
    key,
    kind: deed.kind,
    valueDate,
    effect: relived.effect,
    terms: plain && deed.kind !== 'refund' ? null : stored(deed),
    entries: told.entries ?? effectEntries(deed.kind, relived.effect, change.book.nextSeq),
  })
  await takeMoved(ctx, change, relived, key, valueDate, relived.effect.shares)
}

/** Takes into a change that an action is taken back, with everything that moves without it. */
export async function takeReversal(
  ctx: Context,
  change: Change,
  target: Pick<TransactionRow, 'key' | 'kind' | 'valueDate'>,
  relived: Relived,
  reason: string,
): Promise<bigint> {
  const booked = (await bookedSoFar(ctx, change)).find(one => one.key === target.key)
  const effect = turned(must(booked, 'an action that stands is booked').effect)
  const key = await newKey(ctx.sql)
  change.transactions.push({
    ...by(ctx),
    key,
    kind: 'reversal',
    valueDate: target.valueDate,
    effect,
    entries: effectEntries(target.kind, effect, change.book.nextSeq),
    parentKey: target.key,
    note: reason,
  })
  await takeMoved(ctx, change, relived, key, target.valueDate, effect.shares)
  return key
}

/**
 * Takes into a change that resets are taken back and others taken in their place, with everything that moves with them; the key of
 * the last line, in whose name the plan changes. The lines taken back are marked: it was not people who declined them.
 */
export async function takeResets(
  ctx: Context,
  change: Change,
  without: readonly { key: bigint; on: Day }[],
  put: readonly Action[],
  relived: Relived,
  reason: string,
): Promise<bigint> {
  const line = { ...by(ctx), effect: noEffect(), entries: [] }
  for (const { key: parentKey, on: valueDate } of without) {
    const terms = { correction: true }
    change.transactions.push({
      ...line,
      key: await newKey(ctx.sql),
      kind: 'reversal',
      valueDate,
      parentKey,
      terms,
      note: reason,
    })
  }
  for (const { key, valueDate, ...deed } of put)
    change.transactions.push({ ...line, key, kind: deed.kind, valueDate, terms: stored(deed) })
  const cause = must(change.transactions.at(-1), 'something changes')
  const first = [...without.map(({ on }) => on), ...put.map(({ valueDate }) => valueDate)].sort()[0]
  await takeMoved(ctx, change, relived, cause.key, must(first, 'something changes'), [])
  return cause.key
}

async function takeMoved(
  ctx: Context,
  change: Change,
  relived: Relived,
  cause: bigint,
  valueDate: Day,
  own: readonly Share[],
): Promise<void> {
  const { book: before, transactions } = change
  const shares = [...own]
  const push = async (
    kind: TransactionKind,
    of: TransactionKind,
    on: Day,
    effect: Effect,
    parentKey: bigint | null,
  ): Promise<void> => {
    shares.push(...effect.shares)
    const entries = effectEntries(of, effect, before.nextSeq)
    transactions.push({ ...by(ctx), key: await newKey(ctx.sql), kind, valueDate: on, effect, entries, parentKey })
  }
  for (const { booked, after } of relived.moved)
    await push('reallocation', booked.kind, booked.valueDate, changeOf(booked.effect, after), booked.key)
  for (const { on, effect } of relived.applied) await push('application', 'application', on, effect, null)
  const fallen = samePlan(before, relived.book) ? await takeFallen(ctx, change, relived.book) : []
  const entries = adjustmentEntries(before, relived.book, shares, fallen)
  if (entries.length > 0)
    transactions.push({
      ...by(ctx),
      key: await newKey(ctx.sql),
      kind: 'adjustment',
      valueDate,
      entries,
      parentKey: cause,
    })
  change.book = underObservation(before, relived.book, change.opened.rules)
  change.replanned.push({ key: cause, before: before.installments, after: change.book.installments })
}

/** Takes into a change what fell due while the loan was closed, each installment with its own day. */
async function takeFallen(ctx: Context, change: Change, after: Book) {
  const fallen = after.installments
    .filter(row => row.seq >= change.book.nextSeq && row.seq < after.nextSeq)
    .map(row => ({
      on: row.dueOn,
      interest: (row.interest - row.interestPaid) as Money,
      fee: (row.fee - row.feePaid) as Money,
    }))
    .filter(row => row.interest + row.fee > 0n)
  for (const { on, ...amounts } of fallen)
    change.transactions.push({
      ...by(ctx),
      key: await newKey(ctx.sql),
      kind: 'due',
      valueDate: on,
      amount: sum(Object.values(amounts)),
      entries: dueEntries(amounts),
    })
  return fallen
}

const by = (ctx: Context) => ({ postedOn: ctx.today, recordedBy: ctx.actor.id, recordedAt: ctx.now })
