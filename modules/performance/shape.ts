import { z } from 'zod'
import { metricCodes } from './metric.ts'

export const code = z.enum(metricCodes)
export const unit = z.enum(['count', 'money', 'share', 'minutes'])

/** A figure as exact text: count, yuan, share (`0.0162`) or minutes; null where there is nothing to measure. */
export const Figure = z.object({
  value: z.string().nullable(),
  numerator: z.string().nullable(),
  denominator: z.string().nullable(),
  rows: z.number().int(),
})
