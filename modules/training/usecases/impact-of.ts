import { addDays, type Day, instantAt } from '#lib/day'
import { toId } from '#lib/id'
import type { Context } from '#platform/context'
import { boardPeople, personNames } from '#team'
import { holdersBefore } from '../store/certificate.ts'
import type { CourseRow } from '../store/course.ts'

/** Whose live certificates were earned on an earlier version of a course, and when they would end if renewed by a day. */
export async function impactOf(ctx: Context, course: CourseRow, number: number, renewBy: Day | null) {
  const holders =
    course.certificateKey === null || course.kind === 'refresher'
      ? []
      : await holdersBefore(ctx.sql, course.certificateKey, number, ctx.now)
  const limit = renewBy && instantAt(addDays(renewBy, 1), '00:00')
  const names = await personNames(
    ctx.sql,
    holders.map(row => row.personKey),
  )
  const groups = new Map(
    (await boardPeople(ctx, 'training.course.write')).map(person => [person.key, person.groupName]),
  )
  return {
    number,
    renewBy,
    holders: holders.map(row => ({
      personId: toId('person', row.personKey),
      personName: names.get(row.personKey) ?? '',
      groupName: groups.get(row.personKey) ?? null,
      endsAt: row.endsAt,
      endsThen: limit && limit < row.endsAt ? limit : row.endsAt,
    })),
  }
}
