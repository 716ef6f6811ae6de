import { addMs, type Day, dayAt } from '#lib/day'
import type { Context } from '#platform/context'
import type { SkillState } from '../learning.ts'
import { dutiesOf, type Learner } from './duties-of.ts'
import { dutyLines } from './duty-lines.ts'
import { skillsOf } from './skills-of.ts'

/** What of somebody's training wants a look: certificates of the post that run out, have run out or were never got, and open courses. */
export type Standing = { expiring: number; open: number; late: number }

const wanting: readonly SkillState[] = ['expiring', 'grace', 'missing']

/** The same for many people in a fixed number of statements, by person key. */
export async function standingsOf(ctx: Context, people: readonly Learner[]): Promise<Map<bigint, Standing>> {
  const today = dayAt(ctx.now)
  const duties = await dutiesOf(ctx, people)
  const skills = await skillsOf(ctx, people)
  return new Map(
    people.map(({ key }) => {
      const open = duties.get(key)?.open ?? []
      const required = (skills.get(key) ?? []).filter(skill => skill.required && wanting.includes(skill.state))
      return [key, { expiring: required.length, open: open.length, late: open.filter(one => one.dueOn < today).length }]
    }),
  )
}

/** One person's standing line by line: certificates by the last day they count (null: never held), courses by the day they are due. */
export async function standingLines(ctx: Context, person: Learner) {
  const today = dayAt(ctx.now)
  const duties = (await dutiesOf(ctx, [person])).get(person.key)?.open ?? []
  const skills = (await skillsOf(ctx, [person])).get(person.key) ?? []
  const said = (zh: string, en: string) => (ctx.language === 'zh' ? zh : en)
  const lastDay = (endsAt: (typeof skills)[number]['endsAt']): Day => (endsAt ? dayAt(addMs(endsAt, -1)) : today)
  return [
    ...skills
      .filter(skill => skill.required && wanting.includes(skill.state))
      .map(skill => ({
        kind: 'certificate' as const,
        name: said(skill.name, skill.nameEn),
        day: lastDay(skill.endsAt),
        late: skill.state !== 'expiring',
      })),
    ...(await dutyLines(ctx, person.key, duties)).map(line => ({
      kind: 'course' as const,
      name: said(line.title, line.titleEn),
      day: line.dueOn,
      late: line.overdue,
    })),
  ]
}
