import { must } from '#lib/assert'
import { addDays, type Day, dayAt, daysBetween, earliest } from '#lib/day'
import { type Id, toId, toKey } from '#lib/id'
import { refuseUnless } from '#lib/refusal'
import type { Context } from '#platform/context'
import type { Input, Output } from '#platform/operation'
import { boardGroups, boardPeople, personById, personNames } from '#team'
import type { api } from '../api.ts'
import { itemsOn, type NewcomerRole, newcomerRoles, nextReview, reviewOpen } from '../newcomer.ts'
import { courseByCode, coursesByKey } from '../store/course.ts'
import { completionsOf } from '../store/learning.ts'
import * as store from '../store/newcomer.ts'
import { personWithin } from './people-within.ts'

/** Newcomers within reach and those the reader mentors; and who has joined lately without a path although the post has one. */
export async function listNewcomers(
  ctx: Context,
  input: Input<typeof api.listNewcomers>,
): Promise<Output<typeof api.listNewcomers>> {
  const page = await store.listNewcomers(ctx, input)
  const plans = await plansOn(ctx, ctx.today)
  const people = await boardPeople(ctx, 'training.newcomer.write')
  const began = await store.withFirstDays(
    ctx.sql,
    people.map(person => person.key),
  )
  return {
    rows: await newcomerViews(ctx, page.rows),
    next: page.next,
    total: page.total,
    without: people
      .filter(person => {
        const plan = plans.find(one => one.post === person.post)
        return plan && !began.has(person.key) && daysBetween(person.joinedOn, ctx.today) <= Math.max(...plan.reviewDays)
      })
      .map(person => ({
        personId: person.id,
        personName: person.name,
        post: must(person.post, 'at work'),
        joinedOn: person.joinedOn,
      })),
  }
}

/** The plans that hold on a day, one a post. */
async function plansOn(ctx: Context, on: Day): Promise<store.FirstDaysPlanRow[]> {
  const found = new Map<string, store.FirstDaysPlanRow>()
  for (const plan of await store.firstDaysPlans(ctx.sql))
    if (plan.fromDay <= on && !found.has(plan.post)) found.set(plan.post, plan)
  return [...found.values()]
}

/** What was ticked of each newcomer's items, and the courses among them that are completed since the first day. */
async function doneOf(ctx: Context, found: readonly store.NewcomerRow[]) {
  const ticked = await store.ticks(
    ctx.sql,
    found.map(row => row.key),
  )
  const completions = await completionsOf(
    ctx.sql,
    found.map(row => row.ownerId),
  )
  const courses = await coursesByKey(ctx.sql, [...new Set(completions.map(one => one.courseKey))], null)
  return (row: store.NewcomerRow) => {
    const done = new Map<string, { day: Day; by: bigint | null; note: string }>()
    for (const item of row.items) {
      const learnt = completions.find(
        one =>
          one.personKey === row.ownerId &&
          item.courseCode !== null &&
          courses.get(one.courseKey)?.code === item.courseCode,
      )
      if (learnt) done.set(item.code, { day: dayAt(learnt.at), by: null, note: '' })
      const tick = ticked.find(one => one.newcomer === row.key && one.item === item.code)
      if (tick) done.set(item.code, { day: dayAt(tick.at), by: tick.by, note: tick.note })
    }
    return done
  }
}

