import { houseFacts } from '#authority'
import { addDays } from '#lib/day'
import { toId } from '#lib/id'
import { refuseUnless } from '#lib/refusal'
import { notify, tellGroup } from '#notification'
import type { Context } from '#platform/context'
import type { Input, Output } from '#platform/operation'
import { parameterOn } from '#reference'
import { personById } from '#team'
import type { api } from '../api.ts'
import * as store from '../store/together.ts'

/**
 * Thanks a colleague: a line in the feed of their group and a notice to them. A record it is about must be one the actor may see; only the
 * two are told which. @throws Refusal performance.thanks_self, thanks_person, thanks_often; notification.no_record, or what reading the record refuses
 */
export async function thank(ctx: Context, input: Input<typeof api.thank>): Promise<Output<typeof api.thank>> {
  const person = await personById(ctx.sql, input.personId, ctx.today)
  const atWork = person && (person.leftOn === null || person.leftOn > ctx.today)
  refuseUnless(
    atWork && person.groupKey !== null && person.branchKey !== null,
    'performance.thanks_person',
    {},
    'personId',
  )
  refuseUnless(person.key !== ctx.actor.key, 'performance.thanks_self', {}, 'personId')
  const limits = await parameterOn(ctx.sql, 'thanks.limits', ctx.today)
  const before = await store.thankedBy(ctx, person.key, addDays(ctx.today, -29))
  refuseUnless(before.today < limits.perDay && before.pair < limits.perPair, 'performance.thanks_often', limits)
  if (input.record !== null) {
    refuseUnless(houseFacts().readable(input.record), 'notification.no_record', {}, 'record')
    await houseFacts().readRecord(ctx, input.record)
  }
  const { personId: _, ...said } = input
  const place = { groupKey: person.groupKey, branchKey: person.branchKey }
  const key = await store.insertThanks(ctx, { ...said, personKey: person.key, ...place })
  const id = toId('thanks', key)
  await tellGroup(ctx, person.groupKey, 'performance.thanks.line', {
    name: person.name,
    reason: `performance.thanks.reason.${input.reason}`,
    text: input.text,
  })
  await notify(ctx, {
    to: [person.key],
    template: 'performance.notice.thanks',
    facts: { name: ctx.actor.name, text: input.text },
    about: toId('group', person.groupKey),
  })
  ctx.about(id, person.id)
  ctx.note({ reason: input.reason })
  return { id }
}
