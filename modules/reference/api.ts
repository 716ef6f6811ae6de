import { z } from 'zod'
import { dayIn, dayOut, id, idOut, instantOut, label, rateIn, text } from '#lib/fields'
import { operation } from '#lib/operation'
import { marks, type ParameterCode, parameterCodes, parameterStates } from './parameter.ts'
import { seriesCodes } from './series.ts'

const code = z.enum(parameterCodes as [ParameterCode, ...ParameterCode[]])
const mark = z.enum(marks)

const ParameterVersion = z.object({
  id: idOut('parameter'),
  code: z.string(),
  value: z.unknown(),
  fromDay: dayOut(),
  /** The last day it holds; null while nothing approved follows. */
  toDay: dayOut().nullable(),
  source: z.string(),
  mark,
  reason: z.string(),
  state: z.enum(parameterStates),
  proposedBy: z.string().nullable(),
  proposedAt: instantOut(),
  decidedBy: z.string().nullable(),
  decidedAt: instantOut().nullable(),
  decisionReason: z.string().nullable(),
  /** Whether the reader proposed it, and so may not decide it. */
  mine: z.boolean(),
})

export { signKinds, workKinds } from './parameter-people.ts'

export const api = {
  listParameters: operation({
    method: 'GET',
    path: '/reference/parameters',
    permission: 'reference.parameter.read',
    summary: '参数与依据 · Dated parameters with source and approver',
    description:
      '每项参数的全部版本；状态按 on 当日（默认今天）计算 · Every version of every parameter, states as of a day',
  })
    .input(
      z.object({
        code: label(code.optional(), '参数', 'Parameter'),
        on: label(dayIn().optional(), '截至日', 'As of'),
      }),
    )
    .output(z.array(ParameterVersion)),
  getParameter: operation({
    method: 'GET',
    path: '/reference/parameters/{code}',
    permission: 'reference.parameter.read',
    summary: '参数 · One parameter with every version of it',
  })
    .input(z.object({ code: label(code, '参数', 'Parameter') }))
    .output(z.object({ code: z.string(), versions: z.array(ParameterVersion) })),
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
    .input(z.object({ code: label(z.enum(seriesCodes), '序列', 'Series') }))
    .output(z.array(z.object({ day: dayOut(), value: z.string(), source: z.string(), mark }))),
  recordSeries: operation({
    method: 'POST',
    path: '/reference/series/{code}',
    permission: 'reference.parameter.write',
    summary: '登记市场数据 · Record or correct a published market figure',
    refuses: ['reference.series_day'],
  })
    .input(
      z.object({
        code: label(z.enum(seriesCodes), '序列', 'Series'),
        day: label(dayIn(), '公布日', 'Day'),
        value: label(rateIn(), '数值', 'Value'),
        source: label(text(300), '依据', 'Source'),
        mark: label(mark, '可信度', 'Confidence'),
      }),
    )
    .output(z.object({ day: dayOut(), value: z.string() })),
}