async function newcomerViews(ctx: Context, found: readonly store.NewcomerRow[]) {
  const names = await personNames(
    ctx.sql,
    found.flatMap(row => [row.ownerId, row.mentorId]),
  )
  const groups = new Map((await boardGroups(ctx.sql, ctx.today)).map(group => [group.key, group.name]))
  const reviews = await store.newcomerReviews(
    ctx.sql,
    found.map(row => row.key),
  )
  const done = await doneOf(ctx, found)
  return found.map(row => {
    const days = new Map([...done(row)].map(([code, one]) => [code, one.day]))
    const items = itemsOn(row.items, row.fromDay, ctx.today, days)
    const said = reviews.filter(review => review.newcomer === row.key)
    const next = row.state === 'open' ? nextReview(row.reviewDays, row.fromDay, said) : null
    return {
      id: toId('newcomer', row.key),
      personId: toId('person', row.ownerId),
      personName: names.get(row.ownerId) ?? '',
      post: row.post,
      groupName: groups.get(row.groupId) ?? '',
      mentorId: toId('person', row.mentorId),
      mentorName: names.get(row.mentorId) ?? '',
      fromDay: row.fromDay,
      dayCount: Math.max(0, daysBetween(row.fromDay, ctx.today)),
      state: row.state,
      done: items.filter(item => item.doneOn !== null).length,
      items: items.length,
      overdueCount: items.filter(item => item.overdue).length,
      nextReviewDay: next?.day ?? null,
      nextReviewOn: next?.dueOn ?? null,
      lastVerdict: said.filter(review => review.role !== 'newcomer').at(-1)?.verdict ?? null,
    }
  })
}

/** Somebody's first days, for the person, the mentor and the managers. @throws Refusal training.person_not_found, training.newcomer_not_found, authority.out_of_scope */
export async function getFirstDays(
  ctx: Context,
  { personId }: Input<typeof api.getFirstDays>,
): Promise<Output<typeof api.getFirstDays>> {
  const person = await personById(ctx.sql, personId, ctx.today)
  refuseUnless(person, 'training.person_not_found')
  const row = await store.firstDaysOf(ctx.sql, person.key)
  if (!row || row.mentorId !== ctx.actor.key)
    ctx.rights.check('training.newcomer.read', {
      ownerId: person.key,
      groupId: person.groupKey,
      branchId: person.branchKey,
    })
  refuseUnless(row, 'training.newcomer_not_found')
  return firstDaysView(ctx, row, person.reportsToName)
}

/** First days by their own identifier, for whom `getFirstDays` shows them to. @throws Refusal training.newcomer_not_found, authority.out_of_scope */
export async function getNewcomer(
  ctx: Context,
  { id }: Input<typeof api.getNewcomer>,
): Promise<Output<typeof api.getNewcomer>> {
  const row = await store.newcomerByKey(ctx.sql, toKey(id))
  refuseUnless(row, 'training.newcomer_not_found')
  if (row.mentorId !== ctx.actor.key) ctx.rights.check('training.newcomer.read', row)
  const person = await personById(ctx.sql, toId('person', row.ownerId), ctx.today)
  return firstDaysView(ctx, row, person?.reportsToName ?? null)
}

async function firstDaysView(
  ctx: Context,
  row: store.NewcomerRow,
  managerName: string | null,
): Promise<Output<typeof api.getFirstDays>> {
  const done = (await doneOf(ctx, [row]))(row)
  const said = await store.newcomerReviews(ctx.sql, [row.key])
  const names = await personNames(ctx.sql, [
    ...[...done.values()].flatMap(one => one.by ?? []),
    ...said.map(review => review.by),
  ])
  const [head] = await newcomerViews(ctx, [row])
  const days = new Map([...done].map(([code, one]) => [code, one.day]))
  return {
    ...must(head, 'one row, one view'),
    managerName,
    planNumber: row.planNumber,
    roles: row.state === 'open' ? rolesIn(ctx, row) : [],
    checklist: itemsOn(row.items, row.fromDay, ctx.today, days).map(item => {
      const by = done.get(item.code)?.by ?? null
      return {
        ...item,
        doneByName: by === null ? null : (names.get(by) ?? null),
        note: done.get(item.code)?.note ?? '',
      }
    }),
    milestones: row.reviewDays.map(day => ({
      day,
      dueOn: addDays(row.fromDay, day),
      open: row.state === 'open' && reviewOpen(row.reviewDays, day, row.fromDay, ctx.today),
      reviews: said
        .filter(review => review.day === day)
        .map(({ role, verdict, good, better, by, at }) => ({
          role,
          verdict,
          good,
          better,
          saidByName: names.get(by) ?? '',
          saidAt: at,
        })),
    })),
  }
}

