import { z } from 'zod'
import { dayOut, id, idOut, instantOut, label, listIn, moneyIn, moneyOut, pageOut, text } from '#lib/fields'
import { operation } from '#lib/operation'
import { balances } from './pay-api.ts'
import { outcomes } from './recovery.ts'

const version = z.number().int()
const disputeState = z.enum(['open', 'upheld', 'corrected', 'withdrawn'])
const disputeReason = z.enum(['amount', 'attribution', 'missing', 'hold', 'other'])
const Dispute = z.object({
  id: idOut('dispute'),
  lineId: idOut('payline'),
  personId: idOut('person'),
  personName: z.string(),
  state: disputeState,
  reason: disputeReason,
  text: z.string(),
  raisedAt: instantOut(),
  answerBy: dayOut(),
  late: z.boolean(),
  answer: z.string().nullable(),
  correction: moneyOut().nullable(),
  answeredByName: z.string().nullable(),
  answeredAt: instantOut().nullable(),
  mine: z.boolean(),
  version,
})

const caseState = z.enum(['open', 'found', 'appealed', 'closed'])
const trigger = z.enum(['overdue-90', 'conduct', 'wrong-facts', 'falsified', 'not-approved', 'other'])
const outcome = z.enum(outcomes)
const CaseSummary = z.object({
  id: idOut('case'),
  loanId: idOut('loan'),
  personId: idOut('person'),
  personName: z.string(),
  loanNumber: z.string(),
  openedDay: dayOut(),
  trigger,
  duty: z.enum(['may', 'must']),
  state: caseState,
  outcome: outcome.nullable(),
  share: z.string().nullable(),
  version,
})
/** What was known: the loan as it stood, the file behind it, and the decision of the rules with the figures of its moment. */
const Evidence = z.object({
  facts: z.string().optional(),
  openedBy: label(z.string().optional(), '立案人', 'Who opened it'),
  loan: label(
    z.object({
      number: z.string(),
      principal: z.string(),
      outstanding: z.string(),
      disbursedOn: z.string(),
      overdueDays: label(z.number().int(), '逾期天数', 'Days past due'),
    }),
    '立案时的贷款',
    'The loan as it stood when the case was opened',
  ),
  application: z.object({ id: idOut('application'), number: z.string() }).nullable(),
  decision: z
    .object({
      id: idOut('decision'),
      verdict: z.enum(['approve', 'refer', 'decline']),
      ruleSetNumber: z.number().int(),
      decidedAt: instantOut(),
      score: z
        .object({
          card: z.string(),
          points: z.number().int().nullable(),
          band: z.string(),
          basePoints: z.number().int(),
          lines: z.array(
            z.object({ label: z.string(), value: z.string().nullable(), points: z.number().int().nullable() }),
          ),
        })
        .nullable(),
      reasons: z.array(
        z.object({
          rule: z.string(),
          name: z.string(),
          outcome: z.enum(['pass', 'refer', 'decline']),
          sentence: z.string(),
          unknown: z.array(z.string()),
        }),
      ),
    })
    .nullable(),
  steps: z.array(
    z.object({
      name: z.string(),
      action: z.string(),
      at: z.string(),
      minutes: z.number().int().nullable(),
      withinTime: z.boolean().nullable(),
      reason: z.string().nullable(),
      note: z.string(),
      principal: z.string().nullable(),
      exceptions: label(z.array(z.string()), '突破政策', 'What of policy it went beyond'),
    }),
  ),
  votes: z.array(
    z.object({
      name: z.string(),
      vote: label(z.enum(['for', 'against', 'abstain']), '表决', 'Vote'),
      opinion: z.string(),
      at: z.string(),
    }),
  ),
  checks: z.array(
    z.object({
      personName: z.string(),
      reasons: z.array(z.string()),
      state: z.string(),
      checkedByName: z.string().nullable(),
      checkedAt: z.string().nullable(),
      note: z.string(),
      defects: z.array(
        z.object({
          name: z.string(),
          nameEn: z.string(),
          severity: z.string(),
          note: z.string(),
          answer: z.string().nullable(),
          upheld: z.boolean().nullable(),
        }),
      ),
    }),
  ),
})
const Case = CaseSummary.extend({
  evidence: Evidence,
  reason: z.string().nullable(),
  decidedByName: z.string().nullable(),
  decidedAt: instantOut().nullable(),
  appealUntil: dayOut().nullable(),
  appeal: z.string().nullable(),
  appealedAt: label(instantOut().nullable(), '申诉时间', 'When it was appealed'),
  appealOutcome: outcome.nullable(),
  appealShare: z.string().nullable(),
  appealReason: z.string().nullable(),
  appealByName: z.string().nullable(),
  closedAt: instantOut().nullable(),
  mine: z.boolean(),
  balances: z.object({ earned: moneyOut(), ...balances }),
  heldOfPools: label(
    moneyOut().nullable(),
    '团队池暂扣',
    'What the loan holds of team pools, from everybody who shares; null for the person it is about, whom others’ pay does not concern',
  ),
  recovery: z.array(z.object({ month: dayOut(), amount: moneyOut() })),
})
const judging = {
  id: id('case'),
  version,
  outcome: label(outcome, '认定', 'Finding'),
  share: label(
    z
      .string()
      .regex(/^0?\.\d{1,4}$/)
      .nullable(),
    '责任比例',
    'Share',
  ),
  reason: label(text(1000), '理由', 'Reason'),
}

