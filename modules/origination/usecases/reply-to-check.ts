import { toId, toKey } from '#lib/id'
import { refuseUnless } from '#lib/refusal'
import { notify } from '#notification'
import type { Context } from '#platform/context'
import type { Input, Output } from '#platform/operation'
import type { api } from '../api.ts'
import { defectsOf, insertReplies } from '../store/quality.ts'
import { checkForUpdate } from './independent-check.ts'
import { settleDefects } from './settle-defects.ts'

/**
 * The person judged answers every defect at once: accepts it, or contests it with a reason. Accepted ones count from now on.
 * @throws Refusal origination.check_not_found, check_state, not_judged, replies_whole, contest_reason
 */
export async function replyToCheck(
  ctx: Context,
  input: Input<typeof api.replyToCheck>,
): Promise<Output<typeof api.replyToCheck>> {
  const check = await checkForUpdate(ctx, input.id, 'origination.quality.reply')
  refuseUnless(check.ownerId === ctx.actor.key, 'origination.not_judged')
  refuseUnless(check.state === 'found', 'origination.check_state')
  const replies = input.replies.map(reply => ({ ...reply, key: toKey(reply.defectId) }))
  const asked = (await defectsOf(ctx.sql, check.key)).map(defect => defect.key)
  const answered = new Set(replies.map(reply => reply.key))
  const whole =
    answered.size === replies.length && asked.length === replies.length && asked.every(key => answered.has(key))
  refuseUnless(whole, 'origination.replies_whole', {}, 'replies')
  refuseUnless(
    replies.every(reply => reply.answer === 'accept' || reply.reason !== ''),
    'origination.contest_reason',
    {},
    'replies',
  )
  await insertReplies(ctx, replies)
  const state = await settleDefects(ctx, check)
  ctx.about(input.id, toId('application', check.applicationKey))
  ctx.note({ contested: replies.filter(reply => reply.answer === 'contest').length })
  await ctx.emit('origination.check-replied', { checkId: input.id, state })
  if (state === 'contested' && check.checkedBy !== null)
    await notify(ctx, {
      to: [check.checkedBy],
      template: 'origination.notice.contested',
      facts: { number: check.applicationNumber, name: check.ownerName },
      about: input.id,
    })
  return { id: input.id, state }
}
