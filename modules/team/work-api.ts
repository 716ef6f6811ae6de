import { z } from 'zod'
import { dayIn, dayOut, id, idOut, instantOut, label, moneyOut, text } from '#lib/fields'
import { operation } from '#lib/operation'
import { transitionKinds } from './post.ts'

/** Who is to take over what. */
export const handOverIn = label(
  z
    .array(
      z.object({
        kind: label(z.string().max(60), '种类', 'Kind'),
        to: label(
          id('person').nullable(),
          '接手人；空为同组同岗分摊',
          'Who takes over; none spreads it over the group',
        ),
      }),
    )
    .max(50)
    .default([]),
  '交接安排',
  'Hand-over',
)

/** What somebody holds of one kind. */
export const Held = z.object({
  kind: label(z.string(), '种类', 'Kind'),
  count: label(z.number().int(), '数量', 'How many'),
  ends: label(z.boolean(), '随人终止，无须交接', 'Whether it ends with the person'),
  page: label(z.string().nullable(), '记录页面', 'The page of one'),
  first: label(
    z.array(z.object({ id: label(z.string(), '编号', 'Identifier'), name: label(z.string(), '名称', 'Name') })),
    '前二十条',
    'The first twenty',
  ),
})

const Count = z.object({
  kind: label(z.string(), '种类', 'Kind'),
  before: label(z.number().int(), '变更前可见', 'Visible before'),
  after: label(z.number().int(), '变更后可见', 'Visible after'),
})
const codes = (zh: string, en: string) => label(z.array(z.string()), zh, en)

/** What a move of a person would change; only a preview says it. */
export const Impact = z.object({
  unassigned: codes('尚须安排接手人的种类', 'Kinds of work that somebody must take over first'),
  reportsTo: label(
    z.object({
      before: label(z.string().nullable(), '变更前', 'Before'),
      after: label(z.string().nullable(), '变更后', 'After'),
    }),
    '汇报对象',
    'Reports to',
  ),
  rolesGained: codes('新增角色', 'Roles gained'),
  rolesLost: codes('失去角色', 'Roles lost'),
  permissionsGained: codes('新增权限', 'Permissions gained'),
  permissionsLost: codes('失去权限', 'Permissions lost'),
  visible: label(z.array(Count), '可见范围', 'What becomes visible or invisible'),
  limits: label(
    z.array(
      z.object({
        stage: label(z.string(), '审批环节', 'Stage'),
        before: label(moneyOut(), '变更前', 'Before'),
        after: label(moneyOut(), '变更后', 'After'),
      }),
    ),
    '审批额度',
    'Approval limits',
  ),
  apart: label(
    z.array(
      z.object({
        rule: label(z.string(), '规则', 'Rule'),
        first: label(z.string(), '权限一', 'One permission'),
        second: label(z.string(), '权限二', 'The other permission'),
      }),
    ),
    '新出现的职责冲突',
    'Duties that would newly meet',
  ),
  held: label(z.array(Held), '名下工作', 'Work held'),
  conflicts: label(
    z.array(
      z.object({
        code: label(z.string(), '情形', 'What does not fit'),
        facts: label(z.record(z.string(), z.union([z.string(), z.number()])), '细节', 'Facts'),
      }),
    ),
    '冲突',
    'What does not fit',
  ),
})

/** What hanging a group elsewhere would change. */
export const GroupImpact = z.object({
  groups: label(z.number().int(), '随迁小组数', 'Groups that move'),
  people: label(z.number().int(), '随迁人数', 'People that move'),
  watchers: label(
    z.array(
      z.object({
        id: label(idOut('person'), '人员编号', 'Person'),
        name: label(z.string(), '姓名', 'Name'),
        visible: label(z.array(Count), '可见范围', 'What becomes visible or invisible'),
      }),
    ),
    '可见范围改变的人',
    'Those who come to see more or less',
  ),
})

export const handOverRefusals = [
  'team.successor_not_found',
  'team.successor_branch',
  'team.nobody_to_spread',
  'team.reporting_circle',
]

