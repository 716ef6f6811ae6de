import { z } from 'zod'
import { label } from '#lib/fields'
import { fieldNames, showings } from './mask.ts'
import { scopeLevels } from './scope.ts'

/** What a rule is about. Each kind has its own content; all are versioned, dated, made by one person and checked by another. */
export const ruleKinds = [
  'role',
  'post',
  'grant',
  'matrix',
  'duty',
  'certificate',
  'committee',
  'mask',
  'job',
  'setting',
] as const
export type RuleKind = (typeof ruleKinds)[number]

/** At which desk a case is decided. */
export const stages = ['review', 'second'] as const
export type Stage = (typeof stages)[number]

/** What about a case is out of the ordinary, and so asks for somebody whose line of the matrix names it. */
export const exceptionKinds = ['declined-by-rules', 'corporate', 'related-party'] as const
export type ExceptionKind = (typeof exceptionKinds)[number]

/** What somebody did to a customer, as far as it may bar another act. */
export const acts = ['sell', 'review', 'fund'] as const
export type Act = (typeof acts)[number]

/** Score bands, best first. Who has no score counts as the last: the strictest band. */
export const grades = ['A', 'B', 'C', 'D', 'E'] as const
export const strictestGrade = 'E' satisfies (typeof grades)[number]

/** How somebody is bound to a customer so that what both owe may count together. */
export const links = ['co-borrower', 'guarantor', 'spouse', 'controller'] as const
export type Link = (typeof links)[number]
/** What counts where a line says nothing of links, as lines made before they could. */
export const plainLinks: readonly Link[] = ['co-borrower', 'guarantor']

const code = z
  .string()
  .regex(/^[a-z][a-z0-9_.-]{1,59}$/)
  .meta({ examples: ['credit_reviewer'] })
const roleCodes = z.array(code).max(20)
const permission = z
  .string()
  .regex(/^[a-z-]+(\.[a-z-]+)*(\.\*)?$/)
  .max(80)
const jobName = z
  .string()
  .regex(/^[a-z-]+(\.[a-z-]+)*(\.\*)?$/)
  .max(80)
const yuan = z.string().regex(/^\d{1,12}(\.\d{1,2})?$/)
const share = z.string().regex(/^(0(\.\d{1,6})?|1(\.\d{1,6})?|[12]\.\d{1,6})$/)
const fraction = z
  .tuple([z.number().int().min(1).max(100), z.number().int().min(1).max(100)])
  .refine(([over, under]) => over <= under, { message: 'problem.range' })

