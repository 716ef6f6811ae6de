import { randomInt } from 'node:crypto'
import { must } from '#lib/assert'
import { addMs } from '#lib/day'
import { toId } from '#lib/id'
import { Refusal, refuseUnless } from '#lib/refusal'
import type { Context } from '#platform/context'
import type { Input, Output } from '#platform/operation'
import type { api } from '../api.ts'
import { drawQuestions, leastSeen } from '../exam.ts'
import { shownOrder } from '../question.ts'
import { insertAttempt, insertItems, openAttemptOf } from '../store/attempt.ts'
import { courseByCode } from '../store/course.ts'
import { candidates, caseCandidates, questionsByKey } from '../store/question.ts'
import { hashOf, newToken } from './attempt-window.ts'
import { closeExam } from './close-attempt.ts'
import { examStanding } from './exam-standing.ts'

/** Begins an exam: what is asked is drawn now and kept; the time runs on the server from here.
 * @throws Refusal training.course_not_found, training.exam_none, training.exam_lessons_first, training.exam_wait, training.exam_attempts_used,
 *   training.exam_open_conflict, training.refresher_closed, training.bank_too_small */
export async function startExam(
  ctx: Context,
  input: Input<typeof api.startExam>,
): Promise<Output<typeof api.startExam>> {
  const personKey = must(ctx.actor.key, 'people sit exams')
  const open = await openAttemptOf(ctx.sql, personKey, true)
  if (open && open.endsAt <= ctx.now) await closeExam(ctx, open, 'time')
  else refuseUnless(!open, 'training.exam_open_conflict')
  const course = await courseByCode(ctx.sql, input.code, personKey)
  refuseUnless(course && course.versionKey !== null, 'training.course_not_found')
  const { attempts, bar } = await examStanding(ctx, course, personKey)
  if (bar)
    throw new Refusal(bar.code, {
      ...('left' in bar ? { left: bar.left } : {}),
      ...('used' in bar ? { used: bar.used } : {}),
      ...('until' in bar ? { until: bar.until } : {}),
    })
  const plan = must(course.plan, 'an exam without a plan is barred')
  const below = (count: number) => randomInt(count)
  const drawn = drawQuestions(
    plan,
    await candidates(
      ctx.sql,
      plan.draw.map(line => line.topic),
      personKey,
    ),
    below,
  )
  const questions = await questionsByKey(
    ctx.sql,
    drawn.map(one => one.key),
  )
  const studies = leastSeen(await caseCandidates(ctx.sql, plan.caseTopic, personKey), plan.cases, below)
  refuseUnless(studies.length === plan.cases, 'training.bank_too_small', {
    topic: plan.caseTopic ?? '',
    wanted: plan.cases,
    there: studies.length,
  })
  const items = [
    ...drawn.map(one => ({
      questionKey: one.key,
      caseKey: null,
      shown: shownOrder(must(questions.get(one.key), 'drawn from the bank'), below),
    })),
    ...studies.map(one => ({ questionKey: null, caseKey: one.key, shown: [] })),
  ]
  const token = newToken()
  const endsAt = addMs(ctx.now, plan.minutes * 60_000)
  const key = await insertAttempt(ctx.sql, {
    personKey,
    versionKey: course.versionKey,
    number: attempts.length + 1,
    tokenHash: hashOf(token),
    startedAt: ctx.now,
    endsAt,
  })
  refuseUnless(key !== null, 'training.exam_open_conflict')
  await insertItems(ctx.sql, key, items)
  const id = toId('attempt', key)
  ctx.about(id)
  ctx.note({ course: course.code, number: attempts.length + 1 })
  return { id, token, count: items.length, endsAt }
}