export const workApi = {
  getHeldWork: operation({
    method: 'GET',
    path: '/team/people/{id}/held-work',
    permission: 'team.person.write',
    summary: '名下工作清单 · What a person holds, by kind, and who could take over',
    refuses: ['team.person_not_found'],
  })
    .input(z.object({ id: id('person') }))
    .output(
      z.object({
        held: label(z.array(Held), '名下工作', 'Work held'),
        colleagues: label(
          z.array(
            z.object({
              id: label(idOut('person'), '人员编号', 'Person'),
              name: label(z.string(), '姓名', 'Name'),
              post: label(z.string().nullable(), '岗位', 'Post'),
              onLeave: label(z.boolean(), '是否休假', 'Whether on leave'),
            }),
          ),
          '同组同事',
          'Colleagues of the group',
        ),
      }),
    ),
  handOverWork: operation({
    method: 'POST',
    path: '/team/people/{id}/hand-over',
    permission: 'team.person.write',
    summary: '交接名下工作 · Give work of a person to others',
    refuses: ['team.person_not_found', ...handOverRefusals],
  })
    .input(z.object({ id: id('person'), handOver: handOverIn, reason: label(text(200), '原因', 'Reason') }))
    .output(z.object({ held: label(z.array(Held), '余下工作', 'What is still held') })),
  listTransitions: operation({
    method: 'GET',
    path: '/team/people/{id}/transitions',
    permission: 'team.person.read',
    summary: '入转离办理与交接记录 · Joining, moves and leaving of a person with what is to do',
    refuses: ['team.person_not_found'],
  })
    .input(z.object({ id: id('person') }))
    .output(
      z.object({
        transitions: label(
          z.array(
            z.object({
              id: label(idOut('transition'), '办理编号', 'Identifier'),
              kind: label(z.enum(transitionKinds), '种类', 'Kind'),
              fromDay: label(dayOut(), '生效日', 'Effective day'),
              reason: label(z.string().nullable(), '原因', 'Reason'),
              madeByName: label(z.string(), '经办人', 'Who did it'),
              madeAt: label(instantOut(), '办理时间', 'When'),
              items: label(
                z.array(
                  z.object({
                    item: label(z.string(), '事项', 'What is to do'),
                    doneAt: label(instantOut().nullable(), '完成时间', 'When it was done'),
                    doneByName: label(z.string().nullable(), '完成人', 'Who did it'),
                    note: label(z.string().nullable(), '备注', 'Note'),
                  }),
                ),
                '事项清单',
                'Checklist',
              ),
            }),
          ),
          '办理记录',
          'Transitions',
        ),
        handOvers: label(
          z.array(
            z.object({
              onDay: label(dayOut(), '交接日', 'On'),
              kind: label(z.string(), '种类', 'Kind'),
              fromName: label(z.string(), '移交人', 'From'),
              toName: label(z.string().nullable(), '接手人', 'To'),
              count: label(z.number().int(), '数量', 'How many'),
            }),
          ),
          '交接记录',
          'What was handed over',
        ),
      }),
    ),
  tickTransition: operation({
    method: 'POST',
    path: '/team/transitions/{id}/tick',
    permission: 'team.person.write',
    summary: '勾选办理事项 · Tick one thing to do',
    refuses: ['team.transition_not_found'],
  })
    .input(
      z.object({
        id: label(id('transition'), '办理编号', 'Identifier'),
        item: label(z.string().max(60), '事项', 'What is to do'),
        done: label(z.boolean(), '是否完成', 'Done'),
        note: label(z.string().trim().max(200).nullable().default(null), '备注', 'Note'),
      }),
    )
    .output(z.object({ id: label(idOut('transition'), '办理编号', 'Identifier') })),
  addDottedLine: operation({
    method: 'POST',
    path: '/team/people/{id}/dotted-lines',
    permission: 'team.person.write',
    summary: '虚线汇报 · Let a person report to somebody else too',
    refuses: [
      'team.person_not_found',
      'team.person_left',
      'team.retroactive',
      'team.leave_days',
      'team.dotted_manager',
      'team.dotted_conflict',
      'team.reporting_circle',
    ],
  })
    .input(
      z.object({
        id: id('person'),
        managerId: label(id('person'), '虚线上级', 'Reports to as well'),
        purpose: label(text(100), '事项', 'For what'),
        fromDay: label(dayIn(), '开始日', 'From'),
        toDay: label(dayIn().nullable().default(null), '结束日（不含）', 'To, not included'),
      }),
    )
    .output(z.object({ id: label(idOut('dotted'), '虚线编号', 'Dotted line') })),
  endDottedLine: operation({
    method: 'POST',
    path: '/team/dotted-lines/{id}/end',
    permission: 'team.person.write',
    summary: '终止虚线汇报 · End a dotted line',
    refuses: ['team.dotted_not_found', 'team.retroactive'],
  })
    .input(
      z.object({
        id: label(id('dotted'), '虚线编号', 'Dotted line'),
        toDay: label(dayIn(), '结束日（不含）', 'To, not included'),
      }),
    )
    .output(z.object({ id: label(idOut('dotted'), '虚线编号', 'Dotted line') })),
}
