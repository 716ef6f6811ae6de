import { committee, mayDecide } from '#authority'
import { must } from '#lib/assert'
import { toId, toKey } from '#lib/id'
import { Refusal, refuseUnless } from '#lib/refusal'
import { answered } from '#party'
import type { Context } from '#platform/context'
import type { Input, Output } from '#platform/operation'
import { personById } from '#team'
import type { api } from '../api.ts'
import { applicationStates, isReview } from '../application.ts'
import { votesShown } from '../sitting.ts'
import { type ApplicationRow, applicationByKey, lockSubjects } from '../store/application.ts'
import * as store from '../store/sitting.ts'
import { applicationFor, applicationForUpdate } from './application-for-update.ts'
import { approvalCase, policyExceptions } from './approval-case.ts'
import { carryApproval, reject } from './carry-approval.ts'
import { tell } from './tell.ts'

/** Sittings over applications in the reader's scope. */
export async function listSittings(
  ctx: Context,
  input: Input<typeof api.listSittings>,
): Promise<Output<typeof api.listSittings>> {
  const application = input.applicationId ? toKey(input.applicationId) : null
  const page = await store.listSittings(ctx, { ...input, application })
  return { rows: (await answered.withNames(ctx, page.rows)).map(view), next: page.next, total: page.total }
}

/** One sitting. While it is open each member sees only the own vote. @throws Refusal origination.sitting_not_found */
export async function getSitting(
  ctx: Context,
  { id }: Input<typeof api.getSitting>,
): Promise<Output<typeof api.getSitting>> {
  const row = await store.sittingByKey(ctx, toKey(id))
  refuseUnless(row, 'origination.sitting_not_found')
  ctx.rights.check('origination.application.read', row)
  const [named] = await answered.withNames(ctx, [row])
  const members = await store.membersOf(ctx.sql, row.key)
  const rule = await committee.committeeOf(ctx, row.committee)
  const shown = votesShown(row.state)
  const given = members.flatMap(member => (member.vote ? [member.vote] : []))
  return {
    ...view(named!),
    members: members.map(member => {
      const open = shown || member.personKey === ctx.actor.key
      return {
        name: member.name,
        voted: member.vote !== null,
        vote: open ? member.vote : null,
        opinion: open ? member.opinion : null,
        at: open ? member.at : null,
      }
    }),
    rule: { members: rule.members, quorum: rule.quorum, favour: rule.favour },
    count: shown ? committee.countVotes(rule, members.length, given) : null,
    dissent: shown
      ? members.flatMap(({ name, vote, opinion }) =>
          vote !== null && vote !== 'for' ? [{ name, vote, opinion: opinion ?? '' }] : [],
        )
      : [],
    closingNote: row.closingNote,
    chairs: row.chairKey === ctx.actor.key,
  }
}

/** Who could sit over an application. @throws Refusal origination.application_not_found, authority.committee_needed */
export async function listSeats(
  ctx: Context,
  { id }: Input<typeof api.listSeats>,
): Promise<Output<typeof api.listSeats>> {
  const row = await applicationFor(ctx, id, 'origination.sitting.convene')
  const { rule, seats } = await committeeFor(ctx, row)
  return {
    committee: ctx.language === 'zh' ? rule.zh : rule.en,
    least: rule.members,
    seats: seats.map(({ personKey, name, roles, barred, away }) => ({
      personId: toId('person', personKey),
      name,
      member: roles.includes(rule.memberRole),
      chair: roles.includes(rule.chairRole),
      barred,
      away,
    })),
  }
}

/**
 * Convenes the committee over an application that its exposure, customer or exception sends there.
 * @throws Refusal origination.application_not_found, state, stale, sitting_open, not_for_committee, authority.committee_*
 */
export async function conveneSitting(
  ctx: Context,
  input: Input<typeof api.conveneSitting>,
): Promise<Output<typeof api.conveneSitting>> {
  const row = await applicationForUpdate(ctx, input.id, 'origination.sitting.convene', {
    version: input.version,
    states: ['second-review'],
  })
  refuseUnless((await store.openSitting(ctx.sql, row.key)) === null, 'origination.sitting_open')
  const { facts } = await approvalCase(
    ctx,
    row,
    'second-review',
    must(row.principal, 'a submitted application has one'),
  )
  const verdict = await mayDecide(ctx, facts)
  refuseUnless(verdict.way === 'committee' && verdict.committee, 'origination.not_for_committee')
  const rule = await committee.committeeOf(ctx, verdict.committee)
  const seats = new Map((await committee.seatsFor(ctx, rule, facts)).map(seat => [seat.personKey, seat]))
  const seat = (id: (typeof input.members)[number]) =>
    seats.get(toKey(id)) ?? { personKey: toKey(id), name: '—', roles: [], barred: false, away: false }
  const chair = seat(input.chairId)
  const members = input.members.map(seat)
  committee.checkSeats(rule, chair, members)
  const key = await store.insertSitting(ctx, {
    applicationKey: row.key,
    committee: rule.code,
    ruleNumber: rule.number,
    chair,
    members,
  })
  const id = toId('sitting', key)
  ctx.about(id, input.id)
  ctx.note({ committee: rule.code, members: members.length })
  await ctx.emit('origination.sitting-convened', { sittingId: id })
  await tell(
    ctx,
    row,
    members.map(member => member.personKey),
    'origination.notice.sitting',
  )
  return { id }
}

