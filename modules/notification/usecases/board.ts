import { systemRights } from '#authority'
import { toId, toKey } from '#lib/id'
import { refuseUnless } from '#lib/refusal'
import { nextState } from '#lib/state'
import type { Context } from '#platform/context'
import type { Input, Output } from '#platform/operation'
import { boardGroups, boardPeople, groupNodes, personNames, withDescendants } from '#team'
import * as store from '../store/board.ts'
import { isOverdue, type TaskState, taskStates } from '../task.ts'
import type { togetherApi } from '../together-api.ts'
import { notify } from './notify.ts'
import { readerKey } from './reader.ts'
import { checkRecord, groupsAbove, personId } from './record-door.ts'

/** The people an announcement is meant for today. */
async function audienceOf(ctx: Context, one: { branchKey: bigint | null; groupKey: bigint | null }) {
  const everybody = await boardPeople({ ...ctx, rights: systemRights }, 'team.person.read')
  const groups = one.groupKey === null ? null : withDescendants(one.groupKey, await groupNodes(ctx.sql, ctx.today))
  return everybody.filter(
    person =>
      (one.branchKey === null || person.branchKey === one.branchKey) &&
      (groups === null || (person.groupKey !== null && groups.includes(person.groupKey))),
  )
}

/** The announcements meant for the reader or written by them. */
export async function listAnnouncements(
  ctx: Context,
  input: Input<typeof togetherApi.listAnnouncements>,
): Promise<Output<typeof togetherApi.listAnnouncements>> {
  const groups = await groupsAbove(ctx, ctx.actor.groupKey)
  const page = await store.listAnnouncements(ctx, { direction: 'desc', ...input, groups })
  const named = new Map((await boardGroups(ctx.sql, ctx.today)).map(group => [group.key, group.name]))
  return {
    rows: page.rows.map(row => ({
      id: toId('announcement', row.key),
      title: row.title,
      body: row.body,
      audience: row.groupKey === null ? (row.branchKey === null ? 'all' : 'branch') : 'group',
      groupName: row.groupKey === null ? null : (named.get(row.groupKey) ?? null),
      confirms: row.confirms,
      authorName: row.authorName,
      mine: row.authorKey === ctx.actor.key,
      createdAt: row.createdAt,
      readAt: row.readAt,
    })),
    next: page.next,
    total: page.total,
  }
}

/** Puts an announcement up and rings everybody it is meant for. @throws Refusal authority.out_of_scope beyond the author's scope, notification.no_record */
export async function postAnnouncement(
  ctx: Context,
  input: Input<typeof togetherApi.postAnnouncement>,
): Promise<Output<typeof togetherApi.postAnnouncement>> {
  const groupKey = input.groupId === null ? null : toKey(input.groupId)
  const branchKey = input.audience === 'branch' ? ctx.actor.branchKey : null
  const node = groupKey === null ? null : (await groupNodes(ctx.sql, ctx.today)).find(one => one.key === groupKey)
  refuseUnless((input.audience === 'group') === (groupKey !== null), 'notification.audience', {}, 'groupId')
  refuseUnless(groupKey === null || node, 'notification.no_record', {}, 'groupId')
  ctx.rights.check('notification.announcement.write', {
    ownerId: null,
    groupId: groupKey,
    branchId: node?.branchKey ?? branchKey,
  })
  const key = await store.insertAnnouncement(ctx, { ...input, branchKey, groupKey })
  const id = toId('announcement', key)
  const people = await audienceOf(ctx, { branchKey, groupKey })
  await notify(ctx, {
    to: people.map(one => one.key).filter(one => one !== ctx.actor.key),
    template: `notification.notice.${input.confirms ? 'announced-confirm' : 'announced'}`,
    facts: { title: input.title, author: ctx.actor.name },
    about: id,
    once: id,
  })
  ctx.about(id)
  return { id }
}

