import { z } from 'zod'
import { dayIn, dayOut, id, idOut, instantOut, label, text } from '#lib/fields'
import { operation } from '#lib/operation'
import { groupFunctions } from './post.ts'
import { GroupImpact } from './work-api.ts'

/** A group as it stands on a day. */
export const Group = z.object({
  id: idOut('group'),
  name: z.string(),
  function: z.enum(groupFunctions),
  parentId: idOut('group').nullable(),
  branchId: idOut('branch'),
  branchName: z.string(),
  leaderId: label(idOut('person').nullable(), '组长', 'Leader'),
  leaderName: label(z.string().nullable(), '组长姓名', 'Name of the leader'),
  fromDay: label(dayOut(), '成立日', 'Exists from'),
  toDay: label(dayOut().nullable(), '撤销日', 'Exists no more from'),
  people: z.number().int(),
  version: z.number().int(),
})

const Identified = z.object({ id: idOut('group') })
const fromDay = label(dayIn(), '生效日', 'Effective day')
const reason = label(text(200), '原因', 'Reason')

export const groupApi = {
  listGroups: operation({
    method: 'GET',
    path: '/team/groups',
    permission: 'team.person.read',
    summary: '小组与组织架构 · Groups of every branch',
  }).output(
    z.object({
      groups: z.array(Group),
      branches: z.array(z.object({ id: idOut('branch'), name: z.string(), city: z.string() })),
    }),
  ),
  getGroup: operation({
    method: 'GET',
    path: '/team/groups/{id}',
    permission: 'team.person.read',
    summary: '小组沿革 · A group through time: its names, places and leaders, and who changed it why',
    refuses: ['team.group_not_found'],
  })
    .input(z.object({ id: id('group') }))
    .output(
      z.object({
        periods: label(
          z.array(
            z.object({
              name: z.string(),
              parentId: idOut('group').nullable(),
              parentName: label(z.string().nullable(), '上级小组名称', 'Name of the parent group'),
              leaderId: label(idOut('person').nullable(), '组长', 'Leader'),
              leaderName: label(z.string().nullable(), '组长姓名', 'Name of the leader'),
              fromDay: label(dayOut(), '开始日', 'From'),
              toDay: label(dayOut().nullable(), '结束日', 'To'),
            }),
          ),
          '各时期',
          'What it was when',
        ),
        changes: label(
          z.array(
            z.object({
              fromDay: label(dayOut(), '生效日', 'Effective day'),
              fields: label(z.array(z.string()), '变更的内容', 'What was changed'),
              reason: label(z.string(), '原因', 'Reason'),
              byName: label(z.string(), '变更人', 'Who changed it'),
              at: label(instantOut(), '变更时间', 'When it was changed'),
            }),
          ),
          '变更记录',
          'Who changed it',
        ),
      }),
    ),
  addGroup: operation({
    method: 'POST',
    path: '/team/groups',
    permission: 'team.group.write',
    summary: '新建小组 · Add a group',
    refuses: [
      'team.group_not_found',
      'team.group_branch',
      'team.group_taken',
      'team.branch_not_found',
      'team.retroactive',
      'team.person_not_found',
      'team.person_left',
    ],
  })
    .input(
      z.object({
        name: label(text(50), '小组名称', 'Group name'),
        function: label(z.enum(groupFunctions), '职能', 'Function'),
        branchId: label(id('branch'), '分公司', 'Branch'),
        parentId: label(id('group').nullable().default(null), '上级小组', 'Parent group'),
        leaderId: label(id('person').nullable().default(null), '组长', 'Leader'),
        fromDay: label(dayIn().optional(), '成立日', 'Exists from'),
      }),
    )
    .output(Identified),
  changeGroup: operation({
    method: 'POST',
    path: '/team/groups/{id}/change',
    permission: 'team.group.write',
    summary: '变更小组：名称、上级、组长 · Give a group another name, parent or leader from a day on',
    description: 'What is left out stays. The past stays as it was: the day is today or later.',
    refuses: [
      'team.group_not_found',
      'team.stale',
      'team.retroactive',
      'team.group_circle',
      'team.group_branch',
      'team.group_taken',
      'team.group_closed',
      'team.nothing_to_change',
      'team.person_not_found',
      'team.person_left',
    ],
  })
    .input(
      z.object({
        id: id('group'),
        version: z.number().int(),
        fromDay,
        reason,
        name: label(text(50).optional(), '小组名称', 'Group name'),
        parentId: label(id('group').nullable().optional(), '上级小组', 'Parent group'),
        leaderId: label(id('person').nullable().optional(), '组长', 'Leader'),
      }),
    )
    .output(
      z.object({
        id: idOut('group'),
        impact: label(GroupImpact.nullable(), '变更影响（仅预览）', 'What would change; in a preview only'),
      }),
    ),
  closeGroup: operation({
    method: 'POST',
    path: '/team/groups/{id}/close',
    permission: 'team.group.write',
    summary: '撤销小组 · Close a group from a day on',
    refuses: ['team.group_not_found', 'team.stale', 'team.retroactive', 'team.group_closed', 'team.group_in_use'],
  })
    .input(
      z.object({
        id: id('group'),
        version: z.number().int(),
        toDay: label(dayIn(), '撤销日', 'Exists no more from'),
        reason,
      }),
    )
    .output(Identified),
}
