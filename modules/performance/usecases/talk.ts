import { must } from '#lib/assert'
import { addDays, type Day } from '#lib/day'
import { toId, toKey } from '#lib/id'
import { Refusal, refuseUnless } from '#lib/refusal'
import { notify, tasks } from '#notification'
import type { Context } from '#platform/context'
import type { Input, Output } from '#platform/operation'
import { pastWall } from '#platform/wall'
import { personById, personNames, roster } from '#team'
import type { api } from '../api.ts'
import * as store from '../store/talk.ts'

const seal = 'performance.talk'
const about = (key: bigint) => toId('talk', key)
const me = (ctx: Context) => must(ctx.actor.key, 'who talks is a person')
const otherOf = (ctx: Context, row: store.TalkRow) => (row.managerKey === me(ctx) ? row.personKey : row.managerKey)

/** Whom the reader has one-to-ones with: of today, whoever has never had one first, and of earlier days. */
export async function listTalkPartners(ctx: Context): Promise<Output<typeof api.listTalkPartners>> {
  const own = must(await personById(ctx.sql, toId('person', me(ctx)), ctx.today), 'who asks is a person')
  const reports = (await roster.peopleOn(ctx.sql, ctx.today)).filter(person => person.reportsToKey === own.key)
  const known = new Map((await store.partnersOf(ctx)).map(row => [row.otherKey, row]))
  const keys = [
    ...new Set([
      ...(own.reportsToKey === null ? [] : [own.reportsToKey]),
      ...reports.map(one => one.key),
      ...known.keys(),
    ]),
  ]
  const names = await personNames(ctx.sql, keys)
  const counts = await tasks.countAbout(
    ctx.sql,
    [...known.values()].flatMap(row => row.keys.map(about)),
  )
  return keys.map(key => {
    const row = known.get(key)
    return {
      personId: toId('person', key),
      personName: names.get(key) ?? '',
      role:
        key === own.reportsToKey
          ? ('manager' as const)
          : reports.some(one => one.key === key)
            ? ('report' as const)
            : null,
      talks: row?.talks ?? 0,
      lastOn: row?.lastOn ?? null,
      nextOn: row?.nextOn ?? null,
      openActions: (row?.keys ?? []).reduce((sum, one) => sum + (counts.get(about(one))?.open ?? 0), 0),
    }
  })
}

async function viewOf(ctx: Context, rows: readonly store.TalkRow[]) {
  const notes = await store.notesOf(
    ctx,
    rows.map(row => row.key),
  )
  const actions = await tasks.tasksAbout(
    ctx,
    rows.map(row => about(row.key)),
  )
  return rows.map(row => ({
    id: about(row.key),
    heldOn: row.heldOn,
    nextOn: row.nextOn,
    notes: notes
      .filter(note => note.talkKey === row.key)
      .map(({ byKey, byName, bodySealed, at }) => ({
        byName,
        mine: byKey === ctx.actor.key,
        text: ctx.vault.open(bodySealed, seal),
        at,
      })),
    actions: actions.filter(task => task.about === about(row.key)),
  }))
}

/** A page of the reader's one-to-ones with somebody. */
export async function listTalks(
  ctx: Context,
  input: Input<typeof api.listTalks>,
): Promise<Output<typeof api.listTalks>> {
  const page = await store.talksWith(ctx, toKey(input.with), { ...input, direction: 'desc' })
  return { rows: await viewOf(ctx, page.rows), next: page.next, total: page.total }
}

async function mineOf(ctx: Context, key: bigint): Promise<store.TalkRow> {
  const row = await store.talkByKey(ctx, key)
  if (!row) throw new Refusal('performance.talk_not_found')
  return row
}

/** One of the reader's one-to-ones. @throws Refusal performance.talk_not_found also to everybody but the two */
export async function getTalk(ctx: Context, { id }: Input<typeof api.getTalk>): Promise<Output<typeof api.getTalk>> {
  const row = await mineOf(ctx, toKey(id))
  const [view] = await viewOf(ctx, [row])
  const other = otherOf(ctx, row)
  return {
    ...view!,
    with: { id: toId('person', other), name: (await personNames(ctx.sql, [other])).get(other) ?? '' },
  }
}

