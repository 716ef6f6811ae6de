import { addDays, type Day, instantAt, weekday } from '#lib/day'
import type { Context } from '#platform/context'
import { type PersonRow, roster } from '#team'
import { answerPulse } from '../../modules/performance/usecases/pulse.ts'
import type { House } from '../house.ts'

const weeks = 8

/** The demo city's people as each other’s colleagues: how their weeks were, and a task or two nobody got round to. */
export async function seedPeople(house: House, today: Day): Promise<void> {
  const monday = addDays(today, 1 - weekday(today))
  await house.system('demo.people', async ctx => {
    const team = await roster.peopleOn(ctx.sql, today)
    for (let back = weeks; back >= 1; back -= 1) {
      const friday = addDays(monday, 4 - back * 7)
      for (const [at, person] of team.entries()) {
        // One in six forgets it each week, another each time.
        if ((at + back) % 6 === 0) continue
        await answerPulse(as(ctx, person, friday), { score: moodOf(person, at, back) })
      }
    }
  })
}

/** The reviewers tire towards the end of the eight weeks; the others go up and down a little. */
function moodOf({ post }: PersonRow, at: number, back: number): number {
  const usual = 4 - ((at * 3 + back) % 3 === 0 ? 1 : 0) + ((at + back) % 7 === 0 ? 1 : 0)
  const tired = post === 'credit_reviewer' || post === 'senior_reviewer' ? Math.floor((weeks - back) / 3) : 0
  return Math.max(1, Math.min(5, usual - tired))
}

/** The program's context as a person on a day of the past: the demo was not there to be clicked through. */
function as(ctx: Context, person: PersonRow, on: Day): Context {
  const actor = {
    kind: 'person' as const,
    id: person.id,
    key: person.key,
    name: person.name,
    groupKey: person.groupKey,
    branchKey: person.branchKey,
  }
  return { ...ctx, actor, today: on, now: instantAt(on, '17:30') }
}
