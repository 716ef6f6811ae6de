import type { Sql } from '#platform/database'
import { groupNodes, type PersonRow, roster, withDescendants } from '#team'
import { certificatesOfPeople } from '#training'
import type { Holder } from '../holding.ts'
import { type Loan, type Power, powerFrom } from '../power.ts'
import { bookFor } from './book.ts'
import type { Moment } from './power-of.ts'

/** One person at work with everything the rules act on. */
export type Somebody = { person: PersonRow; holder: Holder; loans: Loan[] }

/** Everyone at work on a day with place, leave, certificates and what others lent, read in four statements however many people there are. */
export async function everybody(sql: Sql, moment: Moment): Promise<Somebody[]> {
  const people = await roster.peopleOn(sql, moment.on)
  const nodes = await groupNodes(sql, moment.on)
  const below = new Map(nodes.map(node => [node.key, withDescendants(node.key, nodes)]))
  const keys = people.map(person => person.key)
  const held = await certificatesOfPeople(sql, keys, moment.at)
  const holders = new Map<bigint, Holder>(
    people.map(person => [
      person.key,
      {
        personKey: person.key,
        post: person.post,
        standing: {
          personKey: person.key,
          groupKeys: person.groupKey === null ? [] : (below.get(person.groupKey) ?? [person.groupKey]),
          branchKeys: person.branchKey === null ? [] : [person.branchKey],
        },
        onLeave: person.onLeave,
        certificates: (held.get(person.key) ?? []).map(({ code, endsAt }) => ({ code, validUntil: endsAt })),
      },
    ]),
  )
  const lent = await roster.delegationsOn(sql, moment.on)
  return people.map(person => ({
    person,
    holder: holders.get(person.key)!,
    loans: (lent.get(person.key) ?? []).flatMap(line => {
      const giver = holders.get(line.fromKey)
      return giver ? [{ lent: line, giver }] : []
    }),
  }))
}

/** Everyone at work on a day with what each may do at the moment. */
export async function everyone(sql: Sql, moment: Moment): Promise<{ person: PersonRow; power: Power }[]> {
  const book = await bookFor(sql, moment.on, moment.past ? moment.at : null)
  return (await everybody(sql, moment)).map(({ person, holder, loans }) => ({
    person,
    power: powerFrom(book, holder, loans),
  }))
}
