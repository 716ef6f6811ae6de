import { toId } from '#lib/id'
import { refuseUnless } from '#lib/refusal'
import type { Context } from '#platform/context'
import type { Input, Output } from '#platform/operation'
import type { api } from '../api.ts'
import { refresherOpen, stateAt } from '../certificate.ts'
import { openAttemptOf } from '../store/attempt.ts'
import { certificateHistory, kindByCode } from '../store/certificate.ts'
import { certificateCourses } from '../store/course.ts'
import { actingPerson } from './people-within.ts'
import { skillsOf } from './skills-of.ts'

/** Where the reader stands with a certificate, and the courses that lead to it. @throws Refusal training.certificate_not_found */
export async function certificateGuide(
  ctx: Context,
  input: Input<typeof api.certificateGuide>,
): Promise<Output<typeof api.certificateGuide>> {
  const kind = await kindByCode(ctx.sql, input.code)
  refuseUnless(kind, 'training.certificate_not_found')
  const person = await actingPerson(ctx)
  const skills = (await skillsOf(ctx, [{ key: person.key, post: person.post ?? '' }])).get(person.key) ?? []
  const history = (await certificateHistory(ctx.sql, [person.key])).filter(row => row.code === kind.code)
  const courses = (await certificateCourses(ctx.sql)).filter(course => course.certificateKey === kind.key)
  const refresh = history.some(row => refresherOpen(row, kind.refresherDays, ctx.now))
  const open = await openAttemptOf(ctx.sql, person.key)
  const { code, name, nameEn, validityMonths, graceDays } = kind
  const none = {
    code,
    name,
    nameEn,
    required: false,
    state: 'none' as const,
    number: null,
    validUntil: null,
    endsAt: null,
  }
  const full = courses.find(course => course.kind === 'course')?.code ?? null
  return {
    ...(skills.find(skill => skill.code === kind.code) ?? { ...none, courseCode: full }),
    validityMonths,
    graceDays,
    openAttempt: open ? toId('attempt', open.key) : null,
    courses: courses.map(course => ({
      code: course.code,
      title: course.title,
      titleEn: course.titleEn,
      kind: course.kind,
      open: course.kind === 'course' || refresh,
    })),
    history: history.map(row => ({
      number: row.number,
      issuedAt: row.issuedAt,
      endsAt: row.endsAt,
      state: stateAt(row, ctx.now),
      evidence: row.evidence,
    })),
  }
}
