import { z } from 'zod'
import { dayIn, dayOut, id, idOut, instantOut, label, moneyOut, positiveMoneyIn } from '#lib/fields'
import { operation } from '#lib/operation'
import { fieldNames, showings } from './mask.ts'
import { exceptionKinds, grades, stages } from './rule.ts'
import { scopeLevels } from './scope.ts'

const at = {
  on: label(dayIn().optional(), '日期', 'Day'),
  time: label(
    z
      .string()
      .regex(/^([01]\d|2[0-3]):[0-5]\d$/)
      .optional()
      .meta({ examples: ['12:00'] }),
    '时刻',
    'Time',
  ),
}

const limits = z.array(z.object({ stage: z.enum(stages), limit: moneyOut() }))

export const questionApi = {
  whoCould: operation({
    method: 'GET',
    path: '/authority/questions/who-could',
    permission: 'authority.question.read',
    summary: '谁能批 · Who could approve a case at an instant, by which rules',
    description:
      '按当时的岗位、授权、委托、休假、证书与规则回答 · With posts, grants, delegations, leave, certificates and rules as of that instant',
  })
    .input(
      z.object({
        amount: label(positiveMoneyIn(), '总敞口', 'Total exposure'),
        stage: label(z.enum(stages).optional(), '审批环节', 'Stage'),
        grade: label(z.enum(grades).optional(), '评分等级', 'Score band'),
        ltv: label(
          z
            .string()
            .regex(/^[0-2](\.\d{1,4})?$/)
            .optional(),
          '贷款成数',
          'Loan to value',
        ),
        product: label(z.string().max(60).optional(), '产品', 'Product'),
        exception: label(z.enum(exceptionKinds).optional(), '例外', 'Exception'),
        ...at,
      }),
    )
    .output(
      z.object({
        at: instantOut(),
        day: dayOut(),
        people: z.array(
          z.object({
            personId: idOut('person'),
            name: z.string(),
            post: z.string().nullable(),
            branchName: z.string().nullable(),
            stage: z.enum(stages),
            allow: z.boolean(),
            reason: z.string(),
            sentence: z.string(),
            way: z.enum(['single', 'joint', 'committee']).nullable(),
            limit: moneyOut(),
            ruleIds: z.array(z.string()),
            missing: z.array(z.string()),
          }),
        ),
        /** How many people lie outside the reader's scope and are not shown. */
        withheld: z.number().int(),
      }),
    ),
  whatCan: operation({
    method: 'GET',
    path: '/authority/questions/what-can/{personId}',
    permission: 'authority.question.read',
    summary: '此人能做什么 · What a person may do, and by which chain of rules',
    refuses: ['team.person_not_found'],
  })
    .input(z.object({ personId: id('person'), ...at }))
    .output(
      z.object({
        at: instantOut(),
        day: dayOut(),
        name: z.string(),
        post: z.string().nullable(),
        onLeave: z.boolean(),
        roles: z.array(
          z.object({
            code: z.string(),
            zh: z.string(),
            en: z.string(),
            ruleIds: z.array(z.string()),
            toDay: dayOut().nullable(),
          }),
        ),
        certificates: z.array(z.object({ code: z.string(), validUntil: instantOut().nullable() })),
        permissions: z.array(
          z.object({
            permission: z.string(),
            allow: z.boolean(),
            scope: z.enum(scopeLevels).nullable(),
            reason: z.string(),
            ruleIds: z.array(z.string()),
            missing: z.array(z.string()),
          }),
        ),
        limits: z.array(z.object({ stage: z.enum(stages), limit: moneyOut() })),
      }),
    ),
  standIns: operation({
    method: 'GET',
    path: '/authority/questions/stand-ins',
    permission: 'team.leave.write',
    summary: '谁能代班 · Who could stand in for somebody on days of leave, and what nobody could approve meanwhile',
    refuses: ['team.person_not_found', 'team.leave_days'],
  })
    .input(
      z.object({
        personId: label(id('person'), '请假人', 'Person'),
        fromDay: label(dayIn(), '开始日', 'From'),
        toDay: label(dayIn(), '结束日', 'To'),
      }),
    )
    .output(
      z.object({
        approves: label(z.boolean(), '请假人是否审批', 'Whether the person decides cases'),
        desks: label(z.array(z.enum(stages)), '审批环节', 'Stages'),
        limits: label(limits, '请假人的审批额度', 'What the person may approve'),
        gaps: label(
          z.array(
            z.object({
              stage: z.enum(stages),
              upTo: label(moneyOut(), '请假人可批至', 'The person approves up to'),
              others: label(moneyOut(), '其余人最多可批', 'Others approve at most'),
            }),
          ),
          '无人可批的部分',
          'What nobody could approve',
        ),
        candidates: label(
          z.array(
            z.object({
              personId: idOut('person'),
              name: label(z.string(), '姓名', 'Name'),
              post: label(z.string().nullable(), '岗位', 'Post'),
              fit: label(z.boolean(), '是否合适', 'Whether fit'),
              away: label(z.boolean(), '当日是否休假', 'Whether away'),
              samePost: label(z.boolean(), '是否同岗', 'Whether of the same post'),
              conflicts: z.array(z.object({ rule: z.string(), first: z.string(), second: z.string() })),
              limits: label(limits, '代班后可批', 'What they could then approve'),
            }),
          ),
          '候选人',
          'Candidates',
        ),
      }),
    ),
  seeFields: operation({
    method: 'GET',
    path: '/authority/questions/fields/{post}',
    permission: 'authority.role.read',
    summary: '岗位看到的字段 · How each personal field is answered to a post, by how near the record is',
  })
    .input(
      z.object({
        post: label(z.string().min(2).max(40), '岗位', 'Post').meta({ examples: ['service_agent'] }),
        on: label(dayIn().optional(), '截至日', 'As of'),
      }),
    )
    .output(
      z.array(
        z.object({
          field: z.enum(fieldNames),
          at: z.array(z.object({ scope: z.enum(scopeLevels), show: z.enum(showings), rule: z.string().nullable() })),
        }),
      ),
    ),
  whoSaw: operation({
    method: 'GET',
    path: '/authority/questions/who-saw',
    permission: 'authority.question.read',
    summary: '谁看过 · Who has opened the sealed data of a record',
  })
    .input(
      z.object({
        about: label(
          z
            .string()
            .regex(/^[a-z]+_[0-9a-z]{13}$/)
            .meta({ examples: ['customer_0000000000001'] }),
          '记录',
          'Record',
        ),
        field: label(z.string().max(40).optional(), '字段', 'Field'),
      }),
    )
    .output(
      z.object({
        lines: z.array(
          z.object({
            at: instantOut(),
            actorName: z.string(),
            operation: z.string(),
            fields: z.array(z.string()),
            reason: z.string(),
            outcome: z.enum(['done', 'refused', 'previewed', 'held']),
          }),
        ),
        /** How many times somebody outside the reader's scope looked. */
        withheld: z.number().int(),
      }),
    ),
}