export const roleRule = z.object({
  zh: label(z.string().trim().min(1).max(40), '中文名', 'Name in Chinese'),
  en: label(z.string().trim().min(1).max(60), '英文名', 'Name in English'),
  permissions: label(z.array(z.object({ permission, scope: z.enum(scopeLevels) })).max(200), '权限', 'Permissions'),
})
export const postRule = z.object({ roles: label(roleCodes, '角色', 'Roles') })
export const grantRule = z.object({
  /** The person's identifier, `person_…`. */
  person: label(z.string().regex(/^(person_[0-9a-z]{13}|\d+)$/), '人员', 'Person'),
  role: label(code, '角色', 'Role'),
  /** `withhold` takes away a role that the post brings. */
  effect: label(z.enum(['give', 'withhold']), '授予或收回', 'Give or withhold'),
})
export const matrixRule = z.object({
  stage: label(z.enum(stages), '审批环节', 'Stage'),
  roles: label(roleCodes.min(1), '审批角色', 'Roles'),
  maxExposure: label(yuan.nullable(), '敞口上限', 'Exposure up to'),
  base: label(z.enum(['customer', 'group']), '敞口口径', 'Exposure of'),
  /** Which related parties count with the customer where the base is the group. */
  links: label(z.array(z.enum(links)).optional(), '并入敞口的关系', 'Links that count'),
  maxLtv: label(share.nullable(), '成数上限', 'Loan to value up to'),
  grades: label(z.array(z.enum(grades)).min(1).nullable(), '评分等级', 'Score bands'),
  products: label(z.array(z.string().min(1).max(60)).min(1).nullable(), '产品', 'Products'),
  exceptions: label(z.array(z.enum(exceptionKinds)), '可批例外', 'Exceptions it may approve'),
  mode: label(z.enum(['single', 'joint', 'committee']), '审批方式', 'Way of deciding'),
  joint: label(roleCodes, '共同审批角色', 'Roles of the second person'),
  committee: label(code.nullable(), '委员会', 'Committee'),
})
export const dutyRule = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('static'),
    first: label(permission, '权限一', 'One permission'),
    second: label(permission, '权限二', 'The other permission'),
  }),
  z.object({
    kind: z.literal('time'),
    did: label(z.enum(acts), '做过', 'Whoever did'),
    mayNot: label(z.enum(acts), '不得', 'May not'),
    months: label(z.number().int().min(1).max(120), '月数', 'Months'),
  }),
])
export const certificateRule = z.object({
  target: label(z.enum(['permission', 'role', 'matrix']), '对象', 'Of what'),
  of: label(z.string().min(2).max(80), '权限、角色或矩阵行', 'Permission, role or line'),
  certificate: label(z.string().min(1).max(60), '证书', 'Certificate'),
})
export const committeeRule = z.object({
  zh: label(z.string().trim().min(1).max(40), '中文名', 'Name in Chinese'),
  en: label(z.string().trim().min(1).max(60), '英文名', 'Name in English'),
  memberRole: label(code, '委员角色', 'Role of members'),
  chairRole: label(code, '主任委员角色', 'Role of the chair'),
  /** Voting members at least; a sitting always has an odd number of them. */
  members: label(
    z
      .number()
      .int()
      .min(3)
      .max(21)
      .refine(count => count % 2 === 1, { message: 'authority.problem.odd' }),
    '委员人数',
    'Members at least',
  ),
  quorum: label(fraction, '出席比例', 'Quorum'),
  favour: label(fraction, '赞成比例', 'In favour'),
})
/** How personal fields are answered: to whom (holders of a post, of a permission, or anybody) and how near the record must be. */
export const maskRule = z.object({
  fields: label(z.array(z.enum(fieldNames)).min(1), '字段', 'Fields'),
  posts: label(z.array(code).max(20), '岗位', 'Posts'),
  permission: label(permission.nullable(), '持有权限', 'Holders of'),
  scope: label(z.enum(scopeLevels), '记录范围', 'Records'),
  show: label(z.enum(showings), '显示方式', 'How it is answered'),
})
/** What a background job may do: it works as this service post, with these permissions and no others. */
export const jobRule = z.object({
  zh: label(z.string().trim().min(1).max(40), '中文名', 'Name in Chinese'),
  en: label(z.string().trim().min(1).max(60), '英文名', 'Name in English'),
  jobs: label(z.array(jobName).max(60), '后台作业', 'Jobs'),
  permissions: label(z.array(permission).max(200), '权限', 'Permissions'),
})
export const settingRule = z.object({ value: label(z.number().int().min(0).max(100_000), '数值', 'Value') })

/** The shape of each kind's content. */
export const ruleSchemas = {
  role: roleRule,
  post: postRule,
  grant: grantRule,
  matrix: matrixRule,
  duty: dutyRule,
  certificate: certificateRule,
  committee: committeeRule,
  mask: maskRule,
  job: jobRule,
  setting: settingRule,
} as const

export type RuleContent = { [Kind in RuleKind]: z.infer<(typeof ruleSchemas)[Kind]> }
export type MatrixRule = RuleContent['matrix']
export type MaskRule = RuleContent['mask']
export type JobRule = RuleContent['job']
export type DutyRule = RuleContent['duty']
export type CommitteeRule = RuleContent['committee']

/** Settings an installation knows, with the value each begins with (mark D, changed as data). */
export const settings = {
  'glass.minutes': 240,
  'review.days': 14,
  'key.days': 180,
  /** The day of a quarter from which the day close opens its access review; 0: never by itself. */
  'access-review.day': 1,
  /** Days until it is due. */
  'access-review.days': 30,
  /** Days before the due day on which reviewers are reminded; their managers are asked to step in. */
  'access-review.remind': 7,
  'access-review.escalate': 3,
  /** 1: what nobody has signed by then is proposed for revocation; 0: it is only shown to the auditor. */
  'access-review.revoke': 0,
  /** Days without use after which a right is pointed out. */
  'access-review.unused': 90,
} as const
export type SettingCode = keyof typeof settings

/** The values a setting can have, where they are others than one and more. */
export const settingBounds: Partial<Record<SettingCode, readonly [least: number, most: number]>> = {
  'access-review.day': [0, 90],
  'access-review.days': [1, 90],
  'access-review.remind': [0, 90],
  'access-review.escalate': [0, 90],
  'access-review.revoke': [0, 1],
}
