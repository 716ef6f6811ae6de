import { z } from 'zod'
import { dayIn, dayOut, id, idOut, label, listIn, pageOut, text } from '#lib/fields'
import { operation } from '#lib/operation'
import { delegationApi } from './delegation-api.ts'
import { Group, groupApi } from './group-api.ts'
import { listChoiceApi } from './list-choice-api.ts'
import { posts } from './post.ts'
import { postApi, postIn } from './post-api.ts'
import { handOverIn, handOverRefusals, Impact, workApi } from './work-api.ts'

/** The code of a post, as other contracts take and show it. */
export const postCode = postIn
export { handOverIn, handOverRefusals, Impact, posts }

const post = z.string()

const Assignment = z.object({
  post,
  groupId: idOut('group'),
  groupName: z.string(),
  branchId: idOut('branch'),
  branchName: z.string(),
  reportsTo: idOut('person').nullable(),
  reportsToName: z.string().nullable(),
  fromDay: dayOut(),
})

const Person = z.object({
  id: idOut('person'),
  name: z.string(),
  username: z.string(),
  joinedOn: dayOut(),
  leftOn: dayOut().nullable(),
  version: z.number().int(),
  assignment: Assignment.nullable(),
  onLeave: z.boolean(),
})

const Leave = z.object({
  id: idOut('leave'),
  personId: idOut('person'),
  personName: z.string(),
  kind: z.enum(['annual', 'sick', 'personal', 'training', 'other']),
  fromDay: dayOut(),
  toDay: dayOut(),
  standInId: idOut('person').nullable(),
  standInName: z.string().nullable(),
  reason: z.string(),
  cancelled: z.boolean(),
})

const assignmentIn = {
  post: postIn,
  groupId: label(id('group'), '小组', 'Group'),
  reportsTo: label(id('person').nullable(), '汇报对象', 'Reports to'),
  fromDay: label(dayIn(), '生效日', 'Effective day'),
}

