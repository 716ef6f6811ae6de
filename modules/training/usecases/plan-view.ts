import { dayAt } from '#lib/day'
import { toId } from '#lib/id'
import type { Context } from '#platform/context'
import type { Output } from '#platform/operation'
import type { api } from '../api.ts'
import { planProgress } from '../learning.ts'
import { coursesByKey } from '../store/course.ts'
import { completionsOf, minutesIn, planItems } from '../store/learning.ts'

/** A person's plan of a year with how far each line is. The whole is the plain mean of its lines; null without any. */
export async function planView(
  ctx: Context,
  person: { key: bigint; name: string },
  year: number,
): Promise<Output<typeof api.getPlan>> {
  const items = await planItems(ctx.sql, [person.key], year)
  const completions = (await completionsOf(ctx.sql, [person.key])).map(({ courseKey, at }) => ({ courseKey, at }))
  const minutes = (await minutesIn(ctx.sql, [person.key], year)).get(person.key) ?? 0
  const courses = await coursesByKey(
    ctx.sql,
    items.flatMap(item => item.courseKey ?? []),
    null,
  )
  const today = dayAt(ctx.now)
  const lines = items.map(item => {
    const progress = planProgress(item, year, completions, minutes)
    const course = item.courseKey === null ? undefined : courses.get(item.courseKey)
    const { kind, targetMinutes, dueOn } = item
    return {
      id: toId('planitem', item.key),
      kind,
      title: course?.title ?? item.title,
      courseCode: course?.code ?? null,
      targetMinutes,
      dueOn,
      progress,
      overdue: progress < 100 && dueOn < today,
    }
  })
  const all = lines.reduce((sum, line) => sum + line.progress, 0)
  return {
    personId: toId('person', person.key),
    personName: person.name,
    year,
    minutes,
    progress: lines.length === 0 ? null : Math.floor(all / lines.length),
    items: lines,
  }
}

/** The progress of many people's plans of a year, by person key; who has no plan has no entry. */
export async function planProgressOf(
  ctx: Context,
  personKeys: readonly bigint[],
  year: number,
): Promise<Map<bigint, number>> {
  const items = await planItems(ctx.sql, personKeys, year)
  const completions = await completionsOf(ctx.sql, personKeys)
  const minutes = await minutesIn(ctx.sql, personKeys, year)
  const found = new Map<bigint, number>()
  for (const key of new Set(items.map(item => item.personKey))) {
    const own = items.filter(item => item.personKey === key)
    const learnt = completions.filter(one => one.personKey === key)
    const all = own.reduce((sum, item) => sum + planProgress(item, year, learnt, minutes.get(key) ?? 0), 0)
    found.set(key, Math.floor(all / own.length))
  }
  return found
}
