import { z } from 'zod'
import { dayIn, dayOut, id, idOut, instantOut, label, text } from '#lib/fields'
import { operation } from '#lib/operation'
import { postCode } from '#team/api'
import { codeIn } from './certificate-api.ts'
import { dutySources, levels, skillStates } from './learning.ts'
import { registrationStates, sessionKinds } from './session.ts'

const Duty = z.object({
  courseCode: z.string(),
  title: z.string(),
  titleEn: z.string(),
  minutes: z.number().int(),
  lessons: z.number().int(),
  read: z.number().int(),
  source: z.enum(dutySources),
  reason: z.string(),
  dueOn: dayOut(),
  overdue: z.boolean(),
})

const Skill = z.object({
  code: z.string(),
  name: z.string(),
  nameEn: z.string(),
  required: z.boolean(),
  state: z.enum(skillStates),
  number: z.string().nullable(),
  validUntil: instantOut().nullable(),
  endsAt: instantOut().nullable(),
  /** The course that leads to it now: the refresher while that is open, else the full one. */
  courseCode: z.string().nullable(),
})

const PlanItem = z.object({
  id: idOut('planitem'),
  kind: z.enum(['course', 'hours', 'other']),
  title: z.string(),
  courseCode: z.string().nullable(),
  targetMinutes: z.number().int().nullable(),
  dueOn: dayOut(),
  progress: z.number().int(),
  overdue: z.boolean(),
})
const Plan = z.object({
  personId: idOut('person'),
  personName: z.string(),
  year: z.number().int(),
  minutes: z.number().int(),
  progress: z.number().int().nullable(),
  items: z.array(PlanItem),
})

const year = () => label(z.coerce.number().int().min(2000).max(2999), '年度', 'Year')
const post = postCode

