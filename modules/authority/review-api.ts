import { z } from 'zod'
import { dayIn, dayOut, id, idOut, instantOut, label, listIn, pageOut } from '#lib/fields'
import { operation } from '#lib/operation'
import { campaignStates, flags, lineKinds, lineStates } from './access-review.ts'
import { scopeLevels } from './scope.ts'

const counts = {
  lines: label(z.number().int(), '权限条数', 'Rights to be signed'),
  answered: label(z.number().int(), '已签核', 'Signed'),
  kept: label(z.number().int(), '保留', 'Kept'),
  revoking: label(z.number().int(), '收回待复核', 'Revocations waiting for the second person'),
  revoked: label(z.number().int(), '已收回', 'Revoked'),
  flagged: label(z.number().int(), '有提示', 'Pointed out'),
}

const Campaign = z.object({
  id: idOut('campaign'),
  quarter: label(z.string(), '季度', 'Quarter'),
  openedOn: label(dayOut(), '发起日', 'Opened on'),
  dueOn: label(dayOut(), '截止日', 'Due on'),
  openedByName: label(z.string(), '发起人', 'Who opened it'),
  revokes: label(z.boolean(), '逾期未签是否提请收回', 'Whether unsigned rights are then proposed for revocation'),
  settledAt: label(instantOut().nullable(), '结束时间', 'When it ended'),
  state: z.enum(campaignStates),
  ...counts,
  /** Whether the counts cover everybody, or only what the reader may see. */
  whole: label(z.boolean(), '是否为全公司数字', 'Whether the counts cover everybody'),
  mine: label(z.number().int(), '待我签核', 'Waiting for the reader’s signature'),
})

const Line = z.object({
  id: idOut('reviewline'),
  personId: idOut('person'),
  personName: label(z.string(), '人员', 'Person'),
  post: label(z.string().nullable(), '岗位', 'Post'),
  branchName: label(z.string().nullable(), '分公司', 'Branch'),
  kind: label(z.enum(lineKinds), '取得方式', 'How it came'),
  code: label(z.string(), '角色', 'Role'),
  title: label(z.string(), '权限', 'Right'),
  flags: label(z.array(z.enum(flags)), '提示', 'Pointed out'),
  lastUsedAt: label(instantOut().nullable(), '最近使用', 'Last used'),
  traced: label(z.boolean(), '使用是否留痕', 'Whether use leaves a trail'),
  sources: label(
    z.array(
      z.object({
        rule: label(z.string(), '规则', 'Rule'),
        fromDay: dayOut().nullable(),
        toDay: dayOut().nullable(),
        reason: z.string(),
        maker: label(z.string(), '提出人', 'Who proposed it'),
        checker: label(z.string().nullable(), '复核人', 'Who approved it'),
      }),
    ),
    '来源',
    'What it comes by',
  ),
  permissions: z.array(
    z.object({
      permission: z.string(),
      scope: z.enum(scopeLevels).nullable(),
      traced: label(z.boolean(), '使用是否留痕', 'Whether use leaves a trail'),
      lastUsedAt: label(instantOut().nullable(), '最近使用', 'Last used'),
    }),
  ),
  conflicts: z.array(z.object({ rule: z.string(), first: z.string(), second: z.string() })),
  certificates: z.array(z.object({ certificate: z.string(), live: z.boolean(), validUntil: instantOut().nullable() })),
  reviewerName: label(z.string().nullable(), '签核人', 'Who signs'),
  escalatedToName: label(z.string().nullable(), '已上报', 'Escalated to'),
  state: label(z.enum(lineStates), '状态', 'State'),
  reason: label(z.string().nullable(), '签核理由', 'Reason'),
  answeredByName: label(z.string().nullable(), '签核', 'Signed by'),
  answeredAt: label(instantOut().nullable(), '签核时间', 'Signed at'),
  decidedByName: label(z.string().nullable(), '复核', 'Second person'),
  decidedAt: label(instantOut().nullable(), '复核时间', 'Decided at'),
  decisionReason: label(z.string().nullable(), '复核意见', 'Opinion of the second person'),
  maySign: label(z.boolean(), '读者可否签核', 'Whether the reader may sign it now'),
  mayDecide: label(z.boolean(), '读者可否复核收回', 'Whether the reader may decide on its revocation'),
  said: label(
    z.object({
      state: label(z.string(), '状态', 'State'),
      kind: label(z.string(), '取得方式', 'How it came'),
      flags: label(z.string(), '提示', 'Pointed out'),
      sources: label(z.string(), '来源', 'What it comes by'),
      conflicts: label(z.string(), '职责冲突', 'Conflicts of duties'),
      certificates: label(z.string(), '证书', 'Certificates'),
      lastUsed: label(z.string(), '最近使用', 'Last used'),
    }),
    '文字说明（用于文件）',
    'The same in words, for files',
  ),
})

