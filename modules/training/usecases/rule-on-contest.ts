import { must } from '#lib/assert'
import { toId, toKey } from '#lib/id'
import { refuseUnless } from '#lib/refusal'
import type { Context } from '#platform/context'
import type { Input, Output } from '#platform/operation'
import type { api } from '../api.ts'
import { examScore } from '../exam.ts'
import { attemptByKey, itemsOf } from '../store/attempt.ts'
import * as store from '../store/contest.ts'
import { coursesByKey, versionByKey } from '../store/course.ts'
import { completedVersion } from '../store/learning.ts'
import { retireQuestion } from '../store/question.ts'
import { passExam } from './pass-exam.ts'

/**
 * Rules on a contest. Upheld, the question is drawn no more and counts as right for everybody who was asked it: their exams are
 * graded again, upwards only, and who passes by it completes the course and has the certificate from now on. Nobody rules on what
 * they contest themself, nor where their own exam would be graded again.
 * @throws Refusal training.contest_not_found, training.contest_ruled, training.own_contest
 */
export async function ruleOnContest(
  ctx: Context,
  input: Input<typeof api.ruleOnContest>,
): Promise<Output<typeof api.ruleOnContest>> {
  const row = await store.contestByKey(ctx.sql, toKey(input.id), true)
  refuseUnless(row, 'training.contest_not_found')
  refuseUnless(row.state === 'open', 'training.contest_ruled')
  const asked = input.upheld ? await store.wronglyAsked(ctx.sql, row.questionKey) : []
  const own = row.personKey === ctx.actor.key || asked.some(one => one.personKey === ctx.actor.key)
  refuseUnless(!own, 'training.own_contest')
  await store.insertRuling(ctx, { key: row.key, upheld: input.upheld, reason: input.reason })
  if (input.upheld) await retireQuestion(ctx.sql, row.questionKey, ctx.now)
  let passedNow = 0
  for (const { attemptKey, position } of asked) if (await regrade(ctx, row.key, attemptKey, position)) passedNow += 1
  ctx.about(input.id, toId('question', row.questionKey))
  ctx.note({ upheld: input.upheld, regraded: asked.length, passedNow })
  await ctx.emit('training.contest-ruled', { contestId: input.id })
  return { id: input.id, state: input.upheld ? 'upheld' : 'rejected', regraded: asked.length, passedNow }
}

/** Grades one exam again with the question right; whether the person passes by it. */
async function regrade(ctx: Context, contestKey: bigint, attemptKey: bigint, position: number): Promise<boolean> {
  const attempt = must(await attemptByKey(ctx.sql, attemptKey, true), 'an item has its attempt')
  const version = must(await versionByKey(ctx.sql, attempt.versionKey), 'an attempt has its version')
  const plan = must(version.exam, 'an attempt has a plan')
  const items = await itemsOf(ctx.sql, attemptKey)
  const points = (cases: boolean) =>
    items
      .filter(one => (one.caseKey !== null) === cases)
      .map(one => (one.position === position ? 100 : (one.points ?? 0)))
  const score = examScore(points(false), points(true), plan.caseShare)
  const before = { score: attempt.score ?? 0, passed: attempt.passed ?? false }
  const after = { score, passed: before.passed || score >= plan.passMark }
  await store.regradeAttempt(ctx, { contestKey, attemptKey, position, before, after })
  if (before.passed || !after.passed) return false
  const [course] = [...(await coursesByKey(ctx.sql, [version.courseKey], attempt.personKey)).values()]
  // Who passed a later attempt has it all already.
  const has = await completedVersion(ctx.sql, attempt.personKey, version.courseKey, version.number)
  if (course && has === null) await passExam(ctx, attempt, { course, version, score })
  return true
}
