import { must } from '#lib/assert'
import { refuseUnless } from '#lib/refusal'
import type { Context } from '#platform/context'
import type { Input, Output } from '#platform/operation'
import { parameterOn } from '#reference'
import type { api } from '../api.ts'
import { mondayOf } from '../pulse.ts'
import { pulseGiven, savePulse } from '../store/health.ts'

/** Whether the reader has answered this week's question. */
export async function myPulse(ctx: Context): Promise<Output<typeof api.myPulse>> {
  const week = mondayOf(ctx.today)
  return {
    week,
    given: await pulseGiven(ctx.sql, week, must(ctx.actor.key, 'who asks is a person')),
    least: await parameterOn(ctx.sql, 'pulse.least', ctx.today),
  }
}

/**
 * Answers this week's question, once; what was said cannot be changed, because nobody knows any more whose it is.
 * @throws Refusal performance.pulse_given
 */
export async function answerPulse(
  ctx: Context,
  { score }: Input<typeof api.answerPulse>,
): Promise<Output<typeof api.answerPulse>> {
  const { key, groupKey, branchKey } = ctx.actor
  const given = { week: mondayOf(ctx.today), personKey: must(key, 'who answers is a person') }
  const answer = {
    groupKey: must(groupKey, 'who is at work stands in a group'),
    branchKey: must(branchKey, 'a group lies in a branch'),
    score,
  }
  refuseUnless(await savePulse(ctx.sql, given, answer), 'performance.pulse_given')
  return {}
}
