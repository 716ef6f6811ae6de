import { must } from '#lib/assert'
import type { Context } from '#platform/context'
import type { Output } from '#platform/operation'
import { parameterOn } from '#reference'
import type { api } from '../api.ts'
import { mondayOf } from '../pulse.ts'
import { pulseGiven } from '../store/health.ts'

/** Whether the reader has answered this week's question. */
export async function myPulse(ctx: Context): Promise<Output<typeof api.myPulse>> {
  const week = mondayOf(ctx.today)
  return {
    week,
    given: await pulseGiven(ctx.sql, week, must(ctx.actor.key, 'who asks is a person')),
    least: await parameterOn(ctx.sql, 'pulse.least', ctx.today),
  }
}
