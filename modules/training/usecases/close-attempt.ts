import { must } from '#lib/assert'
import { toId } from '#lib/id'
import type { Context } from '#platform/context'
import { type CaseDecision, scoreCase } from '../case-study.ts'
import { examScore } from '../exam.ts'
import { type Answer, gradeAnswer } from '../question.ts'
import * as store from '../store/attempt.ts'
import { type AttemptRow, itemsOf } from '../store/attempt.ts'
import { voidQuestions } from '../store/contest.ts'
import { coursesByKey, versionByKey } from '../store/course.ts'
import { casesByKey, questionsByKey } from '../store/question.ts'
import { passExam } from './pass-exam.ts'

/**
 * Grades an attempt by what was saved in time and closes it. Passing completes the course and gives its certificate in this
 * very transaction, so that the next check of who may do what sees it.
 */
export async function closeExam(ctx: Context, attempt: AttemptRow, by: 'person' | 'time'): Promise<void> {
  const version = must(await versionByKey(ctx.sql, attempt.versionKey), 'an attempt has its version')
  const plan = must(version.exam, 'an attempt has a plan')
  const items = await itemsOf(ctx.sql, attempt.key)
  const questions = await questionsByKey(
    ctx.sql,
    items.flatMap(item => item.questionKey ?? []),
  )
  const voided = await voidQuestions(ctx.sql, [...questions.keys()])
  const cases = await casesByKey(
    ctx.sql,
    items.flatMap(item => item.caseKey ?? []),
  )
  const graded = items.map(item => {
    const question = item.questionKey === null ? undefined : questions.get(item.questionKey)
    if (question) {
      // Whoever was asked a question that was found wrong meanwhile has it right.
      const points = voided.has(question.key) ? 100 : gradeAnswer(question.answer, item.answer as Answer | null)
      return { position: item.position, points, detail: null, asked: 'question' as const }
    }
    const study = must(item.caseKey === null ? undefined : cases.get(item.caseKey), 'a case is asked')
    const detail = scoreCase(study, (item.answer as { decision: CaseDecision } | null)?.decision ?? null)
    return { position: item.position, points: detail.points, detail, asked: 'case' as const }
  })
  const pointsOf = (asked: 'question' | 'case') => graded.filter(one => one.asked === asked).map(one => one.points)
  const score = examScore(pointsOf('question'), pointsOf('case'), plan.caseShare)
  const passed = score >= plan.passMark
  await store.closeAttempt(ctx.sql, attempt.key, { at: ctx.now, by, score, passed }, graded)
  ctx.about(toId('attempt', attempt.key), toId('person', attempt.personKey))
  ctx.note({ score, passed })
  const [course] = [...(await coursesByKey(ctx.sql, [version.courseKey], attempt.personKey)).values()]
  if (!course) return
  await ctx.emit('training.exam-closed', {
    attemptId: toId('attempt', attempt.key),
    personId: toId('person', attempt.personKey),
    courseCode: course.code,
    passed,
  })
  if (!passed) return
  await passExam(ctx, attempt, { course, version, score })
}