export const api = {
  me: operation({
    method: 'GET',
    path: '/team/me',
    permission: 'self',
    summary: '我是谁，能做什么 · Who I am and what I may do',
  }).output(
    z.object({
      person: z.object({ id: idOut('person'), name: z.string(), username: z.string() }),
      posts: z.array(z.object({ post, group: z.string(), branch: z.string() })),
      permissions: z.array(z.string()),
      businessDay: dayOut(),
    }),
  ),
  listPeople: operation({
    method: 'GET',
    path: '/team/people',
    permission: 'team.person.read',
    summary: '人员列表 · People of the team',
  })
    .input(
      listIn({ groupId: id('group').optional(), post: postIn.optional(), left: z.stringbool().default(false) }, [
        'name',
        'joinedOn',
      ]),
    )
    .output(pageOut(Person)),
  getPerson: operation({
    method: 'GET',
    path: '/team/people/{id}',
    permission: 'team.person.read',
    summary: '一名人员及其岗位履历 · One person with the posts held',
    refuses: ['team.person_not_found'],
  })
    .input(z.object({ id: id('person') }))
    .output(
      Person.extend({
        history: z.array(
          Assignment.extend({
            toDay: dayOut().nullable(),
            reason: label(z.string().nullable(), '原因', 'Reason'),
            madeByName: label(z.string().nullable(), '经办人', 'Who recorded it'),
            madeOn: label(dayOut().nullable(), '登记日', 'Recorded on'),
          }),
        ),
        dotted: label(
          z.array(
            z.object({
              id: label(idOut('dotted'), '虚线编号', 'Dotted line'),
              personId: label(idOut('person'), '下级', 'Who reports'),
              personName: label(z.string(), '下级姓名', 'Name of who reports'),
              managerId: label(idOut('person'), '虚线上级', 'Reports to as well'),
              managerName: label(z.string(), '虚线上级姓名', 'Name of who is reported to as well'),
              purpose: label(z.string(), '事项', 'For what'),
              fromDay: label(dayOut(), '开始日', 'From'),
              toDay: label(dayOut().nullable(), '结束日（不含）', 'To, not included'),
            }),
          ),
          '虚线汇报',
          'Dotted lines',
        ),
        reports: label(
          z.array(z.object({ id: label(idOut('person'), '人员', 'Person'), name: label(z.string(), '姓名', 'Name') })),
          '下属',
          'Reporting to this person',
        ),
        leads: label(z.array(z.object({ id: idOut('group'), name: z.string() })), '任组长的小组', 'Groups led'),
        standInNow: label(
          z
            .object({
              id: label(idOut('person'), '代班人', 'Stand-in'),
              name: label(z.string(), '代班人姓名', 'Name of the stand-in'),
              toDay: label(dayOut(), '至', 'Until'),
            })
            .nullable(),
          '今日代班',
          'Who stands in today',
        ),
        standsInFor: label(
          z.array(
            z.object({
              name: label(z.string(), '请假人', 'Who is away'),
              fromDay: label(dayOut(), '开始日', 'From'),
              toDay: label(dayOut(), '结束日', 'To'),
            }),
          ),
          '代班职责',
          'Stands in for',
        ),
      }),
    ),
  addPerson: operation({
    method: 'POST',
    path: '/team/people',
    permission: 'team.person.write',
    summary: '人员入职 · Take a person into the team',
    description:
      'Creates the sign-in and the first assignment. The first password is answered once and never stored in clear.',
    refuses: [
      'team.username_taken',
      'team.group_not_found',
      'team.person_not_found',
      'team.reporting_circle',
      'team.no_sign_in',
      'team.post_reserved',
      'team.post_not_found',
      'team.post_retired',
      'team.person_left',
      'team.effective_day',
    ],
  })
    .input(
      z.object({
        name: label(text(50), '姓名', 'Name'),
        username: label(
          z
            .string()
            .regex(/^[a-z][a-z0-9._-]{2,30}$/)
            .meta({ examples: ['lin.xiaowen'] }),
          '用户名',
          'Username',
        ),
        joinedOn: label(dayIn(), '入职日', 'Joined on'),
        ...assignmentIn,
      }),
    )
    .output(z.object({ id: idOut('person'), password: z.string() })),
  movePerson: operation({
    method: 'POST',
    path: '/team/people/{id}/move',
    permission: 'team.person.write',
    summary: '调岗 · Give a person another post, group or manager from a day on',
    refuses: [
      'team.person_not_found',
      'team.person_left',
      'team.group_not_found',
      'team.reporting_circle',
      'team.effective_day',
      'team.stale',
      'team.own_post',
      'team.post_reserved',
      'team.post_not_found',
      'team.post_retired',
      'team.dated_back',
      'team.period_frozen',
      'team.reason_needed',
      'team.last_administrator',
      'team.work_unassigned',
      ...handOverRefusals.slice(0, 3),
    ],
  })
    .input(
      z.object({
        id: id('person'),
        version: z.number().int(),
        ...assignmentIn,
        reason: label(z.string().trim().max(200).nullable().default(null), '原因', 'Reason'),
        handOver: handOverIn,
      }),
    )
    .output(
      Person.extend({ impact: label(Impact.nullable(), '变更影响（仅预览）', 'What would change; in a preview only') }),
    ),
  endPerson: operation({
    method: 'POST',
    path: '/team/people/{id}/end',
    permission: 'team.person.write',
    summary: '离职 · End a person’s work in the team: sign-in closes at once',
    refuses: [
      'team.person_not_found',
      'team.person_left',
      'team.effective_day',
      'team.stale',
      'team.still_manages',
      'team.own_post',
      'team.post_reserved',
      'team.dated_back',
      'team.reason_needed',
      'team.last_administrator',
      'team.work_unassigned',
      ...handOverRefusals,
    ],
  })
    .input(
      z.object({
        id: id('person'),
        version: z.number().int(),
        leftOn: label(dayIn(), '离职日', 'Left on'),
        reason: label(z.string().trim().max(200).nullable().default(null), '原因', 'Reason'),
        handOver: handOverIn,
      }),
    )
    .output(Person),
  organisation: operation({
    method: 'GET',
    path: '/team/organisation',
    permission: 'team.person.read',
    summary: '组织架构图 · The organisation on a day: groups, people, vacancies, lines and who is away',
  })
    .input(z.object({ on: label(dayIn().optional(), '截至', 'As on') }))
    .output(
      z.object({
        on: label(dayOut(), '截至', 'As on'),
        branches: z.array(z.object({ id: idOut('branch'), name: z.string(), city: z.string() })),
        groups: z.array(
          Group.extend({
            movesPeople: label(z.boolean(), '可调动其中人员', 'Whether the reader may move its people'),
            changes: label(z.boolean(), '可调整该小组', 'Whether the reader may change it'),
          }),
        ),
        people: label(z.array(Person), '人员', 'People'),
        seats: label(
          z.array(
            z.object({
              groupId: idOut('group'),
              post: label(post, '岗位', 'Post'),
              seats: label(z.number().int().nullable(), '编制；空为未核定', 'Headcount; none when not set'),
              people: label(z.number().int(), '在岗人数', 'People who hold it'),
            }),
          ),
          '编制与在岗',
          'Headcount and holders',
        ),
        dotted: label(
          z.array(
            z.object({
              personId: label(idOut('person'), '下级', 'Who reports'),
              managerId: label(idOut('person'), '虚线上级', 'Reports to as well'),
              purpose: label(z.string(), '事项', 'For what'),
            }),
          ),
          '虚线汇报',
          'Dotted lines',
        ),
        away: label(
          z.array(
            z.object({
              personId: label(idOut('person'), '请假人', 'Who is away'),
              standInId: label(idOut('person').nullable(), '代班人', 'Stand-in'),
              standInName: label(z.string().nullable(), '代班人姓名', 'Name of the stand-in'),
              toDay: label(dayOut(), '至', 'Until'),
            }),
          ),
          '休假与代班',
          'Who is away, and who stands in',
        ),
      }),
    ),
  listLeave: operation({
    method: 'GET',
    path: '/team/leave',
    permission: 'team.person.read',
    summary: '请假记录 · Leave, newest first',
  })
    .input(z.object({ personId: id('person').optional() }))
    .output(z.array(Leave)),
  addLeave: operation({
    method: 'POST',
    path: '/team/leave',
    permission: 'team.leave.write',
    summary: '登记请假 · Record leave and who stands in',
    refuses: ['team.person_not_found', 'team.leave_days', 'team.leave_conflict', 'team.stand_in_away'],
  })
    .input(
      z.object({
        personId: label(id('person'), '请假人', 'Person'),
        kind: label(Leave.shape.kind, '假别', 'Kind'),
        fromDay: label(dayIn(), '开始日', 'From'),
        toDay: label(dayIn(), '结束日', 'To'),
        standInId: label(id('person').nullable().default(null), '代班人', 'Stand-in'),
        reason: label(text(200), '事由', 'Reason'),
      }),
    )
    .output(z.object({ id: idOut('leave') })),
  cancelLeave: operation({
    method: 'POST',
    path: '/team/leave/{id}/cancel',
    permission: 'team.leave.write',
    summary: '取消请假 · Cancel leave, and what was delegated for it',
    refuses: ['team.leave_not_found', 'team.leave_over'],
  })
    .input(z.object({ id: label(id('leave'), '请假编号', 'Leave') }))
    .output(z.object({ id: idOut('leave') })),
  ...groupApi,
  ...postApi,
  ...workApi,
  ...delegationApi,
  ...listChoiceApi,
}
