import { dayAt } from '#lib/day'
import { toKey } from '#lib/id'
import { refuseUnless } from '#lib/refusal'
import type { Context } from '#platform/context'
import type { Input, Output } from '#platform/operation'
import type { api } from '../api.ts'
import { assignCourse } from './assign-course.ts'
import { peopleWithin } from './people-within.ts'

/** Gives a course to people within reach. @throws Refusal training.course_not_found, training.person_not_found, training.due_day */
export async function giveCourse(
  ctx: Context,
  input: Input<typeof api.giveCourse>,
): Promise<Output<typeof api.giveCourse>> {
  refuseUnless(input.dueOn >= dayAt(ctx.now), 'training.due_day', {}, 'dueOn')
  const people = await peopleWithin(ctx, 'training.duty.write')
  const keys = input.personIds.map(toKey)
  refuseUnless(
    keys.every(key => people.has(key)),
    'training.person_not_found',
    {},
    'personIds',
  )
  const { courseCode, dueOn, reason } = input
  return { given: await assignCourse(ctx, { personKeys: keys, courseCode, dueOn, reason }) }
}
