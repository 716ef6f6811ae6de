import { dayAt } from '#lib/day'
import type { Context } from '#platform/context'
import type { Input, Output } from '#platform/operation'
import type { api } from '../api.ts'
import { levelOn } from '../learning.ts'
import { levelsSet, minutesIn } from '../store/learning.ts'
import { personWithin } from './people-within.ts'
import { skillsOf } from './skills-of.ts'

/** Required, held and expiring certificates of one person. @throws Refusal training.person_not_found, authority.out_of_scope */
export async function personSkills(
  ctx: Context,
  input: Input<typeof api.personSkills>,
): Promise<Output<typeof api.personSkills>> {
  const person = await personWithin(ctx, 'training.report.read', input.personId)
  const set = await levelsSet(ctx.sql, [person.key], ctx.now)
  const year = Number(dayAt(ctx.now).slice(0, 4))
  return {
    personName: person.name,
    level: levelOn(person.fromDay, dayAt(ctx.now), set.get(person.key)?.level ?? null),
    skills: (await skillsOf(ctx, [person])).get(person.key) ?? [],
    minutes: (await minutesIn(ctx.sql, [person.key], year)).get(person.key) ?? 0,
  }
}
