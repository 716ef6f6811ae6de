import { must } from '#lib/assert'
import { dayAt } from '#lib/day'
import { toId } from '#lib/id'
import type { Context } from '#platform/context'
import type { Input, Output } from '#platform/operation'
import type { api } from '../api.ts'
import { coursesByKey } from '../store/course.ts'
import { pageOfDuties, readCounts } from '../store/report.ts'
import { dutiesOf } from './duties-of.ts'
import { peopleWithin } from './people-within.ts'

/** Who has to learn what and how far they are: one line a person and course, due first first. */
export async function listCoverage(
  ctx: Context,
  input: Input<typeof api.listCoverage>,
): Promise<Output<typeof api.listCoverage>> {
  const people = [...(await peopleWithin(ctx, 'training.report.read', input)).values()]
  const wanted = input.search?.toLowerCase()
  const learning = await dutiesOf(ctx, people)
  const reads = new Map(
    (
      await readCounts(
        ctx.sql,
        people.map(one => one.key),
      )
    ).map(row => [`${row.personKey}:${row.courseKey}`, row.read]),
  )
  const courses = await coursesByKey(
    ctx.sql,
    [...new Set([...learning.values()].flatMap(one => [...one.open, ...one.done].map(duty => duty.courseKey)))],
    null,
  )
  const today = dayAt(ctx.now)
  const lines = people.flatMap(person => {
    const { open = [], done = [] } = learning.get(person.key) ?? {}
    const still = new Set(open.map(duty => duty.courseKey))
    // Of a course done before and asked for again, the open duty is the one that counts.
    const finished = [
      ...new Map(done.filter(duty => !still.has(duty.courseKey)).map(duty => [duty.courseKey, duty])).values(),
    ]
    return [...open.map(duty => ({ ...duty, at: null })), ...finished].flatMap(duty => {
      const course = courses.get(duty.courseKey)
      if (!course || course.versionKey === null) return []
      return [
        {
          personId: toId('person', person.key),
          personName: person.name,
          groupName: person.groupName,
          branchName: person.branchName,
          courseCode: course.code,
          courseTitle: course.title,
          source: duty.source,
          dueOn: duty.dueOn,
          read: reads.get(`${person.key}:${duty.courseKey}`) ?? 0,
          lessons: course.lessons,
          doneAt: duty.at,
          overdue: duty.at === null && duty.dueOn < today,
        },
      ]
    })
  })
  const chosen = lines
    .filter(line => !wanted || line.personName.includes(wanted) || line.courseTitle.includes(wanted))
    .filter(line => !input.courseCode || line.courseCode === input.courseCode)
    .filter(line => input.done === undefined || (line.doneAt !== null) === input.done)
    .filter(line => input.overdue === undefined || line.overdue === input.overdue)
  const page = await pageOfDuties(
    ctx.sql,
    chosen.map(line => line.dueOn),
    input,
  )
  return {
    rows: page.places.map(place => must(chosen[place], 'a place of the list')),
    next: page.next,
    total: chosen.length,
    done: chosen.filter(line => line.doneAt !== null).length,
    overdueCount: chosen.filter(line => line.overdue).length,
  }
}
