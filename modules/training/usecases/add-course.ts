import { refuseUnless } from '#lib/refusal'
import type { Context } from '#platform/context'
import type { Input, Output } from '#platform/operation'
import type { api } from '../api.ts'
import { kindByCode } from '../store/certificate.ts'
import { certificateCourseCode, insertCourse, insertDraft } from '../store/course.ts'

/** Adds a course with an empty first draft. @throws Refusal training.code_taken, training.certificate_not_found, training.certificate_taken, training.refresher_of_nothing */
export async function addCourse(
  ctx: Context,
  input: Input<typeof api.addCourse>,
): Promise<Output<typeof api.addCourse>> {
  const kind = input.certificateCode === null ? null : await kindByCode(ctx.sql, input.certificateCode)
  refuseUnless(input.certificateCode === null || kind, 'training.certificate_not_found', {}, 'certificateCode')
  refuseUnless(input.kind === 'course' || kind, 'training.refresher_of_nothing', {}, 'certificateCode')
  const taken = await certificateCourseCode(ctx.sql, kind?.key ?? null, input.kind)
  refuseUnless(taken === null, 'training.certificate_taken', { code: taken ?? '' }, 'certificateCode')
  const courseKey = await insertCourse(ctx.sql, {
    code: input.code,
    kind: input.kind,
    topic: input.topic,
    certificateKey: kind?.key ?? null,
  })
  refuseUnless(courseKey !== null, 'training.code_taken', { code: input.code }, 'code')
  const { title, titleEn } = input
  await insertDraft(ctx.sql, { courseKey, number: 1, title, titleEn, summary: '', exam: null, by: ctx.actor.key })
  ctx.note({ code: input.code })
  return { code: input.code }
}
