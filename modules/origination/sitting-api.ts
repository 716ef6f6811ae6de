import { z } from 'zod'
import { id, idOut, instantOut, label, listIn, moneyOut, pageOut, text } from '#lib/fields'
import { operation } from '#lib/operation'
import { sittingStates } from './sitting.ts'

const state = z.enum(sittingStates)
const vote = z.enum(['for', 'against', 'abstain'])

const Sitting = z.object({
  id: idOut('sitting'),
  applicationId: idOut('application'),
  applicationNumber: z.string(),
  customerName: z.string().nullable(),
  principal: moneyOut().nullable(),
  committee: z.string(),
  state,
  chairName: z.string(),
  convenedByName: z.string(),
  convenedAt: instantOut(),
  closedAt: instantOut().nullable(),
  version: z.number().int(),
  seats: z.number().int(),
  voted: z.number().int(),
  awaitsReader: z.boolean(),
})

const Seat = z.object({
  personId: idOut('person'),
  name: z.string(),
  member: z.boolean(),
  chair: z.boolean(),
  /** Had a hand in the case, or is on leave. */
  barred: z.boolean(),
  away: z.boolean(),
})

export const sittingApi = {
  listSittings: operation({
    method: 'GET',
    path: '/origination/sittings',
    permission: 'origination.application.read',
    summary: '贷审会会议 · Sittings of the credit committee',
  })
    .input(listIn({ state: state.optional(), applicationId: id('application').optional() }, ['convenedAt']))
    .output(pageOut(Sitting)),
  getSitting: operation({
    method: 'GET',
    path: '/origination/sittings/{id}',
    permission: 'origination.application.read',
    summary: '一次贷审会 · One sitting with members, votes and outcome',
    refuses: ['origination.sitting_not_found'],
  })
    .input(z.object({ id: id('sitting') }))
    .output(
      Sitting.extend({
        members: z.array(
          z.object({
            name: z.string(),
            voted: z.boolean(),
            /** Shown once the sitting is closed; one's own at once. */
            vote: vote.nullable(),
            opinion: z.string().nullable(),
            at: instantOut().nullable(),
          }),
        ),
        rule: z.object({
          members: z.number().int(),
          quorum: z.tuple([z.number(), z.number()]),
          favour: z.tuple([z.number(), z.number()]),
        }),
        count: z
          .object({
            for: z.number(),
            against: z.number(),
            abstain: z.number(),
            quorate: z.boolean(),
            carried: z.boolean(),
          })
          .nullable(),
        /** Votes against and abstentions with their reasons, on record for ever. */
        dissent: z.array(z.object({ name: z.string(), vote, opinion: z.string() })),
        closingNote: z.string(),
        chairs: z.boolean(),
      }),
    ),
  listSeats: operation({
    method: 'GET',
    path: '/origination/applications/{id}/seats',
    permission: 'origination.sitting.convene',
    summary: '可参会人员 · Who could sit over this application',
    refuses: ['origination.application_not_found', 'authority.committee_needed'],
  })
    .input(z.object({ id: id('application') }))
    .output(z.object({ committee: z.string(), least: z.number().int(), seats: z.array(Seat) })),
  conveneSitting: operation({
    method: 'POST',
    path: '/origination/applications/{id}/sittings',
    permission: 'origination.sitting.convene',
    summary: '召开贷审会 · Convene the committee over an application',
    refuses: [
      'origination.application_not_found',
      'origination.state',
      'origination.stale',
      'origination.sitting_open',
      'origination.not_for_committee',
      'authority.committee_needed',
      'authority.committee_odd',
      'authority.committee_members',
      'authority.committee_member',
      'authority.committee_chair',
    ],
  })
    .input(
      z.object({
        id: id('application'),
        version: z.number().int(),
        chairId: label(id('person'), '主任委员', 'Chair'),
        members: label(z.array(id('person')).min(1).max(21), '委员', 'Members'),
      }),
    )
    .output(z.object({ id: idOut('sitting') })),
  castVote: operation({
    method: 'POST',
    path: '/origination/sittings/{id}/vote',
    permission: 'origination.sitting.vote',
    summary: '委员表决 · Vote in a sitting, once, with reasons',
    refuses: [
      'origination.sitting_not_found',
      'origination.sitting_closed',
      'origination.not_seated',
      'origination.voted_duplicate',
      'authority.on_leave',
    ],
  })
    .input(
      z.object({
        id: id('sitting'),
        vote: label(vote, '表决', 'Vote'),
        opinion: label(text(1000), '理由', 'Reasons'),
      }),
    )
    .output(z.object({ id: idOut('sitting') })),
  closeSitting: operation({
    method: 'POST',
    path: '/origination/sittings/{id}/close',
    permission: 'origination.sitting.close',
    summary: '宣布表决结果 · Close a sitting: the votes decide, the chair may veto',
    description:
      '主任委员只能否决，不能改否决为通过；作出的决定立即生效 · The chair can turn a yes into a no, never a no into a yes',
    refuses: [
      'origination.sitting_not_found',
      'origination.sitting_closed',
      'origination.stale',
      'origination.not_chair',
      'origination.state',
      'authority.committee_quorum',
      'origination.customer_blacklisted',
      'origination.too_young',
      'origination.rate_cap',
      'origination.override_note',
    ],
  })
    .input(
      z.object({
        id: id('sitting'),
        version: z.number().int(),
        outcome: label(z.enum(['announce', 'veto', 'adjourn']), '结果', 'Outcome'),
        note: label(text(1000), '会议意见', 'Conclusion'),
      }),
    )
    .output(z.object({ id: idOut('sitting'), state })),
}