/** An announcement the actor may see. @throws Refusal notification.announcement_not_found */
async function announcementFor(ctx: Context, id: `announcement_${string}`) {
  const found = await store.announcementByKey(ctx, toKey(id))
  refuseUnless(found && found.withdrawnAt === null, 'notification.announcement_not_found')
  const meant = (await audienceOf(ctx, found)).some(one => one.key === ctx.actor.key)
  refuseUnless(meant || found.authorKey === ctx.actor.key, 'notification.announcement_not_found')
  return found
}

/** Confirms having read an announcement. @throws Refusal notification.announcement_not_found */
export async function confirmAnnouncement(
  ctx: Context,
  input: Input<typeof togetherApi.confirmAnnouncement>,
): Promise<Output<typeof togetherApi.confirmAnnouncement>> {
  const found = await announcementFor(ctx, input.id)
  await store.insertAnnouncementReceipt(ctx, found.key)
  ctx.about(input.id)
  return { id: input.id }
}

/** Who of those it is meant for has confirmed, and who not yet; for its author. @throws Refusal notification.announcement_not_found, notification.announcement_not_own */
export async function listReaders(
  ctx: Context,
  input: Input<typeof togetherApi.listReaders>,
): Promise<Output<typeof togetherApi.listReaders>> {
  const found = await announcementFor(ctx, input.id)
  refuseUnless(found.authorKey === ctx.actor.key, 'notification.announcement_not_own')
  const receipts = await store.announcementReceipts(ctx.sql, found.key)
  const people = (await audienceOf(ctx, found)).filter(one => one.key !== ctx.actor.key)
  return people.map(one => ({ name: one.name, groupName: one.groupName, readAt: receipts.get(one.key) ?? null }))
}

/** Rings everybody again who has not confirmed. @throws Refusal as `listReaders` */
export async function remindReaders(
  ctx: Context,
  input: Input<typeof togetherApi.remindReaders>,
): Promise<Output<typeof togetherApi.remindReaders>> {
  const found = await announcementFor(ctx, input.id)
  refuseUnless(found.authorKey === ctx.actor.key, 'notification.announcement_not_own')
  const receipts = await store.announcementReceipts(ctx.sql, found.key)
  const late = (await audienceOf(ctx, found)).filter(one => one.key !== ctx.actor.key && !receipts.has(one.key))
  await notify(ctx, {
    to: late.map(one => one.key),
    template: 'notification.notice.announced-again',
    facts: { title: found.title, author: ctx.actor.name },
    about: input.id,
    once: `${input.id}.${ctx.today}`,
  })
  ctx.about(input.id)
  return { reminded: late.length }
}

/** Takes one's own announcement down. @throws Refusal as `listReaders` */
export async function withdrawAnnouncement(
  ctx: Context,
  input: Input<typeof togetherApi.withdrawAnnouncement>,
): Promise<Output<typeof togetherApi.withdrawAnnouncement>> {
  const found = await announcementFor(ctx, input.id)
  refuseUnless(found.authorKey === ctx.actor.key, 'notification.announcement_not_own')
  await store.withdrawAnnouncement(ctx, found.key)
  ctx.about(input.id)
  return { id: input.id }
}

/** Tasks as they are told. */
export async function taskViews(ctx: Context, found: readonly store.TaskRow[]) {
  const names = await personNames(
    ctx.sql,
    found.map(row => row.ownerKey),
  )
  return found.map(row => ({
    id: toId('task', row.key),
    title: row.title,
    ownerName: names.get(row.ownerKey) ?? '',
    mine: row.ownerKey === ctx.actor.key,
    given: row.authorKey === ctx.actor.key,
    dueOn: row.dueOn,
    state: row.state,
    overdue: isOverdue(row, ctx.today),
    about: row.about,
    minutesId: row.minutesKey === null ? null : toId('minutes', row.minutesKey),
    minutesTitle: row.minutesTitle,
    authorName: row.authorName,
    createdAt: row.createdAt,
    settledAt: row.settledAt,
    note: row.note,
  }))
}

