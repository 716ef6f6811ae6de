import { must } from '#lib/assert'
import { toId } from '#lib/id'
import type { Context } from '#platform/context'
import type { Input, Output } from '#platform/operation'
import type { api } from '../api.ts'
import { listHours as pageOfHours } from '../store/report.ts'
import { peopleWithin } from './people-within.ts'
import { planProgressOf } from './plan-view.ts'

/** Hours of the people within reach in a year. */
export async function listHours(
  ctx: Context,
  input: Input<typeof api.listHours>,
): Promise<Output<typeof api.listHours>> {
  const found = await peopleWithin(ctx, 'training.report.read', input)
  const wanted = input.search?.toLowerCase()
  const people = [...found.values()].filter(
    one => !wanted || one.name.includes(wanted) || one.username.startsWith(wanted),
  )
  const page = await pageOfHours(ctx.sql, people, input)
  const progress = await planProgressOf(
    ctx,
    page.rows.map(row => row.key),
    input.year,
  )
  return {
    rows: page.rows.map(({ key, name, ...figures }) => {
      const person = must(found.get(key), 'within reach')
      return {
        personId: toId('person', key),
        personName: name,
        post: person.post,
        groupName: person.groupName,
        branchName: person.branchName,
        ...figures,
        hours: `${Math.floor(figures.minutes / 60)}.${String(Math.floor(((figures.minutes % 60) * 10) / 60))}`,
        planProgress: progress.get(key) ?? null,
      }
    }),
    next: page.next,
    total: people.length,
  }
}
