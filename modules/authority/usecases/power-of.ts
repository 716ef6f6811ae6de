import { must } from '#lib/assert'
import type { Day, Instant } from '#lib/day'
import { toId } from '#lib/id'
import type { Money } from '#lib/money'
import type { Sql } from '#platform/database'
import { delegationsTo, groupNodes, type PersonRow, personById, withDescendants } from '#team'
import { certificateNames, certificatesOf } from '#training'
import type { Conflict } from '../duty.ts'
import type { Holder } from '../holding.ts'
import { type Loan, type Power, permit, powerFrom } from '../power.ts'
import type { Reach, Right } from '../scope.ts'
import { limitsOf } from '../stand-in.ts'
import { bookFor } from './book.ts'

export { reachWhere } from '../store/predicate.ts'
export { holdersWithin } from './holders-within.ts'
export { jobRights } from './job-rights.ts'

/** When to look: the business day, and the instant for what is exact to the second. `past` asks for the rules as known then. */
export type Moment = { on: Day; at: Instant; past?: boolean }

/** What somebody may do, worked out from posts, grants, delegations, leave and certificates as they are at the moment. */
export async function powerOf(
  sql: Sql,
  person: PersonRow,
  moment: Moment,
  extra: readonly Right[] = [],
): Promise<Power> {
  const book = await bookFor(sql, moment.on, moment.past ? moment.at : null)
  const wanted = book.certificates.map(rule => rule.certificate)
  if (wanted.length > 0) await certificateNames.learn(sql, wanted, moment.at)
  const nodes = await groupNodes(sql, moment.on)
  const holderOf = async (one: PersonRow): Promise<Holder> => ({
    personKey: one.key,
    post: one.post,
    standing: {
      personKey: one.key,
      groupKeys: one.groupKey === null ? [] : withDescendants(one.groupKey, nodes),
      branchKeys: one.branchKey === null ? [] : [one.branchKey],
    },
    onLeave: one.onLeave,
    certificates: wanted.length === 0 ? [] : await certificates(sql, one.key, moment.at),
  })
  const loans: Loan[] = []
  for (const lent of await delegationsTo(sql, person.key, moment.on)) {
    const giver = await personById(sql, toId('person', lent.fromKey), moment.on)
    if (giver) loans.push({ lent, giver: await holderOf(giver) })
  }
  return powerFrom(book, await holderOf(person), loans, extra)
}

async function certificates(sql: Sql, personKey: bigint, at: Instant): Promise<Holder['certificates']> {
  return (await certificatesOf(sql, personKey, at)).map(({ code, endsAt }) => ({ code, validUntil: endsAt }))
}

/** What a person may approve at most and which duties are kept apart in them, for pictures of what a move would change. */
export async function standingOf(
  sql: Sql,
  personKey: bigint,
  moment: Moment,
): Promise<{ limits: { stage: string; limit: Money }[]; apart: Conflict[] }> {
  const power = await powerOfPerson(sql, personKey, moment)
  return { limits: limitsOf(power, moment.on), apart: [...power.withheld] }
}

/** The same for a person by key. */
export async function powerOfPerson(sql: Sql, personKey: bigint, moment: Moment): Promise<Power> {
  const person = must(await personById(sql, toId('person', personKey), moment.on), `no person ${personKey}`)
  return powerOf(sql, person, moment)
}

/**
 * How far one permission reaches for a person on a day: what every check and every predicate of a list is read off. For walls
 * that stand behind the kernel, such as row-level security. Null when the person may not.
 */
export async function reachFor(sql: Sql, personKey: bigint, permission: string, moment: Moment): Promise<Reach | null> {
  return permit(await powerOfPerson(sql, personKey, moment), permission).reach
}
