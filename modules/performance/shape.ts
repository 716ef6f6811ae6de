import { z } from 'zod'
import { idOut } from '#lib/fields'
import { levels, metricCodes } from './metric.ts'

export const code = z.enum(metricCodes)
export const unit = z.enum(['count', 'money', 'share', 'minutes'])

/** A figure as exact text: count, yuan, share (`0.0162`) or minutes; null where there is nothing to measure. */
export const Figure = z.object({
  value: z.string().nullable(),
  numerator: z.string().nullable(),
  denominator: z.string().nullable(),
  rows: z.number().int(),
})

/** Whom a figure is about: a person, or the group, branch or company that somebody answers for. */
export const About = z.object({
  level: z.enum(levels),
  name: z.string().nullable(),
  groupId: idOut('group').nullable(),
  branchId: idOut('branch').nullable(),
})
