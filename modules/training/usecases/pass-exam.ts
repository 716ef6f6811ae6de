import { must } from '#lib/assert'
import type { Context } from '#platform/context'
import type { AttemptRow } from '../store/attempt.ts'
import { kindByCode } from '../store/certificate.ts'
import { type CourseRow, certificateCourses, type VersionRow } from '../store/course.ts'
import { completeCourse } from './complete-course.ts'
import { giveCertificate } from './give-certificate.ts'

/** What passing brings, in the caller's transaction: the course is completed and its certificate given. */
export async function passExam(
  ctx: Context,
  attempt: Pick<AttemptRow, 'key' | 'personKey'>,
  { course, version, score }: { course: CourseRow; version: Pick<VersionRow, 'number' | 'title'>; score: number },
): Promise<void> {
  await completeCourse(ctx, { personKey: attempt.personKey, course, version: version.number, attemptKey: attempt.key })
  if (course.certificateCode === null) return
  const kind = must(await kindByCode(ctx.sql, course.certificateCode), 'the kind is there')
  await giveCertificate(ctx, kind, {
    personKey: attempt.personKey,
    basis: course.kind === 'refresher' ? 'refresher' : 'exam',
    evidence: `${version.title} v${version.number} · ${score}`,
    courseVersion: await earnedVersion(ctx, course, version.number),
    attemptKey: attempt.key,
    issuedBy: null,
  })
}

/** The version of the full course a certificate counts as earned on: a refresher keeps its holder up to the one in force. */
async function earnedVersion(ctx: Context, course: CourseRow, own: number): Promise<number> {
  if (course.kind === 'course') return own
  const full = (await certificateCourses(ctx.sql)).find(
    one => one.kind === 'course' && one.certificateKey === course.certificateKey,
  )
  return full?.versionNumber ?? own
}
