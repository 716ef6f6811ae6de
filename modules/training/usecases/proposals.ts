import { must } from '#lib/assert'
import { instantAt } from '#lib/day'
import { type Id, toId, toKey } from '#lib/id'
import { refuseUnless } from '#lib/refusal'
import type { Context } from '#platform/context'
import type { Input, Output } from '#platform/operation'
import { boardGroups, type Post, personById, staffing } from '#team'
import type { api } from '../api.ts'
import * as store from '../store/career.ts'
import { ladderByKey } from '../store/ladder.ts'
import { insertLevel } from '../store/learning.ts'
import { lacking, linesOf, standOf } from './career-of.ts'
import { lineViews, proposalViews } from './career-view.ts'
import { stepOf } from './get-career.ts'
import { type Placed, personWithin } from './people-within.ts'

/**
 * Proposes somebody for another step, with what is known of them now as evidence. What is missing does not forbid it, but must be
 * explained. @throws Refusal training.person_not_found, own_proposal, step_not_found, same_place, group_not_found,
 *   effective_day, exception_reason, proposal_taken, authority.out_of_scope
 */
export async function proposeCareer(
  ctx: Context,
  input: Input<typeof api.proposeCareer>,
): Promise<Output<typeof api.proposeCareer>> {
  const person = await personWithin(ctx, 'training.career.propose', input.personId)
  refuseUnless(person.key !== ctx.actor.key, 'training.own_proposal', {}, 'personId')
  refuseUnless(input.fromDay >= ctx.today, 'training.effective_day', {}, 'fromDay')
  const { ladder, step } = await stepOf(ctx, input.ladder, input.step)
  const toGroup = input.toGroupId === null ? person.groupKey : toKey(input.toGroupId)
  const group = (await boardGroups(ctx.sql, ctx.today)).find(one => one.key === toGroup)
  refuseUnless(group, 'training.group_not_found', {}, 'toGroupId')
  const stand = await standOf(ctx, person)
  const same = step.post === person.post && step.level === stand.level && toGroup === person.groupKey
  refuseUnless(!same, 'training.same_place', {}, 'step')
  const evidence = await linesOf(ctx, person, stand, step)
  const missing = lacking(evidence)
  refuseUnless(
    missing === 0 || input.exceptionReason !== '',
    'training.exception_reason',
    { count: missing },
    'exceptionReason',
  )
  const key = await store.insertProposal(ctx, {
    kind: input.kind,
    ownerId: person.key,
    groupId: person.groupKey,
    branchId: must(person.branchKey, 'somebody at work has a branch'),
    ladderKey: ladder.key,
    step: step.code,
    fromPost: person.post,
    fromLevel: stand.level,
    toPost: step.post,
    toLevel: step.level,
    toGroupId: toGroup,
    reportsTo: input.reportsTo === null ? null : toKey(input.reportsTo),
    fromDay: input.fromDay,
    reason: input.reason,
    evidence,
    lacking: missing,
    exceptionReason: missing === 0 ? '' : input.exceptionReason,
  })
  refuseUnless(key !== null, 'training.proposal_taken', {}, 'personId')
  const id = toId('proposal', key)
  ctx.about(id)
  ctx.note({ kind: input.kind, step: step.code, lacking: missing })
  await ctx.emit('training.proposal-made', { proposalId: id })
  return { id, lacking: missing }
}

/** A page of the proposals in the reader's scope, or leading into a group there. */
export async function listProposals(
  ctx: Context,
  input: Input<typeof api.listProposals>,
): Promise<Output<typeof api.listProposals>> {
  const personKey = input.personId ? toKey(input.personId) : null
  const groups = await boardGroups(ctx.sql, ctx.today)
  const leadsHere = groups.filter(group => ctx.rights.verdict('training.career.read', placeOf(group)).allow)
  const page = await store.listProposals(ctx, { ...input, personKey, toGroups: leadsHere.map(group => group.key) })
  return { rows: await proposalViews(ctx, page.rows), next: page.next, total: page.total }
}

/**
 * One proposal with its evidence and how the same lines stand now, for whom the kernel lets read it where the person stands or
 * where it leads. @throws Refusal training.proposal_not_found, authority.out_of_scope
 */
export async function getProposal(
  ctx: Context,
  { id }: Input<typeof api.getProposal>,
): Promise<Output<typeof api.getProposal>> {
  const row = await store.proposalByKey(ctx.sql, toKey(id))
  refuseUnless(row && (row.ownerId !== ctx.actor.key || settled(row)), 'training.proposal_not_found')
  const leadsTo = (await boardGroups(ctx.sql, ctx.today)).find(group => group.key === row.toGroupId)
  const place = leadsTo && placeOf(leadsTo)
  const comesHere = place && !ctx.rights.verdict('training.career.read', row).allow
  ctx.rights.check(
    'training.career.read',
    comesHere && ctx.rights.verdict('training.career.read', place).allow ? place : row,
  )
  const [shown] = await proposalViews(ctx, [row])
  const view = await lineViews(ctx)
  const now = settled(row) ? row.evidence : await linesNow(ctx, row)
  const open = row.state === 'proposed'
  const mine = row.madeBy === ctx.actor.key
  return {
    ...must(shown, 'one row, one view'),
    evidence: view(row.evidence),
    now: view(now),
    lackingNow: lacking(now),
    actions: [
      ...(open && !mine && ctx.rights.verdict('training.career.decide', row).allow ? (['decide'] as const) : []),
      ...(open && mine ? (['withdraw'] as const) : []),
    ],
  }
}

