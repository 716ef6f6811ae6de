import { z } from 'zod'
import { dayIn, id, idOut, label, moneyOut, positiveMoneyIn, rateOut, text } from '#lib/fields'
import { operation } from '#lib/operation'
import {
  Application,
  ApplicationSummary,
  customerKind,
  documentKind,
  Moved,
  Quote,
  rejectReason,
  returnReason,
  state,
} from './shapes.ts'

const Reason = z.object({
  rule: z.string(),
  name: z.string(),
  outcome: z.enum(['pass', 'refer', 'decline']),
  sentence: z.string(),
  unknown: z.array(z.string()),
})

const decisionIn = z.object({
  id: id('application'),
  version: z.number().int(),
  verdict: label(z.enum(['approve', 'reject', 'return', 'escalate', 'escalate-to-risk']), '审批结论', 'Verdict'),
  principal: label(positiveMoneyIn().nullable().default(null), '批准金额', 'Amount approved'),
  conditions: label(
    z
      .array(
        z.object({
          text: label(text(200), '条件', 'Condition'),
          document: label(documentKind.nullable().default(null), '须补资料', 'Paper to bring'),
          before: label(z.enum(['signing', 'funding']).default('funding'), '完成时点', 'Before'),
        }),
      )
      .max(10)
      .default([]),
    '批复条件',
    'Conditions',
  ),
  reason: label(z.union([rejectReason, returnReason]).nullable().default(null), '原因', 'Reason'),
  note: label(z.string().trim().max(1000).default(''), '审批意见', 'Opinion'),
})

/** What the kernel answers where somebody may not decide a case. */
const authorityRefusals = [
  'authority.own_case',
  'authority.decided_before',
  'authority.duty_time',
  'authority.on_leave',
  'authority.no_limit',
  'authority.over_limit',
  'authority.ltv_outside',
  'authority.grade_outside',
  'authority.product_outside',
  'authority.exception_outside',
  'authority.certificate_needed',
  'authority.second_person',
  'authority.committee_needed',
]

const refuses = [
  'origination.application_not_found',
  'origination.stale',
  'origination.state',
  'origination.decided_conflict',
  'origination.claimed_conflict',
  'origination.reason_needed',
  'origination.amount_raised',
  'origination.escalate_upward',
  'origination.customer_blacklisted',
  'origination.too_young',
  'origination.rate_cap',
  'origination.override_note',
  'origination.sitting_open',
  ...authorityRefusals,
]

