import { z } from 'zod'
import { dayIn, dayOut, id, idOut, instantOut, label, listIn, pageOut, text } from '#lib/fields'
import { operation } from '#lib/operation'
import { effects } from './interval.ts'
import { checkReasons, checkStates, severities } from './quality.ts'

const state = z.enum(checkStates)
const severity = z.enum(severities)
const code = z
  .string()
  .regex(/^[a-z0-9-]{2,40}$/)
  .meta({ examples: ['document-missed'] })

const Check = z.object({
  id: idOut('check'),
  applicationId: idOut('application'),
  applicationNumber: z.string(),
  customerName: z.string().nullable(),
  personId: idOut('person'),
  personName: z.string(),
  decision: z.enum(['approve', 'reject']),
  decidedAt: instantOut(),
  occasion: z.enum(['decision', 'first-payment-default']),
  reasons: z.array(z.enum(checkReasons)),
  state,
  drawnAt: instantOut(),
  checkedByName: z.string().nullable(),
  checkedAt: instantOut().nullable(),
  defects: z.number().int(),
  /** An approval that waits for this check. */
  bars: z.boolean(),
  mine: z.boolean(),
  version: z.number().int(),
})

/** A share with its 95 % interval. */
const Rate = z.object({
  found: z.number().int(),
  checked: z.number().int(),
  rate: z.number().nullable(),
  low: z.number(),
  high: z.number(),
})

const DefectCode = z.object({
  code: z.string(),
  name: z.string(),
  nameEn: z.string(),
  severity,
  courseCode: z.string().nullable(),
  active: z.boolean(),
  version: z.number().int(),
})

const independent = ['authority.own_case', 'authority.decided_before', 'authority.duty_time']