/** The reader's tasks, or those on a record they may see. */
export async function listTasks(
  ctx: Context,
  input: Input<typeof togetherApi.listTasks>,
): Promise<Output<typeof togetherApi.listTasks>> {
  if (input.about !== undefined) await checkRecord(ctx, input.about)
  const page = await store.listTasks(ctx, { ...input, direction: 'asc', overdue: input.overdue === 'true' })
  return { rows: await taskViews(ctx, page.rows), next: page.next, total: page.total }
}

export const countTasks = (ctx: Context): Promise<Output<typeof togetherApi.countTasks>> => store.countTasks(ctx)

/** Gives tasks to people of the team and rings them; that the owner may see what it is about is the caller's to check. @throws Refusal notification.task_owner, notification.task_day */
export async function giveTasks(
  ctx: Context,
  tasks: readonly { title: string; ownerId: `person_${string}`; dueOn: typeof ctx.today }[],
  of: { about: string | null; minutesKey: bigint | null; isPrivate?: boolean },
) {
  const team = new Set((await boardPeople({ ...ctx, rights: systemRights }, 'team.person.read')).map(one => one.key))
  for (const [index, task] of tasks.entries()) {
    refuseUnless(team.has(toKey(task.ownerId)), 'notification.task_owner', {}, `actions.${index}.ownerId`)
    refuseUnless(task.dueOn >= ctx.today, 'notification.task_day', { today: ctx.today }, `actions.${index}.dueOn`)
  }
  const made = await store.insertTasks(
    ctx,
    tasks.map(task => ({ ...task, ownerKey: toKey(task.ownerId) })),
    of,
  )
  for (const [index, task] of made.entries())
    if (task.ownerKey !== ctx.actor.key)
      await notify(ctx, {
        to: [task.ownerKey],
        template: 'notification.notice.task',
        facts: { author: ctx.actor.name, title: tasks[index]!.title, day: tasks[index]!.dueOn },
        about: toId('task', task.key),
      })
  return made
}

/** Gives somebody a task. @throws Refusal notification.task_owner, notification.task_day, and as `checkRecord` */
export async function addTask(
  ctx: Context,
  input: Input<typeof togetherApi.addTask>,
): Promise<Output<typeof togetherApi.addTask>> {
  if (input.about !== null) await checkRecord(ctx, input.about)
  const [made] = await giveTasks(ctx, [input], { about: input.about, minutesKey: null })
  const id = toId('task', made!.key)
  ctx.about(id, ...(input.about === null ? [] : [input.about]))
  return { id }
}

/** Finishes, drops or reopens a task: its owner or whoever gave it. @throws Refusal notification.task_not_found, notification.task_state */
export async function settleTask(
  ctx: Context,
  input: Input<typeof togetherApi.settleTask>,
): Promise<Output<typeof togetherApi.settleTask>> {
  const task = await store.taskForUpdate(ctx.sql, toKey(input.id))
  refuseUnless(task && [task.ownerKey, task.authorKey].includes(readerKey(ctx)), 'notification.task_not_found')
  const state: TaskState | null = nextState(taskStates, task.state, input.action)
  refuseUnless(state, 'notification.task_state', { state: `notification.task.${task.state}` })
  await store.saveTask(ctx, task.key, state, input.note)
  if (state !== 'open' && task.authorKey !== ctx.actor.key)
    await notify(ctx, {
      to: [task.authorKey],
      template: `notification.notice.task-${state}`,
      facts: { by: ctx.actor.name, title: task.title },
      about: input.id,
    })
  ctx.about(input.id)
  return { id: input.id, state }
}