/**
 * A member's vote, once and for good. @throws Refusal origination.sitting_not_found, sitting_closed, not_seated, voted_duplicate, authority.on_leave
 */
export async function castVote(ctx: Context, input: Input<typeof api.castVote>): Promise<Output<typeof api.castVote>> {
  const row = await sittingForUpdate(ctx, input.id, 'origination.sitting.vote')
  const mine = (await store.membersOf(ctx.sql, row.key)).find(member => member.personKey === ctx.actor.key)
  refuseUnless(mine, 'origination.not_seated')
  refuseUnless(mine.vote === null, 'origination.voted_duplicate')
  const person = await personById(ctx.sql, toId('person', mine.personKey), ctx.today)
  if (person?.onLeave) throw new Refusal('authority.on_leave')
  await store.insertVote(ctx, row.key, input)
  ctx.about(input.id, toId('application', row.applicationKey))
  ctx.note({ vote: input.vote })
  return { id: input.id }
}

/**
 * Closes a sitting: the votes decide, the chair may veto a yes or adjourn without an outcome; what is decided takes effect at once.
 * @throws Refusal origination.sitting_not_found, sitting_closed, stale, not_chair, authority.committee_quorum, and as an approval
 */
export async function closeSitting(
  ctx: Context,
  input: Input<typeof api.closeSitting>,
): Promise<Output<typeof api.closeSitting>> {
  const sitting = await sittingForUpdate(ctx, input.id, 'origination.sitting.close')
  refuseUnless(sitting.version === input.version, 'origination.stale')
  refuseUnless(sitting.chairKey === ctx.actor.key, 'origination.not_chair')
  const applicationId = toId('application', sitting.applicationKey)
  const members = await store.membersOf(ctx.sql, sitting.key)
  const given: committee.Vote[] = members.flatMap(member => (member.vote ? [member.vote] : []))
  const rule = await committee.committeeOf(ctx, sitting.committee)
  const count = committee.countVotes(rule, members.length, given)
  const state =
    input.outcome === 'adjourn' ? ('adjourned' as const) : committee.outcomeOf(count, input.outcome === 'veto')
  await store.endSitting(ctx, sitting.key, state, input.note)
  ctx.about(input.id, applicationId)
  ctx.note({ outcome: state, for: count.for, against: count.against, abstain: count.abstain })
  if (state === 'adjourned') return { id: input.id, state }
  const row = must(await applicationByKey(ctx.sql, sitting.applicationKey), 'a sitting has its application')
  refuseUnless(isReview(row.state) && applicationStates[row.state].approve !== undefined, 'origination.state', {
    state: `origination.application.${row.state}`,
  })
  const { facts } = await approvalCase(
    ctx,
    row,
    'second-review',
    row.principal ?? (0n as NonNullable<typeof row.principal>),
  )
  const exceptions = await policyExceptions(ctx, row, facts)
  const detail = { sittingId: input.id, outcome: state, ...count, rule: rule.id, exceptions }
  if (state !== 'approved') {
    await reject(ctx, row, { reason: 'policy', note: input.note, detail })
    return { id: input.id, state }
  }
  const principal = must(row.principal, 'a submitted application has a principal')
  await lockSubjects(ctx.sql, must(row.customerKey, 'a submitted application has a customer'), row.vin)
  await carryApproval(ctx, row, { principal, note: input.note, conditions: [] }, detail)
  return { id: input.id, state }
}

async function committeeFor(ctx: Context, row: ApplicationRow) {
  const { facts } = await approvalCase(
    ctx,
    row,
    'second-review',
    row.principal ?? (0n as NonNullable<typeof row.principal>),
  )
  const rule = await committee.committeeOf(ctx, (await mayDecide(ctx, facts)).committee ?? 'credit')
  return { rule, seats: await committee.seatsFor(ctx, rule, facts) }
}

async function sittingForUpdate(ctx: Context, id: Input<typeof api.castVote>['id'], permission: string) {
  const seen = await store.sittingByKey(ctx, toKey(id))
  refuseUnless(seen, 'origination.sitting_not_found')
  // The application first, as every decision does, so that nobody waits in a circle.
  await applicationByKey(ctx.sql, seen.applicationKey, true)
  const row = must(await store.sittingByKey(ctx, seen.key, true), 'the sitting is there')
  ctx.rights.check(permission, row)
  refuseUnless(row.state === 'open', 'origination.sitting_closed')
  return row
}

function view(row: store.SittingRow) {
  return {
    id: toId('sitting', row.key),
    applicationId: toId('application', row.applicationKey),
    applicationNumber: row.applicationNumber,
    customerName: row.customerName,
    principal: row.principal as never,
    committee: row.committee,
    state: row.state,
    chairName: row.chairName,
    convenedByName: row.convenedByName,
    convenedAt: row.convenedAt,
    closedAt: row.closedAt,
    version: row.version,
    seats: row.seats,
    voted: row.voted,
    awaitsReader: row.awaitsReader,
  }
}
