import { z } from 'zod'
import { dayOut, id, idOut, instantOut, label, listIn, pageOut, text } from '#lib/fields'
import { operation } from '#lib/operation'
import { boardRoles } from './leaderboard.ts'
import { code, Figure, unit } from './shape.ts'

export const thankReasons = ['help', 'customer', 'quality', 'teaching', 'idea'] as const
const Choices = { unlisted: z.boolean(), noDigest: z.boolean() }

export const togetherApi = {
  leaderboard: operation({
    method: 'GET',
    path: '/performance/leaderboard',
    permission: 'self',
    summary: '排行榜 · Colleagues of one kind in my branch by one metric, unless the ranking is noise',
    description:
      'Whoever has chosen not to be listed is neither shown nor counted. Nobody is listed where it is switched off, below the fewest people, or, for a share, on too few rows.',
  })
    .input(
      z.object({
        role: label(z.enum(boardRoles).optional(), '谁', 'Who'),
        metric: label(code.optional(), '指标', 'Metric'),
        span: label(z.enum(['month', 'quarter', 'year']).default('month'), '期间', 'Period'),
      }),
    )
    .output(
      z.object({
        on: z.boolean(),
        role: z.enum(boardRoles),
        metrics: z.array(code),
        metric: code,
        unit,
        from: dayOut(),
        to: dayOut(),
        least: z.number().int(),
        verdict: z.enum(['few', 'noise', 'some']),
        /** The chance that equals differ so much, two decimals; null where too few. */
        chance: z.string().nullable(),
        rows: z.array(
          z.object({
            rank: z.number().int().nullable(),
            name: z.string(),
            mine: z.boolean(),
            figure: Figure,
            /** Good weeks in a row. */
            streak: z.number().int(),
            /** Thanks received on these days. */
            thanks: z.number().int(),
          }),
        ),
        /** How many have chosen not to be listed. */
        unlisted: z.number().int(),
      }),
    ),
  myChoices: operation({
    method: 'GET',
    path: '/performance/choices',
    permission: 'self',
    summary: '我的选择 · Whether I am listed on leaderboards and get a weekly digest',
  }).output(z.object(Choices)),
  saveChoices: operation({
    method: 'PUT',
    path: '/performance/choices',
    permission: 'self',
    summary: '修改我的选择 · Be listed or not, get a digest or not',
  })
    .input(
      z.object({
        unlisted: label(z.boolean(), '不列入排行榜', 'Not on leaderboards'),
        noDigest: label(z.boolean(), '不要每周小结', 'No weekly digest'),
      }),
    )
    .output(z.object(Choices)),
  thank: operation({
    method: 'POST',
    path: '/performance/thanks',
    permission: 'self',
    summary: '感谢同事 · Thank a colleague; it stands in the group’s feed, is counted and never paid',
    refuses: [
      'performance.thanks_self',
      'performance.thanks_person',
      'performance.thanks_often',
      'notification.no_record',
    ],
  })
    .input(
      z.object({
        personId: label(id('person'), '感谢谁', 'Whom'),
        reason: label(z.enum(thankReasons), '因为', 'What for'),
        text: label(text(300), '说一句', 'A word'),
        record: label(
          z
            .string()
            .min(3)
            .max(60)
            .nullable()
            .default(null)
            .meta({ examples: [null] }),
          '相关记录',
          'The record it is about',
        ),
      }),
    )
    .output(z.object({ id: idOut('thanks') })),
  listThanks: operation({
    method: 'GET',
    path: '/performance/thanks',
    permission: 'self',
    summary: '感谢 · What I was thanked for, or my group',
  })
    .input(
      listIn({ box: label(z.enum(['mine', 'given', 'group']).default('mine'), '范围', 'Box') }, ['at']).omit({
        search: true,
        sort: true,
        direction: true,
      }),
    )
    .output(
      pageOut(
        z.object({
          id: idOut('thanks'),
          byName: z.string(),
          personName: z.string(),
          reason: z.enum(thankReasons),
          text: z.string(),
          /** Told to the two alone. */
          record: z.string().nullable(),
          at: instantOut(),
        }),
      ),
    ),
}