export const qualityApi = {
  listChecks: operation({
    method: 'GET',
    path: '/origination/quality/checks',
    permission: 'origination.quality.read',
    summary: '质检清单 · Decided files drawn for a quality check',
  })
    .input(
      listIn({ state: state.optional(), personId: id('person').optional(), reason: z.enum(checkReasons).optional() }, [
        'drawnAt',
      ]),
    )
    .output(pageOut(Check)),
  getCheck: operation({
    method: 'GET',
    path: '/origination/quality/checks/{id}',
    permission: 'origination.quality.read',
    summary: '一件质检 · One check with the decision, its defects and what was said to them',
    refuses: ['origination.check_not_found'],
  })
    .input(z.object({ id: id('check') }))
    .output(
      Check.extend({
        decisionNote: z.string(),
        decisionReason: z.string().nullable(),
        note: z.string(),
        replyUntil: dayOut().nullable(),
        lines: z.array(
          z.object({
            id: idOut('defect'),
            code: z.string(),
            name: z.string(),
            nameEn: z.string(),
            severity,
            note: z.string(),
            answer: z.enum(['accept', 'contest', 'lapsed']).nullable(),
            replyReason: z.string(),
            upheld: z.boolean().nullable(),
            rulingReason: z.string(),
            ruledByName: z.string().nullable(),
            counts: z.boolean(),
          }),
        ),
        /** What the reader may do now. */
        actions: z.array(z.enum(['record', 'reply', 'rule'])),
      }),
    ),
  recordCheck: operation({
    method: 'POST',
    path: '/origination/quality/checks/{id}/record',
    permission: 'origination.quality.check',
    summary: '登记质检结果 · Record what a check found; no defects means clean',
    refuses: [
      'origination.check_not_found',
      'origination.check_state',
      'origination.stale',
      'origination.defect_code',
      'origination.defect_twice',
      ...independent,
    ],
  })
    .input(
      z.object({
        id: id('check'),
        version: z.number().int(),
        defects: label(
          z
            .array(
              z.object({ code: label(code, '差错代码', 'Defect'), note: label(text(500), '说明', 'What is wrong') }),
            )
            .max(20)
            .default([]),
          '差错',
          'Defects',
        ),
        note: label(z.string().trim().max(1000).default(''), '质检意见', 'Remark'),
      }),
    )
    .output(z.object({ id: idOut('check'), state })),
  replyToCheck: operation({
    method: 'POST',
    path: '/origination/quality/checks/{id}/reply',
    permission: 'origination.quality.reply',
    summary: '答复质检 · Accept or contest each defect, once',
    refuses: [
      'origination.check_not_found',
      'origination.check_state',
      'origination.not_judged',
      'origination.replies_whole',
      'origination.contest_reason',
    ],
  })
    .input(
      z.object({
        id: id('check'),
        replies: label(
          z
            .array(
              z.object({
                defectId: id('defect'),
                answer: label(z.enum(['accept', 'contest']), '答复', 'Answer'),
                reason: label(z.string().trim().max(500).default(''), '理由', 'Reason'),
              }),
            )
            .max(20),
          '答复',
          'Answers',
        ),
      }),
    )
    .output(z.object({ id: idOut('check'), state })),
  ruleOnCheck: operation({
    method: 'POST',
    path: '/origination/quality/checks/{id}/ruling',
    permission: 'origination.quality.rule',
    summary: '复议裁定 · A third person decides a contested defect',
    refuses: [
      'origination.check_not_found',
      'origination.defect_not_contested',
      'origination.third_person',
      ...independent,
    ],
  })
    .input(
      z.object({
        id: id('check'),
        defectId: id('defect'),
        upheld: label(z.boolean(), '维持', 'Upheld'),
        reason: label(text(500), '裁定理由', 'Reasons'),
      }),
    )
    .output(z.object({ id: idOut('check'), state })),
  listDefectCodes: operation({
    method: 'GET',
    path: '/origination/quality/codes',
    permission: 'origination.quality.read',
    summary: '差错代码 · Defect codes with severity and lesson',
  }).output(z.array(DefectCode)),
  saveDefectCode: operation({
    method: 'PUT',
    path: '/origination/quality/codes/{code}',
    permission: 'origination.quality.manage',
    summary: '维护差错代码 · Add or change a defect code',
    description: '新增时 version 为 0 · A new code has version 0',
    refuses: ['origination.stale'],
  })
    .input(
      z.object({
        code: label(code, '代码', 'Code'),
        version: z.number().int(),
        name: label(text(40), '名称', 'Name'),
        nameEn: label(text(80), '英文名称', 'English name'),
        severity: label(severity, '严重程度', 'Severity'),
        courseCode: label(text(40).nullable().default(null), '对应课程', 'Lesson'),
        active: label(z.boolean().default(true), '使用中', 'In use'),
      }),
    )
    .output(z.object({ code: z.string(), version: z.number().int() })),
  qualityRates: operation({
    method: 'GET',
    path: '/origination/quality/rates',
    permission: 'origination.quality.read',
    summary: '差错率 · Defect rates by person and code with their intervals',
    description:
      '只计已结论的质检；basis=random 只看随机抽到的，可代表全部文件 · Settled checks only; basis=random speaks for all files, risk-based ones are chosen for being bad',
  })
    .input(
      z.object({
        from: label(dayIn().optional(), '自', 'From'),
        to: label(dayIn().optional(), '至', 'To'),
        basis: label(z.enum(['all', 'random']).default('all'), '口径', 'Basis'),
      }),
    )
    .output(
      z.object({
        from: dayOut(),
        to: dayOut(),
        total: Rate,
        pending: z.number().int(),
        people: z.array(Rate.extend({ personId: idOut('person'), personName: z.string() })),
        codes: z.array(Rate.extend({ code: z.string(), name: z.string(), nameEn: z.string(), severity })),
      }),
    ),
  listQualityLessons: operation({
    method: 'GET',
    path: '/origination/quality/lessons',
    permission: 'origination.quality.read',
    summary: '差错培训成效 · Lessons given for defects, and whether the rate fell after them',
  }).output(
    z.object({
      rows: z.array(
        z.object({
          id: idOut('lesson'),
          personId: idOut('person'),
          personName: z.string(),
          code: z.string(),
          name: z.string(),
          nameEn: z.string(),
          courseCode: z.string().nullable(),
          courseGiven: z.boolean(),
          day: dayOut(),
          learntAt: instantOut().nullable(),
          recheckFiles: z.number().int(),
          recheckLeft: z.number().int(),
          before: Rate,
          after: Rate,
          fall: z.number().nullable(),
          fallLow: z.number(),
          fallHigh: z.number(),
          effect: z.enum(effects),
        }),
      ),
      /** The same over everybody who had the lesson. */
      codes: z.array(
        z.object({
          code: z.string(),
          name: z.string(),
          nameEn: z.string(),
          before: Rate,
          after: Rate,
          fall: z.number().nullable(),
          fallLow: z.number(),
          fallHigh: z.number(),
          effect: z.enum(effects),
        }),
      ),
    }),
  ),
}