/** A group as the place somebody would come to: nobody's own. */
const placeOf = ({ key, branchKey }: { key: bigint; branchKey: bigint }) => ({
  ownerId: null,
  groupId: key,
  branchId: branchKey,
})

const settled = (row: store.ProposalRow) => row.state === 'approved' || row.state === 'refused'

async function linesNow(ctx: Context, row: store.ProposalRow) {
  const person = await personById(ctx.sql, toId('person', row.ownerId), ctx.today)
  const ladder = must(await ladderByKey(ctx.sql, row.ladderKey), 'a proposal has its ladder')
  const step = must(
    ladder.steps.find(one => one.code === row.step),
    'a proposal has its step',
  )
  if (!person?.post) return row.evidence
  return linesOf(ctx, person as Placed, await standOf(ctx, person as Placed), step)
}

/**
 * A second person decides, neither who proposed nor who it is about. An approval places the person through the team's own
 * assignment, from the day of the proposal or today if that has passed, and sets the level from that day. Who leaves the branch
 * hands the records over: `handOver` says to whom, and a preview shows what there is and what the move changes.
 * @throws Refusal training.proposal_not_found, proposal_state, own_proposal, and those of a move
 */
export async function decideProposal(
  ctx: Context,
  input: Input<typeof api.decideProposal>,
): Promise<Output<typeof api.decideProposal>> {
  const row = await openProposal(ctx, input.id, 'training.career.decide')
  refuseUnless(row.madeBy !== ctx.actor.key && row.ownerId !== ctx.actor.key, 'training.own_proposal')
  const state = input.approved ? ('approved' as const) : ('refused' as const)
  const impact = input.approved ? await place(ctx, row, input.handOver) : null
  await store.endProposal(ctx, row.key, state, input.reason)
  ctx.about(input.id, toId('person', row.ownerId))
  ctx.note({ state, step: row.step })
  await ctx.emit('training.proposal-decided', { proposalId: input.id, approved: input.approved })
  return { id: input.id, state, impact }
}

/** Moves the person and sets the level; what the move would change is said in a preview. */
async function place(ctx: Context, row: store.ProposalRow, handOver: Input<typeof api.decideProposal>['handOver']) {
  const personId: Id<'person'> = toId('person', row.ownerId)
  const person = await personById(ctx.sql, personId, ctx.today, true)
  refuseUnless(person?.post, 'training.person_not_found')
  const fromDay = row.fromDay < ctx.today ? ctx.today : row.fromDay
  const superior = row.reportsTo ?? person.reportsToKey
  const moves = person.post !== row.toPost || person.groupKey !== row.toGroupId || row.reportsTo !== null
  const moved = moves
    ? await staffing.movePerson(ctx, {
        id: personId,
        version: person.version,
        post: row.toPost as Post,
        groupId: toId('group', row.toGroupId),
        reportsTo: superior === null ? null : toId('person', superior),
        fromDay,
        reason: row.reason.slice(0, 200),
        handOver,
      })
    : null
  await insertLevel(ctx.sql, {
    personKey: row.ownerId,
    level: row.toLevel,
    reason: row.reason.slice(0, 200),
    by: ctx.actor.key,
    at: fromDay <= ctx.today ? ctx.now : instantAt(fromDay, '00:00'),
  })
  return moved?.impact ?? null
}

/** Takes back a proposal of one's own. @throws Refusal training.proposal_not_found, proposal_state, not_own_proposal */
export async function withdrawProposal(
  ctx: Context,
  { id }: Input<typeof api.withdrawProposal>,
): Promise<Output<typeof api.withdrawProposal>> {
  const row = await openProposal(ctx, id, 'training.career.propose')
  refuseUnless(row.madeBy === ctx.actor.key, 'training.not_own_proposal')
  await store.endProposal(ctx, row.key, 'withdrawn', '')
  ctx.about(id)
  return { id, state: 'withdrawn' }
}

/** A proposal that waits, locked. @throws Refusal training.proposal_not_found, proposal_state, authority.out_of_scope */
async function openProposal(ctx: Context, id: Id<'proposal'>, permission: string): Promise<store.ProposalRow> {
  const row = await store.proposalByKey(ctx.sql, toKey(id), true)
  refuseUnless(row, 'training.proposal_not_found')
  ctx.rights.check(permission, row)
  refuseUnless(row.state === 'proposed', 'training.proposal_state', { state: `training.proposal-state.${row.state}` })
  return row
}
