import { must } from '#lib/assert'
import { refuseUnless } from '#lib/refusal'
import type { Context } from '#platform/context'
import type { Input, Output } from '#platform/operation'
import type { api } from '../api.ts'
import { mondayOf } from '../pulse.ts'
import { savePulse } from '../store/health.ts'

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
