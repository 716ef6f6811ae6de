import { dayAt } from '#lib/day'
import { toId } from '#lib/id'
import { refuseUnless } from '#lib/refusal'
import type { Context } from '#platform/context'
import type { Input, Output } from '#platform/operation'
import type { api } from '../api.ts'
import { courseByCode } from '../store/course.ts'
import { completionsOf, insertPlanItem } from '../store/learning.ts'
import { assignCourse } from './assign-course.ts'
import { personWithin } from './people-within.ts'

/** Adds a line to a person’s plan; its day lies in the year, and a course is also given to the person. @throws Refusal training.person_not_found, training.course_not_found, training.plan_line, training.due_day, authority.out_of_scope */
export async function addPlanItem(
  ctx: Context,
  input: Input<typeof api.addPlanItem>,
): Promise<Output<typeof api.addPlanItem>> {
  const person = await personWithin(ctx, 'training.plan.write', input.personId)
  const course = input.courseCode === null ? null : await courseByCode(ctx.sql, input.courseCode, null)
  refuseUnless(
    input.courseCode === null || (course && course.versionKey !== null),
    'training.course_not_found',
    {},
    'courseCode',
  )
  refuseUnless(Number(input.dueOn.slice(0, 4)) === input.year, 'training.due_day', {}, 'dueOn')
  const whole =
    (input.kind === 'course') === (course !== null) &&
    (input.kind === 'hours') === (input.targetMinutes !== null) &&
    (input.kind !== 'other' || input.title !== '')
  refuseUnless(whole, 'training.plan_line', {}, 'kind')
  const key = await insertPlanItem(ctx.sql, {
    personKey: person.key,
    year: input.year,
    kind: input.kind,
    courseKey: course?.key ?? null,
    targetMinutes: input.targetMinutes,
    title: course?.title ?? input.title,
    dueOn: input.dueOn,
    addedAt: ctx.now,
    by: ctx.actor.key,
  })
  const learnt = (await completionsOf(ctx.sql, [person.key])).some(
    one => one.courseKey === course?.key && Number(dayAt(one.at).slice(0, 4)) === input.year,
  )
  if (course && !learnt)
    await assignCourse(ctx, {
      personKeys: [person.key],
      courseCode: course.code,
      dueOn: input.dueOn,
      reason: String(input.year),
      source: 'plan',
    })
  ctx.about(input.personId)
  return { id: toId('planitem', key) }
}
