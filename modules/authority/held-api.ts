import { z } from 'zod'
import { dayIn, dayOut, id, idOut, instantOut, label, listIn, pageOut, text } from '#lib/fields'
import { operation } from '#lib/operation'
import { conditionKinds } from './held.ts'

const states = ['waiting', 'done', 'refused', 'withdrawn', 'expired'] as const
const scalar = z.union([z.string(), z.number(), z.boolean()]).nullable()

const Line = z.object({
  id: idOut('held'),
  operation: z.string(),
  summary: z.string(),
  title: z.string().nullable(),
  state: z.enum(states),
  makerName: z.string(),
  mine: z.boolean(),
  reason: z.string().nullable(),
  about: z.array(z.string()),
  heldAt: instantOut(),
  deadlineAt: instantOut(),
  expiresAt: instantOut(),
  late: z.boolean(),
  decidedByName: z.string().nullable(),
  decidedAt: instantOut().nullable(),
})

const checkers = z.object({
  permission: label(z.string().min(1).max(100), '所需权限', 'Permission').meta({
    examples: ['authority.held-rule.approve'],
  }),
  role: label(z.string().max(60).nullable().default(null), '所需角色', 'Role'),
})
const Body = z.object({
  conditions: label(
    z
      .array(
        z.object({
          field: label(z.string().min(1).max(120), '条件字段', 'Field'),
          is: label(z.enum(conditionKinds), '条件', 'Condition'),
          value: label(z.string().max(100).nullable().default(null), '比较值', 'Value'),
        }),
      )
      .max(8)
      .default([]),
    '条件',
    'Conditions',
  ),
  check: label(checkers, '复核人', 'Checkers'),
  backup: label(checkers.nullable().default(null), '后备复核人', 'Backup'),
  sameBranch: label(z.boolean().default(false), '限同一分公司', 'Same branch only'),
  deadlineHours: label(z.number().int().min(1).max(2208), '复核时限（小时）', 'Deadline in hours').meta({
    examples: [24],
  }),
  expireHours: label(z.number().int().min(1).max(2208), '失效时限（小时）', 'Expires after hours').meta({
    examples: [72],
  }),
  reasonRequired: label(z.boolean().default(false), '必须写明理由', 'Reason required'),
})

const heldRefusals = ['authority.held_not_found', 'authority.held_conflict', 'authority.held_expired']
const checkRefusals = [
  ...heldRefusals,
  'authority.held_own',
  'authority.held_same_person',
  'authority.held_lent',
  'authority.held_role',
  'authority.held_branch',
  'authority.on_leave',
]
const operationName = label(z.string().min(3).max(200), '操作', 'Operation').meta({ examples: ['POST /team/leave'] })

