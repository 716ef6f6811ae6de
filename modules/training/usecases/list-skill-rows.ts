import { addMs, dayAt } from '#lib/day'
import { toId, toKey } from '#lib/id'
import { say, type Word } from '#lib/words'
import type { Context } from '#platform/context'
import type { Input, Output } from '#platform/operation'
import type { api } from '../api.ts'
import { certificateWords } from '../certificate-words.ts'
import { learnerWords } from '../learner-words.ts'
import { screenWords } from '../screen-words.ts'
import { peopleWithin } from './people-within.ts'
import { skillsOf } from './skills-of.ts'

const said: Readonly<Record<string, Word>> = { ...certificateWords, ...learnerWords, ...screenWords }

/** The skills matrix as a sheet: a line a person, a column a certificate, with its state and last day in words. */
export async function listSkillRows(
  ctx: Context,
  input: Input<typeof api.listSkillRows>,
): Promise<Output<typeof api.listSkillRows>> {
  const people = [...(await peopleWithin(ctx, 'training.report.read', input)).values()].sort((a, b) =>
    a.key < b.key ? -1 : 1,
  )
  const after = input.after === undefined ? null : toKey(input.after as `person_${string}`)
  const left = people.filter(person => after === null || person.key > after)
  const page = left.slice(0, input.limit)
  const skills = await skillsOf(ctx, page)
  return {
    rows: page.map(person => ({
      personName: person.name,
      post: person.post,
      groupName: person.groupName,
      branchName: person.branchName,
      skills: Object.fromEntries(
        (skills.get(person.key) ?? []).map(skill => {
          const word = said[`training.skill.${skill.state}`] ?? ([skill.state, skill.state] as const)
          const end = skill.endsAt ? ` ${dayAt(addMs(skill.endsAt, -1))}` : ''
          return [skill.code, `${say(word, ctx.language)}${end}`]
        }),
      ),
    })),
    next: left.length > page.length ? toId('person', page.at(-1)!.key) : null,
    total: people.length,
  }
}
