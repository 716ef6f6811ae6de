import type { Day } from '#lib/day'
import { toId } from '#lib/id'
import { refuseUnless } from '#lib/refusal'
import type { Context } from '#platform/context'
import { courseByCode } from '../store/course.ts'
import { insertDuties } from '../store/learning.ts'

/** A course to be given: to whom, which, by when, and why. */
export type Assignment = {
  personKeys: readonly bigint[]
  courseCode: string
  dueOn: Day
  reason: string
  source?: 'assigned' | 'defect' | 'plan'
  /** The record it comes from. */
  about?: string
  /** A key under which one person is given it once, for events that come twice. */
  once?: string
}

/**
 * Gives a course to people in the caller's transaction; only what they complete from now on satisfies it, and attempts at its
 * exam are counted anew. Returns how many were given it.
 * @throws Refusal training.course_not_found
 */
export async function assignCourse(ctx: Context, assignment: Assignment): Promise<number> {
  const course = await courseByCode(ctx.sql, assignment.courseCode, null)
  refuseUnless(course && course.versionKey !== null, 'training.course_not_found', {}, 'courseCode')
  const { dueOn, reason, source = 'assigned', about = null, once = null } = assignment
  const given = await insertDuties(ctx.sql, {
    personKeys: [...new Set(assignment.personKeys)],
    courseKey: course.key,
    source,
    reason,
    dueOn,
    by: ctx.actor.key,
    at: ctx.now,
    about,
    once,
  })
  for (const key of given) {
    ctx.about(toId('person', key))
    await ctx.emit('training.course-assigned', {
      personId: toId('person', key),
      courseCode: course.code,
      dueOn,
      source,
    })
  }
  return given.length
}