export const caseApi = {
  raiseDispute: operation({
    method: 'POST',
    path: '/performance/disputes',
    permission: 'self',
    summary: '提出薪酬异议 · Doubt a line of one’s own pay',
    refuses: ['performance.line_not_found', 'performance.not_yours', 'performance.dispute_taken'],
  })
    .input(
      z.object({
        lineId: id('payline'),
        reason: label(disputeReason, '异议类型', 'Reason'),
        text: label(text(1000), '说明', 'What is wrong'),
      }),
    )
    .output(Dispute),
  withdrawDispute: operation({
    method: 'POST',
    path: '/performance/disputes/{id}/withdraw',
    permission: 'performance.pay.read',
    summary: '撤回异议 · Take a dispute back',
    refuses: [
      'performance.dispute_not_found',
      'performance.dispute_state',
      'performance.stale',
      'performance.not_yours',
    ],
  })
    .input(z.object({ id: id('dispute'), version }))
    .output(Dispute),
  answerDispute: operation({
    method: 'POST',
    path: '/performance/disputes/{id}/answer',
    permission: 'performance.dispute.answer',
    summary: '答复异议 · Answer a dispute',
    refuses: [
      'performance.dispute_not_found',
      'performance.dispute_state',
      'performance.own_dispute',
      'performance.stale',
      'performance.correction_amount',
      'performance.correction_paid',
    ],
  })
    .input(
      z.object({
        id: id('dispute'),
        version,
        answer: label(text(1000), '答复', 'Answer'),
        correction: label(moneyIn().nullable(), '更正金额', 'Correction'),
      }),
    )
    .output(Dispute),
  listDisputes: operation({
    method: 'GET',
    path: '/performance/disputes',
    permission: 'performance.pay.read',
    summary: '薪酬异议 · Disputes about pay',
  })
    .input(listIn({ state: label(disputeState.optional(), '状态', 'State') }, ['raised']))
    .output(pageOut(Dispute)),
  listCases: operation({
    method: 'GET',
    path: '/performance/cases',
    permission: 'performance.case.read',
    summary: '责任认定案件 · Cases of fault finding',
  })
    .input(listIn({ state: label(caseState.optional(), '状态', 'State') }, ['opened']))
    .output(pageOut(CaseSummary)),
  getCase: operation({
    method: 'GET',
    path: '/performance/cases/{id}',
    permission: 'performance.case.read',
    summary: '一个责任认定案件 · One case with its evidence',
    refuses: ['performance.case_not_found'],
  })
    .input(z.object({ id: id('case') }))
    .output(Case),
  openCase: operation({
    method: 'POST',
    path: '/performance/cases',
    permission: 'performance.case.open',
    summary: '立案 · Open a case about what a loan has paid somebody',
    refuses: ['performance.case_nothing', 'performance.case_taken', 'performance.own_case'],
  })
    .input(
      z.object({
        loanId: id('loan'),
        personId: id('person'),
        trigger: label(trigger, '事由', 'Trigger'),
        duty: label(z.enum(['may', 'must']), '可追或应追', 'May or must'),
        text: label(text(1000), '事实', 'Facts'),
      }),
    )
    .output(Case),
  decideCase: operation({
    method: 'POST',
    path: '/performance/cases/{id}/finding',
    permission: 'performance.case.decide',
    summary: '责任认定 · Find how far somebody is at fault',
    refuses: [
      'performance.case_not_found',
      'performance.case_state',
      'performance.own_case',
      'performance.stale',
      'performance.case_share',
      'performance.case_must',
    ],
  })
    .input(z.object(judging))
    .output(Case),
  appealCase: operation({
    method: 'POST',
    path: '/performance/cases/{id}/appeal',
    permission: 'performance.case.read',
    summary: '申诉 · Appeal a finding about oneself',
    refuses: [
      'performance.case_not_found',
      'performance.case_state',
      'performance.stale',
      'performance.appeal_late',
      'performance.not_yours',
    ],
  })
    .input(z.object({ id: id('case'), version, text: label(text(1000), '申诉理由', 'Grounds') }))
    .output(Case),
  decideAppeal: operation({
    method: 'POST',
    path: '/performance/cases/{id}/appeal-decision',
    permission: 'performance.case.appeal',
    summary: '申诉裁定 · Decide an appeal, by somebody not involved',
    refuses: [
      'performance.case_not_found',
      'performance.case_state',
      'performance.own_case',
      'performance.stale',
      'performance.case_share',
      'performance.appeal_worse',
    ],
  })
    .input(z.object(judging))
    .output(Case),
  disclosure: operation({
    method: 'GET',
    path: '/performance/disclosure',
    permission: 'performance.month.read',
    summary: '递延与追索扣回披露 · What a year deferred and took back',
  })
    .input(z.object({ year: label(z.coerce.number().int().min(2000).max(2100), '年份', 'Year') }))
    .output(
      z.object({
        year: z.number().int(),
        asOf: instantOut(),
        people: z.number().int(),
        variable: moneyOut(),
        deferred: moneyOut(),
        vested: moneyOut(),
        held: moneyOut(),
        takenBack: moneyOut(),
        peopleTakenBack: z.number().int(),
        ofUnpaid: moneyOut(),
        ofPaid: moneyOut(),
        stillDeferred: moneyOut(),
        reasons: z.array(z.object({ trigger, outcome, cases: z.number().int(), amount: moneyOut() })),
        plans: label(
          z.array(
            z.object({
              plan: z.string(),
              riskRelevant: label(z.boolean(), '风险岗位', 'Decides about risk'),
              people: z.number().int(),
              variable: moneyOut(),
              deferred: moneyOut(),
              share: z.string().nullable(),
              takenBack: moneyOut(),
            }),
          ),
          '各方案',
          'By plan, those of posts that decide about risk first',
        ),
      }),
    ),
  listDisclosure: operation({
    method: 'GET',
    path: '/performance/disclosure/lines',
    permission: 'performance.month.read',
    summary: '披露明细 · The disclosure of a year as one list, for the file',
  })
    .input(z.object({ year: label(z.coerce.number().int().min(2000).max(2100), '年份', 'Year') }))
    .output(
      z.array(
        z.object({
          item: z.string(),
          detail: z.string().nullable(),
          amount: moneyOut(),
          share: z.string().nullable(),
          people: z.number().int().nullable(),
          cases: z.number().int().nullable(),
        }),
      ),
    ),
}
