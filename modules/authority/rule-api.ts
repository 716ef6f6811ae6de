import { z } from 'zod'
import { dayIn, dayOut, id, idOut, instantOut, label, text } from '#lib/fields'
import { operation } from '#lib/operation'
import { ruleKinds } from './rule.ts'

const kind = z.enum(ruleKinds)
const states = ['proposed', 'rejected', 'planned', 'in-force', 'past'] as const

export const Rule = z.object({
  id: idOut('rule'),
  kind,
  code: z.string(),
  /** What people call it: the role's name, the person and role of a grant. */
  title: z.string(),
  number: z.number().int(),
  content: z.unknown(),
  fromDay: dayOut(),
  toDay: dayOut().nullable(),
  state: z.enum(states),
  reason: z.string(),
  source: z.string(),
  proposedByName: z.string(),
  proposedAt: instantOut(),
  decidedByName: z.string().nullable(),
  decidedAt: instantOut().nullable(),
  decisionReason: z.string().nullable(),
  /** Whether the reader made it or would gain by it, and so may not decide on it. */
  mine: z.boolean(),
})

const wanted = {
  kind: label(kind, '规则种类', 'Kind').meta({ examples: ['setting'] }),
  code: label(
    z
      .string()
      .regex(/^[a-z][a-z0-9_.-]{1,59}$/)
      .nullable()
      .default(null),
    '代码',
    'Code',
  ).meta({ examples: ['review.days'] }),
  content: label(z.unknown(), '内容', 'Content').meta({ examples: [{ value: 10 }] }),
  fromDay: label(dayIn(), '生效日', 'Effective day'),
  toDay: label(dayIn().nullable().default(null), '失效日', 'Ends before'),
}

const contentRefusals = [
  'authority.rule_content',
  'authority.rule_code',
  'authority.rule_from_day',
  'authority.rule_days',
  'authority.rule_overlap',
  'authority.rule_unknown',
  'authority.rule_permission',
  'authority.rule_way',
  'authority.role_conflict',
  'authority.last_administrator',
  'authority.mask_reach',
  'authority.mask_field',
]

export const ruleApi = {
  listRules: operation({
    method: 'GET',
    path: '/authority/rules',
    permission: 'authority.role.read',
    summary: '权限规则及其版本 · Rules about rights, every version',
    description: '状态按 on 当日（默认今天）计算 · States as of a day',
  })
    .input(
      z.object({
        kind: label(kind.optional(), '规则种类', 'Kind'),
        code: label(z.string().max(60).optional(), '代码', 'Code'),
        on: label(dayIn().optional(), '截至日', 'As of'),
        waiting: label(z.stringbool().default(false), '仅待复核', 'Only what waits for a second person'),
      }),
    )
    .output(z.array(Rule)),
  tryRule: operation({
    method: 'POST',
    path: '/authority/rules/try',
    permission: 'authority.role.read',
    summary: '试算规则变更 · What a change of rules would do to real people, before it is saved',
    refuses: contentRefusals,
  })
    .input(z.object(wanted))
    .output(
      z.object({
        people: z.array(
          z.object({
            personId: idOut('person'),
            name: z.string(),
            gained: z.array(z.string()),
            lost: z.array(z.string()),
            conflicts: z.array(z.object({ rule: z.string(), first: z.string(), second: z.string() })),
          }),
        ),
        conflicts: z.number().int(),
        /** Why it could not be saved as it stands; null when it could. */
        refusal: z.string().nullable(),
        sentence: z.string().nullable(),
      }),
    ),
  proposeRule: operation({
    method: 'POST',
    path: '/authority/rules',
    permission: 'authority.rule.write',
    summary: '提出规则变更 · Propose a version of a rule; content null ends it',
    refuses: [...contentRefusals, 'authority.rule_waiting_conflict'],
  })
    .input(
      z.object({
        ...wanted,
        reason: label(text(300), '变更原因', 'Reason'),
        source: label(text(300), '依据', 'Source'),
      }),
    )
    .output(z.object({ id: idOut('rule') })),
  decideRule: operation({
    method: 'POST',
    path: '/authority/rules/{id}/decision',
    permission: 'authority.rule.approve',
    summary: '复核规则变更 · Approve or reject a proposed version, as a second person',
    refuses: [...contentRefusals, 'authority.rule_not_found', 'authority.rule_decided_conflict', 'authority.own_rule'],
  })
    .input(
      z.object({
        id: id('rule'),
        approved: label(z.boolean(), '是否同意', 'Approved'),
        reason: label(text(300), '意见', 'Opinion'),
      }),
    )
    .output(z.object({ id: idOut('rule') })),
}
