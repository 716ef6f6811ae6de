import { z } from 'zod'
import { dayIn, dayOut, id, idOut, instantOut, label } from '#lib/fields'
import { operation } from '#lib/operation'
import { maturities, metricRoles } from './metric.ts'
import { ToldFigure } from './metric-api.ts'
import { About, code, unit } from './shape.ts'
import { PaceShape } from './target-api.ts'

const Aim = z.object({ value: z.string(), upper: z.string().nullable(), pace: PaceShape.nullable() })

/** A metric in one span: the figure, and the target where there is one. */
const Cell = z.object({ from: dayOut(), to: dayOut(), figure: ToldFigure.nullable(), target: Aim.nullable() })

export const scoreApi = {
  score: operation({
    method: 'GET',
    path: '/performance/score',
    permission: 'performance.metric.read',
    summary: '我的绩效 · One person’s metrics: month, quarter and year with targets, and twelve months of trend',
    refuses: ['performance.person_not_found'],
  })
    .input(
      z.object({
        personId: id('person').optional(),
        day: label(dayIn().optional(), '截至', 'As of a day of the month'),
      }),
    )
    .output(
      z.object({
        personId: idOut('person'),
        name: z.string().nullable(),
        post: z.string().nullable(),
        asOf: instantOut(),
        month: dayOut(),
        metrics: z.array(
          z.object({
            code,
            version: z.number().int(),
            unit,
            better: z.enum(['more', 'less', 'band']).nullable(),
            waitsFor: z.string().nullable(),
            role: z.enum(metricRoles),
            /** Whom the figure is about: the person, or what they answer for. */
            about: About,
            leastRows: z.number().int(),
            /** When a row can be counted: says why there is no figure yet. */
            maturity: z.enum(maturities),
            daysLater: label(z.number().int().nullable(), '逾期天数', 'Days past due'),
            mob: label(z.number().int().nullable(), '账龄月数', 'Months on book'),
            month: Cell,
            quarter: Cell,
            year: Cell,
            /** The twelve months up to this one. */
            trend: z.array(Cell),
          }),
        ),
      }),
    ),
}