export const reviewApi = {
  listReviewQueue: operation({
    method: 'GET',
    path: '/origination/review-queue',
    permission: 'origination.application.read',
    summary: '审批队列 · What waits for review, most urgent first',
  }).output(z.object({ rows: z.array(ApplicationSummary), overdue: z.number().int() })),
  claimNext: operation({
    method: 'POST',
    path: '/origination/review-queue/next',
    permission: 'origination.application.read',
    summary: '领取下一件 · Take the most urgent case this person may decide',
  })
    .input(z.object({ after: label(id('application').nullable().default(null), '跳过', 'Skip') }))
    .output(z.object({ id: idOut('application').nullable() })),
  claimApplication: operation({
    method: 'POST',
    path: '/origination/applications/{id}/claim',
    permission: 'origination.application.read',
    summary: '领取 · Hold a case while deciding',
    refuses: ['origination.application_not_found', 'origination.claimed_conflict', 'origination.decided_conflict'],
  })
    .input(z.object({ id: id('application') }))
    .output(Moved),
  releaseApplication: operation({
    method: 'POST',
    path: '/origination/applications/{id}/release',
    permission: 'origination.application.read',
    summary: '挂起 · Give a held case back to the queue',
    refuses: ['origination.application_not_found', 'origination.claimed_conflict'],
  })
    .input(z.object({ id: id('application') }))
    .output(Moved),
  getReview: operation({
    method: 'GET',
    path: '/origination/applications/{id}/review',
    permission: 'origination.application.read',
    summary: '审批所需的一切 · Everything a reviewer needs on one page',
    refuses: ['origination.application_not_found'],
  })
    .input(z.object({ id: id('application') }))
    .output(
      z.object({
        application: Application,
        quote: Quote,
        customer: z
          .object({
            id: idOut('customer'),
            name: z.string(),
            kind: customerKind,
            age: z.number().int().nullable(),
            monthlyIncome: moneyOut().nullable(),
            monthlyDebt: moneyOut().nullable(),
            creditConsent: z.boolean(),
            blacklisted: z.boolean(),
          })
          .nullable(),
        dealer: z.object({ name: z.string(), grade: z.string(), frozen: z.boolean() }).nullable(),
        decision: z
          .object({
            id: idOut('decision'),
            verdict: z.enum(['approve', 'refer', 'decline']),
            ruleSetNumber: z.number().int(),
            reasons: z.array(Reason),
          })
          .nullable(),
        /** What the decision scored the application with, by the card of its day, and what each figure gave; null before there was one. */
        score: z
          .object({
            /** Null where the customer's income is kept from the reader. */
            points: z.number().int().nullable(),
            band: z.string(),
            basePoints: z.number().int(),
            lines: z.array(
              z.object({ label: z.string(), value: z.string().nullable(), points: z.number().int().nullable() }),
            ),
          })
          .nullable(),
        authority: z.object({
          allow: z.boolean(),
          reason: z.string(),
          sentence: z.string(),
          exposure: moneyOut(),
          /** With everyone bound to the customer as co-borrower or guarantor. */
          group: moneyOut(),
          /** How the line that fits decides: one person, two, or the committee. */
          way: z.enum(['single', 'joint', 'committee']).nullable(),
          /** What would make it a yes: `certificate:code`, `person:roles`, `committee:code`, `higher_limit` … */
          missing: z.array(z.string()),
          rules: z.array(z.string()),
          /** How many have signed already where two must. */
          signed: z.number().int(),
          outstanding: moneyOut(),
          promised: moneyOut(),
          limit: moneyOut(),
        }),
        similar: z.object({ decided: z.number().int(), approved: z.number().int() }),
        held: z.enum(['free', 'mine', 'other']),
        escalations: z.array(z.enum(['escalate', 'escalate-to-risk'])),
      }),
    ),
  tryTerms: operation({
    method: 'GET',
    path: '/origination/applications/{id}/terms',
    permission: 'origination.application.read',
    summary: '怎样会变 · What another amount or term would come to, and what the rules would say',
    refuses: ['origination.application_not_found', 'origination.nothing_to_try'],
  })
    .input(
      z.object({
        id: id('application'),
        principal: label(positiveMoneyIn().optional(), '贷款金额', 'Loan amount'),
        periods: label(z.coerce.number().int().min(1).max(600).optional(), '期数', 'Periods'),
      }),
    )
    .output(z.object({ quote: Quote, verdict: z.enum(['approve', 'refer', 'decline']), reasons: z.array(Reason) })),
  reviewApplication: operation({
    method: 'POST',
    path: '/origination/applications/{id}/review',
    permission: 'origination.application.review',
    summary: '审批 · Approve, reject, return or escalate at the review desk',
    refuses,
  })
    .input(decisionIn)
    .output(Moved),
  secondReview: operation({
    method: 'POST',
    path: '/origination/applications/{id}/second-review',
    permission: 'origination.application.approve',
    summary: '风险复审 · Decide as the second pair of eyes in risk control',
    refuses,
  })
    .input(decisionIn)
    .output(Moved),
  listStageTimes: operation({
    method: 'GET',
    path: '/origination/stage-times',
    permission: 'origination.application.read',
    summary: '各阶段时效 · How long each stage took, in working minutes',
  })
    .input(z.object({ from: label(dayIn(), '开始日', 'From'), to: label(dayIn(), '结束日', 'To') }))
    .output(
      z.array(
        z.object({
          state,
          count: z.number().int(),
          median: z.number().int(),
          p90: z.number().int(),
          withinTime: rateOut().nullable(),
        }),
      ),
    ),
}
