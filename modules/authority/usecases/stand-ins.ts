import type { Money } from '#lib/money'
import { refuseUnless } from '#lib/refusal'
import type { Context } from '#platform/context'
import type { Input, Output } from '#platform/operation'
import { personById } from '#team'
import type { api } from '../api.ts'
import type { Conflict } from '../duty.ts'
import { permit, powerFrom } from '../power.ts'
import { stages } from '../rule.ts'
import { within } from '../scope.ts'
import { limitsOf, standInFor } from '../stand-in.ts'
import { bookFor } from './book.ts'
import { everybody } from './everyone.ts'

/** The permission each desk asks for. */
const deskOf = { review: 'origination.application.review', second: 'origination.application.approve' } as const

/**
 * Who of the branch could stand in for somebody on days of leave, fittest first, each with what they could then approve and which
 * duties would meet in them; and up to which amounts nobody could approve while the person is away.
 * @throws Refusal team.person_not_found, authority.out_of_scope, team.leave_days
 */
export async function standIns(ctx: Context, input: Input<typeof api.standIns>): Promise<Output<typeof api.standIns>> {
  refuseUnless(input.toDay >= input.fromDay, 'team.leave_days', {}, 'toDay')
  const person = await personById(ctx.sql, input.personId, input.fromDay)
  refuseUnless(person, 'team.person_not_found', {}, 'personId')
  const place = { ownerId: person.key, groupId: person.groupKey, branchId: person.branchKey }
  ctx.rights.check('team.leave.write', place)
  const book = await bookFor(ctx.sql, input.fromDay)
  const first = await everybody(ctx.sql, { on: input.fromDay, at: ctx.now })
  const last = new Map(
    (await everybody(ctx.sql, { on: input.toDay, at: ctx.now })).map(one => [one.person.key, one.person]),
  )
  const own = first.find(one => one.person.key === person.key)
  const limits = own ? limitsOf(powerFrom(book, own.holder, own.loans), input.fromDay) : []
  const others = first
    .filter(one => one.person.key !== person.key)
    .map(one => ({ ...one, away: one.person.onLeave || (last.get(one.person.key)?.onLeave ?? true) }))
  const gaps = limits.flatMap(({ stage, limit }) => {
    const best = others
      .filter(one => !one.away)
      .map(one => powerFrom(book, one.holder, one.loans))
      .filter(power => {
        const { reach } = permit(power, deskOf[stage])
        return reach !== null && within(reach, { ...place, ownerId: null })
      })
      .map(power => limitsOf(power, input.fromDay).find(one => one.stage === stage)?.limit ?? (0n as Money))
      .reduce<Money>((most, one) => (one > most ? one : most), 0n as Money)
    return best < limit ? [{ stage, upTo: limit, others: best }] : []
  })
  const approves = limits.length > 0
  const decides = (power: ReturnType<typeof powerFrom>) =>
    !approves || limits.some(({ stage }) => permit(power, deskOf[stage]).reach !== null)
  const candidates = others
    .filter(one => one.person.branchKey === person.branchKey)
    .map(one => ({ ...one, ...standInFor(book, one, own?.holder ?? null, approves, input.fromDay) }))
    .map(({ person: one, away, conflicts, limits: then, holder, loans }) => ({
      // Whoever sits at the same desk every day stands in before whoever would only be lent it.
      rank:
        Number(away || conflicts.length > 0) * 8 +
        Number(approves && then.length === 0) * 4 +
        Number(!decides(powerFrom(book, holder, loans))) * 2 +
        Number(one.post !== person.post),
      personId: one.id,
      name: one.name,
      post: one.post,
      fit: !away && conflicts.length === 0,
      away,
      samePost: one.post === person.post,
      conflicts: conflicts.map(({ rule, first: a, second: b }: Conflict) => ({ rule, first: a, second: b })),
      limits: then,
    }))
  return {
    approves,
    limits,
    gaps,
    candidates: candidates
      .sort((a, b) => a.rank - b.rank || (a.name < b.name ? -1 : 1))
      .slice(0, 50)
      .map(({ rank: _, ...one }) => one),
    desks: stages.filter(stage => limits.some(one => one.stage === stage)),
  }
}