/** Maker-checker: commands that wait for a second person. Who may check is the rule's to say, so these ask for a sign-in only. */
export const heldApi = {
  listHeld: operation({
    method: 'GET',
    path: '/authority/held',
    permission: 'self',
    summary: '复核列表 · Changes that wait for a second person: mine to check, mine, or both with what is settled',
  })
    .input(
      listIn(
        {
          box: label(z.enum(['check', 'mine', 'all']).default('check'), '范围', 'Box'),
          state: label(z.enum(states).optional(), '状态', 'State'),
          about: label(z.string().max(40).optional(), '涉及的记录', 'About'),
        },
        ['heldAt'],
      ).omit({ search: true }),
    )
    .output(pageOut(Line)),
  countHeld: operation({
    method: 'GET',
    path: '/authority/held/count',
    permission: 'self',
    summary: '待复核数 · How many changes wait for my check, and how many of mine wait',
  }).output(z.object({ check: z.number().int(), mine: z.number().int() })),
  listPending: operation({
    method: 'GET',
    path: '/authority/held/pending/{record}',
    permission: 'self',
    summary: '记录上待复核的变更 · What waits on one record, for everybody who may read it',
    refuses: ['authority.held_record'],
  })
    .input(z.object({ record: label(z.string().min(3).max(60), '记录', 'Record') }))
    .output(z.array(Line.extend({ mayCheck: z.boolean() }))),
  getHeld: operation({
    method: 'GET',
    path: '/authority/held/{id}',
    permission: 'self',
    summary: '待复核变更 · One held change: what it would change, who may check it, every step',
    refuses: ['authority.held_not_found'],
  })
    .input(z.object({ id: id('held') }))
    .output(
      Line.extend({
        mayCheck: z.boolean(),
        mayNot: z.string().nullable(),
        mayWithdraw: z.boolean(),
        seen: z.string(),
        record: z.string().nullable(),
        fields: z.array(z.object({ path: z.string(), label: z.string().nullable(), before: scalar, after: scalar })),
        asked: z.array(z.object({ path: z.string(), label: z.string().nullable(), value: scalar })),
        cut: z.boolean(),
        note: z.string().nullable(),
        checkers: z.array(z.object({ name: z.string(), why: z.string().nullable() })),
        steps: z.array(
          z.object({ kind: z.string(), at: instantOut(), actorName: z.string(), note: z.string().nullable() }),
        ),
        answer: z.array(z.object({ path: z.string(), value: scalar })).nullable(),
      }),
    ),
  approveHeld: operation({
    method: 'POST',
    path: '/authority/held/{id}/approval',
    permission: 'self',
    summary:
      '复核通过 · Let a held change through as it was seen; answers `drifted` when it would now change something else',
    refuses: [...checkRefusals, 'authority.held_maker_gone', 'authority.held_unknown', 'authority.out_of_scope'],
  })
    .input(
      z.object({
        id: id('held'),
        seen: label(z.string().min(1).max(64), '所见内容', 'What was seen'),
        note: label(text(500).nullable().default(null), '意见', 'Note'),
      }),
    )
    .output(z.object({ id: idOut('held'), outcome: z.enum(['done', 'drifted']), seen: z.string() })),
  refuseHeld: operation({
    method: 'POST',
    path: '/authority/held/{id}/refusal',
    permission: 'self',
    summary: '复核退回 · Turn a held change down, with the reason',
    refuses: [...checkRefusals, 'authority.out_of_scope'],
  })
    .input(z.object({ id: id('held'), reason: label(text(500), '退回理由', 'Reason') }))
    .output(z.object({ id: idOut('held') })),
  withdrawHeld: operation({
    method: 'POST',
    path: '/authority/held/{id}/withdrawal',
    permission: 'self',
    summary: '撤回 · Take one’s own held change back',
    refuses: [...heldRefusals, 'authority.held_not_own'],
  })
    .input(z.object({ id: id('held'), reason: label(text(500).nullable().default(null), '撤回理由', 'Reason') }))
    .output(z.object({ id: idOut('held') })),
  lookAhead: operation({
    method: 'GET',
    path: '/authority/held-ahead',
    permission: 'self',
    summary: '是否需要复核 · Would an operation wait, and who could check it today',
    refuses: ['authority.held_unknown'],
  })
    .input(z.object({ operation: operationName }))
    .output(
      z.array(
        z.object({
          code: z.string(),
          conditional: z.boolean(),
          reasonRequired: z.boolean(),
          deadlineHours: z.number().int(),
          checkers: z.array(z.object({ name: z.string(), why: z.string().nullable() })),
        }),
      ),
    ),
  listHoldable: operation({
    method: 'GET',
    path: '/authority/held-operations',
    permission: 'authority.held-rule.read',
    summary: '可设复核的操作 · Operations that can be made to wait, with their fields',
  }).output(
    z.object({
      permissions: z.array(z.string()),
      operations: z.array(
        z.object({
          operation: z.string(),
          summary: z.string(),
          permission: z.string(),
          fields: z.array(z.object({ path: z.string(), label: z.string(), kind: z.enum(['money', 'text', 'other']) })),
        }),
      ),
    }),
  ),
  listHeldRules: operation({
    method: 'GET',
    path: '/authority/held-rules',
    permission: 'authority.held-rule.read',
    summary: '复核规则 · Every version of every maker-checker rule',
  }).output(
    z.array(
      z.object({
        id: idOut('heldrule'),
        code: z.string(),
        number: z.number().int(),
        operation: z.string(),
        summary: z.string(),
        body: Body.nullable(),
        fromDay: dayOut(),
        reason: z.string(),
        proposedByName: z.string(),
        proposedAt: instantOut(),
        mine: z.boolean(),
        state: z.enum(['proposed', 'approved', 'in-force', 'refused']),
        decidedByName: z.string().nullable(),
        decidedAt: instantOut().nullable(),
        note: z.string().nullable(),
      }),
    ),
  ),
  proposeHeldRule: operation({
    method: 'POST',
    path: '/authority/held-rules',
    permission: 'authority.held-rule.write',
    summary: '提出复核规则 · Propose a version of a maker-checker rule; without a body the rule ends on the day',
    refuses: [
      'authority.held_unknown',
      'authority.held_rule_permission',
      'authority.held_rule_hours',
      'authority.held_rule_condition',
      'authority.held_rule_day',
      'authority.held_rule_taken',
      'authority.held_rule_pending_conflict',
    ],
  })
    .input(
      z.object({
        code: label(z.string().regex(/^[a-z][a-z0-9-]{1,40}$/), '规则代码', 'Code').meta({ examples: ['write-off'] }),
        operation: operationName,
        body: label(Body.nullable(), '规则', 'Rule'),
        fromDay: label(dayIn(), '生效日', 'From'),
        reason: label(text(500), '理由', 'Reason'),
      }),
    )
    .output(z.object({ id: idOut('heldrule') })),
  decideHeldRule: operation({
    method: 'POST',
    path: '/authority/held-rules/{id}/decision',
    permission: 'authority.held-rule.approve',
    summary: '批准或否决复核规则 · Approve or refuse a proposed maker-checker rule',
    refuses: [
      'authority.held_rule_not_found',
      'authority.held_rule_conflict',
      'authority.held_rule_own',
      'authority.held_rule_day',
    ],
  })
    .input(
      z.object({
        id: id('heldrule'),
        approved: label(z.boolean(), '是否批准', 'Approved'),
        note: label(text(500), '意见', 'Note'),
      }),
    )
    .output(z.object({ id: idOut('heldrule') })),
  saySamePerson: operation({
    method: 'POST',
    path: '/authority/same-person',
    permission: 'authority.held-rule.write',
    summary: '同一人账号 · Say whether two accounts are one human’s, or of two humans of one name',
    refuses: ['authority.held_person', 'authority.held_pair'],
  })
    .input(
      z.object({
        personId: label(id('person'), '账号', 'Account'),
        otherId: label(id('person'), '另一账号', 'Other account').meta({ examples: ['person_0000000000002'] }),
        same: label(z.boolean(), '是同一人', 'Same person'),
        reason: label(text(500), '依据', 'Reason'),
      }),
    )
    .output(z.object({ same: z.boolean() })),
}
