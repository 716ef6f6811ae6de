import { must } from '#lib/assert'
import { toId, toKey } from '#lib/id'
import { Refusal, refuseUnless } from '#lib/refusal'
import { notify } from '#notification'
import { bankCard } from '#party'
import type { Context } from '#platform/context'
import type { Input, Output } from '#platform/operation'
import { pastWall } from '#platform/wall'
import { peopleNamed, personById, personNames } from '#team'
import type { api } from '../api.ts'
import * as store from '../store/pay-account.ts'

/** The field an account's number is sealed as. */
export const accountSeal = 'performance.pay-account'

/** Where my pay goes, and what of it waits to be confirmed. */
export async function myPayAccount(ctx: Context): Promise<Output<typeof api.myPayAccount>> {
  const me = must(ctx.actor.key, 'people are paid')
  // One's own by the very key that is asked for.
  const found = await pastWall(ctx.sql, () => store.accountsOf(ctx.sql, me))
  const view = (row: store.PayAccountRow | undefined) => (row ? shown(row, ctx.actor.name) : null)
  return {
    confirmed: view(found.find(row => row.state === 'confirmed')),
    last: found[0] && found[0].state !== 'confirmed' ? view(found[0]) : null,
  }
}

/** Says where one's own pay is to go; HR confirms before anything is paid there. @throws Refusal performance.account_number */
export async function givePayAccount(
  ctx: Context,
  input: Input<typeof api.givePayAccount>,
): Promise<Output<typeof api.givePayAccount>> {
  const number = bankCard(input.number)
  if (number === null) throw new Refusal('performance.account_number', {}, 'number')
  const me = must(ctx.actor.key, 'people are paid')
  const person = must(await personById(ctx.sql, toId('person', me), ctx.today), 'who asks is a person')
  const key = await store.insertAccount(ctx, {
    personKey: me,
    groupId: person.groupKey,
    branchId: person.branchKey,
    bank: input.bank,
    sealed: ctx.vault.seal(number, accountSeal),
    tail: number.slice(-4),
  })
  ctx.about(toId('person', me))
  return view(ctx, key)
}

/** A page of accounts people gave. */
export async function listPayAccounts(
  ctx: Context,
  input: Input<typeof api.listPayAccounts>,
): Promise<Output<typeof api.listPayAccounts>> {
  const page = await store.listAccounts(ctx, { ...input, people: await peopleNamed(ctx.sql, input.search) })
  const names = await personNames(
    ctx.sql,
    page.rows.map(row => row.personKey),
  )
  return { rows: page.rows.map(row => shown(row, names.get(row.personKey) ?? '')), next: page.next, total: page.total }
}

/**
 * HR confirms an account, or refuses it with words; nobody confirms their own. Confirmed, the next bank file pays there, and the
 * person is told, so that nobody's pay is led away unseen.
 * @throws Refusal performance.account_not_found, account_state, stale, own_account
 */
export async function decidePayAccount(
  ctx: Context,
  input: Input<typeof api.decidePayAccount>,
): Promise<Output<typeof api.decidePayAccount>> {
  const found = await store.accountByKey(ctx.sql, toKey(input.id), true)
  if (!found) throw new Refusal('performance.account_not_found')
  ctx.rights.check('performance.wage.write', {
    ownerId: found.personKey,
    groupId: found.groupId,
    branchId: found.branchId,
  })
  refuseUnless(found.personKey !== ctx.actor.key, 'performance.own_account')
  refuseUnless(found.version === input.version, 'performance.stale')
  refuseUnless(found.state === 'waiting', 'performance.account_state')
  const state = input.confirm ? 'confirmed' : 'refused'
  await store.decideAccount(ctx, found.key, { state, reason: input.reason })
  ctx.about(toId('person', found.personKey))
  await notify(ctx, {
    to: [found.personKey],
    template: `performance.notice.account-${state}`,
    facts: { tail: found.tail, reason: input.reason },
  })
  return view(ctx, found.key)
}

async function view(ctx: Context, key: bigint) {
  const row = must(await store.accountByKey(ctx.sql, key), 'the account is there')
  return shown(row, (await personNames(ctx.sql, [row.personKey])).get(row.personKey) ?? '')
}

function shown(row: store.PayAccountRow, personName: string) {
  return {
    id: toId('payaccount', row.key),
    personId: toId('person', row.personKey),
    personName,
    bank: row.bank,
    tail: row.tail,
    state: row.state as 'waiting',
    givenAt: row.givenAt,
    decidedByName: row.decidedByName,
    decidedAt: row.decidedAt,
    reason: row.reason,
    version: row.version,
  }
}
