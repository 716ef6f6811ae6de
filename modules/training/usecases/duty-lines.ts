import { dayAt } from '#lib/day'
import type { Context } from '#platform/context'
import type { Duty } from '../learning.ts'
import { coursesByKey } from '../store/course.ts'

/** Open duties of one person as the screens show them. */
export async function dutyLines(ctx: Context, personKey: bigint, open: readonly Duty[]) {
  const courses = await coursesByKey(
    ctx.sql,
    open.map(duty => duty.courseKey),
    personKey,
  )
  const today = dayAt(ctx.now)
  return open.flatMap(duty => {
    const course = courses.get(duty.courseKey)
    if (!course || course.versionKey === null) return []
    const { code, title, titleEn, minutes, lessons, read } = course
    return [
      {
        courseCode: code,
        title,
        titleEn,
        minutes,
        lessons,
        read,
        source: duty.source,
        reason: duty.reason,
        dueOn: duty.dueOn,
        overdue: duty.dueOn < today,
      },
    ]
  })
}
