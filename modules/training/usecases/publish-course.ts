import { addDays, dayAt, instantAt } from '#lib/day'
import { refuseUnless } from '#lib/refusal'
import type { Context } from '#platform/context'
import type { Input, Output } from '#platform/operation'
import type { api } from '../api.ts'
import { drawQuestions } from '../exam.ts'
import { courseByCode, draftOf, lessonsOf, publishVersion } from '../store/course.ts'
import { candidates, caseCandidates } from '../store/question.ts'
import { insertRenewal } from '../store/renewal.ts'
import { impactOf } from './impact-of.ts'

/** Publishes the draft. With a day to renew by, certificates earned on earlier versions end with that day at the latest; the preview
 * names whose. The exam must be drawable from the bank as it stands.
 * @throws Refusal training.course_not_found, training.stale, training.course_empty, training.bank_too_small, training.renew_day */
export async function publishCourse(
  ctx: Context,
  input: Input<typeof api.publishCourse>,
): Promise<Output<typeof api.publishCourse>> {
  const course = await courseByCode(ctx.sql, input.code, null)
  const draft = course && (await draftOf(ctx.sql, course.key))
  refuseUnless(course && draft, 'training.course_not_found')
  refuseUnless(draft.revision === input.revision, 'training.stale')
  const lessons = await lessonsOf(ctx.sql, draft.key)
  refuseUnless(lessons.length > 0 || draft.exam, 'training.course_empty')
  refuseUnless(course.certificateKey === null || draft.exam, 'training.course_empty')
  if (draft.exam) {
    const bank = await candidates(
      ctx.sql,
      draft.exam.draw.map(line => line.topic),
      null,
    )
    drawQuestions(draft.exam, bank, below => below - 1)
    const studies = await caseCandidates(ctx.sql, draft.exam.caseTopic, null)
    refuseUnless(studies.length >= draft.exam.cases, 'training.bank_too_small', {
      topic: draft.exam.caseTopic ?? '',
      wanted: draft.exam.cases,
      there: studies.length,
    })
  }
  refuseUnless(input.renewBy === null || input.renewBy >= dayAt(ctx.now), 'training.renew_day', {}, 'renewBy')
  const impact = await impactOf(ctx, course, draft.number, input.renewBy)
  await publishVersion(ctx.sql, draft.key, ctx.now, ctx.actor.key)
  if (input.renewBy !== null && course.certificateKey !== null && course.kind === 'course')
    await insertRenewal(ctx.sql, {
      kindKey: course.certificateKey,
      sinceVersion: draft.number,
      renewBy: instantAt(addDays(input.renewBy, 1), '00:00'),
      reason: draft.changeNote,
      by: ctx.actor.key,
      at: ctx.now,
    })
  ctx.note({ code: input.code, version: draft.number, renewBy: input.renewBy, holders: impact.holders.length })
  await ctx.emit('training.course-published', { courseCode: input.code, version: draft.number, renewBy: input.renewBy })
  return impact
}
