import { Refusal } from '#lib/refusal'
import type { Context } from '#platform/context'
import type { Seat } from '../committee.ts'
import { barredBy } from '../duty.ts'
import type { ApprovalCase } from '../matrix.ts'
import type { Rule } from '../rule-book.ts'
import { bookFor } from './book.ts'
import { everyone } from './everyone.ts'

export { checkSeats, countVotes, outcomeOf, type Vote } from '../committee.ts'

/** A committee's rule in force today, with the number of its version. @throws Refusal authority.committee_needed when there is none of that code */
export async function committeeOf(ctx: Context, code: string): Promise<Rule<'committee'> & { number: number }> {
  const committee = (await bookFor(ctx.sql, ctx.today)).committees.get(code)
  if (!committee) throw new Refusal('authority.committee_needed', { committee: code })
  return { ...committee, number: Number(committee.id.split('#')[1]) }
}

/** Everybody who holds a committee's role as member or chair, and what would keep each from sitting over this case. */
export async function seatsFor(
  ctx: Context,
  rule: Rule<'committee'>,
  facts: Omit<ApprovalCase, 'stage'>,
): Promise<Seat[]> {
  const found = await everyone(ctx.sql, { on: ctx.today, at: ctx.now })
  return found.flatMap(({ person, power }) => {
    const roles = power.approver.hands[0]!.roles.map(held => held.role)
    if (!roles.includes(rule.memberRole) && !roles.includes(rule.chairRole)) return []
    const handled = [facts.broughtBy, facts.submittedBy, ...facts.decidedBy].includes(person.key)
    const barred = barredBy(power.book.duties, person.key, 'review', facts.touches ?? [], ctx.today) !== null
    return [{ personKey: person.key, name: person.name, roles, barred: handled || barred, away: person.onLeave }]
  })
}
