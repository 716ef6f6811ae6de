import { ruleChanges } from '#authority'
import { type Day, dayOf, daysBetween, parts } from '#lib/day'
import type { Context } from '#platform/context'
import { actAs, type City } from './book.ts'

/**
 * The city's rights beyond those of the posts: two senior reviewers sit on the credit committee, given by the administrator and
 * approved by the risk director; above 300,000 yuan two sign and above 400,000 the committee decides; and a wider line of the matrix
 * waits for that second person this morning.
 */
export async function grantRights(city: City): Promise<void> {
  const propose = (ctx: Context, wanted: Pick<Wanted, 'kind' | 'code' | 'content' | 'reason' | 'source'>) =>
    ruleChanges.proposeRule(ctx, { ...wanted, fromDay: ctx.today, toDay: null })
  for (const username of ['song', 'tang']) {
    const content = { person: city.people.get(username), role: 'committee_member', effect: 'give' }
    const { id } = await actAs(city, 'jin', ctx =>
      propose(ctx, { kind: 'grant', code: null, content, reason: '贷审会增补委员', source: '贷审会议事规则' }),
    )
    await actAs(city, 'guo', ctx => ruleChanges.decideRule(ctx, { id, approved: true, reason: '同意增补' }))
  }
  const line = (stage: 'review' | 'second', role: string, maxExposure: string, change: object = {}) => ({
    stage,
    roles: [role],
    maxExposure,
    base: 'group',
    maxLtv: null,
    grades: null,
    products: null,
    exceptions: ['declined-by-rules'],
    mode: 'single',
    joint: [],
    committee: null,
    ...change,
  })
  const lines = {
    'review.joint': line('review', 'credit_reviewer', '500000', { mode: 'joint', joint: ['senior_reviewer'] }),
    'review.senior': line('review', 'senior_reviewer', '400000'),
    'second.officer': line('second', 'risk_officer', '350000'),
    'second.director': line('second', 'risk_director', '400000', {
      exceptions: ['declined-by-rules', 'related-party'],
    }),
  }
  for (const [code, content] of Object.entries(lines)) {
    const { id } = await actAs(city, 'jin', ctx =>
      propose(ctx, {
        kind: 'matrix',
        code,
        content,
        reason: '三十万元以上双签，四十万元以上上贷审会',
        source: '授信审批授权书（本年度）',
      }),
    )
    await actAs(city, 'guo', ctx => ruleChanges.decideRule(ctx, { id, approved: true, reason: '同意' }))
  }
  // Who decides on a loan holds the certificate for it, live: at the second it ends, approving ends.
  for (const certified of ['review.reviewer', 'review.senior', 'review.joint']) {
    const { id } = await actAs(city, 'jin', ctx =>
      propose(ctx, {
        kind: 'certificate',
        code: `credit-approval.${certified}`,
        content: { target: 'matrix', of: certified, certificate: 'credit-approval' },
        reason: '持证上岗：没有有效的信贷审批上岗证不得审批',
        source: '培训管理办法',
      }),
    )
    await actAs(city, 'guo', ctx => ruleChanges.decideRule(ctx, { id, approved: true, reason: '同意持证上岗' }))
  }
  const content = line('review', 'senior_reviewer', '600000', { maxLtv: '0.8' })
  await actAs(city, 'jin', ctx =>
    propose(ctx, {
      kind: 'matrix',
      code: 'review.senior',
      content,
      reason: '终审人员经验积累，额度上调，成数收紧',
      source: '风险管理会议纪要，待复核',
    }),
  )
}

/** Lets the day close open each quarter's access review on the day of the quarter that today is, so that one runs this morning. */
export async function setReviewDay(city: City, today: Day): Promise<void> {
  const firstMonth = Math.floor((parts(today).month - 1) / 3) * 3 + 1
  const dayNumber = daysBetween(dayOf(parts(today).year, firstMonth, 1), today) + 1
  const { id } = await actAs(city, 'jin', ctx =>
    ruleChanges.proposeRule(ctx, {
      kind: 'setting',
      code: 'access-review.day',
      content: { value: Math.min(90, dayNumber) },
      fromDay: ctx.today,
      toDay: null,
      reason: '避开季初结账，季中发起权限复核',
      source: '内控管理办法',
    }),
  )
  await actAs(city, 'guo', ctx => ruleChanges.decideRule(ctx, { id, approved: true, reason: '同意' }))
}

type Wanted = Parameters<typeof ruleChanges.proposeRule>[1]