export const learningApi = {
  myLearning: operation({
    method: 'GET',
    path: '/training/mine',
    permission: 'training.course.learn',
    summary: '我的学习 · What I have to learn, what I hold, what is coming',
  }).output(
    z.object({
      level: z.enum(levels),
      openAttempt: idOut('attempt').nullable(),
      duties: z.array(Duty),
      skills: z.array(Skill),
      sessions: z.array(
        z.object({
          id: idOut('session'),
          kind: z.enum(sessionKinds),
          title: z.string(),
          place: z.string(),
          startsAt: instantOut(),
          endsAt: instantOut(),
          mine: z.enum(registrationStates).nullable(),
          waitingPlace: z.number().int().nullable(),
        }),
      ),
      bulletins: z.array(z.object({ id: idOut('bulletin'), title: z.string(), mustReadBy: dayOut().nullable() })),
      minutes: z.number().int(),
      planProgress: z.number().int().nullable(),
    }),
  ),
  certificateGuide: operation({
    method: 'GET',
    path: '/training/certificates/{code}/guide',
    permission: 'training.course.learn',
    summary: '怎样取得证书 · Where I stand with a certificate and what leads to it',
    refuses: ['training.certificate_not_found'],
  })
    .input(z.object({ code: codeIn() }))
    .output(
      Skill.extend({
        validityMonths: z.number().int(),
        graceDays: z.number().int(),
        openAttempt: idOut('attempt').nullable(),
        courses: z.array(
          z.object({
            code: z.string(),
            title: z.string(),
            titleEn: z.string(),
            kind: z.enum(['course', 'refresher']),
            open: z.boolean(),
          }),
        ),
        history: z.array(
          z.object({
            number: z.string(),
            issuedAt: instantOut(),
            endsAt: instantOut(),
            state: z.enum(['valid', 'grace', 'expired', 'revoked']),
            evidence: z.string(),
          }),
        ),
      }),
    ),
  giveCourse: operation({
    method: 'POST',
    path: '/training/duties',
    permission: 'training.duty.write',
    summary: '指派课程 · Give a course to people, due by a day',
    refuses: ['training.course_not_found', 'training.person_not_found', 'training.due_day'],
  })
    .input(
      z.object({
        courseCode: label(codeIn(), '课程', 'Course'),
        personIds: label(z.array(id('person')).min(1).max(200), '人员', 'People'),
        dueOn: label(dayIn(), '截止日', 'Due on'),
        reason: label(text(200), '原因', 'Why'),
      }),
    )
    .output(z.object({ given: z.number().int() })),
  listDuties: operation({
    method: 'GET',
    path: '/training/people/{personId}/duties',
    permission: 'training.report.read',
    summary: '一名人员应学课程 · What one person has to learn',
    refuses: ['training.person_not_found'],
  })
    .input(z.object({ personId: id('person') }))
    .output(z.array(Duty)),
  listPaths: operation({
    method: 'GET',
    path: '/training/paths',
    permission: 'training.course.read',
    summary: '岗位学习路径与必备证书 · What each post has to learn and to hold',
  }).output(
    z.object({
      paths: z.array(
        z.object({
          post,
          level: z.enum(levels),
          name: z.string(),
          nameEn: z.string(),
          revision: z.number().int(),
          courses: z.array(
            z.object({ code: z.string(), title: z.string(), titleEn: z.string(), withinDays: z.number().int() }),
          ),
        }),
      ),
      certificates: z.array(z.object({ post, codes: z.array(z.string()) })),
    }),
  ),
  savePath: operation({
    method: 'PUT',
    path: '/training/paths/{post}/{level}',
    permission: 'training.course.write',
    summary: '保存学习路径 · Save what a post has to learn at a level',
    refuses: ['training.course_not_found', 'training.stale'],
  })
    .input(
      z.object({
        post: label(post, '岗位', 'Post'),
        level: label(z.enum(levels), '级别', 'Level'),
        revision: z.number().int(),
        name: label(text(60), '路径名称', 'Name'),
        nameEn: label(text(100), '英文名称', 'English name'),
        courses: label(
          z
            .array(
              z.object({
                code: codeIn(),
                withinDays: label(z.number().int().min(1).max(730), '多少天内学完', 'Within days'),
              }),
            )
            .max(40),
          '课程',
          'Courses',
        ),
      }),
    )
    .output(z.object({ revision: z.number().int() })),
  requireCertificates: operation({
    method: 'PUT',
    path: '/training/posts/{post}/certificates',
    permission: 'training.certificate.write',
    summary: '设定岗位必备证书 · Say which certificates a post has to hold',
    refuses: ['training.certificate_not_found'],
  })
    .input(
      z.object({ post: label(post, '岗位', 'Post'), codes: label(z.array(codeIn()).max(20), '证书', 'Certificates') }),
    )
    .output(z.object({ post, codes: z.array(z.string()) })),
  setLevel: operation({
    method: 'POST',
    path: '/training/people/{personId}/level',
    permission: 'training.duty.write',
    summary: '评定级别 · Set how far a person is in the post',
    refuses: ['training.person_not_found', 'training.own_level'],
  })
    .input(
      z.object({
        personId: label(id('person'), '人员', 'Person'),
        level: label(z.enum(levels), '级别', 'Level'),
        reason: label(text(200), '理由', 'Reason'),
      }),
    )
    .output(z.object({ level: z.enum(levels) })),
  personSkills: operation({
    method: 'GET',
    path: '/training/people/{personId}/skills',
    permission: 'training.report.read',
    summary: '一名人员的证书与要求 · Required, held and expiring certificates of one person',
    refuses: ['training.person_not_found'],
  })
    .input(z.object({ personId: id('person') }))
    .output(
      z.object({ personName: z.string(), level: z.enum(levels), skills: z.array(Skill), minutes: z.number().int() }),
    ),
  skillsMatrix: operation({
    method: 'GET',
    path: '/training/matrix',
    permission: 'training.report.read',
    summary: '技能矩阵 · Required, held and expiring certificates by person and by group',
  })
    .input(z.object({ groupId: id('group').optional() }))
    .output(
      z.object({
        kinds: z.array(z.object({ code: z.string(), name: z.string(), nameEn: z.string() })),
        groups: z.array(
          z.object({
            groupId: idOut('group'),
            groupName: z.string(),
            branchName: z.string(),
            people: z.number().int(),
            cells: z.array(
              z.object({
                code: z.string(),
                required: z.number().int(),
                held: z.number().int(),
                expiring: z.number().int(),
                missing: z.number().int(),
              }),
            ),
          }),
        ),
        people: z.array(
          z.object({
            personId: idOut('person'),
            personName: z.string(),
            groupId: idOut('group'),
            post,
            cells: z.array(z.object({ code: z.string(), state: z.enum(skillStates), endsAt: instantOut().nullable() })),
          }),
        ),
      }),
    ),
  getPlan: operation({
    method: 'GET',
    path: '/training/people/{personId}/plans/{year}',
    permission: 'training.plan.read',
    summary: '年度培训计划 · A person’s training plan of a year and how far it is',
    refuses: ['training.person_not_found'],
  })
    .input(z.object({ personId: id('person'), year: year() }))
    .output(Plan),
  addPlanItem: operation({
    method: 'POST',
    path: '/training/people/{personId}/plans/{year}',
    permission: 'training.plan.write',
    summary: '添加计划项 · Add a line to a person’s plan of the year',
    refuses: ['training.person_not_found', 'training.course_not_found', 'training.plan_line', 'training.due_day'],
  })
    .input(
      z.object({
        personId: id('person'),
        year: year(),
        kind: label(PlanItem.shape.kind, '类型', 'Kind'),
        title: label(z.string().trim().max(100).default(''), '事项', 'What'),
        courseCode: label(codeIn().nullable().default(null), '课程', 'Course'),
        targetMinutes: label(
          z.number().int().min(1).max(60_000).nullable().default(null),
          '目标学时（分钟）',
          'Target in minutes',
        ),
        dueOn: label(dayIn(), '截止日', 'Due on'),
      }),
    )
    .output(z.object({ id: idOut('planitem') })),
  endPlanItem: operation({
    method: 'POST',
    path: '/training/plan-items/{id}/end',
    permission: 'training.plan.write',
    summary: '完成或取消计划项 · Mark a line as done, or drop it',
    refuses: ['training.plan_item_not_found'],
  })
    .input(z.object({ id: id('planitem'), how: label(z.enum(['done', 'dropped']), '处理', 'How') }))
    .output(z.object({ id: idOut('planitem') })),
}
