import { defaultRoles } from './default-roles.ts'
import { firstJobs } from './first-jobs.ts'
import { canShow, fieldNames } from './mask.ts'
import { type CommitteeRule, type DutyRule, links, type MaskRule, type MatrixRule, type RuleKind } from './rule.ts'
import { scopeLevels } from './scope.ts'

/** A rule as a new installation begins with it; from then on rules are data. */
export type FirstRule = { kind: RuleKind; code: string; content: object; source: string }

const practice = '行业惯例，本机构自定（D）· common practice, our own setting (D)'
const separation =
  '审贷分离、分级审批（商业银行法第35条，参照）· separation of lending duties, Commercial Banks Law art. 35 by reference'

const line = (
  stage: MatrixRule['stage'],
  role: string | string[],
  maxExposure: string | null,
  change: Partial<MatrixRule> = {},
): MatrixRule => ({
  stage,
  roles: [role].flat(),
  maxExposure,
  base: 'group',
  links: [...links],
  maxLtv: null,
  grades: null,
  products: null,
  exceptions: ['declined-by-rules'],
  mode: 'single',
  joint: [],
  committee: null,
  ...change,
})

/**
 * The first approval matrix: one reviewer to 300,000 yuan of total exposure, a senior reviewer to 500,000, risk control to
 * 1,000,000, its director to 3,000,000; above that, and for companies and fleets, the credit committee.
 */
const matrix: Record<string, MatrixRule> = {
  'review.reviewer': line('review', 'credit_reviewer', '300000'),
  'review.senior': line('review', 'senior_reviewer', '500000'),
  'second.officer': line('second', 'risk_officer', '1000000'),
  'second.director': line('second', 'risk_director', '3000000', { exceptions: ['declined-by-rules', 'related-party'] }),
  'second.committee': line('second', ['risk_officer', 'risk_director'], null, {
    mode: 'committee',
    committee: 'credit',
    exceptions: ['declined-by-rules', 'corporate', 'related-party'],
  }),
}

const credit: CommitteeRule = {
  zh: '贷审会',
  en: 'Credit committee',
  memberRole: 'committee_member',
  chairRole: 'committee_chair',
  members: 5,
  quorum: [2, 3],
  favour: [2, 3],
}

const apart = (first: string, second: string): DutyRule => ({ kind: 'static', first, second })
const months = 12
const after = (did: 'sell' | 'review' | 'fund', mayNot: 'sell' | 'review' | 'fund'): DutyRule => ({
  kind: 'time',
  did,
  mayNot,
  months,
})

const duties: Record<string, DutyRule> = {
  'sell-and-review': apart('origination.application.submit', 'origination.application.review'),
  'sell-and-approve': apart('origination.application.submit', 'origination.application.approve'),
  'sell-and-fund': apart('origination.application.submit', 'origination.funding.disburse'),
  'review-and-fund': apart('origination.application.review', 'origination.funding.disburse'),
  'approve-and-fund': apart('origination.application.approve', 'origination.funding.disburse'),
  'sold-then-review': after('sell', 'review'),
  'sold-then-fund': after('sell', 'fund'),
  'reviewed-then-sell': after('review', 'sell'),
  'reviewed-then-fund': after('review', 'fund'),
  'funded-then-review': after('fund', 'review'),
  'funded-then-sell': after('fund', 'sell'),
}

const privacy = '个人信息保护法第6、28、51条：最小必要、分类管理 · PIPL arts. 6, 28, 51: least necessary, by class'
const masks: Record<string, MaskRule> = {
  'personal-data': {
    fields: fieldNames.filter(field => canShow(field, 'masked')),
    posts: [],
    permission: null,
    scope: 'all',
    show: 'masked',
  },
  // Who trains, appraises or runs the house needs nobody's papers, income and accounts.
  'not-in-the-books': {
    fields: ['party.customer.idNumber', 'party.customer.bankCard', 'party.customer.income', 'party.dealer.account'],
    posts: ['hr_officer', 'administrator'],
    permission: null,
    scope: 'all',
    show: 'withheld',
  },
}

const of = (kind: RuleKind, source: string, rules: Record<string, object>): FirstRule[] =>
  Object.entries(rules).map(([code, content]) => ({ kind, code, content, source }))

/** Every rule a new installation begins with. */
export function firstRules(): FirstRule[] {
  const posts = new Map<string, string[]>()
  for (const role of defaultRoles)
    for (const post of role.posts) posts.set(post, [...(posts.get(post) ?? []), role.code])
  const roles = Object.fromEntries(
    defaultRoles.map(({ code, zh, en, grants }) => {
      // A role that names a permission twice means the wider reach.
      const widest = new Map<string, (typeof grants)[number]['scope']>()
      for (const { permission, scope } of grants) {
        const before = widest.get(permission)
        if (!before || scopeLevels.indexOf(scope) > scopeLevels.indexOf(before)) widest.set(permission, scope)
      }
      const permissions = [...widest].map(([permission, scope]) => ({ permission, scope }))
      return [code, { zh, en, permissions }]
    }),
  )
  return [
    ...of('role', practice, roles),
    ...of('post', practice, Object.fromEntries([...posts].map(([post, codes]) => [post, { roles: codes }]))),
    ...of('matrix', practice, matrix),
    ...of('committee', practice, { credit }),
    ...of('duty', separation, duties),
    ...of('mask', privacy, masks),
    ...of('job', practice, firstJobs),
  ]
}
