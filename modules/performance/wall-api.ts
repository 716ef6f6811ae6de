import { z } from 'zod'
import { dayOut, idOut, instantOut, label } from '#lib/fields'
import { operation } from '#lib/operation'
import { alertCodes } from './alert.ts'
import { code, Figure, unit } from './shape.ts'

const alert = z.enum(alertCodes)

const Running = z.object({
  day: dayOut(),
  startedAt: instantOut(),
  ranges: z.number().int(),
  done: z.number().int(),
  /** Done of planned, 0 to 1. */
  share: z.string(),
  phase: z.enum(['closing', 'posting', 'stalled']),
  elapsed: z.number().int(),
  /** Seconds to go at the speed so far; null where there is none yet. */
  remaining: z.number().int().nullable(),
})

/** The board on the wall at one moment. */
export const Wall = z.object({
  asOf: instantOut(),
  businessDay: dayOut(),
  /** How far the reader sees, and the name of that branch or group. */
  scope: z.object({ reach: z.enum(['all', 'branch', 'group', 'own']), name: z.string().nullable() }),
  figures: z.array(z.object({ code, unit, figure: Figure })),
  alerts: z.array(z.object({ code: alert, count: z.number().int(), oldest: instantOut().nullable() })),
  /** Whether the books agreed when last checked; null where the reader may not see the day close, or before the first check. */
  books: z.object({ day: dayOut(), checkedAt: instantOut(), agree: z.boolean() }).nullable(),
  /** The day close; null where the reader may not see it. */
  close: z
    .object({
      running: Running.nullable(),
      last: z
        .object({ day: dayOut(), finishedAt: instantOut(), seconds: z.number(), loans: z.number().int() })
        .nullable(),
    })
    .nullable(),
})

export const wallApi = {
  wall: operation({
    method: 'GET',
    path: '/performance/wall',
    permission: 'performance.metric.read',
    summary: '实时大屏 · Today on the wall: figures, alerts and the day close, as of now',
    description:
      'The same as each `wall` event of GET /performance/wall/stream (server-sent events), which follows what happens within about a second. Figures and alerts count only what lies within the reader’s scope; figures open by GET /performance/rows for the business day, alerts by GET /performance/alerts/rows.',
  }).output(Wall),
  wallTrend: operation({
    method: 'GET',
    path: '/performance/wall/trend',
    permission: 'performance.metric.read',
    summary: '今日走势 · How the day went hour by hour, beside the same weekday of the last four weeks',
  }).output(
    z.object({
      businessDay: dayOut(),
      trends: z.array(
        z.object({
          code,
          /** How many days the usual course is the mean of. */
          days: z.number().int(),
          /** 24 sums since midnight, each at the end of its hour, in the figure’s unit. */
          today: z.array(z.string()),
          usual: z.array(z.string()).nullable(),
        }),
      ),
    }),
  ),
  alertRows: operation({
    method: 'GET',
    path: '/performance/alerts/rows',
    permission: 'performance.metric.read',
    summary: '预警明细 · The records an alert is about, the longest waiting first',
  })
    .input(z.object({ alert: label(alert, '预警', 'Alert') }))
    .output(
      z.object({
        asOf: instantOut(),
        count: z.number().int(),
        /** The first thousand. */
        rows: z.array(
          z.object({
            about: z.union([idOut('loan'), idOut('application')]),
            number: z.string(),
            personName: z.string().nullable(),
            since: instantOut(),
            day: dayOut().nullable(),
            reason: z.string().nullable(),
          }),
        ),
      }),
    ),
}
