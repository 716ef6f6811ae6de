import type { Sql } from '#platform/database'
import { groupNodes, type PersonRow, roster, withDescendants } from '#team'
import { certificatesOfPeople } from '#training'
import type { Holder } from '../holding.ts'
import { type Power, powerFrom } from '../power.ts'
import { bookFor } from './book.ts'
import type { Moment } from './power-of.ts'

/** Everyone at work on a day with what each may do at the moment, read in five statements however many people there are. */
export async function everyone(sql: Sql, moment: Moment): Promise<{ person: PersonRow; power: Power }[]> {
  const book = await bookFor(sql, moment.on, moment.past ? moment.at : null)
  const people = await roster.peopleOn(sql, moment.on)
  const nodes = await groupNodes(sql, moment.on)
  const below = new Map(nodes.map(node => [node.key, withDescendants(node.key, nodes)]))
  const held =
    book.certificates.length === 0
      ? new Map()
      : await certificatesOfPeople(
          sql,
          people.map(person => person.key),
          moment.at,
        )
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
        certificates: (
          (held.get(person.key) ?? []) as { code: string; endsAt: Holder['certificates'][number]['validUntil'] }[]
        ).map(({ code, endsAt }) => ({ code, validUntil: endsAt })),
      },
    ]),
  )
  const lent = await roster.delegationsOn(sql, moment.on)
  return people.map(person => ({
    person,
    power: powerFrom(
      book,
      holders.get(person.key)!,
      (lent.get(person.key) ?? []).flatMap(line => {
        const giver = holders.get(line.fromKey)
        return giver ? [{ lent: line, giver }] : []
      }),
    ),
  }))
}
