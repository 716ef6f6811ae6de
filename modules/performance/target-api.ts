import { z } from 'zod'
import { dayIn, dayOut, id, idOut, instantOut, label, text } from '#lib/fields'
import { operation } from '#lib/operation'
import { levels } from './metric.ts'
import { whose } from './metric-api.ts'
import { code, unit } from './shape.ts'

const grain = z.enum(['year', 'quarter', 'month'])
const value = z
  .string()
  .regex(/^\d{1,15}(\.\d{1,6})?$/)
  .meta({ examples: ['1000000.00'] })
const reason = label(text(500), '说明', 'Why')
const split = {
  into: label(z.enum(['time', 'people']), '分到', 'Split into'),
  basis: label(z.enum(['days', 'past']), '依据', 'By'),
}
const version = label(z.number().int().min(0), '版本', 'Version')

/** Where a figure stands on its way to its target, in the metric’s units. */
export const PaceShape = z.object({
  actual: z.string().nullable(),
  /** Share of the target reached; null where there is nothing to compare. */
  reached: z.string().nullable(),
  forecast: z.string().nullable(),
  /** Forecast less target, signed; once the period is over what it came to less target. */
  gap: z.string().nullable(),
  perDay: z.string().nullable(),
  daysGone: z.number().int(),
  days: z.number().int(),
})

const Line = z.object({
  id: idOut('target'),
  from: dayOut(),
  to: dayOut(),
  grain,
  number: z.number().int(),
  value: z.string(),
  upper: z.string().nullable(),
  origin: z.enum(['set', 'cascade', 'counter', 'change']),
  reason: z.string(),
  madeByName: z.string(),
  madeOn: dayOut(),
  /** Over or frozen: it is changed no more. */
  closed: z.boolean(),
  pace: PaceShape.nullable(),
  /** Sum of its parts less the target, signed; null when it has not been split that way. */
  timeGap: z.string().nullable(),
  peopleGap: z.string().nullable(),
  counter: z
    .object({
      id: idOut('targetcounter'),
      value: z.string(),
      reason: z.string(),
      madeByName: z.string(),
      mine: z.boolean(),
    })
    .nullable(),
})

const Done = z.object({ ids: z.array(idOut('target')) })
const Part = z.object({
  level: z.enum(levels),
  name: z.string().nullable(),
  from: dayOut(),
  to: dayOut(),
  value: z.string(),
  /** What stood there before; null when nothing did. */
  was: z.string().nullable(),
  /** Over already: it keeps what it was set or came to. */
  kept: z.boolean(),
  /** What it is weighed by: working days, or what it came to before. */
  weight: z.string(),
})
const checks = [
  'performance.target_not_found',
  'performance.target_level',
  'performance.target_zero',
  'performance.target_value',
  'performance.target_period',
  'performance.period_frozen',
  'performance.stale',
  'performance.target_yours',
] as const

export const targetApi = {
  targetBoard: operation({
    method: 'GET',
    path: '/performance/targets',
    permission: 'performance.metric.read',
    summary: '目标 · The targets of a metric in a year from the company down to people, with how far each is reached',
  })
    .input(
      z.object({
        code: label(code, '指标', 'Metric'),
        year: label(z.coerce.number().int().min(2000).max(2999), '年度', 'Year'),
      }),
    )
    .output(
      z.object({
        code,
        unit,
        /** Whether parts add up to the whole, so that it can be split. */
        addsUp: z.boolean(),
        better: z.enum(['more', 'less', 'band']).nullable(),
        asOf: instantOut(),
        closedThrough: dayOut().nullable(),
        nodes: z.array(
          z.object({
            key: z.string(),
            parent: z.string().nullable(),
            level: z.enum(levels),
            name: z.string().nullable(),
            branchId: idOut('branch').nullable(),
            groupId: idOut('group').nullable(),
            personId: idOut('person').nullable(),
            canWrite: z.boolean(),
            canSplit: z.boolean(),
            canCounter: z.boolean(),
            lines: z.array(Line),
          }),
        ),
      }),
    ),
  targetHistory: operation({
    method: 'GET',
    path: '/performance/targets/{id}/history',
    permission: 'performance.metric.read',
    summary: '目标历程 · Every version of a target, and what it was answered with',
    refuses: ['performance.target_not_found'],
  })
    .input(z.object({ id: id('target') }))
    .output(
      z.array(
        z.object({
          number: z.number().int(),
          value: z.string(),
          upper: z.string().nullable(),
          origin: z.enum(['set', 'cascade', 'counter', 'change']),
          reason: z.string(),
          madeByName: z.string(),
          madeAt: instantOut(),
          counters: z.array(
            z.object({
              value: z.string(),
              reason: z.string(),
              madeByName: z.string(),
              madeAt: instantOut(),
              state: z.enum(['open', 'accepted', 'declined']),
              answer: z.string().nullable(),
              answeredByName: z.string().nullable(),
            }),
          ),
        }),
      ),
    ),
  setTarget: operation({
    method: 'POST',
    path: '/performance/targets',
    permission: 'performance.target.write',
    summary: '设定目标 · Set or change a target; a change says why and stands as a new version',
    refuses: [...checks, 'performance.person_not_found', 'performance.subject_not_found'],
  })
    .input(
      z.object({
        code: label(code, '指标', 'Metric'),
        ...whose,
        from: label(dayIn(), '起始月', 'First month'),
        grain: label(grain, '期间', 'For a'),
        value: label(value, '目标值', 'Target'),
        upper: label(value.nullable(), '上限', 'Upper end'),
        reason,
        version,
      }),
    )
    .output(Done),
  previewSplit: operation({
    method: 'GET',
    path: '/performance/targets/{id}/parts',
    permission: 'performance.target.write',
    summary: '试分解 · What a target, or another value in its place, would be split into',
    refuses: [...checks, 'performance.target_past', 'performance.target_nobody'],
  })
    .input(z.object({ id: id('target'), ...split, value: label(value.optional(), '试算目标值', 'What if it were') }))
    .output(z.object({ parts: z.array(Part), closed: z.string() })),
  splitTarget: operation({
    method: 'POST',
    path: '/performance/targets/{id}/parts',
    permission: 'performance.target.write',
    summary:
      '分解目标 · Split a target into quarters, months, branches, groups or people; the parts sum to it to the fen',
    refuses: [...checks, 'performance.target_past', 'performance.target_nobody'],
  })
    .input(z.object({ id: id('target'), ...split, reason, version }))
    .output(Done),
  counterTarget: operation({
    method: 'POST',
    path: '/performance/targets/{id}/counter',
    permission: 'performance.target.counter',
    summary: '还价 · Answer one’s own target with another value and why',
    refuses: [...checks, 'performance.own_target', 'performance.counter_conflict'],
  })
    .input(z.object({ id: id('target'), value: label(value, '建议值', 'Proposed'), reason }))
    .output(z.object({ id: idOut('targetcounter') })),
  answerCounter: operation({
    method: 'POST',
    path: '/performance/targets/counters/{id}/answer',
    permission: 'performance.target.write',
    summary: '答复还价 · Accept or decline the answer to a target',
    refuses: [...checks, 'performance.counter_not_found', 'performance.own_counter'],
  })
    .input(
      z.object({
        id: id('targetcounter'),
        accept: label(z.boolean(), '是否接受', 'Accept'),
        answer: label(text(500), '答复', 'Answer'),
      }),
    )
    .output(Done),
}
