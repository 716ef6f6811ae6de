import { dayAt } from '#lib/day'
import { toId } from '#lib/id'
import { refuseUnless } from '#lib/refusal'
import type { Context } from '#platform/context'
import type { Input, Output } from '#platform/operation'
import { personNames } from '#team'
import type { api } from '../api.ts'
import { listProposals, ratings, skills } from '../store/career.ts'
import { laddersOn } from '../store/ladder.ts'
import { lacking, linesOf, standOf, type Target } from './career-of.ts'
import { ladderHead, lineViews, proposalViews, stepHead } from './career-view.ts'
import { personWithin } from './people-within.ts'

/** Where somebody stands and what is missing for the next step, or for the step asked about. @throws Refusal training.person_not_found, training.step_not_found, authority.out_of_scope */
export async function getCareer(
  ctx: Context,
  input: Input<typeof api.getCareer>,
): Promise<Output<typeof api.getCareer>> {
  const person = await personWithin(ctx, 'training.career.read', input.personId)
  const stand = await standOf(ctx, person)
  const target = input.ladder && input.step ? await stepOf(ctx, input.ladder, input.step) : stand.next
  const lines = target ? await linesOf(ctx, person, stand, target.step) : []
  const view = await lineViews(ctx)
  const judged = new Map((await ratings(ctx.sql, [person.key])).map(row => [row.skill, row]))
  const raters = await personNames(
    ctx.sql,
    [...judged.values()].flatMap(row => row.by ?? []),
  )
  const proposals = await listProposals(ctx, { direction: 'desc', limit: 10, toGroups: [], personKey: person.key })
  return {
    personId: input.personId,
    personName: person.name,
    post: person.post,
    level: stand.level,
    groupId: toId('group', person.groupKey),
    groupName: person.groupName,
    since: stand.since,
    months: stand.months,
    ladder: stand.place && { ...ladderHead(stand.place.ladder), steps: stand.place.ladder.steps.map(stepHead) },
    place: stand.place?.index ?? null,
    target: target && {
      ladder: target.ladder.code,
      step: stepHead(target.step),
      next:
        target.ladder === stand.next?.ladder ||
        (target.ladder.code === stand.next?.ladder.code && target.step.code === stand.next.step.code),
      lines: view(lines),
      lacking: lacking(lines),
    },
    skills: (await skills(ctx.sql)).map(skill => {
      const row = judged.get(skill.code)
      return {
        ...skill,
        rating: row?.rating ?? null,
        note: row?.note ?? '',
        ratedByName: row?.by ? (raters.get(row.by) ?? null) : null,
        ratedAt: row?.at ?? null,
      }
    }),
    proposals: await proposalViews(ctx, proposals.rows),
  }
}

/** A step of a ladder as it holds today. @throws Refusal training.step_not_found */
export async function stepOf(ctx: Context, ladderCode: string, code: string): Promise<Target> {
  const ladder = (await laddersOn(ctx.sql, dayAt(ctx.now))).find(one => one.code === ladderCode)
  const step = ladder?.steps.find(one => one.code === code)
  refuseUnless(ladder && step, 'training.step_not_found', {}, 'step')
  return { ladder, step }
}
