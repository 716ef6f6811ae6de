import { refuseUnless } from '#lib/refusal'
import type { CommitteeRule } from './rule.ts'

export const votes = ['for', 'against', 'abstain'] as const
export type Vote = (typeof votes)[number]

/** Who is to sit: each with the roles held on the day, and why not if not. */
export type Seat = { personKey: bigint; name: string; roles: readonly string[]; barred: boolean; away: boolean }

/**
 * Checks who is to sit: an odd number of voting members, as many as the rule asks for, all holding the members' role, nobody twice,
 * on leave or with a hand in the case; the chair apart, holding the chair's role.
 * @throws Refusal authority.committee_odd, committee_members, committee_member, committee_chair
 */
export function checkSeats(rule: CommitteeRule, chair: Seat, members: readonly Seat[]): void {
  const keys = new Set(members.map(member => member.personKey))
  refuseUnless(keys.size === members.length && members.length % 2 === 1, 'authority.committee_odd', {}, 'members')
  refuseUnless(members.length >= rule.members, 'authority.committee_members', { least: rule.members }, 'members')
  for (const member of members) {
    const fit = member.roles.includes(rule.memberRole) && !member.barred && !member.away
    refuseUnless(fit, 'authority.committee_member', { name: member.name }, 'members')
  }
  const leads = chair.roles.includes(rule.chairRole) && !chair.barred && !chair.away && !keys.has(chair.personKey)
  refuseUnless(leads, 'authority.committee_chair', { name: chair.name }, 'chairId')
}

/** How a vote stands. */
export type Count = { for: number; against: number; abstain: number; seats: number; quorate: boolean; carried: boolean }

/**
 * Counts the votes: enough of the seats have voted (the quorum, rounded up), and of the votes given, abstentions included, the share
 * in favour is reached. Without a quorum nothing is carried.
 */
export function countVotes(rule: CommitteeRule, seats: number, given: readonly Vote[]): Count {
  const of = (vote: Vote) => given.filter(one => one === vote).length
  const reaches = (part: number, whole: number, [over, under]: readonly [number, number]) =>
    part * under >= whole * over
  const quorate = reaches(given.length, seats, rule.quorum)
  return {
    for: of('for'),
    against: of('against'),
    abstain: of('abstain'),
    seats,
    quorate,
    carried: quorate && given.length > 0 && reaches(of('for'), given.length, rule.favour),
  }
}

/**
 * What comes of a sitting once the chair closes it. The chair does not vote and may only turn a yes into a no.
 * @throws Refusal authority.committee_quorum while too few have voted
 */
export function outcomeOf(count: Count, veto: boolean): 'approved' | 'rejected' | 'vetoed' {
  refuseUnless(count.quorate, 'authority.committee_quorum', {
    given: count.for + count.against + count.abstain,
    seats: count.seats,
  })
  if (!count.carried) return 'rejected'
  return veto ? 'vetoed' : 'approved'
}