/** What the actor is in somebody's first days. A manager is who may keep newcomers there and is neither of the other two. */
function rolesIn(ctx: Context, row: store.NewcomerRow): NewcomerRole[] {
  const keeps = row.ownerId !== ctx.actor.key && ctx.rights.verdict('training.newcomer.write', row).allow
  return newcomerRoles.filter(role =>
    role === 'newcomer' ? row.ownerId === ctx.actor.key : role === 'mentor' ? row.mentorId === ctx.actor.key : keeps,
  )
}

/**
 * Begins somebody's first days on the plan of the post as it holds on the first day.
 * @throws Refusal training.person_not_found, training.first_day, training.plan_not_found, training.mentor, training.newcomer_taken, authority.out_of_scope
 */
export async function startFirstDays(
  ctx: Context,
  input: Input<typeof api.startFirstDays>,
): Promise<Output<typeof api.startFirstDays>> {
  const person = await personWithin(ctx, 'training.newcomer.write', input.personId)
  const { fromDay } = input
  refuseUnless(
    fromDay >= earliest(person.fromDay, ctx.today),
    'training.first_day',
    { since: person.fromDay },
    'fromDay',
  )
  const plan = (await plansOn(ctx, fromDay > ctx.today ? fromDay : ctx.today)).find(one => one.post === person.post)
  refuseUnless(plan, 'training.plan_not_found', {}, 'personId')
  const mentorId = await mentorKey(ctx, input.mentorId, person.key)
  const key = await store.insertNewcomer(ctx, {
    ownerId: person.key,
    groupId: person.groupKey,
    branchId: must(person.branchKey, 'somebody at work has a branch'),
    post: person.post,
    planKey: plan.key,
    mentorId,
    fromDay,
  })
  refuseUnless(key !== null, 'training.newcomer_taken', {}, 'personId')
  const id = toId('newcomer', key)
  ctx.about(id, input.personId)
  await ctx.emit('training.newcomer-begun', { personId: input.personId, mentorId: input.mentorId })
  return { id }
}

/** Gives a newcomer another mentor. @throws Refusal training.newcomer_not_found, training.mentor, authority.out_of_scope */
export async function setMentor(
  ctx: Context,
  { id, mentorId }: Input<typeof api.setMentor>,
): Promise<Output<typeof api.setMentor>> {
  const row = await openNewcomer(ctx, id)
  ctx.rights.check('training.newcomer.write', row)
  await store.setMentor(ctx.sql, row.key, await mentorKey(ctx, mentorId, row.ownerId))
  ctx.note({ mentorId })
  await ctx.emit('training.newcomer-begun', { personId: toId('person', row.ownerId), mentorId })
  return { id }
}

async function mentorKey(ctx: Context, id: Id<'person'>, newcomer: bigint): Promise<bigint> {
  const mentor = await personById(ctx.sql, id, ctx.today)
  const fits = mentor?.post && (mentor.leftOn === null || mentor.leftOn > ctx.today) && mentor.key !== newcomer
  refuseUnless(fits, 'training.mentor', {}, 'mentorId')
  return mentor.key
}

/** Ticks an item, by whose it is; managers tick for everybody but the newcomer’s own. @throws Refusal training.newcomer_not_found, first_days_item, first_days_role */
export async function tickFirstDays(
  ctx: Context,
  { id, item, note }: Input<typeof api.tickFirstDays>,
): Promise<Output<typeof api.tickFirstDays>> {
  const row = await openNewcomer(ctx, id)
  const known = row.items.find(one => one.code === item)
  // A course is done by completing it, not by saying so.
  refuseUnless(known && known.courseCode === null, 'training.first_days_item', {}, 'item')
  refuseUnless(rolesIn(ctx, row).includes(known.by), 'training.first_days_role', {
    role: `training.newcomer-role.${known.by}`,
  })
  await store.insertTick(ctx, row.key, item, note)
  ctx.note({ item })
  return { id }
}

