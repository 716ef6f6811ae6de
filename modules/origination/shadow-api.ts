import { z } from 'zod'
import { id, idOut, instantOut, label, moneyOut, positiveMoneyIn } from '#lib/fields'
import { operation } from '#lib/operation'
import { shadowOutcomes, shadowVerdicts } from './shadow.ts'

const verdict = z.enum(shadowVerdicts)

export const shadowApi = {
  listShadowFiles: operation({
    method: 'GET',
    path: '/origination/shadow/files',
    permission: 'origination.shadow.decide',
    summary: '可影子审批的进件 · Files a newcomer may decide in shadow',
  }).output(
    z.array(
      z.object({
        id: idOut('application'),
        number: z.string(),
        customerName: z.string().nullable(),
        productName: z.string().nullable(),
        principal: moneyOut().nullable(),
        state: z.enum(['first-review', 'final-review', 'second-review']),
        stateSince: instantOut(),
      }),
    ),
  ),
  decideInShadow: operation({
    method: 'POST',
    path: '/origination/shadow/files/{id}',
    permission: 'origination.shadow.decide',
    summary:
      '影子审批 · Say what one would decide; it counts for nothing and is shown to nobody before the real decision',
    refuses: [
      'origination.application_not_found',
      'origination.shadow_newcomer',
      'origination.shadow_closed',
      'origination.shadow_twice',
      'origination.reason_needed',
    ],
  })
    .input(
      z.object({
        id: id('application'),
        verdict: label(verdict, '我的决定', 'My decision'),
        reason: label(z.string().max(40).nullable().default(null), '原因', 'Reason'),
        principal: label(positiveMoneyIn().nullable().default(null), '我会批准的金额', 'Amount I would approve'),
        note: label(z.string().trim().min(1).max(1000), '我的理由', 'My reasons'),
      }),
    )
    .output(z.object({ id: idOut('shadow') })),
  shadowFigures: operation({
    method: 'GET',
    path: '/origination/shadow/people/{personId}',
    permission: 'origination.shadow.read',
    summary: '影子审批对照 · A newcomer’s shadow decisions beside the real ones',
    refuses: ['origination.shadow_person'],
  })
    .input(z.object({ personId: id('person') }))
    .output(
      z.object({
        compared: label(z.number().int(), '已对照', 'Compared'),
        agreed: label(z.number().int(), '一致', 'The same'),
        waiting: label(
          z.number().int(),
          '等待真实决定（仅本人可见）',
          'Waiting for the real one; only the person sees it',
        ),
        rate: z.number().nullable(),
        low: z.number(),
        high: z.number(),
        differences: label(
          z.array(
            z.object({
              verdict: label(verdict, '影子决定', 'In shadow'),
              real: label(verdict, '真实决定', 'In fact'),
              outcome: label(z.enum(shadowOutcomes), '对照', 'Beside each other'),
              reason: z.string().nullable(),
              count: z.number().int(),
            }),
          ),
          '不一致',
          'Differences',
        ),
        rows: z.array(
          z.object({
            id: idOut('shadow'),
            applicationId: idOut('application'),
            applicationNumber: z.string(),
            verdict: label(verdict, '影子决定', 'In shadow'),
            reason: z.string().nullable(),
            principal: moneyOut().nullable(),
            note: z.string(),
            at: instantOut(),
            real: label(verdict.nullable(), '真实决定', 'In fact'),
            realReason: label(z.string().nullable(), '真实原因', 'Reason in fact'),
            realNote: label(z.string().nullable(), '真实意见', 'Opinion in fact'),
            realPrincipal: label(moneyOut().nullable(), '真实批准金额', 'Amount approved in fact'),
            realByName: label(z.string().nullable(), '审批人', 'Who decided'),
            realAt: label(instantOut().nullable(), '审批时间', 'When it was decided'),
            outcome: label(z.enum(shadowOutcomes), '对照', 'Beside each other'),
          }),
        ),
      }),
    ),
}
