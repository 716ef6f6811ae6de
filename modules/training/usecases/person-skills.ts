import { must } from '#lib/assert'
import { dayAt } from '#lib/day'
import type { Context } from '#platform/context'
import type { Input, Output } from '#platform/operation'
import type { api } from '../api.ts'
import { minutesIn } from '../store/learning.ts'
import { levelsOf } from './levels-of.ts'
import { personWithin } from './people-within.ts'
import { skillsOf } from './skills-of.ts'

/** Required, held and expiring certificates of one person. @throws Refusal training.person_not_found, authority.out_of_scope */
export async function personSkills(
  ctx: Context,
  input: Input<typeof api.personSkills>,
): Promise<Output<typeof api.personSkills>> {
  const person = await personWithin(ctx, 'training.report.read', input.personId)
  const year = Number(dayAt(ctx.now).slice(0, 4))
  return {
    personName: person.name,
    level: must((await levelsOf(ctx, [person])).get(person.key), 'everybody asked about has a level').level,
    skills: (await skillsOf(ctx, [person])).get(person.key) ?? [],
    minutes: (await minutesIn(ctx.sql, [person.key], year)).get(person.key) ?? 0,
  }
}