/** Says once, in one's role, how a milestone went. @throws Refusal training.newcomer_not_found, first_days_role, review_day, review_said */
export async function reviewFirstDays(
  ctx: Context,
  { id, day, role, verdict, good, better }: Input<typeof api.reviewFirstDays>,
): Promise<Output<typeof api.reviewFirstDays>> {
  const row = await openNewcomer(ctx, id)
  refuseUnless(
    rolesIn(ctx, row).includes(role),
    'training.first_days_role',
    { role: `training.newcomer-role.${role}` },
    'role',
  )
  refuseUnless(reviewOpen(row.reviewDays, day, row.fromDay, ctx.today), 'training.review_day', { day }, 'day')
  const said = await store.insertReview(ctx, { newcomer: row.key, day, role, verdict, good, better })
  refuseUnless(said, 'training.review_said')
  ctx.note({ day, role, verdict })
  await ctx.emit('training.newcomer-reviewed', { personId: toId('person', row.ownerId), day, role })
  return { id }
}

/**
 * Ends first days by a manager. Passing needs the manager's word at the last milestone.
 * @throws Refusal training.newcomer_not_found, training.first_days_role, training.review_missing
 */
export async function endFirstDays(
  ctx: Context,
  { id, passed, reason }: Input<typeof api.endFirstDays>,
): Promise<Output<typeof api.endFirstDays>> {
  const row = await openNewcomer(ctx, id)
  refuseUnless(rolesIn(ctx, row).includes('manager'), 'training.first_days_role', {
    role: 'training.newcomer-role.manager',
  })
  const said = await store.newcomerReviews(ctx.sql, [row.key])
  const last = Math.max(...row.reviewDays)
  refuseUnless(
    !passed || said.some(review => review.day === last && review.role === 'manager'),
    'training.review_missing',
    { day: last },
  )
  const state = passed ? ('passed' as const) : ('ended' as const)
  await store.endNewcomer(ctx, row.key, state, reason)
  ctx.about(toId('person', row.ownerId))
  ctx.note({ state })
  return { id, state }
}

/** Open first days, locked. @throws Refusal training.newcomer_not_found */
async function openNewcomer(ctx: Context, id: Id<'newcomer'>): Promise<store.NewcomerRow> {
  const row = await store.newcomerForUpdate(ctx.sql, toKey(id))
  refuseUnless(row, 'training.newcomer_not_found')
  ctx.about(id)
  return row
}

/** Every version of every post's plan. */
export async function listFirstDaysPlans(ctx: Context): Promise<Output<typeof api.listFirstDaysPlans>> {
  const plans = await store.firstDaysPlans(ctx.sql)
  const names = await personNames(
    ctx.sql,
    plans.flatMap(plan => plan.madeBy ?? []),
  )
  return plans.map(({ post, number, fromDay, reviewDays, changeNote, madeBy, items }) => ({
    post: post as never,
    number,
    fromDay,
    reviewDays,
    changeNote,
    madeByName: madeBy === null ? null : (names.get(madeBy) ?? null),
    items,
  }))
}

/** Publishes a version of a post's plan; who has begun keeps theirs. @throws Refusal training.stale, training.ladder_day, training.first_days_item */
export async function saveFirstDaysPlan(
  ctx: Context,
  input: Input<typeof api.saveFirstDaysPlan>,
): Promise<Output<typeof api.saveFirstDaysPlan>> {
  const last = (await store.firstDaysPlans(ctx.sql, input.post))[0]
  refuseUnless((last?.number ?? 0) === input.number, 'training.stale')
  refuseUnless(
    input.fromDay >= ctx.today && (!last || input.fromDay >= last.fromDay),
    'training.ladder_day',
    { since: last?.fromDay ?? '' },
    'fromDay',
  )
  const distinct = new Set(input.items.map(item => item.code)).size === input.items.length
  refuseUnless(distinct, 'training.first_days_item', {}, 'items')
  for (const [index, item] of input.items.entries()) {
    const course = item.courseCode === null ? null : await courseByCode(ctx.sql, item.courseCode, null)
    refuseUnless(item.courseCode === null || course, 'training.first_days_item', {}, `items.${index}.courseCode`)
  }
  const reviewDays = [...new Set(input.reviewDays)].sort((a, b) => a - b)
  const { post, fromDay, items, changeNote } = input
  const number = input.number + 1
  refuseUnless(await store.insertPlan(ctx, { post, number, fromDay, items, reviewDays, changeNote }), 'training.stale')
  ctx.note({ post, number, fromDay })
  return { post, number }
}