export const reviewApi = {
  listReviews: operation({
    method: 'GET',
    path: '/authority/access-reviews',
    permission: 'self',
    summary: '权限复核 · Quarterly reviews of everybody’s rights, and what waits for the reader',
  }).output(
    z.object({
      campaigns: label(z.array(Campaign), '各季度复核', 'Reviews'),
      quarter: label(z.string(), '本季度', 'This quarter'),
      mayOpen: label(z.boolean(), '可否发起', 'Whether one can be opened'),
    }),
  ),
  openReview: operation({
    method: 'POST',
    path: '/authority/access-reviews',
    permission: 'authority.review.open',
    summary: '发起本季度权限复核 · Open this quarter’s review: a snapshot of every right',
    refuses: ['authority.review_taken', 'authority.review_due'],
  })
    .input(z.object({ dueOn: label(dayIn().nullable().default(null), '截止日', 'Due on') }))
    .output(
      z.object({
        id: idOut('campaign'),
        quarter: label(z.string(), '季度', 'Quarter'),
        dueOn: label(dayOut(), '截止日', 'Due on'),
        lines: counts.lines,
        people: label(z.number().int(), '人数', 'People'),
        reviewers: label(z.number().int(), '签核人数', 'Reviewers'),
        flagged: counts.flagged,
      }),
    ),
  getReview: operation({
    method: 'GET',
    path: '/authority/access-reviews/{id}',
    permission: 'self',
    summary: '复核进度 · A review with how far each reviewer has come',
    refuses: ['authority.review_not_found'],
  })
    .input(z.object({ id: id('campaign') }))
    .output(
      Campaign.extend({
        reviewers: label(
          z.array(
            z.object({
              personId: idOut('person').nullable(),
              name: label(z.string().nullable(), '签核人', 'Reviewer'),
              ...counts,
              remindedAt: label(instantOut().nullable(), '催办时间', 'Reminded at'),
              escalatedAt: label(instantOut().nullable(), '上报时间', 'Escalated at'),
              escalatedToName: label(z.string().nullable(), '已上报', 'Escalated to'),
            }),
          ),
          '各签核人进度',
          'How far each reviewer has come',
        ),
      }),
    ),
  listReviewLines: operation({
    method: 'GET',
    path: '/authority/access-reviews/{id}/lines',
    permission: 'authority.review.read',
    summary: '复核明细 · The rights of a review, line by line, with every signature',
    refuses: ['authority.review_not_found'],
  })
    .input(
      listIn(
        {
          id: id('campaign'),
          state: label(z.enum(lineStates).optional(), '状态', 'State'),
          flag: label(z.enum(flags).optional(), '提示', 'Pointed out'),
          kind: label(z.enum(lineKinds).optional(), '取得方式', 'How it came'),
        },
        ['personName'],
      ),
    )
    .output(pageOut(Line)),
  listMyReviewLines: operation({
    method: 'GET',
    path: '/authority/access-reviews/{id}/mine',
    permission: 'self',
    summary: '待我签核 · The rights of a review that are the reader’s to sign',
    refuses: ['authority.review_not_found'],
  })
    .input(z.object({ id: id('campaign') }))
    .output(z.array(Line)),
  signReviewLines: operation({
    method: 'POST',
    path: '/authority/access-reviews/{id}/sign',
    permission: 'self',
    summary: '签核权限 · Keep or revoke rights, line by line; a preview says what would be lost',
    refuses: [
      'authority.review_not_found',
      'authority.review_closed',
      'authority.review_line_not_found',
      'authority.review_own',
      'authority.review_not_yours',
      'authority.review_reason',
      'authority.review_waiting_conflict',
    ],
  })
    .input(
      z.object({
        id: id('campaign'),
        lines: label(
          z
            .array(
              z.object({
                id: label(id('reviewline'), '权限', 'Line'),
                keeps: label(z.boolean(), '是否保留', 'Whether it is kept'),
              }),
            )
            .min(1)
            .max(500),
          '权限',
          'Lines',
        ),
        reason: label(z.string().trim().max(300).nullable().default(null), '理由', 'Reason'),
      }),
    )
    .output(
      z.object({
        kept: counts.kept,
        keptFlagged: label(
          z.array(z.object({ personName: z.string(), title: z.string(), flags: z.array(z.enum(flags)) })),
          '有提示仍保留',
          'Kept although something was pointed out',
        ),
        revoking: label(
          z.array(
            z.object({
              personName: z.string(),
              title: z.string(),
              lost: label(z.array(z.string()), '将失去的权限', 'Permissions that would be lost'),
            }),
          ),
          '提请收回',
          'Proposed for revocation',
        ),
      }),
    ),
  decideRevocation: operation({
    method: 'POST',
    path: '/authority/access-review-lines/{id}/revocation',
    permission: 'authority.rule.approve',
    summary: '复核收回 · Approve or turn down a revocation, as a second person',
    refuses: [
      'authority.review_line_not_found',
      'authority.review_nothing_waits',
      'authority.review_own',
      'authority.own_rule',
      'authority.last_administrator',
      'authority.rule_from_day',
      'authority.rule_overlap',
    ],
  })
    .input(
      z.object({
        id: id('reviewline'),
        approved: label(z.boolean(), '是否同意收回', 'Approved'),
        reason: label(z.string().trim().min(1).max(300), '意见', 'Opinion').meta({ examples: ['同意'] }),
      }),
    )
    .output(z.object({ id: idOut('reviewline') })),
}
