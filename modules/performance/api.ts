import { z } from 'zod'
import { dayIn, dayOut, id, idOut, instantOut, label } from '#lib/fields'
import { operation } from '#lib/operation'
import { caseApi } from './case-api.ts'
import { boards } from './metric.ts'
import { payApi } from './pay-api.ts'
import { planApi } from './plan-api.ts'
import { code, Figure, unit } from './shape.ts'
import { wallApi } from './wall-api.ts'

const period = {
  from: label(dayIn(), '起始日', 'From'),
  to: label(dayIn(), '截止日', 'To'),
}

export const api = {
  listMetrics: operation({
    method: 'GET',
    path: '/performance/metrics',
    permission: 'performance.metric.read',
    summary: '指标登记表 · Every metric with its definition',
  }).output(
    z.array(
      z.object({
        code,
        version: z.number().int(),
        unit,
        source: z.enum(['leads', 'applications', 'held', 'reviews', 'loans', 'dues', 'receipts']),
        better: z.enum(['more', 'less']).nullable(),
        boards: z.array(z.enum(boards)),
      }),
    ),
  ),
  teamBoard: operation({
    method: 'GET',
    path: '/performance/board',
    permission: 'performance.metric.read',
    summary: '团队看板 · Figures per person, per group and in all, for a period',
    description:
      'Every figure counts only the rows within the reader’s scope and opens them by GET /performance/rows with the same period.',
    refuses: ['performance.period'],
  })
    .input(z.object(period))
    .output(
      z.object({
        asOf: instantOut(),
        businessDay: dayOut(),
        from: dayOut(),
        to: dayOut(),
        people: z.array(
          z.object({
            id: idOut('person'),
            name: z.string(),
            post: z.string().nullable(),
            groupId: idOut('group').nullable(),
            groupName: z.string().nullable(),
            branchName: z.string().nullable(),
            reportsTo: idOut('person').nullable(),
            reportsToName: z.string().nullable(),
            onLeave: z.boolean(),
            figures: z.partialRecord(code, Figure),
          }),
        ),
        groups: z.array(
          z.object({
            id: idOut('group'),
            name: z.string(),
            parentId: idOut('group').nullable(),
            /** Who stands in the group itself, within the reader's scope. */
            people: z.number().int(),
            branchName: z.string(),
            /** Of the group and everything below it. */
            figures: z.partialRecord(code, Figure),
          }),
        ),
        all: z.partialRecord(code, Figure),
      }),
    ),
  figureRows: operation({
    method: 'GET',
    path: '/performance/rows',
    permission: 'performance.metric.read',
    summary: '为什么是这个数 · The rows a figure is made of',
    refuses: ['performance.period'],
  })
    .input(
      z.object({
        metric: label(code, '指标', 'Metric'),
        personId: id('person').optional(),
        groupId: id('group').optional(),
        ...period,
      }),
    )
    .output(
      z.object({
        metric: code,
        version: z.number().int(),
        unit,
        asOf: instantOut(),
        figure: Figure,
        /** The first thousand rows; `figure.rows` says how many there are. */
        rows: z.array(
          z.object({
            about: z.string(),
            number: z.string(),
            personName: z.string().nullable(),
            day: dayOut().nullable(),
            measure: z.string().nullable(),
            counted: z.boolean(),
          }),
        ),
      }),
    ),
  ...wallApi,
  ...payApi,
  ...caseApi,
  ...planApi,
}
