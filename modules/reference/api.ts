import { z } from 'zod'
import { dayIn, dayOut, id, idOut, instantOut, label, text } from '#lib/fields'
import { operation } from '#lib/operation'
import { type ParameterCode, parameterCodes } from './parameter.ts'

const code = z.enum(parameterCodes as [ParameterCode, ...ParameterCode[]])
const mark = z.enum(['A', 'B', 'C', 'D'])

export const api = {
  listParameters: operation({
    method: 'GET',
    path: '/reference/parameters',
    permission: 'reference.parameter.read',
    summary: '参数与依据 · Dated parameters with source and approver',
  })
    .input(z.object({ code: code.optional() }))
    .output(
      z.array(
        z.object({
          id: idOut('parameter'),
          code: z.string(),
          value: z.unknown(),
          fromDay: dayOut(),
          source: z.string(),
          mark,
          reason: z.string(),
          state: z.enum(['proposed', 'rejected', 'waiting', 'in-force', 'past']),
          proposedBy: z.string().nullable(),
          decidedBy: z.string().nullable(),
          proposedAt: instantOut(),
        }),
      ),
    ),
  proposeParameter: operation({
    method: 'POST',
    path: '/reference/parameters',
    permission: 'reference.parameter.write',
    summary: '提出参数变更 · Propose a value from a day on',
    refuses: ['reference.value', 'reference.from_day'],
  })
    .input(
      z.object({
        code: label(code, '参数', 'Parameter'),
        value: label(z.unknown(), '取值', 'Value').meta({ examples: ['1.5'] }),
        fromDay: label(dayIn(), '生效日', 'Effective day'),
        source: label(text(300), '依据', 'Source'),
        mark: label(mark, '可信度', 'Confidence'),
        reason: label(text(300), '变更原因', 'Reason'),
      }),
    )
    .output(z.object({ id: idOut('parameter') })),
  decideParameter: operation({
    method: 'POST',
    path: '/reference/parameters/{id}/decision',
    permission: 'reference.parameter.approve',
    summary: '复核参数变更 · Approve or reject a proposed value',
    refuses: [
      'reference.parameter_not_found',
      'reference.decided_conflict',
      'reference.own_proposal',
      'reference.from_day',
    ],
  })
    .input(
      z.object({
        id: id('parameter'),
        approved: label(z.boolean(), '是否同意', 'Approved'),
        reason: label(text(300), '意见', 'Reason'),
      }),
    )
    .output(z.object({ id: idOut('parameter') })),
  listSeries: operation({
    method: 'GET',
    path: '/reference/series/{code}',
    permission: 'reference.parameter.read',
    summary: '市场序列 · A market series such as the loan prime rate',
  })
    .input(z.object({ code: label(z.enum(['lpr-1y', 'lpr-5y']), '序列', 'Series') }))
    .output(z.array(z.object({ day: dayOut(), value: z.string(), source: z.string() }))),
}
