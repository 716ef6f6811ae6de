import { z } from 'zod'
import { dayOut, instantOut, label } from '#lib/fields'
import { operation } from '#lib/operation'

export const queueNames = ['first-review', 'final-review', 'second-review', 'funding'] as const

export const staffingApi = {
  measureQueues: operation({
    method: 'GET',
    path: '/performance/queues',
    permission: 'performance.health.read',
    summary: '排队与人手 · What came to each queue by hour of the week, how long cases were in hand, and who worked it',
    description:
      'Counts within the reader’s scope over the last days. The model that turns them into waiting and people (M/M/n, Erlang C) is a pure function that screens run on these figures.',
  })
    .input(
      z.object({ days: label(z.coerce.number().int().min(28).max(365).default(91), '统计天数', 'Days looked at') }),
    )
    .output(
      z.object({
        asOf: instantOut(),
        from: dayOut(),
        to: dayOut(),
        queues: z.array(
          z.object({
            queue: z.enum(queueNames),
            /** Working minutes the queue may take, as in force. */
            waitMinutes: z.number().int(),
            /** People at work who have decided in this queue on these days. */
            people: z.number().int(),
            arrivals: z.number().int(),
            /** Cases whose time in hand is known, and its mean in minutes, one decimal; null where there are none. */
            handled: z.number().int(),
            handlingMinutes: z.string().nullable(),
            few: z.boolean(),
            cells: z.array(
              z.object({
                weekday: z.number().int(),
                hour: z.number().int(),
                days: z.number().int(),
                minutes: z.number().int(),
                arrivals: z.number().int(),
              }),
            ),
          }),
        ),
      }),
    ),
}
