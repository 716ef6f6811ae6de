import { toId } from '#lib/id'
import { refuseUnless } from '#lib/refusal'
import type { Context } from '#platform/context'
import type { Input, Output } from '#platform/operation'
import type { api } from '../api.ts'
import { openAttemptOf } from '../store/attempt.ts'
import { courseByCode, lessonsOf, lessonsRead } from '../store/course.ts'
import { courseView, lessonHead } from '../view.ts'
import { dutiesOf } from './duties-of.ts'
import { examStanding } from './exam-standing.ts'
import { actingPerson } from './people-within.ts'

/** One course and how far the reader is in it. @throws Refusal training.course_not_found */
export async function getCourse(
  ctx: Context,
  input: Input<typeof api.getCourse>,
): Promise<Output<typeof api.getCourse>> {
  const course = await courseByCode(ctx.sql, input.code, ctx.actor.key)
  const person = await actingPerson(ctx)
  refuseUnless(course && course.versionKey !== null, 'training.course_not_found')
  const { attempts, bar } = await examStanding(ctx, course, person.key)
  const open = await openAttemptOf(ctx.sql, person.key)
  const lessons = await lessonsOf(ctx.sql, course.versionKey)
  const read = await lessonsRead(ctx.sql, course.versionKey, person.key)
  const duties =
    person.post && person.fromDay
      ? await dutiesOf(ctx, [{ key: person.key, post: person.post, fromDay: person.fromDay }])
      : null
  const { plan } = course
  return {
    ...courseView(course),
    lessonList: lessons.map(lesson => lessonHead(lesson, read)),
    examPlan: plan && {
      questions: plan.draw.reduce((all, line) => all + line.count, 0),
      cases: plan.cases,
      caseTopic: plan.caseTopic,
      caseShare: plan.caseShare,
      passMark: plan.passMark,
      minutes: plan.minutes,
      attempts: plan.attempts,
      waitHours: plan.waitHours,
    },
    bar: bar && {
      code: bar.code,
      left: 'left' in bar ? bar.left : null,
      used: 'used' in bar ? bar.used : null,
      until: 'until' in bar ? bar.until : null,
    },
    openAttempt: open ? toId('attempt', open.key) : null,
    attempts: attempts.map(({ key, number, startedAt, closedAt, score, passed }) => ({
      id: toId('attempt', key),
      number,
      startedAt,
      closedAt,
      score,
      passed,
    })),
    dueOn: duties?.get(person.key)?.open.find(duty => duty.courseKey === course.key)?.dueOn ?? null,
  }
}
