import { ruleChanges } from '#authority'
import type { Context } from '#platform/context'
import { actAs, type City } from './book.ts'

/**
 * The city's rights beyond those of the posts: two senior reviewers sit on the credit committee, given by the administrator and
 * approved by the risk director; and a wider line of the matrix waits for that second person this morning.
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
  // Who decides on a loan holds the certificate for it, live: at the second it ends, approving ends.
  for (const line of ['review.reviewer', 'review.senior']) {
    const { id } = await actAs(city, 'jin', ctx =>
      propose(ctx, {
        kind: 'certificate',
        code: `credit-approval.${line}`,
        content: { target: 'matrix', of: line, certificate: 'credit-approval' },
        reason: '持证上岗：没有有效的信贷审批上岗证不得审批',
        source: '培训管理办法',
      }),
    )
    await actAs(city, 'guo', ctx => ruleChanges.decideRule(ctx, { id, approved: true, reason: '同意持证上岗' }))
  }
  const content = {
    stage: 'review',
    roles: ['senior_reviewer'],
    maxExposure: '600000',
    base: 'group',
    maxLtv: '0.8',
    grades: null,
    products: null,
    exceptions: ['declined-by-rules'],
    mode: 'single',
    joint: [],
    committee: null,
  }
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

type Wanted = Parameters<typeof ruleChanges.proposeRule>[1]
