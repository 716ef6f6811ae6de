import { z } from 'zod'
import { dayIn, dayOut, id, idOut, label, listIn, pageOut, text } from '#lib/fields'
import { operation } from '#lib/operation'
import { delegationApi } from './delegation-api.ts'
import { groupApi } from './group-api.ts'
import { posts } from './post.ts'

export { posts }

const post = z.enum(posts)

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
  post: label(post, '岗位', 'Post'),
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
      listIn({ groupId: id('group').optional(), post: post.optional(), left: z.stringbool().default(false) }, [
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
    .output(Person.extend({ history: z.array(Assignment.extend({ toDay: dayOut().nullable() })) })),
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
    ],
  })
    .input(z.object({ id: id('person'), version: z.number().int(), ...assignmentIn }))
    .output(Person),
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
    ],
  })
    .input(z.object({ id: id('person'), version: z.number().int(), leftOn: label(dayIn(), '离职日', 'Left on') }))
    .output(Person),
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
  ...groupApi,
  ...delegationApi,
}
