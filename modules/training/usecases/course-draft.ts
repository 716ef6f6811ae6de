import { must } from '#lib/assert'
import { toId } from '#lib/id'
import { refuseUnless } from '#lib/refusal'
import type { Context } from '#platform/context'
import type { Output } from '#platform/operation'
import type { api } from '../api.ts'
import {
  type CourseRow,
  courseByCode,
  draftOf,
  insertDraft,
  lessonsOf,
  replaceLessons,
  type VersionRow,
} from '../store/course.ts'

/** The open draft of a course as the editor shows it. */
export async function draftView(
  ctx: Context,
  course: CourseRow,
  draft: VersionRow,
): Promise<Output<typeof api.draftCourse>> {
  const lessons = await lessonsOf(ctx.sql, draft.key)
  const { number, revision, title, titleEn, summary, changeNote, exam } = draft
  const { code, kind, topic, certificateCode } = course
  return {
    code,
    kind,
    topic,
    certificateCode,
    number,
    published: course.versionNumber,
    revision,
    title,
    titleEn,
    summary,
    changeNote,
    exam,
    lessons: lessons.map(({ kind: sort, title: name, body, minutes, sha256, fileName, mediaType, caseKey }) => ({
      kind: sort,
      title: name,
      body,
      minutes,
      sha256,
      fileName,
      mediaType,
      caseId: caseKey === null ? null : toId('study', caseKey),
    })),
  }
}

/** The open draft of a course, begun from the published version where there is none. @throws Refusal training.course_not_found */
export async function openDraft(ctx: Context, code: string): Promise<{ course: CourseRow; draft: VersionRow }> {
  const course = await courseByCode(ctx.sql, code, null)
  refuseUnless(course, 'training.course_not_found')
  const open = await draftOf(ctx.sql, course.key)
  if (open) return { course, draft: open }
  const { title, titleEn, summary, plan } = course
  const number = (course.versionNumber ?? 0) + 1
  const key = await insertDraft(ctx.sql, {
    courseKey: course.key,
    number,
    title,
    titleEn,
    summary,
    exam: plan,
    by: ctx.actor.key,
  })
  if (course.versionKey !== null) await replaceLessons(ctx.sql, key, await lessonsOf(ctx.sql, course.versionKey))
  return { course, draft: must(await draftOf(ctx.sql, course.key), 'the draft is there') }
}
