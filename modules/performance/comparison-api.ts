import { z } from 'zod'
import { dayOut, idOut, instantOut, label } from '#lib/fields'
import { operation } from '#lib/operation'
import { period } from './metric-api.ts'
import { code } from './shape.ts'

export const comparedGroups = ['developers', 'reviewers', 'dealers'] as const
export const comparedOutcomes = ['fpd30', 'mob3', 'mob6'] as const

const Limits = z.object({
  expected: z.number(),
  low95: z.number(),
  high95: z.number(),
  low998: z.number(),
  high998: z.number(),
})

export const comparisonApi = {
  compareQuality: operation({
    method: 'GET',
    path: '/performance/comparison',
    permission: 'performance.metric.read',
    summary: '公平比较 · Quality beside what the same mix of files would have come to for anybody',
    description:
      'Indirect standardisation over product, term, share of the price and car: actual ÷ expected with Byar’s limits, rank intervals by simulation, and a chi-square test whether the differences are more than chance. Names are shown of those the reader is entitled to; the rest count and stay unnamed.',
    refuses: ['performance.period'],
  })
    .input(
      z.object({
        of: label(z.enum(comparedGroups), '比较谁', 'Who is compared'),
        outcome: label(z.enum(comparedOutcomes), '质量指标', 'By what'),
        ...period,
      }),
    )
    .output(
      z.object({
        asOf: instantOut(),
        from: dayOut(),
        to: dayOut(),
        metric: code,
        scope: z.object({ reach: z.enum(['all', 'branch', 'group', 'own']), name: z.string().nullable() }),
        files: z.number().int(),
        bad: z.number().int(),
        /** Below so many files nobody is judged. */
        leastRows: z.number().int(),
        /** The chance that equals differ as much as these do; null below two of them. */
        chance: z.number().nullable(),
        verdict: z.enum(['noise', 'some', 'too-few', 'none-bad']),
        /** How many are counted but not named to this reader. */
        unnamed: z.number().int(),
        rows: z.array(
          z.object({
            id: z.string(),
            name: z.string(),
            mine: z.boolean(),
            files: z.number().int(),
            bad: z.number().int().nullable(),
            expected: z.number().nullable(),
            ratio: z.number().nullable(),
            low: z.number().nullable(),
            high: z.number().nullable(),
            rankFrom: z.number().int().nullable(),
            rankTo: z.number().int().nullable(),
            signal: z.enum(['better', 'worse']).nullable(),
            withheld: z.boolean(),
            /** Of what kinds the files were; empty where nobody is judged. */
            mix: z.array(
              z.object({
                productId: idOut('product'),
                /** Whole years of the term, rounded up. */
                years: z.number().int(),
                /** The loan’s share of the price in tenths, rounded up; null where the price is not known. */
                tenths: z.number().int().nullable(),
                condition: z.enum(['new', 'used']).nullable(),
                files: z.number().int(),
                bad: z.number().int(),
                rate: z.number(),
                expected: z.number(),
              }),
            ),
          }),
        ),
        funnel: z.array(Limits),
      }),
    ),
}
