import { z } from 'zod'
import { dayIn, dayOut, id, idOut, instantOut, label, moneyOut, text } from '#lib/fields'
import { operation } from '#lib/operation'
import { findingCodes } from './plan-lint.ts'
import { PlanBodyShape } from './plan-shape.ts'

const version = z.number().int()
const reason = label(text(500), '说明', 'Why')
const body = label(PlanBodyShape, '方案', 'Plan')
const checks = [
  'performance.plan_empty',
  'performance.plan_weights',
  'performance.plan_code',
  'performance.plan_rate',
  'performance.plan_steps',
  'performance.plan_gate',
  'performance.plan_pool',
  'performance.formula_long',
  'performance.formula_syntax',
  'performance.formula_input',
  'performance.deferral_share',
  'performance.deferral_parts',
  'performance.deferral_front_loaded',
  'performance.deferral_too_little',
  'performance.deferral_too_short',
]

const Summary = z.object({
  id: idOut('planversion'),
  planId: idOut('plan'),
  code: z.string(),
  name: z.string(),
  number: z.number().int(),
  state: z.enum(['draft', 'approved', 'discarded']),
  posts: z.array(z.string()),
  fromDay: dayOut().nullable(),
  toDay: dayOut().nullable(),
  reason: z.string(),
  madeByName: z.string(),
  madeAt: instantOut(),
  approvedByName: z.string().nullable(),
  approvedAt: instantOut().nullable(),
  version,
})

const Plan = Summary.extend({
  body: PlanBodyShape,
  findings: z.array(
    z.object({
      code: z.enum(findingCodes),
      level: z.enum(['error', 'warning']),
      place: z.string(),
      facts: z.record(z.string(), z.union([z.string(), z.number()])),
    }),
  ),
  acceptedBecause: z.string().nullable(),
  /** Whether the reader wrote it, and so may not approve it. */
  mine: z.boolean(),
})

const one = { id: id('planversion'), version }

export const planApi = {
  listPlans: operation({
    method: 'GET',
    path: '/performance/plans',
    permission: 'performance.plan.read',
    summary: '激励方案 · Incentive plans, every version',
  }).output(z.array(Summary)),
  getPlan: operation({
    method: 'GET',
    path: '/performance/plans/{id}',
    permission: 'performance.plan.read',
    summary: '激励方案的一个版本 · One version with what is wrong with it',
    refuses: ['performance.plan_not_found'],
  })
    .input(z.object({ id: id('planversion') }))
    .output(Plan),
  addPlan: operation({
    method: 'POST',
    path: '/performance/plans',
    permission: 'performance.plan.write',
    summary: '新建激励方案 · Add a plan with its first draft',
    refuses: ['performance.plan_taken', ...checks],
  })
    .input(
      z.object({
        code: label(
          z
            .string()
            .regex(/^[a-z][a-z0-9-]{1,40}$/)
            .meta({ examples: ['market'] }),
          '方案代码',
          'Code',
        ),
        name: label(text(60), '名称', 'Name'),
        body,
        reason,
      }),
    )
    .output(Plan),
  draftPlan: operation({
    method: 'POST',
    path: '/performance/plans/{id}/draft',
    permission: 'performance.plan.write',
    summary: '起草新版本 · Begin a draft from a version',
    refuses: ['performance.plan_not_found', 'performance.plan_draft_conflict'],
  })
    .input(z.object({ id: id('planversion'), reason }))
    .output(Plan),
  savePlan: operation({
    method: 'PUT',
    path: '/performance/plans/{id}',
    permission: 'performance.plan.write',
    summary: '保存草稿 · Save a draft',
    refuses: ['performance.plan_not_found', 'performance.plan_state', 'performance.stale', ...checks],
  })
    .input(z.object({ ...one, body, reason }))
    .output(Plan),
  discardPlan: operation({
    method: 'POST',
    path: '/performance/plans/{id}/discard',
    permission: 'performance.plan.write',
    summary: '放弃草稿 · Throw a draft away',
    refuses: ['performance.plan_not_found', 'performance.plan_state', 'performance.stale'],
  })
    .input(z.object(one))
    .output(Plan),
  approvePlan: operation({
    method: 'POST',
    path: '/performance/plans/{id}/approve',
    permission: 'performance.plan.approve',
    summary: '批准激励方案 · A second person approves a draft from a day on',
    refuses: [
      'performance.plan_not_found',
      'performance.plan_state',
      'performance.stale',
      'performance.own_plan',
      'performance.plan_error',
      'performance.plan_warning',
      'performance.plan_day',
      'performance.plan_overlap',
      'performance.plan_posts',
      ...checks,
    ],
  })
    .input(
      z.object({
        ...one,
        fromDay: label(dayIn(), '生效日', 'From'),
        acceptedBecause: label(text(500).nullable(), '为何接受提示', 'Why the warnings are accepted'),
      }),
    )
    .output(Plan),
  backTest: operation({
    method: 'GET',
    path: '/performance/plans/{id}/back-test',
    permission: 'performance.plan.test',
    summary: '方案回测 · What a plan would have paid on the last twelve months’ loans',
    refuses: ['performance.plan_not_found'],
  })
    .input(z.object({ id: id('planversion') }))
    .output(
      z.object({
        from: dayOut(),
        to: dayOut(),
        loans: z.number().int(),
        would: moneyOut(),
        was: moneyOut(),
        wouldHold: moneyOut(),
        atStake: label(moneyOut(), '预计追索上限', 'What loans that a case would be about have earned'),
        months: z.array(z.object({ month: z.string(), amount: moneyOut() })),
        people: z.array(
          z.object({
            personId: idOut('person'),
            personName: z.string(),
            loans: z.number().int(),
            would: moneyOut(),
            was: moneyOut(),
            difference: moneyOut(),
            wouldHold: moneyOut(),
            atStake: label(moneyOut(), '预计追索上限', 'What loans that a case would be about have earned'),
          }),
        ),
      }),
    ),
}
