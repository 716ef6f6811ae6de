import { z } from 'zod'
import { dayIn, dayOut, id, idOut, instantOut, label, listIn, pageOut, text } from '#lib/fields'
import { operation } from '#lib/operation'
import { leadSources, lostReasons } from './lead.ts'

const leadState = z.enum(['new', 'contacted', 'qualified', 'converted', 'lost'])
const Lead = z.object({
  id: idOut('lead'),
  state: leadState,
  source: z.enum(leadSources),
  displayName: z.string(),
  /** Null where a rule about fields withholds it. */
  displayPhone: z.string().nullable(),
  interest: z.string(),
  nextContactOn: dayOut().nullable(),
  lostReason: z.string().nullable(),
  applicationId: idOut('application').nullable(),
  ownerId: idOut('person'),
  ownerName: z.string(),
  createdAt: instantOut(),
  version: z.number().int(),
})

export const leadApi = {
  listLeads: operation({
    method: 'GET',
    path: '/origination/leads',
    permission: 'origination.lead.read',
    summary: '线索列表 · Leads, by next contact',
  })
    .input(
      listIn(
        {
          state: leadState.optional(),
          open: z.stringbool().default(false),
          dueBy: dayIn().optional(),
          mine: z.stringbool().default(false),
        },
        ['nextContactOn', 'createdAt'],
      ),
    )
    .output(pageOut(Lead)),
  getLead: operation({
    method: 'GET',
    path: '/origination/leads/{id}',
    permission: 'origination.lead.read',
    summary: '一条线索及跟进 · One lead with its contacts',
    refuses: ['origination.lead_not_found'],
  })
    .input(z.object({ id: id('lead') }))
    .output(
      Lead.extend({
        history: z.array(
          z.object({
            at: instantOut(),
            actorName: z.string(),
            action: z.string(),
            toState: leadState,
            note: z.string(),
          }),
        ),
      }),
    ),
  addLead: operation({
    method: 'POST',
    path: '/origination/leads',
    permission: 'origination.lead.write',
    summary: '登记线索 · Take down a lead',
    refuses: ['origination.lead_phone', 'origination.lead_duplicate'],
  })
    .input(
      z.object({
        name: label(text(50), '姓名', 'Name'),
        phone: label(text(20), '手机号', 'Phone'),
        source: label(z.enum(leadSources), '来源', 'Source'),
        interest: label(text(200), '意向', 'Interest'),
        nextContactOn: label(dayIn().nullable().default(null), '下次联系', 'Next contact'),
      }),
    )
    .output(Lead),
  contactLead: operation({
    method: 'POST',
    path: '/origination/leads/{id}/contact',
    permission: 'origination.lead.write',
    summary: '登记跟进 · Record a contact and what comes next',
    refuses: [
      'origination.lead_not_found',
      'origination.lead_stale',
      'origination.lead_state',
      'origination.lost_reason',
      'origination.lead_duplicate',
    ],
  })
    .input(
      z.object({
        id: id('lead'),
        version: z.number().int(),
        action: label(z.enum(['contact', 'qualify', 'lose', 'reopen']), '结果', 'Result'),
        note: label(z.string().trim().max(500).default(''), '跟进说明', 'Note'),
        nextContactOn: label(dayIn().nullable().default(null), '下次联系', 'Next contact'),
        lostReason: label(z.enum(lostReasons).nullable().default(null), '流失原因', 'Why lost'),
      }),
    )
    .output(Lead),
  revealLead: operation({
    method: 'POST',
    path: '/origination/leads/{id}/reveal',
    permission: 'origination.lead.write',
    summary: '查看线索号码 · Show a lead’s name and phone; leaves an audit line',
    description: 'A retry under the same key gets an empty answer: personal data is not kept.',
    refuses: ['origination.lead_not_found', 'origination.reveal_preview', 'authority.field_withheld'],
  })
    .input(z.object({ id: id('lead') }))
    .output(z.object({ name: z.string().optional(), phone: z.string().optional() })),
}
