import { z } from 'zod'
import { label } from '#lib/fields'

/** Score bands, the best first. */
const scoreBands = ['A', 'B', 'C', 'D', 'E'] as const

/** The scorecard that an application is scored by, with the bands that the approval matrix speaks of. */
export const scoreParameters = {
  'score.card': z.object({
    base: label(z.number().int().min(1).max(10_000), '基础分', 'Points to begin with'),
    unknown: label(z.number().int().min(-500).max(0), '未知项得分', 'Points where nothing is known'),
    lines: label(
      z
        .array(
          z.object({
            fact: label(
              z.enum([
                'application.down-payment-ratio',
                'application.ltv',
                'application.term',
                'customer.installment-to-income',
                'customer.age',
              ]),
              '评分项',
              'What is scored',
            ),
            from: label(z.string().regex(/^\d{1,12}(\.\d{1,10})?$/), '数值自', 'From a value of'),
            points: label(z.number().int().min(-500).max(500), '得分', 'Points'),
          }),
        )
        .min(1)
        .refine(rows => new Set(rows.map(row => `${row.fact} ${Number(row.from)}`)).size === rows.length, {
          message: 'reference.problem.twice',
        }),
      '评分项',
      'What is scored',
    ),
    bands: label(
      z
        .array(
          z.object({
            grade: label(z.enum(scoreBands), '等级', 'Band'),
            from: label(z.number().int().min(0).max(10_000), '得分起', 'From a score of'),
          }),
        )
        .refine(
          rows =>
            scoreBands.every(
              (grade, at) => rows[at]?.grade === grade && (at === 0 || rows[at]!.from < rows[at - 1]!.from),
            ),
          {
            message: 'reference.problem.falling-bands',
          },
        ),
      '等级区间',
      'Bands',
    ),
  }),
}