async function minutesView(ctx: Context, rows: readonly store.MinutesRow[]) {
  const groups = new Map((await boardGroups(ctx.sql, ctx.today)).map(group => [group.key, group.name]))
  const names = await personNames(
    ctx.sql,
    rows.flatMap(row => row.attendees),
  )
  return rows.map(row => ({
    id: toId('minutes', row.key),
    groupName: groups.get(row.groupKey) ?? '',
    heldOn: row.heldOn,
    title: row.title,
    body: row.body,
    attendees: row.attendees.map(key => names.get(key) ?? ''),
    authorName: row.authorName,
    createdAt: row.createdAt,
    tasks: row.tasks,
    open: row.open,
  }))
}

/** The minutes of the reader's groups and of meetings they were at. */
export async function listMinutes(
  ctx: Context,
  input: Input<typeof togetherApi.listMinutes>,
): Promise<Output<typeof togetherApi.listMinutes>> {
  const page = await store.listMinutes(ctx, {
    direction: 'desc',
    ...input,
    groups: await groupsAbove(ctx, ctx.actor.groupKey),
  })
  return { rows: await minutesView(ctx, page.rows), next: page.next, total: page.total }
}

/** One meeting's minutes with the tasks that came of it. @throws Refusal notification.minutes_not_found */
export async function getMinutes(
  ctx: Context,
  input: Input<typeof togetherApi.getMinutes>,
): Promise<Output<typeof togetherApi.getMinutes>> {
  const row = await store.minutesByKey(ctx.sql, toKey(input.id))
  const key = readerKey(ctx)
  refuseUnless(
    row &&
      (row.attendees.includes(key) ||
        row.authorKey === key ||
        (await groupsAbove(ctx, ctx.actor.groupKey)).includes(row.groupKey)),
    'notification.minutes_not_found',
  )
  const [view] = await minutesView(ctx, [row])
  return { ...view!, actions: await taskViews(ctx, await store.tasksOfMinutes(ctx.sql, row.key)) }
}

/** Keeps the minutes of a meeting of a group; its actions become tasks of their owners. @throws Refusal as `checkRecord`, notification.task_owner, notification.task_day, notification.minutes_day */
export async function addMinutes(
  ctx: Context,
  input: Input<typeof togetherApi.addMinutes>,
): Promise<Output<typeof togetherApi.addMinutes>> {
  await checkRecord(ctx, input.groupId)
  refuseUnless(input.heldOn <= ctx.today, 'notification.minutes_day', { today: ctx.today }, 'heldOn')
  const attendees = [...new Set(input.attendees.map(toKey))]
  const known = await personNames(ctx.sql, attendees)
  refuseUnless(
    attendees.every(key => known.has(key)),
    'notification.task_owner',
    {},
    'attendees',
  )
  const key = await store.insertMinutes(ctx, { ...input, groupKey: toKey(input.groupId), attendees })
  await giveTasks(ctx, input.actions, { about: null, minutesKey: key })
  const id = toId('minutes', key)
  await notify(ctx, {
    to: attendees.filter(one => one !== ctx.actor.key),
    template: 'notification.notice.minutes',
    facts: { author: ctx.actor.name, title: input.title },
    about: id,
  })
  ctx.about(id, input.groupId)
  return { id }
}

/** People as choices for owners and attendees. */
export async function listColleagues(ctx: Context): Promise<Output<typeof togetherApi.listColleagues>> {
  const groups = (await boardGroups(ctx.sql, ctx.today)).map(group => ({
    id: toId('group', group.key),
    name: `${group.branchName} · ${group.name}`,
  }))
  const people = await boardPeople(ctx, 'team.person.read')
  const open = []
  for (const group of groups) {
    const above = await groupsAbove(ctx, toKey(group.id))
    const own = await groupsAbove(ctx, ctx.actor.groupKey)
    if (own.includes(toKey(group.id)) || (ctx.actor.groupKey !== null && above.includes(ctx.actor.groupKey)))
      open.push(group)
  }
  return {
    people: people.map(one => ({ id: personId(one.key), name: one.name, groupName: one.groupName })),
    groups,
    own: open,
  }
}
