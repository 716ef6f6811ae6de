import { addMonths, type Day } from '#lib/day'
import type { Act } from './rule.ts'
import type { Rule } from './rule-book.ts'
import { meet, type Right, type Via } from './scope.ts'

/** Two permissions that no one person shall have, and a rule that says so. */
export type Conflict = { rule: string; first: string; second: string }

/** The pairs of permissions that a set of permissions brings together although a rule keeps them apart. */
export function conflictsOf(permissions: readonly string[], duties: readonly Rule<'duty'>[]): Conflict[] {
  const holds = (wanted: string) => permissions.some(one => meet(one, wanted))
  return duties.flatMap(duty =>
    duty.kind === 'static' && holds(duty.first) && holds(duty.second)
      ? [{ rule: duty.id, first: duty.first, second: duty.second }]
      : [],
  )
}

const nearness: Record<Via, number> = { own: 0, delegation: 1, glass: 2 }

/**
 * What segregation of duties takes from somebody who holds both sides of a pair all the same (a move of post, another's right
 * on loan): the side that is less the person's own; of two own ones the second. So the pair can never be used together.
 */
export function withheld(rights: readonly Right[], duties: readonly Rule<'duty'>[]): Conflict[] {
  return conflictsOf(
    rights.map(right => right.permission),
    duties,
  ).map(conflict => {
    const nearest = (wanted: string) =>
      Math.min(...rights.filter(right => meet(right.permission, wanted)).map(right => nearness[right.via]))
    return nearest(conflict.second) < nearest(conflict.first)
      ? { ...conflict, first: conflict.second, second: conflict.first }
      : conflict
  })
}

/** What somebody did to this customer, and when. */
export type Touch = { personKey: bigint; act: Act; day: Day }

/**
 * The rule over time that bars a person from an act on this customer on this day: whoever sold to, reviewed or funded a
 * customer within its months before may not do what it names. The month's last day counts. Null when none does.
 */
export function barredBy(
  duties: readonly Rule<'duty'>[],
  personKey: bigint,
  act: Act,
  touches: readonly Touch[],
  today: Day,
): { rule: string; did: Act; day: Day; until: Day } | null {
  for (const duty of duties) {
    if (duty.kind !== 'time' || duty.mayNot !== act) continue
    const since = addMonths(today, -duty.months)
    const [last] = touches
      .filter(touch => touch.personKey === personKey && touch.act === duty.did && touch.day >= since)
      .sort((a, b) => (a.day < b.day ? 1 : -1))
    if (last) return { rule: duty.id, did: last.act, day: last.day, until: addMonths(last.day, duty.months) }
  }
  return null
}
