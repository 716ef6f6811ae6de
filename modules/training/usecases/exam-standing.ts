import type { Context } from '#platform/context'
import { refresherOpen } from '../certificate.ts'
import { examBar } from '../exam.ts'
import { attemptsAt } from '../store/attempt.ts'
import { certificateHistory, kindByCode } from '../store/certificate.ts'
import type { CourseRow } from '../store/course.ts'
import { dutiesGiven } from '../store/learning.ts'

/** What stands between a person and a course's exam now, and what has been before. */
export async function examStanding(ctx: Context, course: CourseRow, personKey: bigint) {
  const attempts = await attemptsAt(ctx.sql, personKey, course.key)
  const given = (await dutiesGiven(ctx.sql, [personKey])).filter(duty => duty.courseKey === course.key)
  const window = course.kind === 'refresher' ? await refresherWindow(ctx, course, personKey) : false
  const bar = examBar(course.plan, {
    lessonsLeft: course.lessons - course.read,
    attempts,
    since: given.at(-1)?.givenAt ?? null,
    refresher: course.kind === 'refresher',
    refresherOpen: window,
    now: ctx.now,
  })
  return { attempts, bar, given }
}

async function refresherWindow(ctx: Context, course: CourseRow, personKey: bigint): Promise<boolean> {
  const kind = course.certificateCode === null ? null : await kindByCode(ctx.sql, course.certificateCode)
  const held = (await certificateHistory(ctx.sql, [personKey])).filter(row => row.code === kind?.code)
  return kind !== null && held.some(row => refresherOpen(row, kind.refresherDays, ctx.now))
}