/**
 * Keeps a one-to-one with one's manager or somebody who reports to one; what was agreed becomes tasks of the two.
 * @throws Refusal performance.talk_partner, talk_day, talk_owner, notification.task_owner, notification.task_day
 */
export async function addTalk(ctx: Context, input: Input<typeof api.addTalk>): Promise<Output<typeof api.addTalk>> {
  const own = must(await personById(ctx.sql, toId('person', me(ctx)), ctx.today), 'who talks is a person')
  const other = await personById(ctx.sql, input.with, ctx.today)
  const manages = other?.reportsToKey === own.key
  refuseUnless(other && (manages || own.reportsToKey === other.key), 'performance.talk_partner', {}, 'with')
  refuseUnless(input.heldOn <= ctx.today, 'performance.talk_day', { today: ctx.today }, 'heldOn')
  refuseUnless(
    input.nextOn === null || input.nextOn > input.heldOn,
    'performance.talk_day',
    { today: ctx.today },
    'nextOn',
  )
  for (const [at, action] of input.actions.entries())
    refuseUnless(
      [own.key, other.key].includes(toKey(action.ownerId)),
      'performance.talk_owner',
      {},
      `actions.${at}.ownerId`,
    )
  const row = {
    managerKey: manages ? own.key : other.key,
    personKey: manages ? other.key : own.key,
    heldOn: input.heldOn,
    nextOn: input.nextOn,
  }
  const key = await store.insertTalk(ctx, row)
  await store.insertNote(ctx, { ...row, key }, ctx.vault.seal(input.text, seal))
  if (input.actions.length > 0)
    await tasks.giveTasks(ctx, input.actions, { about: about(key), minutesKey: null, isPrivate: true })
  await notify(ctx, {
    to: [other.key],
    template: 'performance.notice.talk',
    facts: { name: own.name, day: input.heldOn },
    about: about(key),
  })
  ctx.about(about(key))
  return { id: about(key) }
}

/** Adds to what was said. @throws Refusal performance.talk_not_found */
export async function addTalkNote(
  ctx: Context,
  { id, text }: Input<typeof api.addTalkNote>,
): Promise<Output<typeof api.addTalkNote>> {
  const row = await mineOf(ctx, toKey(id))
  await store.insertNote(ctx, row, ctx.vault.seal(text, seal))
  ctx.about(id)
  return { id }
}

/** That one-to-ones were held, for whoever audits: how much was written and agreed, never what. */
export async function listHeldTalks(
  ctx: Context,
  input: Input<typeof api.listHeldTalks>,
): Promise<Output<typeof api.listHeldTalks>> {
  const page = await store.heldTalks(ctx.sql, { ...input, direction: 'desc' })
  const keys = page.rows.map(row => row.key)
  // How many notes there are is read past their wall; what they say is sealed and not asked for.
  const notes = await pastWall(ctx.sql, () => store.noteCounts(ctx.sql, keys), ['performance.talk_note'])
  const actions = await tasks.countAbout(ctx.sql, keys.map(about))
  const names = await personNames(
    ctx.sql,
    page.rows.flatMap(row => [row.managerKey, row.personKey]),
  )
  return {
    rows: page.rows.map(row => ({
      id: about(row.key),
      managerName: names.get(row.managerKey) ?? '',
      personName: names.get(row.personKey) ?? '',
      heldOn: row.heldOn,
      nextOn: row.nextOn,
      notes: notes.get(row.key) ?? 0,
      actions: actions.get(about(row.key))?.all ?? 0,
    })),
    next: page.next,
    total: page.total,
  }
}

/** A day has been closed: both are told of the one-to-one they mean to have the day after it. */
export async function remindTalks(ctx: Context, { day }: { day: Day }): Promise<void> {
  const due = addDays(day, 1)
  const rows = await store.talksDue(ctx.sql, due)
  const names = await personNames(
    ctx.sql,
    rows.flatMap(row => [row.managerKey, row.personKey]),
  )
  for (const row of rows)
    for (const [to, other] of [
      [row.managerKey, row.personKey],
      [row.personKey, row.managerKey],
    ] as const)
      await notify(ctx, {
        to: [to],
        template: 'performance.notice.talk-due',
        facts: { name: names.get(other) ?? '', day: due },
        about: about(row.key),
        once: `${about(row.key)}.due`,
      })
}
