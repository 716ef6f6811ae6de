import { z } from 'zod'
import { dayIn, dayOut, instantOut, label } from '#lib/fields'
import { operation } from '#lib/operation'
import { code, unit } from './shape.ts'

const WeekFigure = z.object({
  code,
  unit,
  now: z.string().nullable(),
  before: z.string().nullable(),
  turn: z.enum(['good', 'bad', 'same']),
})

export const digestApi = {
  myDigest: operation({
    method: 'GET',
    path: '/performance/digest',
    permission: 'self',
    summary:
      '每周小结 · My week as it stood on its Monday: what went well, what changed, what is due, what the team did',
  })
    .input(z.object({ week: label(dayIn().optional(), '周一', 'The Monday') }))
    .output(
      z.object({
        /** The weeks there are, newest first, at most a year of them. */
        weeks: z.array(dayOut()),
        digest: z
          .object({
            week: dayOut(),
            to: dayOut(),
            at: instantOut(),
            figures: z.array(WeekFigure),
            streak: z.number().int(),
            thanks: z.number().int(),
            tasksDone: z.number().int(),
            due: z.object({
              tasks: z.number().int(),
              overdue: z.number().int(),
              certificates: z.number().int(),
              courses: z.number().int(),
              talkOn: dayOut().nullable(),
            }),
            team: z.object({
              name: z.string(),
              people: z.number().int(),
              figures: z.array(WeekFigure),
              thanks: z.number().int(),
            }),
            /** Null for who has no reports. */
            reports: z
              .object({
                people: z.number().int(),
                overdue: z.number().int(),
                certificates: z.number().int(),
                courses: z.number().int(),
              })
              .nullable(),
          })
          .nullable(),
      }),
    ),
}
