import { toId } from '#lib/id'
import type { Context } from '#platform/context'
import type { Input, Output } from '#platform/operation'
import type { api } from '../api.ts'
import type { SkillState } from '../learning.ts'
import { listKinds } from '../store/certificate.ts'
import { peopleWithin } from './people-within.ts'
import { skillsOf } from './skills-of.ts'

/** The skills matrix of the people within reach, by person and summed by group. */
export async function skillsMatrix(
  ctx: Context,
  input: Input<typeof api.skillsMatrix>,
): Promise<Output<typeof api.skillsMatrix>> {
  const people = [...(await peopleWithin(ctx, 'training.report.read', input)).values()]
  const skills = await skillsOf(ctx, people)
  const kinds = (await listKinds(ctx.sql)).map(({ code, name, nameEn }) => ({ code, name, nameEn }))
  const shown = people.map(person => ({
    key: person.key,
    personId: toId('person', person.key),
    personName: person.name,
    groupKey: person.groupKey,
    post: person.post,
    cells: kinds.map(({ code }) => {
      const skill = (skills.get(person.key) ?? []).find(one => one.code === code)
      return { code, state: skill?.state ?? ('none' as const), endsAt: skill?.endsAt ?? null }
    }),
  }))
  const groups = [...new Map(people.map(person => [person.groupKey, person])).values()]
  return {
    kinds,
    groups: groups.map(({ groupKey, groupName, branchName }) => {
      const members = shown.filter(person => person.groupKey === groupKey)
      return {
        groupId: toId('group', groupKey),
        groupName,
        branchName,
        people: members.length,
        cells: kinds.map(({ code }) => {
          const states = members.map(member => member.cells.find(cell => cell.code === code)?.state ?? 'none')
          const required = members.filter(member =>
            skills.get(member.key)?.some(skill => skill.code === code && skill.required),
          ).length
          const count = (...wanted: SkillState[]) => states.filter(state => wanted.includes(state)).length
          return {
            code,
            required,
            held: count('held', 'expiring', 'grace', 'extra'),
            expiring: count('expiring', 'grace'),
            missing: count('missing'),
          }
        }),
      }
    }),
    people: shown.map(({ key: _, groupKey, ...person }) => ({ ...person, groupId: toId('group', groupKey) })),
  }
}
