import { must } from '#lib/assert'
import { toId } from '#lib/id'
import type { Context } from '#platform/context'
import type { Output } from '#platform/operation'
import { personNames } from '#team'
import type { api } from '../api.ts'
import { type AttemptRow, certificateOfAttempt, itemsOf } from '../store/attempt.ts'
import { contestsIn, scoreBefore, voidQuestions } from '../store/contest.ts'
import { coursesByKey, versionByKey } from '../store/course.ts'
import { casesByKey, questionsByKey } from '../store/question.ts'
import { caseView } from '../view.ts'

/** The result of an attempt; what was asked, with keys and explanations, only once it is closed. */
export async function resultOf(ctx: Context, attempt: AttemptRow): Promise<Output<typeof api.getAttempt>> {
  const version = must(await versionByKey(ctx.sql, attempt.versionKey), 'an attempt has its version')
  const [course] = [...(await coursesByKey(ctx.sql, [version.courseKey], null)).values()]
  const names = await personNames(ctx.sql, [attempt.personKey])
  const items = attempt.closedAt === null ? [] : await itemsOf(ctx.sql, attempt.key)
  const questions = await questionsByKey(
    ctx.sql,
    items.flatMap(item => item.questionKey ?? []),
  )
  const cases = await casesByKey(
    ctx.sql,
    items.flatMap(item => item.caseKey ?? []),
  )
  const contests = new Map((await contestsIn(ctx.sql, attempt.key)).map(row => [row.position, row]))
  const voided = await voidQuestions(ctx.sql, [...questions.keys()])
  const { number, windows, startedAt, endsAt, closedAt, closedBy, score, passed } = attempt
  return {
    id: toId('attempt', attempt.key),
    courseCode: course?.code ?? '',
    courseTitle: version.title,
    personName: names.get(attempt.personKey) ?? '',
    number,
    windows,
    startedAt,
    endsAt,
    closedAt,
    closedBy,
    score,
    passMark: version.exam?.passMark ?? 0,
    passed,
    certificateNumber: await certificateOfAttempt(ctx.sql, attempt.key),
    scoreBefore: await scoreBefore(ctx.sql, attempt.key),
    mine: attempt.personKey === ctx.actor.key,
    items: items.map(item => {
      const question = item.questionKey === null ? undefined : questions.get(item.questionKey)
      const study = item.caseKey === null ? undefined : cases.get(item.caseKey)
      const { detail } = item
      const contest = contests.get(item.position)
      return {
        position: item.position,
        points: item.points ?? 0,
        contest: contest
          ? {
              id: toId('contest', contest.key),
              state: contest.state,
              reason: contest.reason,
              ruling: contest.ruling ?? '',
            }
          : null,
        void: question !== undefined && voided.has(question.key),
        question: question
          ? {
              kind: question.kind,
              topic: question.topic,
              stem: question.stem,
              options: question.options,
              key: question.answer,
              explanation: question.explanation,
              source: question.source,
            }
          : null,
        case: study
          ? {
              ...caseView(study),
              policyVerdict: study.policyVerdict,
              policyReasons: study.policyReasons,
              policyNote: study.policyNote,
              outcome: study.outcome,
              outcomeNote: study.outcomeNote,
            }
          : null,
        answer: item.answer,
        parts: detail && { policy: detail.policy, reasons: detail.reasons, outcome: detail.outcome },
      }
    }),
  }
}
